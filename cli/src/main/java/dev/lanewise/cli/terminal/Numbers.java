package dev.lanewise.cli.terminal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers for reading, the same in every locale. Without {@code String.format}, whose first call
 * costs a cold JVM some 25 ms.
 */
public final class Numbers {
    private static final int GROUP = 3;
    private static final int SECONDS_A_MINUTE = 60;
    private static final int SECONDS_AN_HOUR = 3600;
    private static final int LONG_IN_SECONDS = 100;
    private static final double KIBI = 1024;

    private Numbers() {}

    /** {@code value} with a fixed number of decimals, such as {@code 0.9869}. */
    public static String fixed(double value, int decimals) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString()
                : Double.toString(value);
    }

    /** {@code value} with at most {@code digits} significant digits and no exponent. */
    public static String significant(double value, int digits) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(digits));
        return rounded.stripTrailingZeros().toPlainString();
    }

    /** {@code value} with a comma between groups of three digits, such as {@code 61,706}. */
    public static String grouped(long value) {
        StringBuilder text = new StringBuilder(Long.toString(value));
        int first = value < 0 ? 1 : 0;
        for (int i = text.length() - GROUP; i > first; i -= GROUP) {
            text.insert(i, ',');
        }
        return text.toString();
    }

    /** A number of things, such as {@code 1 thread} or {@code 55,000 training images}. */
    public static String counted(long count, String noun) {
        return grouped(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** A time, such as {@code 9.8 s} or {@code 2 min 05 s}. */
    public static String seconds(double value) {
        if (value < LONG_IN_SECONDS) {
            return fixed(value, 1) + " s";
        }
        long whole = Math.round(value);
        return whole / SECONDS_A_MINUTE + " min " + twoDigits(whole % SECONDS_A_MINUTE) + " s";
    }

    /** A time for a narrow place, to the second, such as {@code 0:09} or {@code 1:02:05}. */
    public static String clock(double seconds) {
        long whole = Math.round(seconds);
        long hours = whole / SECONDS_AN_HOUR;
        long minutes = whole % SECONDS_AN_HOUR / SECONDS_A_MINUTE;
        return (hours == 0 ? Long.toString(minutes) : hours + ":" + twoDigits(minutes)) + ":"
                + twoDigits(whole % SECONDS_A_MINUTE);
    }

    private static String twoDigits(long value) {
        return (value < 10 ? "0" : "") + value;
    }

    /** An amount of memory, such as {@code 241.0 KiB}. */
    public static String bytes(long value) {
        if (value < KIBI) {
            return value + " B";
        }
        return value < KIBI * KIBI ? fixed(value / KIBI, 1) + " KiB"
                : fixed(value / (KIBI * KIBI), 1) + " MiB";
    }

    /** {@code value} rounded to a number of decimals. */
    public static double rounded(double value, int decimals) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).doubleValue()
                : value;
    }
}
