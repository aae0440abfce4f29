package dev.lanewise.cli.train;

import static dev.lanewise.cli.option.TrainingOptions.KERNELS;
import static dev.lanewise.cli.option.TrainingOptions.NETWORK;
import static dev.lanewise.cli.option.TrainingOptions.SEED;
import static dev.lanewise.cli.option.TrainingOptions.THREADS;

import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.terminal.LiveLine;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.cli.terminal.ProgressLine;
import dev.lanewise.cli.terminal.Style;
import dev.lanewise.cli.terminal.Terminal;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.KernelInfo;
import dev.lanewise.engine.train.EpochResult;
import dev.lanewise.engine.train.StepProgress;
import java.io.PrintWriter;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Shows progress on {@code err}: on a terminal one line an epoch that is rewritten in place, else
 * one line when an epoch ends.
 *
 * <p>A step costs one look at the clock; the line is made and written five times a second: in code that is
 * interpreted still, each time takes up to a millisecond.
 */
public final class ProgressReporter implements RunReporter {
    private static final long NANOS_BETWEEN_DRAWINGS = 200_000_000;
    private static final double MILLISECONDS = 1000;
    private static final int DECIMALS = 4;
    private static final int RATE_DIGITS = 3;
    /** Shorter validations are not worth a word. */
    private static final double A_MOMENT_IN_SECONDS = 0.3;

    private static final String UNKNOWN = "-";

    private final Terminal terminal;
    private final Style style;
    private final PrintWriter err;
    private final boolean rewrites;
    private final LiveLine live;
    private final LongSupplier clock;
    private final RemainingTime remaining = new RemainingTime();
    private int validationImages;
    private int epochs;
    private long lastDrawing;
    private long lastStep;

    /** Where an epoch is; what is not known yet is NaN. */
    private record Moment(int epoch, int step, int steps, double seconds, double loss,
            double accuracy, double imagesPerSecond, double learningRate) {

        static Moment ofStart(int epoch, int steps) {
            return new Moment(epoch, 0, steps, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }

        static Moment of(StepProgress p) {
            return new Moment(p.epoch(), p.step(), p.steps(), p.seconds(), p.loss(), p.accuracy(),
                    p.imagesPerSecond(), p.learningRate());
        }
    }

    /** Shows progress on a terminal in a style. */
    public ProgressReporter(Terminal terminal, Style style) {
        this(terminal, style, System::nanoTime);
    }

    /** With a monotonic clock of nanoseconds. */
    ProgressReporter(Terminal terminal, Style style, LongSupplier clock) {
        this.terminal = terminal;
        this.style = style;
        this.err = terminal.err();
        this.rewrites = terminal.rewritesLines();
        this.live = new LiveLine(terminal);
        this.clock = clock;
        this.lastDrawing = clock.getAsLong() - NANOS_BETWEEN_DRAWINGS;
    }

    @Override
    public void onStart(RunPlan plan) {
        TrainingData data = plan.data();
        validatesOn(data.validation().map(Dataset::size).orElse(0));
        err.println(style.strong(plan.settings().get(NETWORK).name(false)) + ", "
                + Numbers.grouped(plan.network().parameterCount()) + " parameters");
        err.println(Printable.of(data.name()) + ", "
                + data.counted()
                + (validationImages == 0 ? ""
                        : ", " + Numbers.grouped(validationImages) + " for validation"));
        err.println(plan.kernels().backend() + " kernels"
                + ofKernels(plan.kernels(), plan.settings().get(KERNELS)) + ", "
                + Numbers.counted(plan.settings().get(THREADS), "thread") + ", seed "
                + plan.settings().get(SEED));
        err.flush();
    }

    /** How many images each epoch is validated on. */
    void validatesOn(int images) {
        validationImages = images;
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
        lastStep = clock.getAsLong();
        if (rewrites && isTimeToDraw()) {
            draw(Moment.ofStart(epoch, steps), false);
        }
    }

    @Override
    public void onStep(StepProgress progress) {
        if (!rewrites) {
            return;
        }
        lastStep = clock.getAsLong();
        boolean validates = progress.step() == progress.steps() && validatesLong(progress);
        if (isTimeToDraw() || validates) {
            remaining.observe(lastStep, (long) progress.epoch() * progress.steps()
                    + progress.step());
            draw(Moment.of(progress), validates);
        }
    }

    private boolean isTimeToDraw() {
        return lastStep - lastDrawing >= NANOS_BETWEEN_DRAWINGS;
    }

    /** Before the first validation supposes that it is as slow as training. */
    private boolean validatesLong(StepProgress progress) {
        if (remaining.validationSeconds() == 0 && validationImages > 0) {
            remaining.expectValidation(validationImages / progress.imagesPerSecond());
        }
        return validationImages > 0 && remaining.validationSeconds() > A_MOMENT_IN_SECONDS;
    }

    private void draw(Moment m, boolean validates) {
        lastDrawing = lastStep;
        ProgressLine line = epoch(m.epoch)
                .bar(2, (double) m.step / m.steps)
                .value(1, "", m.step + "/" + m.steps, "", ofAll(m.steps))
                .value(6, "", Numbers.seconds(m.seconds), "", 6)
                .value(9, "", fixed(MILLISECONDS * m.seconds / m.step, 2), " ms/step", 6)
                .value(4, "loss ", fixed(m.loss, DECIMALS), "", 6)
                .value(3, "accuracy ", fixed(m.accuracy, DECIMALS), "", 6);
        speed(line, 7, m.imagesPerSecond, m.learningRate);
        live.show((validates ? line.text(1, "validating")
                : line.value(5, "ETA ", eta(m), "", 5)).fitted());
    }

    private ProgressLine epoch(int epoch) {
        return new ProgressLine(terminal, style)
                .value(0, "Epoch ", epoch + "/" + epochs, "", ofAll(epochs));
    }

    /** Columns of the longest text such as {@code 3/50}. */
    private static int ofAll(int all) {
        return 2 * Integer.toString(all).length() + 1;
    }

    private static String fixed(double value, int decimals) {
        return Double.isNaN(value) ? UNKNOWN : Numbers.fixed(value, decimals);
    }

    private static void speed(ProgressLine line, int rank, double imagesPerSecond,
            double learningRate) {
        line.value(rank, "", Double.isNaN(imagesPerSecond) ? UNKNOWN
                : Numbers.grouped(Math.round(imagesPerSecond)), " images/s", 7)
                .value(rank + 1, "learning rate ", Double.isNaN(learningRate) ? UNKNOWN
                        : Numbers.significant(learningRate, RATE_DIGITS), "", 8);
    }

    private String eta(Moment m) {
        int epochsLeft = epochs - m.epoch;
        OptionalDouble seconds = remaining.seconds(
                (long) epochsLeft * m.steps + m.steps - m.step, epochsLeft + 1);
        return seconds.isPresent() ? Numbers.clock(seconds.getAsDouble()) : "-:--";
    }

    @Override
    public void onEpochEnd(EpochResult r) {
        ProgressLine line = epoch(r.epoch())
                .bar(8, 1)
                .value(5, "", Numbers.seconds(r.seconds()), "", 6)
                .value(3, "loss ", Numbers.fixed(r.loss(), DECIMALS), "", 6)
                .value(2, "accuracy ", Numbers.fixed(r.accuracy(), DECIMALS), "", 6);
        r.valLoss()
                .ifPresent(loss -> line.value(4, "val_loss ", Numbers.fixed(loss, DECIMALS), "",
                        6));
        r.valAccuracy()
                .ifPresent(accuracy -> line.value(1, "val_accuracy ",
                        Numbers.fixed(accuracy, DECIMALS), "", 6));
        speed(line, 6, r.imagesPerSecond(), r.learningRate());
        if (rewrites) {
            remaining.validated(clock.getAsLong() - lastStep);
            live.keep(line.fitted());
        } else {
            err.println(terminal.hasWidth() ? line.fittedValues() : line.whole());
            err.flush();
        }
    }

    @Override
    public void close() {
        live.close();
    }
}
