package dev.lanewise.mnist.picture;

import java.util.Arrays;

/** Statistics that a minority of outliers, such as ink among paper, hardly moves. */
final class RobustStatistics {
    /** Standard deviation of normal noise over the median of its absolute value. */
    private static final double MAD_TO_SIGMA = 1.4826;

    private RobustStatistics() {}

    /**
     * The middle of the shortest interval that holds a third of the values: where most of them
     * lie, even if they are no majority.
     */
    static double mode(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int third = (sorted.length - 1) / 3;
        int best = 0;
        for (int i = 1; i + third < sorted.length; i++) {
            if (sorted[i + third] - sorted[i] < sorted[best + third] - sorted[best]) {
                best = i;
            }
        }
        return sorted[best + third / 2];
    }

    /** The median; 0 of nothing. */
    static double median(double[] values) {
        return quantile(values, 0.5);
    }

    /** The smallest value above the share {@code q}, less than 1, of the values; 0 of nothing. */
    static double quantile(double[] values, double q) {
        if (values.length == 0) {
            return 0;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (q * sorted.length)];
    }

    /** The standard deviation of normal noise, estimated from its absolute values. */
    static double sigma(double[] absoluteValues) {
        return MAD_TO_SIGMA * median(absoluteValues);
    }
}
