package dev.lanewise.cli.command;

import dev.lanewise.cli.base.Ranges;
import picocli.CommandLine.Option;

/** {@code --min-probability}, of commands that answer what a picture shows. */
final class MinProbabilityOption {
    /**
     * Below it an answer is called unsure. By the pretrained network 0.63 % of MNIST's test images are, and
     * nine tenths of what is no digit (decision 16).
     */
    private static final String UNSURE = "0.8";

    @Option(names = "--min-probability", paramLabel = "P", defaultValue = UNSURE,
            description = "Call an answer unsure if its probability is lower; 0 for never (default:"
                    + " ${DEFAULT-VALUE}).")
    private double given;

    /** From 0 to 1. */
    double value() {
        return Ranges.within("--min-probability", given, 0, 1);
    }
}
