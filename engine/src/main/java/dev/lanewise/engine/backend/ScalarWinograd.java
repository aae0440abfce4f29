package dev.lanewise.engine.backend;

import java.util.Arrays;

/** The parts of a Winograd convolution as plain loops: their expressions are the truth. */
final class ScalarWinograd implements WinogradKernels {
    /*
     * With the points a: 0, 1, −1, 2, −½, ∞. A row of Bᵀ holds the coefficients of Π (x − b) over the other
     * points b, that of ∞ those of the product of all. A row of G is (1, a, a² …)/N with N = Π (a − b), and Aᵀ
     * has the columns (1, a …), for ∞ (0, … 1). Gradients are made with the transposes.
     */

    @Override
    public void transformInput(int tiles, int width, float[] d, int offset, int tileStep,
            int columnStep, float[] v, int vOffset, int point) {
        for (int i = 0; i < width; i++) {
            for (int t = 0; t < tiles; t++) {
                int from = offset + t * tileStep + i;
                int to = vOffset + t * width + i;
                float d1 = d[from + columnStep];
                float d2 = d[from + 2 * columnStep];
                float even = d[from + 4 * columnStep] - d2;
                float d3 = d[from + 3 * columnStep];
                float odd = d3 - d1;
                v[to] = Fma.of(odd, -1.5f, even - (d2 - d[from]));
                v[to + point] = Fma.of(d2 + d1, -1.5f, Fma.of(odd, -0.5f, even));
                v[to + 2 * point] = Fma.of(d2 - d1, 1.5f, Fma.of(odd, -2.5f, even));
                v[to + 3 * point] = Fma.of(odd, 0.5f, even);
                v[to + 4 * point] = Fma.of(odd, -2f, even);
                v[to + 5 * point] = Fma.of(even, -1.5f, d[from + 5 * columnStep] - d3) - odd;
            }
        }
    }

    @Override
    public void output(Winograd form, int tiles, int width, float[] m, int mOffset, int point,
            float scale, float shift, float least, float[] y, int offset, int tileStep,
            int columnStep) {
        for (int i = 0; i < width; i++) {
            for (int t = 0; t < tiles; t++) {
                int from = mOffset + t * width + i;
                int to = offset + t * tileStep + i;
                if (form == Winograd.F4_3) {
                    four(m, from, point, y, to, columnStep);
                } else {
                    two(m, from, point, y, to, columnStep);
                }
                for (int j = 0; j < form.outputs(); j++) {
                    int at = to + j * columnStep;
                    y[at] = Math.max(Fma.of(scale, y[at], shift), least);
                }
            }
        }
    }

    private static void four(float[] m, int from, int point, float[] y, int to, int columnStep) {
        float m1 = m[from + point];
        float m2 = m[from + 2 * point];
        float m3 = m[from + 3 * point];
        float m4 = m[from + 4 * point];
        float even = m1 + m2;
        float odd = m1 - m2;
        y[to] = m[from] + even + (m3 + m4);
        y[to + columnStep] = Fma.of(m4, -0.5f, Fma.of(m3, 2f, odd));
        y[to + 2 * columnStep] = Fma.of(m4, 0.25f, Fma.of(m3, 4f, even));
        y[to + 3 * columnStep] = Fma.of(m4, -0.125f, Fma.of(m3, 8f, odd)) + m[from + 5 * point];
    }

    private static void two(float[] m, int from, int point, float[] y, int to, int columnStep) {
        float m1 = m[from + point];
        float m2 = m[from + 2 * point];
        float m3 = m[from + 3 * point];
        float m4 = m[from + 4 * point];
        y[to] = m[from] + (m1 + m2) + (m3 + m4);
        y[to + columnStep] = Fma.of(m4, -0.5f, Fma.of(m3, 2f, m1 - m2)) + m[from + 5 * point];
    }

    @Override
    public void transformGradient(int tiles, int width, float[] d, int offset, int tileStep,
            int columnStep, float[] v, int vOffset, int point) {
        for (int t = 0; t < tiles; t++) {
            for (int i = 0; i < width; i++) {
                int from = offset + t * tileStep + i;
                int to = vOffset + t * width + i;
                float d0 = d[from];
                float d1 = d[from + columnStep];
                v[to] = d0;
                v[to + point] = d0 + d1;
                v[to + 2 * point] = d0 - d1;
                v[to + 3 * point] = Fma.of(d1, 2f, d0);
                v[to + 4 * point] = Fma.of(d1, -0.5f, d0);
                v[to + 5 * point] = d1;
            }
        }
    }

    @Override
    public void inputGradient(int tiles, int width, float[] m, int mOffset, int point, float[] x,
            int offset) {
        Arrays.fill(x, offset, offset + (2 * tiles + 4) * width, 0f);
        for (int t = 0; t < tiles; t++) {
            for (int i = 0; i < width; i++) {
                int from = mOffset + t * width + i;
                float m0 = m[from];
                float m1 = m[from + point];
                float m2 = m[from + 2 * point];
                float m3 = m[from + 3 * point];
                float m4 = m[from + 4 * point];
                float m5 = m[from + 5 * point];
                float sum = m1 + m2;
                float even = Fma.of(m5, -1.5f, m0 + sum + (m3 + m4));
                float odd = Fma.of(m1, -0.5f,
                        Fma.of(m2, -2.5f, Fma.of(m3, 0.5f, Fma.of(m4, -2f, m0 * -1.5f - m5))));
                int to = offset + 2 * t * width + i;
                x[to] += m0;
                x[to + width] += Fma.of(sum, -1.5f, -odd);
                x[to + 2 * width] += Fma.of(m2 - m1, 1.5f, -even) - m0;
                x[to + 3 * width] += odd - m5;
                x[to + 4 * width] += even;
                x[to + 5 * width] += m5;
            }
        }
    }

    @Override
    public void addTaps(int count, int lanes, float[] s, int sOffset, int point, float[] w,
            int wOffset) {
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < lanes; i++) {
                int from = sOffset + row * lanes + i;
                int to = wOffset + row * Winograd.F2_5.taps() * lanes + i;
                float s1 = s[from + point] * -WinogradWeights.THIRD;
                float s2 = s[from + 2 * point] * WinogradWeights.THIRD;
                float s3 = s[from + 3 * point] * WinogradWeights.FIFTEENTH;
                float s4 = s[from + 4 * point] * -WinogradWeights.SIXTEEN_FIFTEENTHS;
                float even = s1 + s2;
                float odd = s1 - s2;
                w[to] += s[from] + even + (s3 + s4);
                w[to + lanes] += Fma.of(s4, -0.5f, Fma.of(s3, 2f, odd));
                w[to + 2 * lanes] += Fma.of(s4, 0.25f, Fma.of(s3, 4f, even));
                w[to + 3 * lanes] += Fma.of(s4, -0.125f, Fma.of(s3, 8f, odd));
                w[to + 4 * lanes] += Fma.of(s4, 0.0625f, Fma.of(s3, 16f, even))
                        + s[from + 5 * point];
            }
        }
    }

    @Override
    public void multiply(int m, int n, int k, float[] a, int aOffset, int lda, float[] b,
            int bOffset, int[] bRows, float[] c, int cOffset, int ldc, float[] start,
            int startOffset) {
        for (int i = 0; i < m; i++) {
            int row = cOffset + i * ldc;
            Arrays.fill(c, row, row + n, start[startOffset + i]);
            for (int p = 0; p < k; p++) {
                float factor = a[aOffset + i * lda + p];
                int from = bOffset + bRows[p];
                for (int j = 0; j < n; j++) {
                    c[row + j] = Fma.of(factor, b[from + j], c[row + j]);
                }
            }
        }
    }

    @Override
    public void sum(int maps, float[] dy, int dyOffset, int dyMap, float[] x, int xOffset,
            int[] positions, int[] taps, float[] s, int sOffset) {
        for (int i = 0; i < maps * taps.length; i++) {
            int d = dyOffset + i / taps.length * dyMap;
            int from = xOffset + taps[i % taps.length];
            int to = sOffset + i * Backend.TILE;
            for (int position : positions) {
                for (int lane = 0; lane < Backend.TILE; lane++) {
                    s[to + lane] = Fma.of(dy[d + position + lane], x[from + position + lane],
                            s[to + lane]);
                }
            }
        }
    }
}
