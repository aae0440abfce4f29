package dev.lanewise.engine.train;

import dev.lanewise.engine.data.Normalization;

/** Looks whether the normalization brings training data to a scale that networks learn from. */
final class InputScale {
    private static final double LEAST = 0.01;
    /** Less than that of bytes as they are, some 50 to 100, which is the usual mistake. */
    private static final double MOST = 30;

    private final Normalization normalization;
    private final int channels;
    private final double[] sums;
    private final double[] squares;

    /** For batches of at most so many samples. */
    InputScale(int samples, Normalization normalization, int channels) {
        this.normalization = normalization;
        this.channels = channels;
        sums = new double[samples];
        squares = new double[samples];
    }

    /** Takes the raw values of a sample; different ones may come at the same time. */
    void add(int sample, float[] raw, int offset, int size) {
        double sum = 0;
        double square = 0;
        int area = size / channels;
        for (int c = 0; c < channels; c++) {
            double scale = normalization.scaleOf(c);
            // What all values have in common doesn't matter.
            double shift = normalization.count() == 1 ? 0 : normalization.shiftOf(c);
            for (int i = offset + c * area; i < offset + (c + 1) * area; i++) {
                double value = scale * raw[i] + shift;
                sum += value;
                square += value * value;
            }
        }
        sums[sample] = sum;
        squares[sample] = square;
    }

    /**
     * Logs a warning if the deviation of the values is too small or too large.
     *
     * @param count how many values the samples have together
     */
    void check(long count) {
        double mean = sum(sums) / count;
        double variance = sum(squares) / count - mean * mean;
        double deviation = StrictMath.sqrt(StrictMath.max(0, variance));
        if (!(deviation >= LEAST && deviation <= MOST)) {
            System.getLogger(Trainer.class.getName())
                    .log(System.Logger.Level.WARNING, "After normalization the values of the"
                            + " first batch should have a standard deviation from " + LEAST + " to "
                            + MOST + ", but it is " + (float) deviation + "; give the trainer the"
                            + " Normalization that brings them near 1.");
        }
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
