package dev.lanewise.cli.train;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.cli.terminal.ProgressLine;
import dev.lanewise.cli.terminal.Style;
import dev.lanewise.cli.terminal.Terminal;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.KernelInfo;
import dev.lanewise.engine.train.EpochResult;
import dev.lanewise.engine.train.StepProgress;
import java.io.PrintWriter;

/**
 * Shows progress on {@code err}: on a terminal one line an epoch that is rewritten in place, else
 * one line when an epoch ends.
 *
 * <p>A step costs one look at the clock; the line is made and written ten times a second.
 */
public final class ProgressReporter implements RunReporter {
    private static final long NANOS_BETWEEN_DRAWINGS = 100_000_000;
    private static final double MILLISECONDS = 1000;
    private static final int DECIMALS = 4;
    private static final int RATE_DIGITS = 3;

    private final Terminal terminal;
    private final Style style;
    private final PrintWriter err;
    private final boolean rewrites;
    private int epochs;
    private long lastDrawing;
    private String openLine = "";

    /** Shows progress on a terminal in a style. */
    public ProgressReporter(Terminal terminal, Style style) {
        this.terminal = terminal;
        this.style = style;
        this.err = terminal.err();
        this.rewrites = terminal.rewritesLines();
    }

    @Override
    public void onStart(RunPlan plan) {
        TrainingData data = plan.data();
        err.println(style.strong(Choice.name(plan.settings().values().network())) + ", "
                + Numbers.grouped(plan.network().parameterCount()) + " parameters");
        err.println(data.name() + ", " + Numbers.counted(data.train().size(), "training image")
                + data.validation()
                        .map(v -> ", " + Numbers.grouped(v.size()) + " for validation")
                        .orElse(""));
        err.println(plan.kernels().backend() + " kernels"
                + ofKernels(plan.kernels(), plan.settings().kernels()) + ", "
                + Numbers.counted(plan.settings().threads(), "thread") + ", seed "
                + plan.settings().seed());
        err.flush();
    }

    /** Their width, or why the choice fell on slow ones. */
    private static String ofKernels(KernelInfo kernels, KernelChoice choice) {
        if (kernels.bits() > 0) {
            return " (" + kernels.bits() + " bits)";
        }
        return choice == KernelChoice.AUTO ? " (" + kernels.reason() + ")" : "";
    }

    @Override
    public void onEpochStart(int epoch, int count, int steps) {
        epochs = count;
    }

    @Override
    public void onStep(StepProgress progress) {
        if (!rewrites) {
            return;
        }
        long now = System.nanoTime();
        if (now - lastDrawing >= NANOS_BETWEEN_DRAWINGS || progress.step() == progress.steps()) {
            lastDrawing = now;
            draw(running(progress).fitted());
        }
    }

    private ProgressLine running(StepProgress p) {
        return new ProgressLine(terminal, style)
                .text(0, "Epoch " + p.epoch() + "/" + p.epochs())
                .bar(2, (double) p.step() / p.steps())
                .text(1, p.step() + "/" + p.steps())
                .text(4, Numbers.seconds(p.seconds()))
                .text(7, Numbers.fixed(MILLISECONDS * p.seconds() / p.step(), 2) + " ms/step")
                .text(3, "loss " + Numbers.fixed(p.loss(), DECIMALS))
                .text(3, "accuracy " + Numbers.fixed(p.accuracy(), DECIMALS))
                .text(5, Numbers.grouped(Math.round(p.imagesPerSecond())) + " images/s")
                .text(6, "learning rate " + Numbers.significant(p.learningRate(), RATE_DIGITS));
    }

    @Override
    public void onEpochEnd(EpochResult r) {
        ProgressLine line = new ProgressLine(terminal, style)
                .text(0, "Epoch " + r.epoch() + "/" + epochs)
                .bar(8, 1)
                .text(5, Numbers.seconds(r.seconds()))
                .text(3, "loss " + Numbers.fixed(r.loss(), DECIMALS))
                .text(2, "accuracy " + Numbers.fixed(r.accuracy(), DECIMALS));
        r.valLoss().ifPresent(loss -> line.text(4, "val_loss " + Numbers.fixed(loss, DECIMALS)));
        r.valAccuracy()
                .ifPresent(accuracy -> line.text(1,
                        "val_accuracy " + Numbers.fixed(accuracy, DECIMALS)));
        line.text(6, Numbers.grouped(Math.round(r.imagesPerSecond())) + " images/s")
                .text(7, "learning rate " + Numbers.significant(r.learningRate(), RATE_DIGITS));
        if (rewrites) {
            draw(line.fitted());
            close();
        } else {
            err.println(line.whole());
            err.flush();
        }
    }

    /** Each line fills the width, so that it covers the one before, and what is typed meanwhile. */
    private void draw(String line) {
        err.print("\r" + line + "\r");
        err.flush();
        openLine = line;
    }

    @Override
    public void close() {
        if (!openLine.isEmpty()) {
            err.println("\r" + openLine);
            err.flush();
            openLine = "";
        }
    }
}
