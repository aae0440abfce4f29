package dev.lanewise.engine.kernel.vector;

import static dev.lanewise.engine.kernel.vector.Lanes.LENGTH;
import static dev.lanewise.engine.kernel.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.jspecify.annotations.Nullable;

/**
 * The micro-kernels that every sum of products in the forward direction runs on: C[m × n] (+)= A[m
 * × k] · B[k × n], one chain of fma an element in ascending k.
 *
 * <p>A is read one number at a time and broadcast, at any row and column stride, so it may be plain
 * or transposed. Row p of B begins at {@code bi + rows[p]}: a table, so that B may be a matrix or
 * the rows of an im2col matrix that are slices of a feature map, and one loop serves both. The
 * columns of a tile are vectors {@code bStep} and {@code cStep} floats apart.
 *
 * <p>Register budget of 6×4: 24 accumulators + 4 rows of B + 1 broadcast = 29 of 32. For 24 fma (24
 * cycles at one 512-bit fma a cycle) it loads 4 vectors and 6 floats, so the fma unit is the bound
 * even when every vector load crosses a cache line. On 16 registers 6×2: 12 + 2 + 1 = 15. Fewer
 * rows (4, 1) and columns (2, 1 under a mask) serve the edges.
 */
final class TileMicroKernels {
    private static final int ROWS = 6;
    private static final int FEWER_ROWS = 4;

    private TileMicroKernels() {}

    /**
     * Multiplies, in tiles.
     *
     * @param n columns in floats; with steps other than {@code LENGTH} a multiple of {@code LENGTH}
     * @param rows offset of each row of B
     * @param ldc floats between rows of C
     * @param start one value a row of C to start from, from {@code si}; null starts from C
     * @param bStep floats between the vectors of a row of B
     * @param cStep floats between the vectors of a row of C
     */
    static void multiply(int m, int n, int k, float[] a, int ai, int aRow, int aColumn, float[] b,
            int bi, int[] rows, int bStep, float[] c, int ci, int ldc, int cStep,
            float @Nullable [] start, int si) {
        int i = 0;
        for (; i + ROWS <= m; i += ROWS) {
            sixRows(n, k, a, ai + i * aRow, aRow, aColumn, b, bi, rows, bStep, c, ci + i * ldc, ldc,
                    cStep, start, si + i);
        }
        for (; i + FEWER_ROWS <= m; i += FEWER_ROWS) {
            fourRows(n, k, a, ai + i * aRow, aRow, aColumn, b, bi, rows, bStep, c, ci + i * ldc,
                    ldc, cStep, start, si + i);
        }
        for (; i < m; i++) {
            oneRow(n, k, a, ai + i * aRow, aColumn, b, bi, rows, bStep, c, ci + i * ldc,
                    cStep, start, si + i);
        }
    }

    private static void sixRows(int n, int k, float[] a, int ai, int aRow, int aColumn, float[] b,
            int bi, int[] rows, int bStep, float[] c, int ci, int ldc, int cStep,
            float @Nullable [] start, int si) {
        int vectors = n / LENGTH;
        int v = 0;
        for (; Lanes.WIDE && v + 4 <= vectors; v += 4) {
            tile6x4(k, a, ai, aRow, aColumn, b, bi + v * bStep, rows, c, ci + v * cStep, ldc, start,
                    si, bStep, cStep);
        }
        for (; v + 2 <= vectors; v += 2) {
            tile6x2(k, a, ai, aRow, aColumn, b, bi + v * bStep, rows, c, ci + v * cStep, ldc, start,
                    si, bStep, cStep);
        }
        for (; v * LENGTH < n; v++) {
            tile6x1(k, a, ai, aRow, aColumn, b, bi + v * bStep, rows, c, ci + v * cStep, ldc, start,
                    si, n - v * LENGTH);
        }
    }

    private static void fourRows(int n, int k, float[] a, int ai, int aRow, int aColumn, float[] b,
            int bi, int[] rows, int bStep, float[] c, int ci, int ldc, int cStep,
            float @Nullable [] start, int si) {
        int vectors = n / LENGTH;
        int v = 0;
        for (; Lanes.WIDE && v + 4 <= vectors; v += 4) {
            tile4x4(k, a, ai, aRow, aColumn, b, bi + v * bStep, rows, c, ci + v * cStep, ldc, start,
                    si, bStep, cStep);
        }
        for (; v + 2 <= vectors; v += 2) {
            tile4x2(k, a, ai, aRow, aColumn, b, bi + v * bStep, rows, c, ci + v * cStep, ldc, start,
                    si, bStep, cStep);
        }
        for (; v * LENGTH < n; v++) {
            tile4x1(k, a, ai, aRow, aColumn, b, bi + v * bStep, rows, c, ci + v * cStep, ldc, start,
                    si, n - v * LENGTH);
        }
    }

    private static void oneRow(int n, int k, float[] a, int ai, int aColumn, float[] b,
            int bi, int[] rows, int bStep, float[] c, int ci, int cStep,
            float @Nullable [] start, int si) {
        int vectors = n / LENGTH;
        int v = 0;
        for (; Lanes.WIDE && v + 4 <= vectors; v += 4) {
            tile1x4(k, a, ai, aColumn, b, bi + v * bStep, rows, c, ci + v * cStep, start,
                    si, bStep, cStep);
        }
        for (; v + 2 <= vectors; v += 2) {
            tile1x2(k, a, ai, aColumn, b, bi + v * bStep, rows, c, ci + v * cStep, start,
                    si, bStep, cStep);
        }
        for (; v * LENGTH < n; v++) {
            tile1x1(k, a, ai, aColumn, b, bi + v * bStep, rows, c, ci + v * cStep, start,
                    si, n - v * LENGTH);
        }
    }

    /** C rows 0…5, 4 vectors. */
    private static void tile6x4(int k, float[] a, int ai, int aRow, int aColumn, float[] b, int bi,
            int[] rows, float[] c, int ci, int ldc, float @Nullable [] start, int si, int bStep,
            int cStep) {
        FloatVector c00, c01, c02, c03, c10, c11, c12, c13, c20, c21, c22, c23, c30, c31, c32, c33,
                c40, c41, c42, c43, c50, c51, c52, c53;
        if (start != null) {
            c00 = c01 = c02 = c03 = FloatVector.broadcast(SPECIES, start[si]);
            c10 = c11 = c12 = c13 = FloatVector.broadcast(SPECIES, start[si + 1]);
            c20 = c21 = c22 = c23 = FloatVector.broadcast(SPECIES, start[si + 2]);
            c30 = c31 = c32 = c33 = FloatVector.broadcast(SPECIES, start[si + 3]);
            c40 = c41 = c42 = c43 = FloatVector.broadcast(SPECIES, start[si + 4]);
            c50 = c51 = c52 = c53 = FloatVector.broadcast(SPECIES, start[si + 5]);
        } else {
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c01 = FloatVector.fromArray(SPECIES, c, ci + cStep);
            c02 = FloatVector.fromArray(SPECIES, c, ci + 2 * cStep);
            c03 = FloatVector.fromArray(SPECIES, c, ci + 3 * cStep);
            c10 = FloatVector.fromArray(SPECIES, c, ci + ldc);
            c11 = FloatVector.fromArray(SPECIES, c, ci + ldc + cStep);
            c12 = FloatVector.fromArray(SPECIES, c, ci + ldc + 2 * cStep);
            c13 = FloatVector.fromArray(SPECIES, c, ci + ldc + 3 * cStep);
            c20 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc);
            c21 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + cStep);
            c22 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + 2 * cStep);
            c23 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + 3 * cStep);
            c30 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc);
            c31 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + cStep);
            c32 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + 2 * cStep);
            c33 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + 3 * cStep);
            c40 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc);
            c41 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc + cStep);
            c42 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc + 2 * cStep);
            c43 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc + 3 * cStep);
            c50 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc);
            c51 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc + cStep);
            c52 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc + 2 * cStep);
            c53 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc + 3 * cStep);
        }
        for (int p = 0; p < k; p++) {
            int q = bi + rows[p];
            int w = ai + p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + bStep);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * bStep);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * bStep);
            FloatVector x = FloatVector.broadcast(SPECIES, a[w]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            c03 = x.fma(b3, c03);
            x = FloatVector.broadcast(SPECIES, a[w + aRow]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            c13 = x.fma(b3, c13);
            x = FloatVector.broadcast(SPECIES, a[w + 2 * aRow]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            c23 = x.fma(b3, c23);
            x = FloatVector.broadcast(SPECIES, a[w + 3 * aRow]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            c33 = x.fma(b3, c33);
            x = FloatVector.broadcast(SPECIES, a[w + 4 * aRow]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            c42 = x.fma(b2, c42);
            c43 = x.fma(b3, c43);
            x = FloatVector.broadcast(SPECIES, a[w + 5 * aRow]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            c52 = x.fma(b2, c52);
            c53 = x.fma(b3, c53);
        }
        c00.intoArray(c, ci);
        c01.intoArray(c, ci + cStep);
        c02.intoArray(c, ci + 2 * cStep);
        c03.intoArray(c, ci + 3 * cStep);
        c10.intoArray(c, ci + ldc);
        c11.intoArray(c, ci + ldc + cStep);
        c12.intoArray(c, ci + ldc + 2 * cStep);
        c13.intoArray(c, ci + ldc + 3 * cStep);
        c20.intoArray(c, ci + 2 * ldc);
        c21.intoArray(c, ci + 2 * ldc + cStep);
        c22.intoArray(c, ci + 2 * ldc + 2 * cStep);
        c23.intoArray(c, ci + 2 * ldc + 3 * cStep);
        c30.intoArray(c, ci + 3 * ldc);
        c31.intoArray(c, ci + 3 * ldc + cStep);
        c32.intoArray(c, ci + 3 * ldc + 2 * cStep);
        c33.intoArray(c, ci + 3 * ldc + 3 * cStep);
        c40.intoArray(c, ci + 4 * ldc);
        c41.intoArray(c, ci + 4 * ldc + cStep);
        c42.intoArray(c, ci + 4 * ldc + 2 * cStep);
        c43.intoArray(c, ci + 4 * ldc + 3 * cStep);
        c50.intoArray(c, ci + 5 * ldc);
        c51.intoArray(c, ci + 5 * ldc + cStep);
        c52.intoArray(c, ci + 5 * ldc + 2 * cStep);
        c53.intoArray(c, ci + 5 * ldc + 3 * cStep);
    }

    /** C rows 0…3, 4 vectors. */
    private static void tile4x4(int k, float[] a, int ai, int aRow, int aColumn, float[] b, int bi,
            int[] rows, float[] c, int ci, int ldc, float @Nullable [] start, int si, int bStep,
            int cStep) {
        FloatVector c00, c01, c02, c03, c10, c11, c12, c13, c20, c21, c22, c23, c30, c31, c32, c33;
        if (start != null) {
            c00 = c01 = c02 = c03 = FloatVector.broadcast(SPECIES, start[si]);
            c10 = c11 = c12 = c13 = FloatVector.broadcast(SPECIES, start[si + 1]);
            c20 = c21 = c22 = c23 = FloatVector.broadcast(SPECIES, start[si + 2]);
            c30 = c31 = c32 = c33 = FloatVector.broadcast(SPECIES, start[si + 3]);
        } else {
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c01 = FloatVector.fromArray(SPECIES, c, ci + cStep);
            c02 = FloatVector.fromArray(SPECIES, c, ci + 2 * cStep);
            c03 = FloatVector.fromArray(SPECIES, c, ci + 3 * cStep);
            c10 = FloatVector.fromArray(SPECIES, c, ci + ldc);
            c11 = FloatVector.fromArray(SPECIES, c, ci + ldc + cStep);
            c12 = FloatVector.fromArray(SPECIES, c, ci + ldc + 2 * cStep);
            c13 = FloatVector.fromArray(SPECIES, c, ci + ldc + 3 * cStep);
            c20 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc);
            c21 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + cStep);
            c22 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + 2 * cStep);
            c23 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + 3 * cStep);
            c30 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc);
            c31 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + cStep);
            c32 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + 2 * cStep);
            c33 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + 3 * cStep);
        }
        for (int p = 0; p < k; p++) {
            int q = bi + rows[p];
            int w = ai + p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + bStep);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * bStep);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * bStep);
            FloatVector x = FloatVector.broadcast(SPECIES, a[w]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            c03 = x.fma(b3, c03);
            x = FloatVector.broadcast(SPECIES, a[w + aRow]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            c13 = x.fma(b3, c13);
            x = FloatVector.broadcast(SPECIES, a[w + 2 * aRow]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            c23 = x.fma(b3, c23);
            x = FloatVector.broadcast(SPECIES, a[w + 3 * aRow]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            c33 = x.fma(b3, c33);
        }
        c00.intoArray(c, ci);
        c01.intoArray(c, ci + cStep);
        c02.intoArray(c, ci + 2 * cStep);
        c03.intoArray(c, ci + 3 * cStep);
        c10.intoArray(c, ci + ldc);
        c11.intoArray(c, ci + ldc + cStep);
        c12.intoArray(c, ci + ldc + 2 * cStep);
        c13.intoArray(c, ci + ldc + 3 * cStep);
        c20.intoArray(c, ci + 2 * ldc);
        c21.intoArray(c, ci + 2 * ldc + cStep);
        c22.intoArray(c, ci + 2 * ldc + 2 * cStep);
        c23.intoArray(c, ci + 2 * ldc + 3 * cStep);
        c30.intoArray(c, ci + 3 * ldc);
        c31.intoArray(c, ci + 3 * ldc + cStep);
        c32.intoArray(c, ci + 3 * ldc + 2 * cStep);
        c33.intoArray(c, ci + 3 * ldc + 3 * cStep);
    }

    /** C row 0, 4 vectors. */
    private static void tile1x4(int k, float[] a, int ai, int aColumn, float[] b, int bi,
            int[] rows, float[] c, int ci, float @Nullable [] start, int si, int bStep, int cStep) {
        FloatVector c00, c01, c02, c03;
        if (start != null) {
            c00 = c01 = c02 = c03 = FloatVector.broadcast(SPECIES, start[si]);
        } else {
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c01 = FloatVector.fromArray(SPECIES, c, ci + cStep);
            c02 = FloatVector.fromArray(SPECIES, c, ci + 2 * cStep);
            c03 = FloatVector.fromArray(SPECIES, c, ci + 3 * cStep);
        }
        for (int p = 0; p < k; p++) {
            int q = bi + rows[p];
            int w = ai + p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + bStep);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * bStep);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * bStep);
            FloatVector x = FloatVector.broadcast(SPECIES, a[w]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            c03 = x.fma(b3, c03);
        }
        c00.intoArray(c, ci);
        c01.intoArray(c, ci + cStep);
        c02.intoArray(c, ci + 2 * cStep);
        c03.intoArray(c, ci + 3 * cStep);
    }

    /** C rows 0…5, 2 vectors. */
    private static void tile6x2(int k, float[] a, int ai, int aRow, int aColumn, float[] b, int bi,
            int[] rows, float[] c, int ci, int ldc, float @Nullable [] start, int si, int bStep,
            int cStep) {
        FloatVector c00, c01, c10, c11, c20, c21, c30, c31, c40, c41, c50, c51;
        if (start != null) {
            c00 = c01 = FloatVector.broadcast(SPECIES, start[si]);
            c10 = c11 = FloatVector.broadcast(SPECIES, start[si + 1]);
            c20 = c21 = FloatVector.broadcast(SPECIES, start[si + 2]);
            c30 = c31 = FloatVector.broadcast(SPECIES, start[si + 3]);
            c40 = c41 = FloatVector.broadcast(SPECIES, start[si + 4]);
            c50 = c51 = FloatVector.broadcast(SPECIES, start[si + 5]);
        } else {
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c01 = FloatVector.fromArray(SPECIES, c, ci + cStep);
            c10 = FloatVector.fromArray(SPECIES, c, ci + ldc);
            c11 = FloatVector.fromArray(SPECIES, c, ci + ldc + cStep);
            c20 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc);
            c21 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + cStep);
            c30 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc);
            c31 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + cStep);
            c40 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc);
            c41 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc + cStep);
            c50 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc);
            c51 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc + cStep);
        }
        for (int p = 0; p < k; p++) {
            int q = bi + rows[p];
            int w = ai + p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + bStep);
            FloatVector x = FloatVector.broadcast(SPECIES, a[w]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[w + aRow]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[w + 2 * aRow]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[w + 3 * aRow]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = FloatVector.broadcast(SPECIES, a[w + 4 * aRow]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = FloatVector.broadcast(SPECIES, a[w + 5 * aRow]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
        }
        c00.intoArray(c, ci);
        c01.intoArray(c, ci + cStep);
        c10.intoArray(c, ci + ldc);
        c11.intoArray(c, ci + ldc + cStep);
        c20.intoArray(c, ci + 2 * ldc);
        c21.intoArray(c, ci + 2 * ldc + cStep);
        c30.intoArray(c, ci + 3 * ldc);
        c31.intoArray(c, ci + 3 * ldc + cStep);
        c40.intoArray(c, ci + 4 * ldc);
        c41.intoArray(c, ci + 4 * ldc + cStep);
        c50.intoArray(c, ci + 5 * ldc);
        c51.intoArray(c, ci + 5 * ldc + cStep);
    }

    /** C rows 0…3, 2 vectors. */
    private static void tile4x2(int k, float[] a, int ai, int aRow, int aColumn, float[] b, int bi,
            int[] rows, float[] c, int ci, int ldc, float @Nullable [] start, int si, int bStep,
            int cStep) {
        FloatVector c00, c01, c10, c11, c20, c21, c30, c31;
        if (start != null) {
            c00 = c01 = FloatVector.broadcast(SPECIES, start[si]);
            c10 = c11 = FloatVector.broadcast(SPECIES, start[si + 1]);
            c20 = c21 = FloatVector.broadcast(SPECIES, start[si + 2]);
            c30 = c31 = FloatVector.broadcast(SPECIES, start[si + 3]);
        } else {
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c01 = FloatVector.fromArray(SPECIES, c, ci + cStep);
            c10 = FloatVector.fromArray(SPECIES, c, ci + ldc);
            c11 = FloatVector.fromArray(SPECIES, c, ci + ldc + cStep);
            c20 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc);
            c21 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + cStep);
            c30 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc);
            c31 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + cStep);
        }
        for (int p = 0; p < k; p++) {
            int q = bi + rows[p];
            int w = ai + p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + bStep);
            FloatVector x = FloatVector.broadcast(SPECIES, a[w]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[w + aRow]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[w + 2 * aRow]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[w + 3 * aRow]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
        }
        c00.intoArray(c, ci);
        c01.intoArray(c, ci + cStep);
        c10.intoArray(c, ci + ldc);
        c11.intoArray(c, ci + ldc + cStep);
        c20.intoArray(c, ci + 2 * ldc);
        c21.intoArray(c, ci + 2 * ldc + cStep);
        c30.intoArray(c, ci + 3 * ldc);
        c31.intoArray(c, ci + 3 * ldc + cStep);
    }

    /** C row 0, 2 vectors. */
    private static void tile1x2(int k, float[] a, int ai, int aColumn, float[] b, int bi,
            int[] rows, float[] c, int ci, float @Nullable [] start, int si, int bStep, int cStep) {
        FloatVector c00, c01;
        if (start != null) {
            c00 = c01 = FloatVector.broadcast(SPECIES, start[si]);
        } else {
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c01 = FloatVector.fromArray(SPECIES, c, ci + cStep);
        }
        for (int p = 0; p < k; p++) {
            int q = bi + rows[p];
            int w = ai + p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + bStep);
            FloatVector x = FloatVector.broadcast(SPECIES, a[w]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
        }
        c00.intoArray(c, ci);
        c01.intoArray(c, ci + cStep);
    }

    /** C rows 0…5, one vector, its first {@code width} lanes. */
    private static void tile6x1(int k, float[] a, int ai, int aRow, int aColumn, float[] b, int bi,
            int[] rows, float[] c, int ci, int ldc, float @Nullable [] start, int si, int width) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, width);
        FloatVector c00, c10, c20, c30, c40, c50;
        if (start != null) {
            c00 = FloatVector.broadcast(SPECIES, start[si]);
            c10 = FloatVector.broadcast(SPECIES, start[si + 1]);
            c20 = FloatVector.broadcast(SPECIES, start[si + 2]);
            c30 = FloatVector.broadcast(SPECIES, start[si + 3]);
            c40 = FloatVector.broadcast(SPECIES, start[si + 4]);
            c50 = FloatVector.broadcast(SPECIES, start[si + 5]);
        } else {
            c00 = FloatVector.fromArray(SPECIES, c, ci, mask);
            c10 = FloatVector.fromArray(SPECIES, c, ci + ldc, mask);
            c20 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc, mask);
            c30 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc, mask);
            c40 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc, mask);
            c50 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc, mask);
        }
        for (int p = 0; p < k; p++) {
            int q = bi + rows[p];
            int w = ai + p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q, mask);
            FloatVector x = FloatVector.broadcast(SPECIES, a[w]);
            c00 = x.fma(b0, c00);
            x = FloatVector.broadcast(SPECIES, a[w + aRow]);
            c10 = x.fma(b0, c10);
            x = FloatVector.broadcast(SPECIES, a[w + 2 * aRow]);
            c20 = x.fma(b0, c20);
            x = FloatVector.broadcast(SPECIES, a[w + 3 * aRow]);
            c30 = x.fma(b0, c30);
            x = FloatVector.broadcast(SPECIES, a[w + 4 * aRow]);
            c40 = x.fma(b0, c40);
            x = FloatVector.broadcast(SPECIES, a[w + 5 * aRow]);
            c50 = x.fma(b0, c50);
        }
        c00.intoArray(c, ci, mask);
        c10.intoArray(c, ci + ldc, mask);
        c20.intoArray(c, ci + 2 * ldc, mask);
        c30.intoArray(c, ci + 3 * ldc, mask);
        c40.intoArray(c, ci + 4 * ldc, mask);
        c50.intoArray(c, ci + 5 * ldc, mask);
    }

    /** C rows 0…3, one vector, its first {@code width} lanes. */
    private static void tile4x1(int k, float[] a, int ai, int aRow, int aColumn, float[] b, int bi,
            int[] rows, float[] c, int ci, int ldc, float @Nullable [] start, int si, int width) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, width);
        FloatVector c00, c10, c20, c30;
        if (start != null) {
            c00 = FloatVector.broadcast(SPECIES, start[si]);
            c10 = FloatVector.broadcast(SPECIES, start[si + 1]);
            c20 = FloatVector.broadcast(SPECIES, start[si + 2]);
            c30 = FloatVector.broadcast(SPECIES, start[si + 3]);
        } else {
            c00 = FloatVector.fromArray(SPECIES, c, ci, mask);
            c10 = FloatVector.fromArray(SPECIES, c, ci + ldc, mask);
            c20 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc, mask);
            c30 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc, mask);
        }
        for (int p = 0; p < k; p++) {
            int q = bi + rows[p];
            int w = ai + p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q, mask);
            FloatVector x = FloatVector.broadcast(SPECIES, a[w]);
            c00 = x.fma(b0, c00);
            x = FloatVector.broadcast(SPECIES, a[w + aRow]);
            c10 = x.fma(b0, c10);
            x = FloatVector.broadcast(SPECIES, a[w + 2 * aRow]);
            c20 = x.fma(b0, c20);
            x = FloatVector.broadcast(SPECIES, a[w + 3 * aRow]);
            c30 = x.fma(b0, c30);
        }
        c00.intoArray(c, ci, mask);
        c10.intoArray(c, ci + ldc, mask);
        c20.intoArray(c, ci + 2 * ldc, mask);
        c30.intoArray(c, ci + 3 * ldc, mask);
    }

    /** C row 0, one vector, its first {@code width} lanes. */
    private static void tile1x1(int k, float[] a, int ai, int aColumn, float[] b, int bi,
            int[] rows, float[] c, int ci, float @Nullable [] start, int si, int width) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, width);
        FloatVector c00;
        if (start != null) {
            c00 = FloatVector.broadcast(SPECIES, start[si]);
        } else {
            c00 = FloatVector.fromArray(SPECIES, c, ci, mask);
        }
        for (int p = 0; p < k; p++) {
            int q = bi + rows[p];
            int w = ai + p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q, mask);
            FloatVector x = FloatVector.broadcast(SPECIES, a[w]);
            c00 = x.fma(b0, c00);
        }
        c00.intoArray(c, ci, mask);
    }
}
