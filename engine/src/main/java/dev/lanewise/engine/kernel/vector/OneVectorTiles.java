package dev.lanewise.engine.kernel.vector;

import static dev.lanewise.engine.kernel.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Tiles of C of one vector. Each fma needs a number of A of its own, so loads are the bound: three
 * quarters of the peak.
 */
final class OneVectorTiles {

    private OneVectorTiles() {}

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
