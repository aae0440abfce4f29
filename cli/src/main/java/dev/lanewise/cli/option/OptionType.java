package dev.lanewise.cli.option;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.Ranges;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.network.LayerText;
import dev.lanewise.cli.network.NetworkChoice;

/**
 * Which values an option takes.
 *
 * @param <T> a value
 */
public sealed interface OptionType<T> {

    /** The class of the values. */
    Class<T> type();

    /**
     * A value that the option takes.
     *
     * @throws UsageException if it is out of range
     */
    default T checked(String option, T value) {
        return value;
    }

    /** What a configuration file holds for a value: a number, a truth value, or a text. */
    default Object written(T value) {
        return value;
    }

    /** A number in {@code [least, most]}. */
    static OptionType<Double> within(double least, double most) {
        return new Real((option, value) -> Ranges.within(option, value, least, most));
    }

    /** A number above {@code bound} and at most {@code most}. */
    static OptionType<Double> above(double bound, double most) {
        return new Real((option, value) -> Ranges.above(option, value, bound, most));
    }

    /** A number in {@code [0, 1)}. */
    static OptionType<Double> share() {
        return new Real(Ranges::share);
    }

    /** Whole numbers in {@code [least, most]}. */
    record Whole(int least, int most) implements OptionType<Integer> {
        @Override
        public Class<Integer> type() {
            return Integer.class;
        }

        @Override
        public Integer checked(String option, Integer value) {
            return Ranges.whole(option, value, least, most);
        }
    }

    /** Numbers in some range. */
    record Real(Range range) implements OptionType<Double> {

        /** Which numbers; others are a {@link UsageException} that names the option. */
        @FunctionalInterface
        public interface Range {
            /** A number of the range. */
            double checked(String option, double value);
        }

        @Override
        public Class<Double> type() {
            return Double.class;
        }

        @Override
        public Double checked(String option, Double value) {
            return range.checked(option, value);
        }
    }

    /** All whole numbers of 64 bits. */
    record Bits() implements OptionType<Long> {
        @Override
        public Class<Long> type() {
            return Long.class;
        }
    }

    /** Given or not; with {@code no-} before its name it is false. */
    record Flag() implements OptionType<Boolean> {
        @Override
        public Class<Boolean> type() {
            return Boolean.class;
        }
    }

    /** The names of constants. */
    record Word<E extends Enum<E>>(Class<E> type) implements OptionType<E> {
        @Override
        public Object written(E value) {
            return Choice.name(value);
        }
    }

    /** Networks by name or in a file. */
    record Networks() implements OptionType<NetworkChoice> {
        @Override
        public Class<NetworkChoice> type() {
            return NetworkChoice.class;
        }

        @Override
        public Object written(NetworkChoice value) {
            return value.word();
        }
    }

    /** Layers in a line. */
    record Layers() implements OptionType<LayerText> {
        @Override
        public Class<LayerText> type() {
            return LayerText.class;
        }

        @Override
        public Object written(LayerText value) {
            return value.word();
        }
    }

    /** What a model is validated on. */
    record Images() implements OptionType<Validation> {
        @Override
        public Class<Validation> type() {
            return Validation.class;
        }

        @Override
        public Object written(Validation value) {
            return value.toString();
        }
    }
}
