package dev.lanewise.engine.kernel.vector;

import static dev.lanewise.engine.kernel.vector.Lanes.LENGTH;
import static dev.lanewise.engine.kernel.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Tiles of C that are four vectors wide, for 32 registers: of six rows, 24 accumulators + 4 vectors
 * of B + 1 broadcast = 29. For its 24 fma a step of k loads 4 vectors and 6 numbers, so the fma
 * unit is the bound even where every vector crosses a cache line. Four rows (16 + 4 + 1) and one
 * serve the edge.
 */
final class FourVectorTiles {

    private FourVectorTiles() {}

    static void sixRows(int k, float[] a, int ai, int aRow, int aColumn, float[] b, int bi,
            int[] bRows, float[] c, int ci, int ldc, float @Nullable [] start, int si) {
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
            c01 = FloatVector.fromArray(SPECIES, c, ci + LENGTH);
            c02 = FloatVector.fromArray(SPECIES, c, ci + 2 * LENGTH);
            c03 = FloatVector.fromArray(SPECIES, c, ci + 3 * LENGTH);
            c10 = FloatVector.fromArray(SPECIES, c, ci + ldc);
            c11 = FloatVector.fromArray(SPECIES, c, ci + ldc + LENGTH);
            c12 = FloatVector.fromArray(SPECIES, c, ci + ldc + 2 * LENGTH);
            c13 = FloatVector.fromArray(SPECIES, c, ci + ldc + 3 * LENGTH);
            c20 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc);
            c21 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + LENGTH);
            c22 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + 2 * LENGTH);
            c23 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + 3 * LENGTH);
            c30 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc);
            c31 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + LENGTH);
            c32 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + 2 * LENGTH);
            c33 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + 3 * LENGTH);
            c40 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc);
            c41 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc + LENGTH);
            c42 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc + 2 * LENGTH);
            c43 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc + 3 * LENGTH);
            c50 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc);
            c51 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc + LENGTH);
            c52 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc + 2 * LENGTH);
            c53 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc + 3 * LENGTH);
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
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LENGTH);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * LENGTH);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ai + w]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            c03 = x.fma(b3, c03);
            x = FloatVector.broadcast(SPECIES, a[a1 + w]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            c13 = x.fma(b3, c13);
            x = FloatVector.broadcast(SPECIES, a[a2 + w]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            c23 = x.fma(b3, c23);
            x = FloatVector.broadcast(SPECIES, a[a3 + w]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            c33 = x.fma(b3, c33);
            x = FloatVector.broadcast(SPECIES, a[a4 + w]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            c42 = x.fma(b2, c42);
            c43 = x.fma(b3, c43);
            x = FloatVector.broadcast(SPECIES, a[a5 + w]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            c52 = x.fma(b2, c52);
            c53 = x.fma(b3, c53);
        }
        c00.intoArray(c, ci);
        c01.intoArray(c, ci + LENGTH);
        c02.intoArray(c, ci + 2 * LENGTH);
        c03.intoArray(c, ci + 3 * LENGTH);
        c10.intoArray(c, ci + ldc);
        c11.intoArray(c, ci + ldc + LENGTH);
        c12.intoArray(c, ci + ldc + 2 * LENGTH);
        c13.intoArray(c, ci + ldc + 3 * LENGTH);
        c20.intoArray(c, ci + 2 * ldc);
        c21.intoArray(c, ci + 2 * ldc + LENGTH);
        c22.intoArray(c, ci + 2 * ldc + 2 * LENGTH);
        c23.intoArray(c, ci + 2 * ldc + 3 * LENGTH);
        c30.intoArray(c, ci + 3 * ldc);
        c31.intoArray(c, ci + 3 * ldc + LENGTH);
        c32.intoArray(c, ci + 3 * ldc + 2 * LENGTH);
        c33.intoArray(c, ci + 3 * ldc + 3 * LENGTH);
        c40.intoArray(c, ci + 4 * ldc);
        c41.intoArray(c, ci + 4 * ldc + LENGTH);
        c42.intoArray(c, ci + 4 * ldc + 2 * LENGTH);
        c43.intoArray(c, ci + 4 * ldc + 3 * LENGTH);
        c50.intoArray(c, ci + 5 * ldc);
        c51.intoArray(c, ci + 5 * ldc + LENGTH);
        c52.intoArray(c, ci + 5 * ldc + 2 * LENGTH);
        c53.intoArray(c, ci + 5 * ldc + 3 * LENGTH);
    }

    static void fourRows(int k, float[] a, int ai, int aRow, int aColumn, float[] b, int bi,
            int[] bRows, float[] c, int ci, int ldc, float @Nullable [] start, int si) {
        FloatVector c00, c01, c02, c03, c10, c11, c12, c13, c20, c21, c22, c23, c30, c31, c32, c33;
        if (start != null) {
            c00 = c01 = c02 = c03 = FloatVector.broadcast(SPECIES, start[si]);
            c10 = c11 = c12 = c13 = FloatVector.broadcast(SPECIES, start[si + 1]);
            c20 = c21 = c22 = c23 = FloatVector.broadcast(SPECIES, start[si + 2]);
            c30 = c31 = c32 = c33 = FloatVector.broadcast(SPECIES, start[si + 3]);
        } else {
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c01 = FloatVector.fromArray(SPECIES, c, ci + LENGTH);
            c02 = FloatVector.fromArray(SPECIES, c, ci + 2 * LENGTH);
            c03 = FloatVector.fromArray(SPECIES, c, ci + 3 * LENGTH);
            c10 = FloatVector.fromArray(SPECIES, c, ci + ldc);
            c11 = FloatVector.fromArray(SPECIES, c, ci + ldc + LENGTH);
            c12 = FloatVector.fromArray(SPECIES, c, ci + ldc + 2 * LENGTH);
            c13 = FloatVector.fromArray(SPECIES, c, ci + ldc + 3 * LENGTH);
            c20 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc);
            c21 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + LENGTH);
            c22 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + 2 * LENGTH);
            c23 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + 3 * LENGTH);
            c30 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc);
            c31 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + LENGTH);
            c32 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + 2 * LENGTH);
            c33 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + 3 * LENGTH);
        }
        int a1 = ai + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        for (int p = 0; p < k; p++) {
            int q = bi + bRows[p];
            int w = p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LENGTH);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * LENGTH);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ai + w]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            c03 = x.fma(b3, c03);
            x = FloatVector.broadcast(SPECIES, a[a1 + w]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            c13 = x.fma(b3, c13);
            x = FloatVector.broadcast(SPECIES, a[a2 + w]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            c23 = x.fma(b3, c23);
            x = FloatVector.broadcast(SPECIES, a[a3 + w]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            c33 = x.fma(b3, c33);
        }
        c00.intoArray(c, ci);
        c01.intoArray(c, ci + LENGTH);
        c02.intoArray(c, ci + 2 * LENGTH);
        c03.intoArray(c, ci + 3 * LENGTH);
        c10.intoArray(c, ci + ldc);
        c11.intoArray(c, ci + ldc + LENGTH);
        c12.intoArray(c, ci + ldc + 2 * LENGTH);
        c13.intoArray(c, ci + ldc + 3 * LENGTH);
        c20.intoArray(c, ci + 2 * ldc);
        c21.intoArray(c, ci + 2 * ldc + LENGTH);
        c22.intoArray(c, ci + 2 * ldc + 2 * LENGTH);
        c23.intoArray(c, ci + 2 * ldc + 3 * LENGTH);
        c30.intoArray(c, ci + 3 * ldc);
        c31.intoArray(c, ci + 3 * ldc + LENGTH);
        c32.intoArray(c, ci + 3 * ldc + 2 * LENGTH);
        c33.intoArray(c, ci + 3 * ldc + 3 * LENGTH);
    }

    static void oneRow(int k, float[] a, int ai, int aColumn, float[] b, int bi, int[] bRows,
            float[] c, int ci, float @Nullable [] start, int si) {
        FloatVector c00, c01, c02, c03;
        if (start != null) {
            c00 = c01 = c02 = c03 = FloatVector.broadcast(SPECIES, start[si]);
        } else {
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c01 = FloatVector.fromArray(SPECIES, c, ci + LENGTH);
            c02 = FloatVector.fromArray(SPECIES, c, ci + 2 * LENGTH);
            c03 = FloatVector.fromArray(SPECIES, c, ci + 3 * LENGTH);
        }
        for (int p = 0; p < k; p++) {
            int q = bi + bRows[p];
            int w = p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LENGTH);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * LENGTH);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ai + w]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            c03 = x.fma(b3, c03);
        }
        c00.intoArray(c, ci);
        c01.intoArray(c, ci + LENGTH);
        c02.intoArray(c, ci + 2 * LENGTH);
        c03.intoArray(c, ci + 3 * LENGTH);
    }
}
