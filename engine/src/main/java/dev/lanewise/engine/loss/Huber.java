package dev.lanewise.engine.loss;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.text.Attributes;
import java.util.Objects;

/**
 * The loss of Huber (1964), for values: half the square of an error e up to δ, and {@code δ·(|e| − δ/2)}
 * beyond, so that wild targets pull no harder than those δ away. A sample has the mean over its outputs,
 * as in PyTorch.
 *
 * <p>Every output has a target of its own; one that is NaN is left out. A class is the target 1 at its
 * output and 0 elsewhere, no class 1/outputs everywhere. Outputs are no logits: predictions show them as
 * they are.
 *
 * @param delta δ, above 0
 */
record Huber(double delta) implements Loss {
    static final String TYPE = "Huber";
    private static final String DELTA = "delta";

    /** Checks the range, of the value as a float. */
    public Huber {
        if (!((float) delta > 0 && Float.isFinite((float) delta))) {
            throw new IllegalArgumentException(
                    "Huber's delta must be a number above 0; this one is " + delta + ".");
        }
    }

    static Huber of(Attributes attributes) {
        return new Huber(attributes.number(DELTA));
    }

    @Override
    public Attributes attributes() {
        return Attributes.of(TYPE).with(DELTA, delta);
    }

    @Override
    public TileLoss tile(int outputs, int lanes) {
        return new Tile(outputs, lanes, (float) delta);
    }

    @Override
    public Loss evaluated() {
        return this;
    }

    @Override
    public boolean hasLogits() {
        return false;
    }

    @Override
    public double labelSmoothing() {
        return 0;
    }

    @Override
    public Loss withLabelSmoothing(double smoothing) {
        if (smoothing != 0) {
            throw new IllegalArgumentException("Huber's loss has no label smoothing; this one would"
                    + " be " + smoothing + ": leave it at 0, or use the cross-entropy.");
        }
        return this;
    }

    /** A few operations an output: plain loops over the lanes, the same for all kernels. */
    private record Tile(int outputs, int lanes, float delta) implements TileLoss {
        private static final double HALF = 0.5;

        @Override
        public int targets() {
            return outputs;
        }

        @Override
        public float empty() {
            return Float.NaN;
        }

        @Override
        public void target(int label, float[] targets, int lane) {
            for (int i = 0; i < outputs; i++) {
                targets[i * lanes + lane] = label < 0 ? 1f / outputs : i == label ? 1 : 0;
            }
        }

        private float clamped(float error) {
            return Math.max(-delta, Math.min(delta, error));
        }

        @Override
        public void gradient(Backend kernels, float[] z, float[] targets, float scale, float[] dz) {
            float share = scale / outputs;
            checkSizes(z, targets, dz);
            for (int i = 0; i < outputs * lanes; i++) {
                dz[i] = Float.isNaN(targets[i]) ? 0 : clamped(z[i] - targets[i]) * share;
            }
        }

        @Override
        public void curvature(float[] z, float[] targets, float[] h, float[] rest) {
            checkSizes(z, targets, h);
            for (int lane = 0; lane < lanes; lane++) {
                float sum = 0;
                for (int i = lane; i < outputs * lanes; i += lanes) {
                    boolean wanted = !Float.isNaN(targets[i]);
                    float error = z[i] - targets[i];
                    h[i] = wanted && Math.abs(error) <= delta ? 1f / outputs : 0;
                    sum += wanted ? clamped(error) / outputs : 0;
                }
                rest[lane] = -sum;
            }
        }

        private void checkSizes(float[] z, float[] targets, float[] out) {
            Objects.checkFromIndexSize(0, outputs * lanes,
                    Math.min(z.length, Math.min(targets.length, out.length)));
        }

        @Override
        public double value(float[] z, float[] targets, int lane) {
            double sum = 0;
            for (int i = lane; i < outputs * lanes; i += lanes) {
                if (!Float.isNaN(targets[i])) {
                    double error = Math.abs((double) z[i] - targets[i]);
                    sum += error <= delta ? HALF * error * error
                            : delta * (error - HALF * delta);
                }
            }
            return sum / outputs;
        }

        @Override
        public double plainValue(float[] z, float[] targets, int lane, double value) {
            return value;
        }

        /** The largest output is where the largest target is; with no target above ½, none is. */
        @Override
        public boolean isRight(float[] z, float[] targets, int lane) {
            int wanted = argmax(targets, lane);
            int found = argmax(z, lane);
            return targets[wanted * lanes + lane] > HALF ? found == wanted
                    : z[found * lanes + lane] <= HALF;
        }
    }
}
