package dev.lanewise.engine.model;

import dev.lanewise.engine.data.Dataset;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a network is right as often as it says: its predictions in bins of like confidence, which is the
 * probability of the predicted class (DeGroot, Fienberg 1983; Guo, Pleiss, Sun, Weinberger 2017).
 *
 * @param bins of one width between 0 and 1, the least confident first
 * @since 0.1.0
 */
public record Reliability(List<Bin> bins) {
    private static final int BINS = 15;

    /** Keeps an unmodifiable copy. */
    public Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * Predictions of like confidence.
     *
     * @param count how many
     * @param correct how many of them were right
     * @param confidence sum of their confidences
     * @since 0.1.0
     */
    public record Bin(long count, long correct, double confidence) {

        /** {@return the share that was right; 0 of none} */
        public double accuracy() {
            return count == 0 ? 0 : (double) correct / count;
        }

        /** {@return the mean confidence; 0 of none} */
        public double meanConfidence() {
            return count == 0 ? 0 : confidence / count;
        }
    }

    /**
     * {@return the reliability of predictions, in 15 bins}
     *
     * @param data with the true classes
     * @param predictions one for each sample of the data
     * @throws IllegalArgumentException if there are more or fewer
     */
    public static Reliability of(Dataset data, List<Prediction> predictions) {
        if (predictions.size() != data.size()) {
            throw new IllegalArgumentException("Reliability needs a prediction for each of the "
                    + data.size() + " samples; there are " + predictions.size() + ".");
        }
        long[] count = new long[BINS];
        long[] correct = new long[BINS];
        double[] confidence = new double[BINS];
        for (int i = 0; i < predictions.size(); i++) {
            Prediction prediction = predictions.get(i);
            double probability = prediction.confidence();
            int bin = Math.clamp((int) (probability * BINS), 0, BINS - 1);
            count[bin]++;
            correct[bin] += prediction.label() == data.label(i) ? 1 : 0;
            confidence[bin] += probability;
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            bins.add(new Bin(count[bin], correct[bin], confidence[bin]));
        }
        return new Reliability(bins);
    }

    /** {@return the number of predictions} */
    public long count() {
        return bins.stream().mapToLong(Bin::count).sum();
    }

    /** {@return the mean confidence of all predictions} */
    public double meanConfidence() {
        return bins.stream().mapToDouble(Bin::confidence).sum() / Math.max(1, count());
    }

    /**
     * {@return the expected calibration error: the mean over the predictions of |accuracy − mean confidence|
     * of their bin}
     */
    public double calibrationError() {
        return bins.stream().mapToDouble(b -> Math.abs(b.correct() - b.confidence())).sum()
                / Math.max(1, count());
    }
}
