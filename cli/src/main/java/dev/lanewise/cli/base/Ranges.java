package dev.lanewise.cli.base;

import dev.lanewise.cli.terminal.Numbers;

/** Checks that a number given to an option makes sense, also as the float that it may become. */
public final class Ranges {
    private static final int DIGITS = 17;
    private static final double PERCENT = 100;
    private static final double LEAST_PERCENT = 2;

    private Ranges() {}

    /** A whole number in {@code [least, most]}. */
    public static int whole(String option, int value, int least, int most) {
        require(value >= least && value <= most, option,
                "a whole number from " + least + " to " + most, value, ".");
        return value;
    }

    /** A number above {@code bound} and at most {@code most}. */
    public static double above(String option, double value, double bound, double most) {
        require((float) value > bound && value <= most, option,
                "a number above " + shown(bound) + " and at most " + shown(most), value, ".");
        return value;
    }

    /** A number in {@code [least, most]}. */
    public static double within(String option, double value, double least, double most) {
        require(value >= least && value <= most, option,
                "a number from " + shown(least) + " to " + shown(most), value,
                percent(value, most));
        return value;
    }

    /** A share in {@code [0, 1)}. */
    public static double share(String option, double value) {
        require(value >= 0 && (float) value < 1, option, "a number from 0 to below 1", value,
                percent(value, 1));
        return value;
    }

    /** The end of the sentence, where a share may have been meant in percent. */
    private static String percent(double value, double most) {
        return most == 1 && value >= LEAST_PERCENT && value < PERCENT
                ? "; did you mean " + shown(value / PERCENT) + "?"
                : ".";
    }

    private static void require(boolean holds, String option, String expected, double value,
            String hint) {
        if (!holds) {
            throw new UsageException(option + " must be " + expected + "; you gave '"
                    + shown(value) + "'" + hint);
        }
    }

    private static String shown(double value) {
        return Numbers.significant(value, DIGITS);
    }
}
