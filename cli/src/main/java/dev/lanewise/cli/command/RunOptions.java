package dev.lanewise.cli.command;

import dev.lanewise.cli.base.Ranges;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run goes and what it tells. */
final class RunOptions {
    @Option(names = "--run", paramLabel = "DIR",
            description = "The run folder: new, or empty (default: runs/DATE-RECIPE, and runs/last"
                    + " points to it).")
    @Nullable
    Path run;

    @Option(names = "--resume", paramLabel = "RUN",
            description = "Resume a run that was stopped, in its folder and with its options. The"
                    + " weights end up the same as those of an uninterrupted run.")
    @Nullable
    Path resume;

    /** Replaced by what the file holds before arguments are parsed: {@link ConfigArguments}. */
    @Option(names = "--config", paramLabel = "FILE",
            description = "Repeat an earlier run with the options in its config.json; every option"
                    + " overrides them.")
    @Nullable
    Path config;

    @Option(names = "--print-config",
            description = "Print all options as --config reads them, and exit.")
    boolean printConfig;

    @Option(names = "--dry-run",
            description = "Load the data, check everything, say what would be trained, and exit.")
    boolean dryRun;

    @Option(names = "--find-lr",
            description = "Find a learning rate instead of training: raise it until the loss diverges,"
                    + " take a third of that, try it against the recipe's own, and write"
                    + " learning-rate.png to the folder of --run, or here.")
    boolean findLearningRate;

    @Option(names = "--min-accuracy", paramLabel = "SHARE",
            description = "Exit with code 3 if the test accuracy is lower than this, such as 0.98.")
    @Nullable
    Double minAccuracy;

    @Option(names = "--no-plots",
            description = "Don't write the pictures and report.html.")
    boolean noPlots;

    @Option(names = "--profile",
            description = "Measure each layer in a training step: time, GFLOP/s, share of the"
                    + " machine's peak, memory traffic. The first epoch counts only if it is the"
                    + " only one.")
    boolean profile;

    @Option(names = "--json",
            description = "Print JSON, one object a line: one for each epoch and, at the end, one"
                    + " for the result (see docs/formats.md).")
    boolean json;

    @Option(names = "--quiet", description = "Don't show progress.")
    boolean quiet;

    /** What {@code --min-accuracy} asks for, checked. */
    OptionalDouble leastAccuracy() {
        return minAccuracy == null ? OptionalDouble.empty()
                : OptionalDouble.of(Ranges.within("--min-accuracy", minAccuracy, 0, 1));
    }
}
