package dev.lanewise.cli.train;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.terminal.LabelledLine;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.cli.terminal.Style;
import dev.lanewise.engine.train.EpochResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/** The result in words, and what to do next, on {@code out}. */
public final class TextReporter implements RunReporter {
    private static final int DECIMALS = 4;
    private static final int LABEL_WIDTH = 15;
    /** Digits enough to tell runs apart; all stand in the configuration and in JSON. */
    private static final int SHORT_HASH = 16;

    private final CommandContext context;
    private final Style style;

    /** Writes in a style. */
    public TextReporter(CommandContext context, Style style) {
        this.context = context;
        this.style = style;
    }

    @Override
    public void onResult(TrainResult result) {
        PrintWriter out = context.terminal().out();
        line(out, "Test accuracy", style.good(Numbers.fixed(result.test().accuracy(), DECIMALS))
                + "  (loss " + Numbers.fixed(result.test().loss(), DECIMALS) + ", "
                + Numbers.grouped(result.test().count()) + " images)");
        result.history().best().ifPresent(best -> line(out, "Best epoch", best(result, best)));
        line(out, "Time", Numbers.seconds(result.history().trainSeconds()) + " training, "
                + Numbers.grouped(Math.round(result.history().imagesPerSecond()))
                + " images/s; " + Numbers.seconds(result.totalSeconds())
                + (result.plan().settings().resume().isPresent() ? " since it was resumed"
                        : " total"));
        line(out, "Weights", "sha256 " + result.weightsSha256().substring(0, SHORT_HASH) + "…");
        line(out, "Run", Printable.of(result.plan().run().toString()));
        result.profile().ifPresent(profile -> profile(out, profile));
        out.flush();
    }

    @Override
    public void onReport(TrainResult result, Optional<Path> report) {
        PrintWriter out = context.terminal().out();
        report.ifPresent(page -> line(out, "Report", Printable.of(page.toString())));
        line(out, "Next", context.program() + " evaluate "
                + Printable.of(result.plan().run().toString()));
        out.flush();
    }

    private static String best(TrainResult result, EpochResult best) {
        return best.epoch() + " of " + result.history().epochs().size()
                + "  (validation accuracy "
                + Numbers.fixed(best.valAccuracy().orElseThrow(), DECIMALS) + ")";
    }

    private static void profile(PrintWriter out, ProfileReport profile) {
        out.println();
        OptionalDouble peak = profile.peakGflops();
        int threads = profile.profile().workers();
        line(out, "Profile", "of a step, the mean of " + Numbers.grouped(profile.profile().steps())
                + " steps");
        line(out, "FMA peak", peak.isPresent()
                ? Numbers.fixed(peak.getAsDouble(), 1) + " GFLOP/s on " + threads
                        + (threads == 1 ? " thread" : " threads")
                : "not measured, as the Vector API can't be used here");
        profile.table().forEach(out::println);
    }

    private static void line(PrintWriter writer, String label, String text) {
        writer.println(LabelledLine.of(label, LABEL_WIDTH, text));
    }
}
