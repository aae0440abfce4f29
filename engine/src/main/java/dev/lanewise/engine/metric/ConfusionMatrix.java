package dev.lanewise.engine.metric;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * Counts of (actual, predicted) pairs and what follows from them. Ratios without a single case are
 * 0. Immutable.
 *
 * @since 0.1.0
 */
public final class ConfusionMatrix {
    private final int classes;
    private final long[] counts;

    private ConfusionMatrix(int classes, long[] counts) {
        this.classes = classes;
        this.counts = counts;
    }

    /**
     * Counts pairs.
     *
     * @param classes the number of classes
     * @param actual true classes
     * @param predicted predicted classes, as many
     * @return the matrix
     */
    public static ConfusionMatrix of(int classes, int[] actual, int[] predicted) {
        if (actual.length != predicted.length) {
            throw new IllegalArgumentException(
                    "A confusion matrix must have as many predictions as labels; you gave "
                            + predicted.length + " and " + actual.length + ".");
        }
        long[] counts = new long[Math.multiplyExact(classes, classes)];
        for (int i = 0; i < actual.length; i++) {
            counts[Objects.checkIndex(actual[i], classes) * classes
                    + Objects.checkIndex(predicted[i], classes)]++;
        }
        return new ConfusionMatrix(classes, counts);
    }

    /** {@return the number of classes} */
    public int classes() {
        return classes;
    }

    /**
     * {@return how often {@code predicted} was said of {@code actual}}
     *
     * @param actual the true class
     * @param predicted the predicted class
     */
    public long count(int actual, int predicted) {
        return counts[Objects.checkIndex(actual, classes) * classes
                + Objects.checkIndex(predicted, classes)];
    }

    /**
     * {@return the number of cases of a class}
     *
     * @param actual the true class
     */
    public long support(int actual) {
        long sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += count(actual, c);
        }
        return sum;
    }

    /**
     * {@return how often a class was predicted}
     *
     * @param predicted the predicted class
     */
    public long predictions(int predicted) {
        long sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += count(c, predicted);
        }
        return sum;
    }

    /** {@return the number of all cases} */
    public long total() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** {@return the number of right predictions} */
    public long correct() {
        long sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += count(c, c);
        }
        return sum;
    }

    /** {@return the share of right predictions} */
    public double accuracy() {
        return ratio(correct(), total());
    }

    /**
     * {@return the share of the predictions of a class that are right}
     *
     * @param c the class
     */
    public double precision(int c) {
        return ratio(count(c, c), predictions(c));
    }

    /**
     * {@return the share of the cases of a class that are found}
     *
     * @param c the class
     */
    public double recall(int c) {
        return ratio(count(c, c), support(c));
    }

    /**
     * {@return the harmonic mean of precision and recall}
     *
     * @param c the class
     */
    public double f1(int c) {
        return ratio(2 * count(c, c), support(c) + predictions(c));
    }

    /** {@return the unweighted mean of {@link #f1} over classes} */
    public double macroF1() {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += f1(c);
        }
        return sum / classes;
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** A row for each true class, a column for each predicted one. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ConfusionMatrix that && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        int width = 1 + Long.toString(Math.max(classes, LongStream.of(counts).max().orElse(0)))
                .length();
        StringBuilder text = new StringBuilder("ConfusionMatrix[accuracy=" + accuracy()
                + ", actual class by row, predicted by column]");
        for (int i = 0; i < counts.length; i++) {
            text.append(i % classes == 0 ? "\n" : "")
                    .append(" ".repeat(width - Long.toString(counts[i]).length()))
                    .append(counts[i]);
        }
        return text.toString();
    }
}
