package dev.lanewise.cli.command;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How numbers are read, and what is said of a word that is none. */
public final class NumberConverters {
    private static final String DIGITS = "[+-]?[0-9]+";

    private NumberConverters() {}

    /** Lets a command and those below it read numbers so. */
    public static void register(CommandLine commandLine) {
        ITypeConverter<Integer> ints = whole(Integer::valueOf, Integer.MIN_VALUE,
                Integer.MAX_VALUE);
        ITypeConverter<Long> longs = whole(Long::valueOf, Long.MIN_VALUE, Long.MAX_VALUE);
        ITypeConverter<Double> doubles = number(Double::valueOf, text -> "a number");
        commandLine.registerConverter(Integer.class, ints)
                .registerConverter(int.class, ints)
                .registerConverter(Long.class, longs)
                .registerConverter(long.class, longs)
                .registerConverter(Double.class, doubles)
                .registerConverter(double.class, doubles);
    }

    private static <T> ITypeConverter<T> whole(Function<String, T> parser, long least, long most) {
        return number(parser, text -> "a whole number"
                + (text.matches(DIGITS) ? " from " + least + " to " + most : ""));
    }

    private static <T> ITypeConverter<T> number(Function<String, T> parser,
            Function<String, String> expected) {
        return text -> {
            try {
                return parser.apply(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException(
                        "expected " + expected.apply(text) + ", found '" + text + "'");
            }
        };
    }
}
