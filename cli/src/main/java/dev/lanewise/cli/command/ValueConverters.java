package dev.lanewise.cli.command;

import dev.lanewise.cli.base.IndexRange;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How numbers and paths are read, and what is said of a word that is none. */
public final class ValueConverters {
    private static final String DIGITS = "[+-]?[0-9]+";
    /** Many languages write a comma for the decimal point. */
    private static final String WITH_COMMA = "[+-]?[0-9]*,[0-9]+";

    private ValueConverters() {}

    /** Lets a command and those below it read numbers and paths so. */
    public static void register(CommandLine commandLine) {
        ITypeConverter<Integer> ints = whole(Integer::valueOf, Integer.MIN_VALUE,
                Integer.MAX_VALUE);
        ITypeConverter<Long> longs = whole(Long::valueOf, Long.MIN_VALUE, Long.MAX_VALUE);
        ITypeConverter<Double> doubles = number(Double::valueOf, text -> "a number", ".");
        commandLine.registerConverter(Integer.class, ints)
                .registerConverter(int.class, ints)
                .registerConverter(Long.class, longs)
                .registerConverter(long.class, longs)
                .registerConverter(Double.class, doubles)
                .registerConverter(double.class, doubles)
                .registerConverter(Boolean.class, ValueConverters::truth)
                .registerConverter(boolean.class, ValueConverters::truth)
                .registerConverter(Path.class, ValueConverters::path);
    }

    /** Reads an index or a range of them. */
    static final class Indices implements ITypeConverter<IndexRange> {
        @Override
        public IndexRange convert(String text) {
            return IndexRange.of(text)
                    .orElseThrow(() -> new TypeConversionException("must be indices from 0, such as"
                            + " 3,5, or ranges, such as 3-5; you gave '" + text + "'"));
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("must be a path that files can have here; you gave '"
                    + text + "': " + e.getReason());
        }
    }

    /** A configuration has values for options that have none on the command line. */
    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new TypeConversionException(
                    "must be given without a value, or be true or false; you gave '" + text + "'");
        };
    }

    private static <T> ITypeConverter<T> whole(Function<String, T> parser, long least, long most) {
        return number(parser, text -> "a whole number"
                + (text.matches(DIGITS) ? " from " + least + " to " + most : ""), "");
    }

    private static <T> ITypeConverter<T> number(Function<String, T> parser,
            Function<String, String> expected, String forComma) {
        return text -> {
            try {
                return parser.apply(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("must be " + expected.apply(text)
                        + "; you gave '" + text + "'" + (text.matches(WITH_COMMA)
                                ? "; did you mean " + text.replace(",", forComma) + "?"
                                : ""));
            }
        };
    }
}
