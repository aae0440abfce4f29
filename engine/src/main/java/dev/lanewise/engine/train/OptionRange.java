package dev.lanewise.engine.train;

import java.util.Objects;

/**
 * What options must be. Those that are given as doubles are checked as the floats that kernels
 * compute with.
 */
final class OptionRange {
    private OptionRange() {}

    /** Refuses the value of a trainer's option. */
    static void require(boolean holds, String option, String expected, Object found) {
        if (!holds) {
            throw new IllegalArgumentException("The option " + option + " expected " + expected
                    + ", found " + found + ".");
        }
    }

    /** Refuses null as the value of a trainer's option. */
    static <T> T given(T value, String option) {
        return Objects.requireNonNull(value,
                () -> "The option " + option + " expected a value, found null.");
    }

    /** Whether a value is a number above 0. */
    static boolean isPositive(double value) {
        return (float) value > 0 && Float.isFinite((float) value);
    }

    /** Whether a value lies in [0, 1). */
    static boolean isShare(double value) {
        return value >= 0 && (float) value < 1;
    }

    /** A value for a message, with what becomes of it where that explains the message. */
    static String shown(double value) {
        float rounded = (float) value;
        boolean moved = rounded != value
                && (rounded == 0 || rounded == 1 || Float.isInfinite(rounded));
        return moved ? value + ", which is " + rounded + " as a float" : Double.toString(value);
    }

    /** Checks what all optimizers share. */
    static void checkRateAndDecay(double learningRate, double weightDecay) {
        if (!isPositive(learningRate)) {
            throw new IllegalArgumentException("A learning rate expected a number above 0, found "
                    + shown(learningRate) + ".");
        }
        if (!(weightDecay >= 0) || !Float.isFinite((float) weightDecay)) {
            throw new IllegalArgumentException(
                    "A weight decay expected a number of at least 0, found "
                            + shown(weightDecay) + ".");
        }
    }
}
