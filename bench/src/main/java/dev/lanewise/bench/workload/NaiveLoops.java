package dev.lanewise.bench.workload;

/**
 * Textbook loops as a baseline that owes nothing to this engine: no fused multiply-add, no tiles,
 * images one after the other. The compiler may vectorize the inner loops; {@code
 * -XX:-UseSuperWord} keeps it from that.
 */
public final class NaiveLoops {
    private NaiveLoops() {}

    /**
     * {@code C[m × n] = A[m × k] · B[k × n]}, row-major, in the order that runs along rows of B and
     * C.
     *
     * @param c overwritten
     */
    public static void gemm(int m, int k, int n, float[] a, float[] b, float[] c) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                c[i * n + j] = 0;
            }
            for (int p = 0; p < k; p++) {
                float factor = a[i * k + p];
                for (int j = 0; j < n; j++) {
                    c[i * n + j] += factor * b[p * n + j];
                }
            }
        }
    }

    /**
     * A convolution at stride 1 without padding.
     *
     * @param in input maps
     * @param size rows and columns of each
     * @param out output maps
     * @param kernel rows and columns of the kernel
     * @param x {@code [image][in][size][size]}
     * @param w {@code [out][in][kernel][kernel]}
     * @param y {@code [image][out][size − kernel + 1][size − kernel + 1]}; overwritten
     */
    public static void convolution(int images, int in, int size, int out, int kernel, float[] x,
            float[] w, float[] bias, float[] y) {
        int positions = size - kernel + 1;
        for (int image = 0; image < images; image++) {
            for (int o = 0; o < out; o++) {
                for (int row = 0; row < positions; row++) {
                    for (int column = 0; column < positions; column++) {
                        int target = ((image * out + o) * positions + row) * positions + column;
                        y[target] = bias[o] + tap(in, size, kernel, x,
                                image * in * size * size + row * size + column, w,
                                o * in * kernel * kernel);
                    }
                }
            }
        }
    }

    /** The sum over the taps of one output. */
    private static float tap(int in, int size, int kernel, float[] x, int corner, float[] w,
            int weight) {
        float sum = 0;
        for (int channel = 0; channel < in; channel++) {
            for (int row = 0; row < kernel; row++) {
                for (int column = 0; column < kernel; column++) {
                    sum += x[corner + (channel * size + row) * size + column]
                            * w[weight + (channel * kernel + row) * kernel + column];
                }
            }
        }
        return sum;
    }
}
