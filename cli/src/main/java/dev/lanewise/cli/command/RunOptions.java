package dev.lanewise.cli.command;

import dev.lanewise.cli.terminal.ColorChoice;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run goes and what it tells. */
final class RunOptions {
    @Option(names = "--run", paramLabel = "DIR",
            description = "The run folder: new, or empty (default: runs/DATE-RECIPE, and runs/last"
                    + " points to it).")
    @Nullable
    Path run;

    @Option(names = "--min-accuracy", paramLabel = "SHARE",
            description = "Exit with code 3 if the test accuracy is lower, such as 0.98.")
    @Nullable
    Double minAccuracy;

    @Option(names = "--profile",
            description = "Measure each layer, and show with the result its time, GFLOP/s, share of"
                    + " the machine's peak and memory traffic in a training step; the first epoch"
                    + " counts only if it is the only one.")
    boolean profile;

    @Option(names = "--json",
            description = "Write JSON to standard output: an object a line for each epoch, for the"
                    + " profile if there is one, and, last, for the result.")
    boolean json;

    @Option(names = "--quiet", description = "Show no progress.")
    boolean quiet;

    @Option(names = "--color", paramLabel = "WHEN", converter = Choices.Colors.class,
            completionCandidates = Choices.Colors.class, defaultValue = "auto",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}: on"
                    + " terminals, unless NO_COLOR is set).")
    ColorChoice color = ColorChoice.AUTO;
}
