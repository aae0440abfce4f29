package dev.lanewise.engine.backend.portable;

import java.util.Arrays;

/**
 * Rows of a matrix to which products are added: {@code C[m × n] += A[m × k] · B[k × n]}, one chain of fma
 * an element in ascending k. The loop under all portable products.
 *
 * <p>C2 makes a loop to vectors if it can tell that a store doesn't change what a later load reads. Of two
 * arrays it knows that only if both are read at the same index: {@code c[i] += a·b[i]}, but not {@code
 * c[to + i] += a·b[from + i]}, which runs a tenth as fast. So each row of C and of B is copied to an array of
 * its own. A copied row of B serves all rows of C. Eight rows of B are added in one pass over a row of C, so
 * that a sum is loaded and stored once for eight products. More than about ten, or several rows of C in a
 * pass, make the loop too large to be unrolled, and then it isn't made to vectors at all.
 *
 * <p>A loop begins and ends with single elements, so rows should be long: of the speed at 900 floats a row of
 * 128 has two thirds. Belongs to one thread.
 */
final class RowProducts {
    /** Floats of a row that is neither too short to be fast nor too long for eight of them in an L1 cache. */
    static final int WIDTH = 512;
    /** Rows of C that share a copy of B; with {@link #WIDTH} they are 128 KB. */
    static final int ROWS = 64;
    private static final int MOST_TAPS = 8;
    private static final int FEWER_TAPS = 4;

    /** The rows of C. */
    final float[][] sums;
    private final float[][] taps;

    /** Where rows of B come from. */
    @FunctionalInterface
    interface Source {
        /**
         * Copies {@code n} floats of a row of B.
         *
         * @param p which row
         * @param b what B is made of, from {@code offset} on
         * @param row modified
         */
        void copy(int p, float[] b, int offset, float[] row, int n);
    }

    /**
     * Allocates.
     *
     * @param rows most rows of C
     * @param width most floats of a row
     */
    RowProducts(int rows, int width) {
        this.sums = new float[rows][width];
        this.taps = new float[MOST_TAPS][width];
    }

    /** How many rows of so many floats make a row of about {@link #WIDTH}. */
    static int rowsTogether(int floats, int most) {
        return Math.clamp(WIDTH / floats, 1, most);
    }

    /**
     * Sets a row of C.
     *
     * @param n floats of the row
     */
    void start(int row, float value, int n) {
        Arrays.fill(sums[row], 0, n, value);
    }

    /**
     * Adds products to the first {@code m} rows of C.
     *
     * @param n floats of a row
     * @param k length of the sums
     * @param aRow floats from an element of A to that of the next row
     * @param aColumn floats from an element of A to the next
     */
    void add(int m, int n, int k, Source source, float[] b, int bOffset, float[] a, int aOffset,
            int aRow, int aColumn) {
        int p = 0;
        while (p < k) {
            int count = k - p >= MOST_TAPS ? MOST_TAPS : k - p >= FEWER_TAPS ? FEWER_TAPS : 1;
            for (int t = 0; t < count; t++) {
                source.copy(p + t, b, bOffset, taps[t], n);
            }
            for (int i = 0; i < m; i++) {
                int at = aOffset + i * aRow + p * aColumn;
                switch (count) {
                    case MOST_TAPS -> addEight(n, a, at, aColumn, taps, sums[i]);
                    case FEWER_TAPS -> addFour(n, a, at, aColumn, taps, sums[i]);
                    default -> addOne(n, a[at], taps[0], sums[i]);
                }
            }
            p += count;
        }
    }

    private static void addEight(int n, float[] a, int at, int step, float[][] taps, float[] sums) {
        float[] b0 = taps[0];
        float[] b1 = taps[1];
        float[] b2 = taps[2];
        float[] b3 = taps[3];
        float[] b4 = taps[4];
        float[] b5 = taps[5];
        float[] b6 = taps[6];
        float[] b7 = taps[7];
        float a0 = a[at];
        float a1 = a[at + step];
        float a2 = a[at + 2 * step];
        float a3 = a[at + 3 * step];
        float a4 = a[at + 4 * step];
        float a5 = a[at + 5 * step];
        float a6 = a[at + 6 * step];
        float a7 = a[at + 7 * step];
        for (int i = 0; i < n; i++) {
            float sum = Math.fma(a1, b1[i], Math.fma(a0, b0[i], sums[i]));
            sum = Math.fma(a3, b3[i], Math.fma(a2, b2[i], sum));
            sum = Math.fma(a5, b5[i], Math.fma(a4, b4[i], sum));
            sums[i] = Math.fma(a7, b7[i], Math.fma(a6, b6[i], sum));
        }
    }

    private static void addFour(int n, float[] a, int at, int step, float[][] taps, float[] sums) {
        float[] b0 = taps[0];
        float[] b1 = taps[1];
        float[] b2 = taps[2];
        float[] b3 = taps[3];
        float a0 = a[at];
        float a1 = a[at + step];
        float a2 = a[at + 2 * step];
        float a3 = a[at + 3 * step];
        for (int i = 0; i < n; i++) {
            float sum = Math.fma(a1, b1[i], Math.fma(a0, b0[i], sums[i]));
            sums[i] = Math.fma(a3, b3[i], Math.fma(a2, b2[i], sum));
        }
    }

    private static void addOne(int n, float a, float[] b, float[] sums) {
        for (int i = 0; i < n; i++) {
            sums[i] = Math.fma(a, b[i], sums[i]);
        }
    }
}
