package dev.lanewise.engine.backend;

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
    /**
     * {@code y = x·Φ(x)} with the distribution function Φ of the normal distribution; the slope is Φ(x) +
     * x·φ(x). The tail Φ(−|x|) is exp(−x²/2) times a polynomial of 1/(1 + p·|x|) (Abramowitz, Stegun
     * 1964, formula 7.1.26), off by at most 7.5e-8; Φ of a positive x is 1 less the tail.
     */
    GELU(20 + 20) {
        @Override
        void run(float[] x, float[] y, float[] slope, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                float v = x[i];
                float near = Math.max(-FAR, Math.min(FAR, v));
                float exp = ScalarActivations.exp(near * (near * -0.5f));
                float t = 1f / Fma.of(Math.abs(v), TAIL_P, 1f);
                float tail = Fma.of(Fma.of(Fma.of(Fma.of(TAIL_5, t, TAIL_4), t, TAIL_3), t, TAIL_2),
                        t, TAIL_1) * t * exp;
                float phi = v < 0 ? tail : 1f - tail;
                slope[i] = Fma.of(near * DENSITY_AT_0, exp, phi);
                y[i] = v * phi;
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

    /** Beyond it the density of {@link #GELU} is 0 in floats. */
    public static final float FAR = 15f;
    /** p/√2 of its tail. */
    public static final float TAIL_P = 0.23164189f;
    /** Half of the coefficients of its polynomial. */
    public static final float TAIL_1 = 0.1274148f;
    /** Of the square. */
    public static final float TAIL_2 = -0.14224838f;
    /** Of the third power. */
    public static final float TAIL_3 = 0.7107069f;
    /** Of the fourth power. */
    public static final float TAIL_4 = -0.726576f;
    /** Of the fifth power. */
    public static final float TAIL_5 = 0.5307027f;
    /** 1/√(2π). */
    public static final float DENSITY_AT_0 = 0.3989423f;
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
