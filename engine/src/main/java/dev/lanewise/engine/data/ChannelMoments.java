package dev.lanewise.engine.data;

import dev.lanewise.engine.nn.Shape;

/**
 * Mean and variance of each channel of a data set. Sums are of what values differ from the first sample's
 * channel mean, so that squares lose nothing where the mean is large against the deviation.
 */
final class ChannelMoments {
    private final int channels;
    private final int area;
    private final double[] origins;
    private final double[] sums;
    private final double[] squares;
    private long samples;

    private ChannelMoments(Shape shape) {
        this.channels = shape.channels();
        this.area = shape.height() * shape.width();
        this.origins = new double[channels];
        this.sums = new double[channels];
        this.squares = new double[channels];
    }

    /** Those of all samples, in their order. */
    static ChannelMoments of(Dataset data) {
        if (data.size() < 1) {
            throw new IllegalArgumentException(
                    "A normalization must be fitted to at least one sample; you gave none.");
        }
        ChannelMoments moments = new ChannelMoments(data.shape());
        float[] values = new float[data.shape().size()];
        for (int i = 0; i < data.size(); i++) {
            data.read(i, values, 0);
            requireFinite(values, i);
            moments.add(values);
        }
        return moments;
    }

    private static void requireFinite(float[] values, int sample) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("Sample " + sample
                        + " of the data set must be finite numbers, but the value at index " + i
                        + " is " + values[i] + "; correct it.");
            }
        }
    }

    private void add(float[] values) {
        boolean first = samples == 0;
        samples++;
        for (int c = 0; c < channels; c++) {
            if (first) {
                origins[c] = mean(values, c * area);
            }
            double sum = 0;
            double square = 0;
            for (int i = c * area; i < (c + 1) * area; i++) {
                double rest = values[i] - origins[c];
                sum += rest;
                square += rest * rest;
            }
            sums[c] += sum;
            squares[c] += square;
        }
    }

    private double mean(float[] values, int from) {
        double sum = 0;
        for (int i = from; i < from + area; i++) {
            sum += values[i];
        }
        return sum / area;
    }

    /** What takes them to 0 and 1. */
    Normalization normalization() {
        double count = (double) samples * area;
        float[] scales = new float[channels];
        float[] shifts = new float[channels];
        for (int c = 0; c < channels; c++) {
            double rest = sums[c] / count;
            double deviation = StrictMath
                    .sqrt(StrictMath.max(0, squares[c] / count - rest * rest));
            double scale = deviation > 0 ? 1 / deviation : 1;
            scales[c] = (float) scale;
            shifts[c] = (float) (-(origins[c] + rest) * scale);
        }
        return Normalization.of(scales, shifts);
    }
}
