package dev.lanewise.engine.backend;

import java.util.Objects;

/**
 * A loss that is the mean over the outputs of what each costs by itself. Every output has a target of its
 * own; one that is NaN is left out. A class is the target 1 at its output and 0 elsewhere, no class
 * 1/outputs everywhere. A few operations an output.
 *
 * @param kind what an output costs
 * @param outputs outputs of a lane
 * @param lanes images in the tile
 * @param delta δ of Huber's
 * @param positiveWeights what the positive part of an output's cross-entropy counts; empty where all
 *     count 1; not modified
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record PointwiseLoss(Kind kind, int outputs, int lanes, float delta,
        float[] positiveWeights) implements TileLoss {
    private static final double HALF = 0.5;
    /** A product of numbers from 1 to 2 may grow to this before its logarithm is taken. */
    private static final double LARGE = 0x1p1000;

    /** What an output z costs whose target is t. */
    public enum Kind {
        /** {@code (z − t)²}. */
        SQUARED,
        /** {@code |z − t|}; its slope at 0 is 0. */
        ABSOLUTE,
        /** Half the square up to δ, beyond {@code δ·(|z − t| − δ/2)}. */
        HUBER,
        /** {@code −w·t·log σ(z) − (1 − t)·log(1 − σ(z))}. */
        BINARY_CROSS_ENTROPY
    }

    /** Whether an output is a logit, of which σ makes a probability. */
    private boolean isBinary() {
        return kind == Kind.BINARY_CROSS_ENTROPY;
    }

    /** What the positive part of an output counts. */
    public float positiveWeight(int output) {
        return positiveWeights.length == 0 ? 1 : positiveWeights[output];
    }

    @Override
    public int targets() {
        return outputs;
    }

    @Override
    public float empty() {
        return Float.NaN;
    }

    /** A single logit tells two classes apart. */
    @Override
    public void target(int label, float[] targets, int lane) {
        if (isBinary() && outputs == 1) {
            targets[lane] = label < 0 ? (float) HALF : label;
            return;
        }
        for (int i = 0; i < outputs; i++) {
            targets[i * lanes + lane] = label < 0 ? 1f / outputs : i == label ? 1 : 0;
        }
    }

    @Override
    public void target(int sample, float[] values, int offset, float[] targets, int lane) {
        for (int i = 0; i < outputs; i++) {
            float value = values[offset + i];
            if (isBinary() && !(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("Target " + sample
                        + " of the data set must be numbers from 0 to 1 for the binary cross-entropy,"
                        + " but the value at index " + i + " is " + value
                        + "; correct it, or use Loss.meanSquaredError() for values of any size.");
            }
            targets[i * lanes + lane] = value;
        }
    }

    @Override
    public void gradient(Backend kernels, float[] z, float[] targets, float scale, float[] dz) {
        checkSizes(z, targets, dz);
        kernels.pointwiseLoss(this, z, targets, scale, dz);
    }

    private void checkSizes(float[] z, float[] targets, float[] out) {
        Objects.checkFromIndexSize(0, outputs * lanes,
                Math.min(z.length, Math.min(targets.length, out.length)));
    }

    @Override
    public void curvature(float[] z, float[] targets, float[] h, float[] rest) {
        checkSizes(z, targets, h);
        ScalarPointwiseLoss.gradient(this, z, targets, 1, h);
        for (int lane = 0; lane < lanes; lane++) {
            float sum = 0;
            for (int i = lane; i < outputs * lanes; i += lanes) {
                sum += h[i];
                h[i] = Float.isNaN(targets[i]) ? 0 : bend(z[i], targets[i], i / lanes) / outputs;
            }
            rest[lane] = -sum;
        }
    }

    private float bend(float z, float target, int output) {
        return switch (kind) {
            case SQUARED -> 2;
            case ABSOLUTE -> 0;
            case HUBER -> Math.abs(z - target) <= delta ? 1 : 0;
            case BINARY_CROSS_ENTROPY -> {
                float p = ScalarActivations.sigmoid(z);
                yield (1 - target + positiveWeight(output) * target) * p * (1 - p);
            }
        };
    }

    @Override
    public double value(float[] z, float[] targets, int lane) {
        double sum = 0;
        double product = 1;
        for (int i = lane; i < outputs * lanes; i += lanes) {
            if (Float.isNaN(targets[i])) {
                continue;
            }
            double error = Math.abs((double) z[i] - targets[i]);
            switch (kind) {
                case SQUARED -> sum += error * error;
                case ABSOLUTE -> sum += error;
                case HUBER -> sum += error <= delta ? HALF * error * error
                        : delta * (error - HALF * delta);
                case BINARY_CROSS_ENTROPY -> {
                    double positive = (double) positiveWeight(i / lanes) * targets[i];
                    double weight = 1 - targets[i] + positive;
                    double e = 1.0 + ScalarActivations.exp(-Math.abs(z[i]));
                    // log(1 + exp(−|z|)) is the same for both signs; where it counts once, a
                    // product of many needs one logarithm.
                    if (weight == 1) {
                        product *= e;
                    } else {
                        sum += weight * StrictMath.log(e);
                    }
                    sum += weight * Math.max(z[i], 0) - positive * z[i];
                }
            }
            if (product > LARGE) {
                sum += StrictMath.log(product);
                product = 1;
            }
        }
        return (sum + StrictMath.log(product)) / outputs;
    }

    @Override
    public double plainValue(float[] z, float[] targets, int lane, double value) {
        return value;
    }

    @Override
    public void probabilities(Backend kernels, float[] z, float[] p) {
        for (int i = 0; i < outputs * lanes; i++) {
            p[i] = isBinary() ? ScalarActivations.sigmoid(z[i]) : z[i];
        }
    }

    @Override
    public int argmax(float[] z, int lane) {
        return isBinary() && outputs == 1 ? z[lane] > 0 ? 1 : 0 : TileLoss.super.argmax(z, lane);
    }

    /** The largest output is where the largest target is; with no target above ½, none is. */
    @Override
    public boolean isRight(float[] z, float[] targets, int lane) {
        float least = isBinary() ? 0 : (float) HALF;
        if (isBinary() && outputs == 1) {
            return targets[lane] == argmax(z, lane);
        }
        int wanted = TileLoss.super.argmax(targets, lane);
        int found = argmax(z, lane);
        return targets[wanted * lanes + lane] > HALF ? found == wanted
                : z[found * lanes + lane] <= least;
    }
}
