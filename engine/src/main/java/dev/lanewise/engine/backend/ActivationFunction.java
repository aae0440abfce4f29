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
        void run(float a, float b, float[] x, float[] y, float[] slope, int offset,
                int length) {
            for (int i = offset; i < offset + length; i++) {
                slope[i] = x[i] > 0 ? 1f : 0f;
                y[i] = Math.max(x[i], 0f);
            }
        }
    },
    /** {@code y = x·σ(x)}; the slope is σ(x)·(1 + x·(1 − σ(x))). */
    SILU(26) {
        @Override
        void run(float a, float b, float[] x, float[] y, float[] slope, int offset,
                int length) {
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
        void run(float a, float b, float[] x, float[] y, float[] slope, int offset,
                int length) {
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
        void run(float a, float b, float[] x, float[] y, float[] slope, int offset,
                int length) {
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
        void run(float a, float b, float[] x, float[] y, float[] slope, int offset,
                int length) {
            for (int i = offset; i < offset + length; i++) {
                float value = ScalarActivations.tanh(x[i] * SCALE);
                slope[i] = Fma.of(-value, value, 1f) * (HEIGHT * SCALE);
                y[i] = value * HEIGHT;
            }
        }
    },
    /** {@code y = σ(x) = 1 / (1 + exp(−x))}; the slope is y·(1 − y). */
    SIGMOID(24) {
        @Override
        void run(float a, float b, float[] x, float[] y, float[] slope, int offset,
                int length) {
            for (int i = offset; i < offset + length; i++) {
                float value = ScalarActivations.sigmoid(x[i]);
                slope[i] = value * (1f - value);
                y[i] = value;
            }
        }
    },
    /** {@code y = x/6 + 1/2} between 0 and 1; the slope is 1/6 between −3 and 3, else 0. */
    HARD_SIGMOID(3) {
        @Override
        void run(float a, float b, float[] x, float[] y, float[] slope, int offset,
                int length) {
            for (int i = offset; i < offset + length; i++) {
                slope[i] = x[i] > -HARD && x[i] < HARD ? SIXTH : 0f;
                y[i] = Math.min(1f, Math.max(0f, Fma.of(x[i], SIXTH, 0.5f)));
            }
        }
    },
    /**
     * x times {@link #HARD_SIGMOID} of x (Howard et al. 2019); the slope is x/3 + 1/2 from −3 to 3, else that
     * of the identity or of 0.
     */
    HARD_SWISH(5) {
        @Override
        void run(float a, float b, float[] x, float[] y, float[] slope, int offset,
                int length) {
            for (int i = offset; i < offset + length; i++) {
                float v = x[i];
                slope[i] = v < -HARD ? 0f : v > HARD ? 1f : Fma.of(v, THIRD, 0.5f);
                y[i] = v * Math.min(1f, Math.max(0f, Fma.of(v, SIXTH, 0.5f)));
            }
        }
    },
    /**
     * {@code y = log(1 + exp(x)) = max(x, 0) + log(1 + e)} with e = exp(−|x|), which is twice the inverse
     * hyperbolic tangent of e/(2 + e); the slope is σ(x).
     */
    SOFTPLUS(20 + 22) {
        @Override
        void run(float a, float b, float[] x, float[] y, float[] slope, int offset,
                int length) {
            for (int i = offset; i < offset + length; i++) {
                float v = x[i];
                float e = ScalarActivations.exp(-Math.abs(v));
                float sigmoid = 1f / (1f + e);
                slope[i] = v < 0 ? e * sigmoid : sigmoid;
                float s = e / (e + 2f);
                float square = s * s;
                float series = Fma.of(ATANH_15, square, ATANH_13);
                series = Fma.of(series, square, ATANH_11);
                series = Fma.of(series, square, ATANH_9);
                series = Fma.of(series, square, ATANH_7);
                series = Fma.of(series, square, ATANH_5);
                series = Fma.of(series, square, ATANH_3);
                series = Fma.of(series, square, 2f);
                y[i] = Fma.of(series, s, Math.max(v, 0f));
            }
        }
    },
    /** {@code y = x} above 0, a·x elsewhere; the slope is 1 or a. */
    LEAKY_RELU(1) {
        @Override
        void run(float a, float b, float[] x, float[] y, float[] slope, int offset,
                int length) {
            for (int i = offset; i < offset + length; i++) {
                float factor = x[i] > 0 ? 1f : a;
                slope[i] = factor;
                y[i] = x[i] * factor;
            }
        }
    },
    /** {@code y = x} above 0, a·(exp(x) − 1) elsewhere; the slope is 1 or a·exp(x) (Clevert et al. 2015). */
    ELU(24) {
        @Override
        void run(float a, float b, float[] x, float[] y, float[] slope, int offset,
                int length) {
            for (int i = offset; i < offset + length; i++) {
                float v = x[i];
                float below = Math.min(v, 0f);
                slope[i] = v > 0 ? 1f : a * ScalarActivations.exp(below);
                y[i] = v > 0 ? v : a * ScalarActivations.expm1(below);
            }
        }
    },
    /** {@code y = x} between a and b, which it doesn't leave; the slope is 1 between them, else 0. */
    CLIP(0) {
        @Override
        void run(float a, float b, float[] x, float[] y, float[] slope, int offset,
                int length) {
            for (int i = offset; i < offset + length; i++) {
                slope[i] = x[i] > a && x[i] < b ? 1f : 0f;
                y[i] = Math.min(b, Math.max(a, x[i]));
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
    /** Where {@link #HARD_SIGMOID} ends. */
    public static final float HARD = 3f;
    /** Its slope. */
    public static final float SIXTH = 1f / 6;
    /** The slope of the slope of {@link #HARD_SWISH}. */
    public static final float THIRD = 1f / 3;
    /** Twice the coefficients of the inverse hyperbolic tangent's series: 2/3 of the third power. */
    public static final float ATANH_3 = 2f / 3;
    /** Of the fifth power. */
    public static final float ATANH_5 = 2f / 5;
    /** Of the seventh power. */
    public static final float ATANH_7 = 2f / 7;
    /** Of the ninth power. */
    public static final float ATANH_9 = 2f / 9;
    /** Of the eleventh power. */
    public static final float ATANH_11 = 2f / 11;
    /** Of the thirteenth power. */
    public static final float ATANH_13 = 2f / 13;
    /** Of the fifteenth power. */
    public static final float ATANH_15 = 2f / 15;
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

    /**
     * Computes elements {@code [offset, offset + length)}, one after the other.
     *
     * @param a its first parameter; read by functions that have one
     * @param b its second parameter
     */
    abstract void run(float a, float b, float[] x, float[] y, float[] slope, int offset,
            int length);
}
