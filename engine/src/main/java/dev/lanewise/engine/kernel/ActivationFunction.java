package dev.lanewise.engine.kernel;

/**
 * The elementwise functions with their derivatives: what the scalar kernels compute, one element at a
 * time, and what every other backend must give the same bits as. {@link ExpConstants} explains the
 * exponential.
 */
public enum ActivationFunction {
    /** {@code y = max(x, 0)}; the slope is 1 where x > 0, else 0. */
    RELU(0) {
        @Override
        void run(float[] x, float[] y, float[] slope, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                slope[i] = x[i] > 0 ? 1f : 0f;
                y[i] = Math.max(x[i], 0f);
            }
        }
    },
    /** {@code y = x·σ(x)}; the slope is σ(x)·(1 + x·(1 − σ(x))). */
    SILU(26) {
        @Override
        void run(float[] x, float[] y, float[] slope, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                float s = ScalarActivations.sigmoid(x[i]);
                float value = x[i] * s;
                slope[i] = Fma.of(value, 1f - s, s);
                y[i] = value;
            }
        }
    },
    /** {@code y = tanh(x)}; the slope is 1 − y². */
    TANH(26) {
        @Override
        void run(float[] x, float[] y, float[] slope, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                float value = ScalarActivations.tanh(x[i]);
                slope[i] = Fma.of(-value, value, 1f);
                y[i] = value;
            }
        }
    },
    /**
     * {@code y = A·tanh(S·x)} with A = {@value #HEIGHT} and S = 2/3; the slope is A·S·(1 − tanh²)
     * (LeCun, Bottou, Bengio, Haffner 1998, appendix A).
     */
    SCALED_TANH(29) {
        @Override
        void run(float[] x, float[] y, float[] slope, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                float value = ScalarActivations.tanh(x[i] * SCALE);
                slope[i] = Fma.of(-value, value, 1f) * (HEIGHT * SCALE);
                y[i] = value * HEIGHT;
            }
        }
    };

    /** S of {@link #SCALED_TANH}. */
    public static final float SCALE = 2f / 3;
    /** A of {@link #SCALED_TANH}. */
    public static final float HEIGHT = 1.7159f;

    private final int flops;

    ActivationFunction(int flops) {
        this.flops = flops;
    }

    /**
     * Floating-point operations that an element takes, value and slope, with 20 for an exponential; for
     * benchmarks.
     */
    public int flops() {
        return flops;
    }

    /** Computes elements {@code [offset, offset + length)}, one after the other. */
    abstract void run(float[] x, float[] y, float[] slope, int offset, int length);
}
