package dev.lanewise.engine.backend;

import java.util.Arrays;

/**
 * Softmax with cross-entropy where a lane's target is a number for each class, as class weights, an
 * ignored class or soft targets want it: {@code −Σ t·log p} with {@code t = w·q}, q the target's
 * distribution with its smoothing and w the classes' weights, as in PyTorch.
 *
 * <p>A lane's target is t in all classes, then t without smoothing, then its label: {@link #noClass} where
 * it belongs to none, −1 where it has no label. All are 0 and −1 in lanes without an image, and in those
 * of the ignored class.
 *
 * @param classes number of classes
 * @param lanes images in the tile
 * @param smoothing label smoothing ε in [0, 1)
 * @param weights the classes' weights; empty where all are 1; not modified
 * @param ignored the label of samples that don't count
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record TargetCrossEntropy(int classes, int lanes, double smoothing, float[] weights,
        int ignored) implements TileLoss {
    private static final double SUM_TOLERANCE = 1e-3;

    @Override
    public int outputs() {
        return classes;
    }

    @Override
    public int targets() {
        return 2 * classes + 1;
    }

    @Override
    public float empty() {
        return 0;
    }

    /** The label that stands for none. */
    private int noClass() {
        return classes;
    }

    private double weightOf(int c) {
        return weights.length == 0 ? 1 : weights[c];
    }

    private void put(int c, double share, double spread, float[] targets, int lane) {
        double weight = weightOf(c);
        targets[c * lanes + lane] = (float) (weight * ((1 - spread) * share + spread / classes));
        targets[(classes + c) * lanes + lane] = (float) (weight * share);
    }

    @Override
    public void target(int label, float[] targets, int lane) {
        boolean counts = label != ignored;
        for (int c = 0; c < classes; c++) {
            double share = !counts ? 0 : label < 0 ? 1.0 / classes : c == label ? 1 : 0;
            put(c, share, counts ? smoothing : 0, targets, lane);
        }
        targets[2 * classes * lanes + lane] = !counts ? -1 : label < 0 ? noClass() : label;
    }

    @Override
    public void target(int sample, float[] values, int offset, float[] targets, int lane) {
        double sum = 0;
        boolean negative = false;
        for (int c = 0; c < classes; c++) {
            sum += values[offset + c];
            negative |= values[offset + c] < 0;
        }
        if (negative || Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw new IllegalArgumentException("Target " + sample + " of the data set must be "
                    + classes + " probabilities that sum to 1 for the cross-entropy, but is "
                    + Arrays.toString(Arrays.copyOfRange(values, offset, offset + classes))
                    + "; use Loss.meanSquaredError() for values, or Loss.binaryCrossEntropy() for"
                    + " several labels.");
        }
        for (int c = 0; c < classes; c++) {
            put(c, values[offset + c], smoothing, targets, lane);
        }
        targets[2 * classes * lanes + lane] = -1;
    }

    @Override
    public boolean weighsClasses() {
        return true;
    }

    @Override
    public double weight(int label) {
        if (label == ignored) {
            return 0;
        }
        if (label >= 0) {
            return weightOf(label);
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += weightOf(c);
        }
        return sum / classes;
    }

    @Override
    public boolean ignores(int label) {
        return label == ignored;
    }

    @Override
    public void gradient(Backend kernels, float[] z, float[] targets, float scale, float[] dz) {
        kernels.softmaxCrossEntropy(this, z, targets, scale, dz);
    }

    /** The second derivatives {@code Σ t·p·(1 − p)}; the first ones sum to 0. */
    @Override
    public void curvature(float[] z, float[] targets, float[] h, float[] rest) {
        ScalarSoftmax.softmax(classes, lanes, z, 0, h, 0);
        for (int lane = 0; lane < lanes; lane++) {
            float sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += targets[c * lanes + lane];
            }
            for (int i = lane; i < classes * lanes; i += lanes) {
                h[i] = sum * (h[i] * (1 - h[i]));
            }
            rest[lane] = 0;
        }
    }

    @Override
    public double value(float[] z, float[] targets, int lane) {
        return value(z, targets, 0, lane);
    }

    /** {@code Σt·log Σ exp z − Σ t·z} of the targets from a row on. */
    private double value(float[] z, float[] targets, int row, int lane) {
        double sum = 0;
        double expected = 0;
        for (int c = 0; c < classes; c++) {
            double t = targets[(row + c) * lanes + lane];
            sum += t;
            expected += t * z[c * lanes + lane];
        }
        return sum == 0 ? 0
                : sum * CrossEntropy.logSum(classes, lanes, z, 0, lane, CrossEntropy.NO_RUBBISH)
                        - expected;
    }

    @Override
    public double plainValue(float[] z, float[] targets, int lane, double value) {
        return smoothing == 0 ? value : value(z, targets, classes, lane);
    }

    @Override
    public void probabilities(Backend kernels, float[] z, float[] p) {
        kernels.softmax(classes, lanes, z, 0, p, 0);
    }

    @Override
    public boolean isRight(float[] z, float[] targets, int lane) {
        int label = (int) targets[2 * classes * lanes + lane];
        return label == noClass() ? CrossEntropy.isUnsure(classes, lanes, z, 0, lane)
                : label == argmax(z, lane);
    }
}
