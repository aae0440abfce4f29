package dev.lanewise.cli.command;

import dev.lanewise.cli.train.Validation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which images {@code train} learns from and is validated on. */
final class DataOptions extends DataOption {
    @Option(names = "--limit", paramLabel = "N",
            description = "Use the first N training images only; without --validation, none is held"
                    + " out of them.")
    @Nullable
    Integer limit;

    @Option(names = "--validation", paramLabel = "N|none|test",
            converter = ValidationConverter.class,
            completionCandidates = ValidationConverter.class,
            description = "Hold N training images, drawn by the seed, out for validation after"
                    + " each epoch; the best epoch is the model. none: no validation, the last"
                    + " weights are the model. test: validate on the test images.")
    @Nullable
    Validation validation;
}
