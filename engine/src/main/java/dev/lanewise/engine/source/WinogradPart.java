package dev.lanewise.engine.source;

import java.util.Set;

/**
 * A convolution by products at six points, as {@code ScalarWinograd} makes it: of rows of three taps four
 * outputs at a time, of five taps two.
 */
@SuppressWarnings("ImmutableEnumChecker") // Sets that can't be changed.
enum WinogradPart implements JavaPart {
    /** Weights at the points, {@code [point][row of taps]}: computed once, when the class is loaded. */
    POINTS("""
            private static float[] points(int weight, int rows, int taps) {
                float[] u = new float[6 * rows];
                for (int i = 0; i < rows; i++) {
                    int g = weight + i * taps;
                    float g3 = taps == 5 ? W[g + 3] : 0;
                    float g4 = taps == 5 ? W[g + 4] : 0;
                    float even = taps == 5 ? W[g] + W[g + 2] + g4 : W[g] + W[g + 2];
                    float odd = taps == 5 ? W[g + 1] + g3 : W[g + 1];
                    float two = Math.fma(W[g + 2], 4f, Math.fma(W[g + 1], 2f, W[g]));
                    float half = Math.fma(W[g + 2], 0.25f, Math.fma(W[g + 1], -0.5f, W[g]));
                    if (taps == 5) {
                        two = Math.fma(g4, 16f, Math.fma(g3, 8f, two));
                        half = Math.fma(g4, 0.0625f, Math.fma(g3, -0.125f, half));
                    }
                    u[i] = W[g];
                    u[i + rows] = (even + odd) * (-1f / 3);
                    u[i + 2 * rows] = (even - odd) * (1f / 3);
                    u[i + 3 * rows] = two * (1f / 15);
                    u[i + 4 * rows] = half * (-16f / 15);
                    u[i + 5 * rows] = W[g + taps - 1];
                }
                return u;
            }
            """),
    /** The input at the points, {@code [point][map][row][tile]}. */
    TILES("""
            private static float[] tiles(float[] x, int[] in, int rows, int tiles, int step, int top,
                    int left) {
                float[] v = new float[6 * in[0] * rows * tiles];
                int point = v.length / 6;
                float[] d = new float[6];
                for (int at = 0; at < point; at++) {
                    int row = at / tiles % rows - top;
                    for (int j = 0; j < 6; j++) {
                        int column = at % tiles * step + j - left;
                        boolean inside = row >= 0 && row < in[1] && column >= 0 && column < in[2];
                        d[j] = inside ? x[(at / (rows * tiles) * in[1] + row) * in[2] + column] : 0f;
                    }
                    float even = d[4] - d[2];
                    float odd = d[3] - d[1];
                    v[at] = Math.fma(odd, -1.5f, even - (d[2] - d[0]));
                    v[at + point] = Math.fma(d[2] + d[1], -1.5f, Math.fma(odd, -0.5f, even));
                    v[at + 2 * point] = Math.fma(d[2] - d[1], 1.5f, Math.fma(odd, -2.5f, even));
                    v[at + 3 * point] = Math.fma(odd, 0.5f, even);
                    v[at + 4 * point] = Math.fma(odd, -2f, even);
                    v[at + 5 * point] = Math.fma(even, -1.5f, d[5] - d[3]) - odd;
                }
                return v;
            }
            """),
    /** The convolution; {@code k}: rows, taps, padding above and before. */
    WINOGRAD("""
            private static float[] winograd(float[] x, int[] in, int[] out, int[] k, float[] u, int bias) {
                float[] y = new float[out[0] * out[1] * out[2]];
                int step = k[1] == 3 ? 4 : 2;
                int tiles = (out[2] + step - 1) / step;
                int rows = out[1] + k[0] - 1;
                float[] v = tiles(x, in, rows, tiles, step, k[2], k[3]);
                int depth = in[0] * k[0];
                float[] m = new float[6];
                float[] made = new float[4];
                for (int at = 0; at < out[0] * out[1] * tiles; at++) {
                    int o = at / (out[1] * tiles);
                    int row = at / tiles % out[1];
                    for (int p = 0; p < 6; p++) {
                        float sum = p == 1 ? W[bias + o] : 0f;
                        int weight = p * (u.length / 6) + o * depth;
                        int value = p * (v.length / 6) + row * tiles + at % tiles;
                        for (int i = 0; i < depth; i++) {
                            int from = value + (i / k[0] * rows + i % k[0]) * tiles;
                            sum = Math.fma(u[weight + i], v[from], sum);
                        }
                        m[p] = sum;
                    }
                    float even = m[1] + m[2];
                    float odd = m[1] - m[2];
                    made[0] = m[0] + even + (m[3] + m[4]);
                    made[1] = Math.fma(m[4], -0.5f, Math.fma(m[3], 2f, odd));
                    if (step == 2) {
                        made[1] += m[5];
                    } else {
                        made[2] = Math.fma(m[4], 0.25f, Math.fma(m[3], 4f, even));
                        made[3] = Math.fma(m[4], -0.125f, Math.fma(m[3], 8f, odd)) + m[5];
                    }
                    int first = at % tiles * step;
                    System.arraycopy(made, 0, y, (o * out[1] + row) * out[2] + first,
                            Math.min(step, out[2] - first));
                }
                return y;
            }
            """, POINTS, TILES);

    private final String text;
    private final Set<JavaPart> needs;

    WinogradPart(String text, JavaPart... needs) {
        this.text = text;
        this.needs = Set.of(needs);
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public Set<JavaPart> needs() {
        return needs;
    }
}
