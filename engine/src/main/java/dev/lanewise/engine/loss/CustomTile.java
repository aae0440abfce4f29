package dev.lanewise.engine.loss;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.NotFinite;
import dev.lanewise.engine.backend.TileLoss;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A program's own loss on a tile: one lane after the other, by arrays of each thread's own. */
final class CustomTile implements TileLoss {
    private final String name;
    private final @Nullable CustomLoss function;
    private final int outputs;
    private final int lanes;
    private final int targets;
    /**
     * What a function is given, in the order of the constants below. Plain arrays: a thread of a host may keep
     * them when the engine is gone, and one of the engine's classes would keep its class loader.
     */
    private final ThreadLocal<float[][]> scratch;

    private static final int OUTPUTS = 0;
    private static final int TARGET = 1;
    private static final int GRADIENT = 2;

    CustomTile(String name, @Nullable CustomLoss function, int outputs, int lanes, int targets) {
        this.name = name;
        this.function = function;
        this.outputs = outputs;
        this.lanes = lanes;
        this.targets = targets;
        this.scratch = ThreadLocal.withInitial(() -> new float[][]{new float[outputs],
                new float[targets], new float[outputs]});
    }

    private CustomLoss function() {
        return Objects.requireNonNull(function, "checked before");
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public int lanes() {
        return lanes;
    }

    @Override
    public int targets() {
        return targets;
    }

    @Override
    public float empty() {
        return Float.NaN;
    }

    @Override
    public void target(int label, float[] values, int lane) {
        for (int i = 0; i < targets; i++) {
            values[i * lanes + lane] = label < 0 ? 1f / targets : i == label ? 1 : 0;
        }
    }

    @Override
    public void target(int sample, float[] values, int offset, float[] into, int lane) {
        for (int i = 0; i < targets; i++) {
            into[i * lanes + lane] = values[offset + i];
        }
    }

    @Override
    public void probabilities(Backend kernels, float[] z, float[] p) {
        System.arraycopy(z, 0, p, 0, outputs * lanes);
    }

    private float[][] read(float[] z, float[] values, int lane) {
        float[][] own = scratch.get();
        for (int i = 0; i < outputs; i++) {
            own[OUTPUTS][i] = z[i * lanes + lane];
        }
        for (int i = 0; i < targets; i++) {
            own[TARGET][i] = values[i * lanes + lane];
        }
        return own;
    }

    @Override
    public void gradient(Backend kernels, float[] z, float[] values, float scale, float[] dz) {
        for (int lane = 0; lane < lanes; lane++) {
            boolean used = !Float.isNaN(values[lane]);
            float[] gradient = scratch.get()[GRADIENT];
            if (used) {
                float[][] own = read(z, values, lane);
                Arrays.fill(gradient, 0);
                function().gradient(own[OUTPUTS], own[TARGET], gradient);
                checkGradient(own);
            }
            for (int i = 0; i < outputs; i++) {
                dz[i * lanes + lane] = used ? gradient[i] * scale : 0;
            }
        }
    }

    @Override
    public void curvature(float[] z, float[] values, float[] h, float[] rest) {
        throw new IllegalStateException("The loss " + name
                + " has no second derivatives; use another optimizer.");
    }

    @Override
    public double value(float[] z, float[] values, int lane) {
        float[][] own = read(z, values, lane);
        double value = function().value(own[OUTPUTS], own[TARGET]);
        if (!Double.isFinite(value) && NotFinite.first(own[OUTPUTS]) < 0) {
            throw notFinite("value", "", value, own);
        }
        return value;
    }

    /** What isn't finite though the outputs are is the function's fault, and not the learning rate's. */
    private void checkGradient(float[][] own) {
        int wrong = NotFinite.first(own[GRADIENT]);
        if (wrong >= 0 && NotFinite.first(own[OUTPUTS]) < 0) {
            throw notFinite("gradient", " by output " + wrong, own[GRADIENT][wrong], own);
        }
    }

    private IllegalArgumentException notFinite(String what, String where, double found,
            float[][] own) {
        return new IllegalArgumentException("The " + what + " of the loss " + name
                + " must be finite for finite outputs, but" + where + " it is " + found + " for the"
                + " outputs " + Arrays.toString(own[OUTPUTS]) + " and the target "
                + Arrays.toString(own[TARGET])
                + "; correct the loss, or train with a smaller learning"
                + " rate if the outputs are too large.");
    }

    @Override
    public double plainValue(float[] z, float[] values, int lane, double value) {
        return value;
    }

    /** The largest output is where the largest target is. */
    @Override
    public boolean isRight(float[] z, float[] values, int lane) {
        int wanted = 0;
        for (int i = 1; i < targets; i++) {
            if (values[i * lanes + lane] > values[wanted * lanes + lane]) {
                wanted = i;
            }
        }
        return wanted == argmax(z, lane);
    }
}
