package dev.lanewise.cli.command;

import dev.lanewise.cli.train.Validation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which images {@code train} learns from and is validated on. */
final class DataOptions extends DataOption {
    @Option(names = "--limit", paramLabel = "N",
            description = "Use only the first N training images; none is held out of them unless"
                    + " --validation says so.")
    @Nullable
    Integer limit;

    @Option(names = "--validation", paramLabel = "N|none|test",
            converter = ValidationConverter.class,
            completionCandidates = ValidationConverter.class,
            description = "Hold out N training images, chosen by --seed; the weights with the best"
                    + " validation accuracy are kept. none: no validation, the last weights"
                    + " are kept. test: validate on the test images; the last weights are"
                    + " kept.")
    @Nullable
    Validation validation;
}
