package dev.lanewise.engine.plan;

import java.util.List;

/**
 * Mean and variance of each map over a batch. A tile is a leaf: its count, its mean, and the sum of
 * squares about that mean. Leaves are merged in a fixed tree by the formula of Chan, Golub, LeVeque
 * (1979), in double precision, which loses nothing where the mean is large against the deviation.
 */
final class BatchMoments {
    private final SumLayout.Moments layout;
    private final int channels;
    private final double[] means;
    private final double[] squares;
    private final long[] counts;
    private int usedTiles;

    private record MeanTask(int from, int to, BatchMoments batch) implements BatchGradient.Task {
        @Override
        public void reduce(float[] gradient) {
            batch.means(gradient, from);
        }

        @Override
        public float momentum() {
            return batch.layout.momentum();
        }
    }

    private record VarianceTask(int from, int to, BatchMoments batch)
            implements BatchGradient.Task {
        @Override
        public void reduce(float[] gradient) {
            batch.unbiasedVariances(gradient, from);
        }

        @Override
        public float momentum() {
            return batch.layout.momentum();
        }
    }

    BatchMoments(SumLayout.Moments layout, int tiles) {
        this.layout = layout;
        this.channels = layout.channels();
        this.means = new double[tiles * channels];
        this.squares = new double[tiles * channels];
        this.counts = new long[tiles];
    }

    SumLayout.Moments layout() {
        return layout;
    }

    /** The tasks that take the moments to the running averages. */
    List<BatchGradient.Task> tasks() {
        int mean = layout.mean().offset();
        int variance = layout.variance().offset();
        return List.of(new MeanTask(mean, mean + channels, this),
                new VarianceTask(variance, variance + channels, this));
    }

    void begin(int tiles) {
        usedTiles = tiles;
    }

    /** The values that a tile has of each map. */
    void setCount(int tile, long count) {
        counts[tile] = count;
    }

    /** The mean of a tile's map, and the sum of squares about it. */
    void set(int tile, int channel, double mean, double square) {
        means[tile * channels + channel] = mean;
        squares[tile * channels + channel] = square;
    }

    /** Merges all tiles into the first. */
    void reduce() {
        for (int distance = 1; distance < usedTiles; distance *= 2) {
            for (int tile = 0; tile + distance < usedTiles; tile += 2 * distance) {
                merge(tile, tile + distance);
            }
        }
    }

    private void merge(int into, int from) {
        double sum = counts[into] + (double) counts[from];
        for (int c = 0; c < channels; c++) {
            int a = into * channels + c;
            int b = from * channels + c;
            double difference = means[b] - means[a];
            means[a] += difference * (counts[from] / sum);
            squares[a] += squares[b]
                    + difference * difference * (counts[into] * (counts[from] / sum));
        }
        counts[into] += counts[from];
    }

    /** Values of each map in the batch, once it is reduced. */
    long count() {
        return counts[0];
    }

    /** The mean of a map. */
    double mean(int channel) {
        return means[channel];
    }

    /** The variance of a map: the mean square distance from the mean. */
    double variance(int channel) {
        return squares[channel] / counts[0];
    }

    private void means(float[] into, int offset) {
        for (int c = 0; c < channels; c++) {
            into[offset + c] = (float) means[c];
        }
    }

    /** Over n − 1; of a single value 0. */
    private void unbiasedVariances(float[] into, int offset) {
        for (int c = 0; c < channels; c++) {
            into[offset + c] = (float) (squares[c] / Math.max(1, counts[0] - 1));
        }
    }
}
