package dev.lanewise.cli.command;

import dev.lanewise.cli.run.GivenNormalization;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --normalization}, for models of other programs, which don't say what they were trained on. */
final class NormalizationOption {
    @Option(names = "--normalization", paramLabel = "none|unit|MEAN,STD",
            converter = Converter.class,
            description = "How pixels become the input of a model that doesn't say it, as those of"
                    + " other programs: none, as they are, from 0 to 255; unit, from 0 to 1;"
                    + " MEAN,STD, from 0 to 1 and then less a mean and by a deviation, such as"
                    + " 0.1307,0.3081.")
    private @Nullable GivenNormalization given;

    /** What was given. */
    Optional<GivenNormalization> value() {
        return Optional.ofNullable(given);
    }

    /** Reads it. */
    static final class Converter implements ITypeConverter<GivenNormalization> {
        @Override
        public GivenNormalization convert(String text) {
            try {
                return GivenNormalization.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
