package dev.lanewise.engine.kernel.vector;

import static dev.lanewise.engine.kernel.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Tiles of C of one vector. Each fma needs a number of A of its own, so loads and their checks are
 * the bound: seven tenths of the peak with twelve rows (12 accumulators + 1 vector of B + 1
 * broadcast = 14), two thirds with six.
 */
final class OneVectorTiles {

    private OneVectorTiles() {}

    /** Twelve rows: half as many loads of B and turns of the loop for a row as of six. */
    static void twelveRows(int k, float[] a, int ai, int aRow, int aColumn, float[] b, int bi,
            int[] bRows, float[] c, int ci, int ldc, float @Nullable [] start, int si) {
        FloatVector c00, c10, c20, c30, c40, c50, c60, c70, c80, c90, ca0, cb0;
        if (start != null) {
            c00 = FloatVector.broadcast(SPECIES, start[si]);
            c10 = FloatVector.broadcast(SPECIES, start[si + 1]);
            c20 = FloatVector.broadcast(SPECIES, start[si + 2]);
            c30 = FloatVector.broadcast(SPECIES, start[si + 3]);
            c40 = FloatVector.broadcast(SPECIES, start[si + 4]);
            c50 = FloatVector.broadcast(SPECIES, start[si + 5]);
            c60 = FloatVector.broadcast(SPECIES, start[si + 6]);
            c70 = FloatVector.broadcast(SPECIES, start[si + 7]);
            c80 = FloatVector.broadcast(SPECIES, start[si + 8]);
            c90 = FloatVector.broadcast(SPECIES, start[si + 9]);
            ca0 = FloatVector.broadcast(SPECIES, start[si + 10]);
            cb0 = FloatVector.broadcast(SPECIES, start[si + 11]);
        } else {
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c10 = FloatVector.fromArray(SPECIES, c, ci + ldc);
            c20 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc);
            c30 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc);
            c40 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc);
            c50 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc);
            c60 = FloatVector.fromArray(SPECIES, c, ci + 6 * ldc);
            c70 = FloatVector.fromArray(SPECIES, c, ci + 7 * ldc);
            c80 = FloatVector.fromArray(SPECIES, c, ci + 8 * ldc);
            c90 = FloatVector.fromArray(SPECIES, c, ci + 9 * ldc);
            ca0 = FloatVector.fromArray(SPECIES, c, ci + 10 * ldc);
            cb0 = FloatVector.fromArray(SPECIES, c, ci + 11 * ldc);
        }
        int a1 = ai + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        int a4 = a3 + aRow;
        int a5 = a4 + aRow;
        int a6 = a5 + aRow;
        int a7 = a6 + aRow;
        int a8 = a7 + aRow;
        int a9 = a8 + aRow;
        int a10 = a9 + aRow;
        int a11 = a10 + aRow;
        for (int p = 0; p < k; p++) {
            int q = bi + bRows[p];
            int w = p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ai + w]);
            c00 = x.fma(b0, c00);
            x = FloatVector.broadcast(SPECIES, a[a1 + w]);
            c10 = x.fma(b0, c10);
            x = FloatVector.broadcast(SPECIES, a[a2 + w]);
            c20 = x.fma(b0, c20);
            x = FloatVector.broadcast(SPECIES, a[a3 + w]);
            c30 = x.fma(b0, c30);
            x = FloatVector.broadcast(SPECIES, a[a4 + w]);
            c40 = x.fma(b0, c40);
            x = FloatVector.broadcast(SPECIES, a[a5 + w]);
            c50 = x.fma(b0, c50);
            x = FloatVector.broadcast(SPECIES, a[a6 + w]);
            c60 = x.fma(b0, c60);
            x = FloatVector.broadcast(SPECIES, a[a7 + w]);
            c70 = x.fma(b0, c70);
            x = FloatVector.broadcast(SPECIES, a[a8 + w]);
            c80 = x.fma(b0, c80);
            x = FloatVector.broadcast(SPECIES, a[a9 + w]);
            c90 = x.fma(b0, c90);
            x = FloatVector.broadcast(SPECIES, a[a10 + w]);
            ca0 = x.fma(b0, ca0);
            x = FloatVector.broadcast(SPECIES, a[a11 + w]);
            cb0 = x.fma(b0, cb0);
        }
        c00.intoArray(c, ci);
        c10.intoArray(c, ci + ldc);
        c20.intoArray(c, ci + 2 * ldc);
        c30.intoArray(c, ci + 3 * ldc);
        c40.intoArray(c, ci + 4 * ldc);
        c50.intoArray(c, ci + 5 * ldc);
        c60.intoArray(c, ci + 6 * ldc);
        c70.intoArray(c, ci + 7 * ldc);
        c80.intoArray(c, ci + 8 * ldc);
        c90.intoArray(c, ci + 9 * ldc);
        ca0.intoArray(c, ci + 10 * ldc);
        cb0.intoArray(c, ci + 11 * ldc);
    }

    static void sixRows(int k, float[] a, int ai, int aRow, int aColumn, float[] b, int bi,
            int[] bRows, float[] c, int ci, int ldc, float @Nullable [] start, int si) {
        FloatVector c00, c10, c20, c30, c40, c50;
        if (start != null) {
            c00 = FloatVector.broadcast(SPECIES, start[si]);
            c10 = FloatVector.broadcast(SPECIES, start[si + 1]);
            c20 = FloatVector.broadcast(SPECIES, start[si + 2]);
            c30 = FloatVector.broadcast(SPECIES, start[si + 3]);
            c40 = FloatVector.broadcast(SPECIES, start[si + 4]);
            c50 = FloatVector.broadcast(SPECIES, start[si + 5]);
        } else {
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c10 = FloatVector.fromArray(SPECIES, c, ci + ldc);
            c20 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc);
            c30 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc);
            c40 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc);
            c50 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc);
        }
        int a1 = ai + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        int a4 = a3 + aRow;
        int a5 = a4 + aRow;
        for (int p = 0; p < k; p++) {
            int q = bi + bRows[p];
            int w = p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ai + w]);
            c00 = x.fma(b0, c00);
            x = FloatVector.broadcast(SPECIES, a[a1 + w]);
            c10 = x.fma(b0, c10);
            x = FloatVector.broadcast(SPECIES, a[a2 + w]);
            c20 = x.fma(b0, c20);
            x = FloatVector.broadcast(SPECIES, a[a3 + w]);
            c30 = x.fma(b0, c30);
            x = FloatVector.broadcast(SPECIES, a[a4 + w]);
            c40 = x.fma(b0, c40);
            x = FloatVector.broadcast(SPECIES, a[a5 + w]);
            c50 = x.fma(b0, c50);
        }
        c00.intoArray(c, ci);
        c10.intoArray(c, ci + ldc);
        c20.intoArray(c, ci + 2 * ldc);
        c30.intoArray(c, ci + 3 * ldc);
        c40.intoArray(c, ci + 4 * ldc);
        c50.intoArray(c, ci + 5 * ldc);
    }

    static void fourRows(int k, float[] a, int ai, int aRow, int aColumn, float[] b, int bi,
            int[] bRows, float[] c, int ci, int ldc, float @Nullable [] start, int si) {
        FloatVector c00, c10, c20, c30;
        if (start != null) {
            c00 = FloatVector.broadcast(SPECIES, start[si]);
            c10 = FloatVector.broadcast(SPECIES, start[si + 1]);
            c20 = FloatVector.broadcast(SPECIES, start[si + 2]);
            c30 = FloatVector.broadcast(SPECIES, start[si + 3]);
        } else {
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c10 = FloatVector.fromArray(SPECIES, c, ci + ldc);
            c20 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc);
            c30 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc);
        }
        int a1 = ai + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        for (int p = 0; p < k; p++) {
            int q = bi + bRows[p];
            int w = p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ai + w]);
            c00 = x.fma(b0, c00);
            x = FloatVector.broadcast(SPECIES, a[a1 + w]);
            c10 = x.fma(b0, c10);
            x = FloatVector.broadcast(SPECIES, a[a2 + w]);
            c20 = x.fma(b0, c20);
            x = FloatVector.broadcast(SPECIES, a[a3 + w]);
            c30 = x.fma(b0, c30);
        }
        c00.intoArray(c, ci);
        c10.intoArray(c, ci + ldc);
        c20.intoArray(c, ci + 2 * ldc);
        c30.intoArray(c, ci + 3 * ldc);
    }

    static void oneRow(int k, float[] a, int ai, int aColumn, float[] b, int bi, int[] bRows,
            float[] c, int ci, float @Nullable [] start, int si) {
        FloatVector c00;
        if (start != null) {
            c00 = FloatVector.broadcast(SPECIES, start[si]);
        } else {
            c00 = FloatVector.fromArray(SPECIES, c, ci);
        }
        for (int p = 0; p < k; p++) {
            int q = bi + bRows[p];
            int w = p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ai + w]);
            c00 = x.fma(b0, c00);
        }
        c00.intoArray(c, ci);
    }
}
