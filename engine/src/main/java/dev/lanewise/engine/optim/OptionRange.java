package dev.lanewise.engine.optim;

import java.util.Objects;

/**
 * What options must be. Those that are given as doubles are checked as the floats that kernels
 * compute with.
 */
public final class OptionRange {
    private OptionRange() {}

    /** Refuses the value of a trainer's option. */
    public static void require(boolean holds, String option, String right, Object given) {
        check(holds, "The option " + option, right, given);
    }

    /** Refuses a value that the message calls {@code what}. */
    public static void check(boolean holds, String what, String right, Object given) {
        if (!holds) {
            throw new IllegalArgumentException(
                    what + " must be " + right + "; you gave " + given + ".");
        }
    }

    /** Refuses null as the value of a trainer's option. */
    public static <T> T given(T value, String option) {
        return Objects.requireNonNull(value,
                () -> "The option " + option + " must not be null.");
    }

    /** Whether a value is a number above 0. */
    public static boolean isPositive(double value) {
        return (float) value > 0 && Float.isFinite((float) value);
    }

    /** Whether a value lies in [0, 1). */
    public static boolean isShare(double value) {
        return value >= 0 && (float) value < 1;
    }

    /** A value for a message, with what becomes of it where that explains the message. */
    public static String shown(double value) {
        float rounded = (float) value;
        boolean moved = rounded != value
                && (rounded == 0 || rounded == 1 || Float.isInfinite(rounded));
        return moved ? value + ", which is " + rounded + " as a float" : Double.toString(value);
    }

    /** Checks what all optimizers share. */
    public static void checkRateAndDecay(double learningRate, double weightDecay) {
        check(isPositive(learningRate), "A learning rate", "a number above 0",
                shown(learningRate));
        check(weightDecay >= 0 && Float.isFinite((float) weightDecay), "A weight decay",
                "a number of at least 0", shown(weightDecay));
    }
}
