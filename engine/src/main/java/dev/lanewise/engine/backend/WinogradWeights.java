package dev.lanewise.engine.backend;

import java.util.Objects;

/**
 * The weights of a convolution at the points of {@link Winograd}: {@code [point][map made][product]}, where
 * the products of a map come in the order in which they are summed.
 *
 * @param form what is computed
 * @param in maps that the convolution reads
 * @param out maps that it makes
 * @param kernelRows rows of its kernel
 * @param pass which way it is gone through
 */
record WinogradWeights(Winograd form, int in, int out, int kernelRows, Pass pass) {
    /** The factors of the points other than 0 and ∞, up to their signs. */
    static final float THIRD = 1f / 3;
    static final float FIFTEENTH = 1f / 15;
    static final float SIXTEEN_FIFTEENTHS = 16f / 15;

    /** The ways that weights are read. */
    enum Pass {
        /** The output from the input; products by map and row. */
        FORWARD,
        /** The input's gradient as a convolution with the kernel turned round; products by map and row. */
        TURNED,
        /** The input's gradient by transposed transforms; products by row and map. */
        TRANSPOSED
    }

    /** Maps that are made. */
    int made() {
        return pass == Pass.FORWARD ? out : in;
    }

    /** Products of an output at a point. */
    int depth() {
        return (pass == Pass.FORWARD ? in : out) * kernelRows;
    }

    /** Weights at all points. */
    int size() {
        return Math.multiplyExact(Winograd.POINTS * depth(), made());
    }

    /**
     * Transforms.
     *
     * @param w weights of the convolution, {@code [out][in][kernel row][tap]}, from {@code wOffset}
     * @param u receives them at the points
     */
    void transform(float[] w, int wOffset, float[] u) {
        Objects.checkFromIndexSize(wOffset, in * out * kernelRows * form.taps(), w.length);
        if (pass == Pass.FORWARD) {
            transformTaps(out * depth(), w, wOffset, form.taps(), 1, u, 0, 1);
            return;
        }
        int row = kernelRows * form.taps();
        for (int i = 0; i < in * kernelRows; i++) {
            int map = i / kernelRows;
            int r = i % kernelRows;
            if (pass == Pass.TURNED) {
                transformTaps(out, w, wOffset + (map + 1) * row - 1 - r * form.taps(), in * row, -1,
                        u, map * depth() + r, kernelRows);
            } else {
                transformTaps(out, w, wOffset + map * row + r * form.taps(), in * row, 1, u,
                        map * depth() + r * out, 1);
            }
        }
    }

    /**
     * {@code G·g} for some rows of taps.
     *
     * @param w first taps, {@code step} floats apart, each {@code tap} floats before the next
     * @param u receives what is made of them, {@code uStep} floats apart
     */
    private void transformTaps(int count, float[] w, int wOffset, int step, int tap, float[] u,
            int uOffset, int uStep) {
        int all = size() / Winograd.POINTS;
        for (int i = 0; i < count; i++) {
            int from = wOffset + i * step;
            int to = uOffset + i * uStep;
            if (form == Winograd.F4_3) {
                three(w, from, tap, u, to, all);
            } else {
                five(w, from, tap, u, to, all);
            }
        }
    }

    private static void three(float[] w, int from, int tap, float[] u, int to, int all) {
        float g0 = w[from];
        float g1 = w[from + tap];
        float g2 = w[from + 2 * tap];
        float even = g0 + g2;
        u[to] = g0;
        u[to + all] = (even + g1) * -THIRD;
        u[to + 2 * all] = (even - g1) * THIRD;
        u[to + 3 * all] = Fma.of(g2, 4f, Fma.of(g1, 2f, g0)) * FIFTEENTH;
        u[to + 4 * all] = Fma.of(g2, 0.25f, Fma.of(g1, -0.5f, g0)) * -SIXTEEN_FIFTEENTHS;
        u[to + 5 * all] = g2;
    }

    private static void five(float[] w, int from, int tap, float[] u, int to, int all) {
        float g0 = w[from];
        float g1 = w[from + tap];
        float g2 = w[from + 2 * tap];
        float g3 = w[from + 3 * tap];
        float g4 = w[from + 4 * tap];
        float even = g0 + g2 + g4;
        float odd = g1 + g3;
        u[to] = g0;
        u[to + all] = (even + odd) * -THIRD;
        u[to + 2 * all] = (even - odd) * THIRD;
        u[to + 3 * all] = Fma.of(g4, 16f, Fma.of(g3, 8f, Fma.of(g2, 4f, Fma.of(g1, 2f, g0))))
                * FIFTEENTH;
        u[to + 4 * all] = Fma.of(g4, 0.0625f,
                Fma.of(g3, -0.125f, Fma.of(g2, 0.25f, Fma.of(g1, -0.5f, g0))))
                * -SIXTEEN_FIFTEENTHS;
        u[to + 5 * all] = g4;
    }
}
