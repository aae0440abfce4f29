package dev.lanewise.engine.backend;

import java.util.Arrays;

/** The parts of a Winograd convolution as plain loops: their expressions are the truth. */
final class ScalarWinograd implements WinogradKernels {
    /*
     * With the points a: 0, 1, −1, 2, −½, ∞. A row of Bᵀ holds the coefficients of Π (x − b) over the other
     * points b, that of ∞ those of the product of all. A row of G is (1, a, a²)/N with N = Π (a − b), and Aᵀ
     * has the columns (1, a, a², a³), for ∞ (0, 0, 0, 1).
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
    public void output(int tiles, int width, float[] m, int mOffset, int point, float[] y,
            int offset, int tileStep, int columnStep) {
        for (int i = 0; i < width; i++) {
            for (int t = 0; t < tiles; t++) {
                int from = mOffset + t * width + i;
                int to = offset + t * tileStep + i;
                float m1 = m[from + point];
                float m2 = m[from + 2 * point];
                float m3 = m[from + 3 * point];
                float m4 = m[from + 4 * point];
                float even = m1 + m2;
                float odd = m1 - m2;
                y[to] = m[from] + even + (m3 + m4);
                y[to + columnStep] = Fma.of(m4, -0.5f, Fma.of(m3, 2f, odd));
                y[to + 2 * columnStep] = Fma.of(m4, 0.25f, Fma.of(m3, 4f, even));
                y[to + 3 * columnStep] = Fma.of(m4, -0.125f, Fma.of(m3, 8f, odd))
                        + m[from + 5 * point];
            }
        }
    }

    @Override
    public void multiply(int m, int n, int k, float[] a, int aOffset, float[] b, int bOffset,
            int[] bRows, float[] c, int cOffset, int ldc, float[] start, int startOffset) {
        for (int i = 0; i < m; i++) {
            int row = cOffset + i * ldc;
            Arrays.fill(c, row, row + n, start[startOffset + i]);
            for (int p = 0; p < k; p++) {
                float factor = a[aOffset + i * k + p];
                int from = bOffset + bRows[p];
                for (int j = 0; j < n; j++) {
                    c[row + j] = Fma.of(factor, b[from + j], c[row + j]);
                }
            }
        }
    }
}
