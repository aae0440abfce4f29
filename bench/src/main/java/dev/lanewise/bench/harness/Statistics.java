package dev.lanewise.bench.harness;

import java.util.Arrays;

/**
 * What a number of samples says.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param spread the interquartile range as a share of the median
 * @param samples how many there were
 */
public record Statistics(double median, double spread, int samples) {
    private static final double FIRST_QUARTILE = 0.25;
    private static final double MIDDLE = 0.5;
    private static final double THIRD_QUARTILE = 0.75;

    /**
     * Of values above 0 in any order.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Statistics of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException(
                    "Statistics need at least one sample; you gave none.");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double median = quantile(sorted, MIDDLE);
        double range = quantile(sorted, THIRD_QUARTILE) - quantile(sorted, FIRST_QUARTILE);
        return new Statistics(median, range / median, sorted.length);
    }

    /** By linear interpolation between order statistics (type 7 of Hyndman, Fan 1996). */
    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
