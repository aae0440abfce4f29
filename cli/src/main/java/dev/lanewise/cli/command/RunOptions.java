package dev.lanewise.cli.command;

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

    @Option(names = "--resume", paramLabel = "RUN",
            description = "Go on with a run that was stopped, in its folder: ends with the weights"
                    + " of a run that was not. Its options are taken from it.")
    @Nullable
    Path resume;

    /** Replaced by what the file holds before arguments are parsed: {@link ConfigArguments}. */
    @Option(names = "--config", paramLabel = "FILE",
            description = "Begin with the options in the config.json of an earlier run, which"
                    + " repeats it; every option overrides them.")
    @Nullable
    Path config;

    @Option(names = "--print-config",
            description = "Print all options with their values as --config reads them, and end.")
    boolean printConfig;

    @Option(names = "--dry-run",
            description = "Load the data, check everything, say what would be trained, and end.")
    boolean dryRun;

    @Option(names = "--find-lr",
            description = "Find a learning rate instead of training: one that rises in an epoch until"
                    + " the loss grows; writes learning-rate.png to the folder of --run, or here.")
    boolean findLearningRate;

    @Option(names = "--min-accuracy", paramLabel = "SHARE",
            description = "Exit with code 3 if the test accuracy is lower, such as 0.98.")
    @Nullable
    Double minAccuracy;

    @Option(names = "--no-plots",
            description = "Leave out the pictures and report.html.")
    boolean noPlots;

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
}
