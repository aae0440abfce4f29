// Generated from engine/src/tiles/SpacedTiles.java.template and tiles.txt: don't edit.
// Renew: java engine/src/test/java/dev/lanewise/engine/tiles/TileGenerator.java
package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.lanewise.engine.backend.Epilogue;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * The tiles of {@link GemmTiles} where the vectors of a row lie a step apart, as the pixels do that a stride
 * of a convolution leaves: a tile that is one vector wide would be bound by its loads.
 */
final class SpacedTiles {

    private SpacedTiles() {}

    /**
     * Sums 12 + B 2 + A 1 = 15 registers;
     * 8 loads for 12 fma.
     */
    static void tile6x2(int k, float[] a, int a0, int aRow, int aColumn,
            float[] b, int bi, int bStep, int[] bRows, float[] c, int ci, int cStep, int ldc,
            float @Nullable [] start, int si, @Nullable Epilogue end,
            int row) {
        FloatVector c00, c01;
        FloatVector c10, c11;
        FloatVector c20, c21;
        FloatVector c30, c31;
        FloatVector c40, c41;
        FloatVector c50, c51;
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
        int a1 = a0 + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        int a4 = a3 + aRow;
        int a5 = a4 + aRow;
        for (int p = 0; p < k; p++) {
            int q = bi + bRows[p];
            int w = p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + bStep);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + w]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[a1 + w]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[a2 + w]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[a3 + w]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = FloatVector.broadcast(SPECIES, a[a4 + w]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = FloatVector.broadcast(SPECIES, a[a5 + w]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
        }
        if (end != null) {
            FloatVector least = FloatVector.broadcast(SPECIES, end.least());
            int e = end.first() + row;
            FloatVector s = FloatVector.broadcast(SPECIES, end.scales()[e]);
            FloatVector t = FloatVector.broadcast(SPECIES, end.shifts()[e]);
            c00 = s.fma(c00, t);
            c00 = c00.blend(least, c00.compare(LE, least));
            c01 = s.fma(c01, t);
            c01 = c01.blend(least, c01.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 1]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 1]);
            c10 = s.fma(c10, t);
            c10 = c10.blend(least, c10.compare(LE, least));
            c11 = s.fma(c11, t);
            c11 = c11.blend(least, c11.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 2]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 2]);
            c20 = s.fma(c20, t);
            c20 = c20.blend(least, c20.compare(LE, least));
            c21 = s.fma(c21, t);
            c21 = c21.blend(least, c21.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 3]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 3]);
            c30 = s.fma(c30, t);
            c30 = c30.blend(least, c30.compare(LE, least));
            c31 = s.fma(c31, t);
            c31 = c31.blend(least, c31.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 4]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 4]);
            c40 = s.fma(c40, t);
            c40 = c40.blend(least, c40.compare(LE, least));
            c41 = s.fma(c41, t);
            c41 = c41.blend(least, c41.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 5]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 5]);
            c50 = s.fma(c50, t);
            c50 = c50.blend(least, c50.compare(LE, least));
            c51 = s.fma(c51, t);
            c51 = c51.blend(least, c51.compare(LE, least));
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

    /**
     * Sums 8 + B 2 + A 1 = 11 registers;
     * 6 loads for 8 fma.
     */
    static void tile4x2(int k, float[] a, int a0, int aRow, int aColumn,
            float[] b, int bi, int bStep, int[] bRows, float[] c, int ci, int cStep, int ldc,
            float @Nullable [] start, int si, @Nullable Epilogue end,
            int row) {
        FloatVector c00, c01;
        FloatVector c10, c11;
        FloatVector c20, c21;
        FloatVector c30, c31;
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
        int a1 = a0 + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        for (int p = 0; p < k; p++) {
            int q = bi + bRows[p];
            int w = p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + bStep);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + w]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[a1 + w]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[a2 + w]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[a3 + w]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
        }
        if (end != null) {
            FloatVector least = FloatVector.broadcast(SPECIES, end.least());
            int e = end.first() + row;
            FloatVector s = FloatVector.broadcast(SPECIES, end.scales()[e]);
            FloatVector t = FloatVector.broadcast(SPECIES, end.shifts()[e]);
            c00 = s.fma(c00, t);
            c00 = c00.blend(least, c00.compare(LE, least));
            c01 = s.fma(c01, t);
            c01 = c01.blend(least, c01.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 1]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 1]);
            c10 = s.fma(c10, t);
            c10 = c10.blend(least, c10.compare(LE, least));
            c11 = s.fma(c11, t);
            c11 = c11.blend(least, c11.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 2]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 2]);
            c20 = s.fma(c20, t);
            c20 = c20.blend(least, c20.compare(LE, least));
            c21 = s.fma(c21, t);
            c21 = c21.blend(least, c21.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 3]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 3]);
            c30 = s.fma(c30, t);
            c30 = c30.blend(least, c30.compare(LE, least));
            c31 = s.fma(c31, t);
            c31 = c31.blend(least, c31.compare(LE, least));
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

    /**
     * Sums 18 + B 3 + A 1 = 22 registers;
     * 9 loads for 18 fma.
     */
    static void tile6x3(int k, float[] a, int a0, int aRow, int aColumn,
            float[] b, int bi, int bStep, int[] bRows, float[] c, int ci, int cStep, int ldc,
            float @Nullable [] start, int si, @Nullable Epilogue end,
            int row) {
        FloatVector c00, c01, c02;
        FloatVector c10, c11, c12;
        FloatVector c20, c21, c22;
        FloatVector c30, c31, c32;
        FloatVector c40, c41, c42;
        FloatVector c50, c51, c52;
        if (start != null) {
            c00 = c01 = c02 = FloatVector.broadcast(SPECIES, start[si]);
            c10 = c11 = c12 = FloatVector.broadcast(SPECIES, start[si + 1]);
            c20 = c21 = c22 = FloatVector.broadcast(SPECIES, start[si + 2]);
            c30 = c31 = c32 = FloatVector.broadcast(SPECIES, start[si + 3]);
            c40 = c41 = c42 = FloatVector.broadcast(SPECIES, start[si + 4]);
            c50 = c51 = c52 = FloatVector.broadcast(SPECIES, start[si + 5]);
        } else {
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c01 = FloatVector.fromArray(SPECIES, c, ci + cStep);
            c02 = FloatVector.fromArray(SPECIES, c, ci + 2 * cStep);
            c10 = FloatVector.fromArray(SPECIES, c, ci + ldc);
            c11 = FloatVector.fromArray(SPECIES, c, ci + ldc + cStep);
            c12 = FloatVector.fromArray(SPECIES, c, ci + ldc + 2 * cStep);
            c20 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc);
            c21 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + cStep);
            c22 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + 2 * cStep);
            c30 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc);
            c31 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + cStep);
            c32 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + 2 * cStep);
            c40 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc);
            c41 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc + cStep);
            c42 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc + 2 * cStep);
            c50 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc);
            c51 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc + cStep);
            c52 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc + 2 * cStep);
        }
        int a1 = a0 + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        int a4 = a3 + aRow;
        int a5 = a4 + aRow;
        for (int p = 0; p < k; p++) {
            int q = bi + bRows[p];
            int w = p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + bStep);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * bStep);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + w]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            x = FloatVector.broadcast(SPECIES, a[a1 + w]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            x = FloatVector.broadcast(SPECIES, a[a2 + w]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            x = FloatVector.broadcast(SPECIES, a[a3 + w]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            x = FloatVector.broadcast(SPECIES, a[a4 + w]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            c42 = x.fma(b2, c42);
            x = FloatVector.broadcast(SPECIES, a[a5 + w]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            c52 = x.fma(b2, c52);
        }
        if (end != null) {
            FloatVector least = FloatVector.broadcast(SPECIES, end.least());
            int e = end.first() + row;
            FloatVector s = FloatVector.broadcast(SPECIES, end.scales()[e]);
            FloatVector t = FloatVector.broadcast(SPECIES, end.shifts()[e]);
            c00 = s.fma(c00, t);
            c00 = c00.blend(least, c00.compare(LE, least));
            c01 = s.fma(c01, t);
            c01 = c01.blend(least, c01.compare(LE, least));
            c02 = s.fma(c02, t);
            c02 = c02.blend(least, c02.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 1]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 1]);
            c10 = s.fma(c10, t);
            c10 = c10.blend(least, c10.compare(LE, least));
            c11 = s.fma(c11, t);
            c11 = c11.blend(least, c11.compare(LE, least));
            c12 = s.fma(c12, t);
            c12 = c12.blend(least, c12.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 2]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 2]);
            c20 = s.fma(c20, t);
            c20 = c20.blend(least, c20.compare(LE, least));
            c21 = s.fma(c21, t);
            c21 = c21.blend(least, c21.compare(LE, least));
            c22 = s.fma(c22, t);
            c22 = c22.blend(least, c22.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 3]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 3]);
            c30 = s.fma(c30, t);
            c30 = c30.blend(least, c30.compare(LE, least));
            c31 = s.fma(c31, t);
            c31 = c31.blend(least, c31.compare(LE, least));
            c32 = s.fma(c32, t);
            c32 = c32.blend(least, c32.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 4]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 4]);
            c40 = s.fma(c40, t);
            c40 = c40.blend(least, c40.compare(LE, least));
            c41 = s.fma(c41, t);
            c41 = c41.blend(least, c41.compare(LE, least));
            c42 = s.fma(c42, t);
            c42 = c42.blend(least, c42.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 5]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 5]);
            c50 = s.fma(c50, t);
            c50 = c50.blend(least, c50.compare(LE, least));
            c51 = s.fma(c51, t);
            c51 = c51.blend(least, c51.compare(LE, least));
            c52 = s.fma(c52, t);
            c52 = c52.blend(least, c52.compare(LE, least));
        }
        c00.intoArray(c, ci);
        c01.intoArray(c, ci + cStep);
        c02.intoArray(c, ci + 2 * cStep);
        c10.intoArray(c, ci + ldc);
        c11.intoArray(c, ci + ldc + cStep);
        c12.intoArray(c, ci + ldc + 2 * cStep);
        c20.intoArray(c, ci + 2 * ldc);
        c21.intoArray(c, ci + 2 * ldc + cStep);
        c22.intoArray(c, ci + 2 * ldc + 2 * cStep);
        c30.intoArray(c, ci + 3 * ldc);
        c31.intoArray(c, ci + 3 * ldc + cStep);
        c32.intoArray(c, ci + 3 * ldc + 2 * cStep);
        c40.intoArray(c, ci + 4 * ldc);
        c41.intoArray(c, ci + 4 * ldc + cStep);
        c42.intoArray(c, ci + 4 * ldc + 2 * cStep);
        c50.intoArray(c, ci + 5 * ldc);
        c51.intoArray(c, ci + 5 * ldc + cStep);
        c52.intoArray(c, ci + 5 * ldc + 2 * cStep);
    }

    /**
     * Sums 12 + B 3 + A 1 = 16 registers;
     * 7 loads for 12 fma.
     */
    static void tile4x3(int k, float[] a, int a0, int aRow, int aColumn,
            float[] b, int bi, int bStep, int[] bRows, float[] c, int ci, int cStep, int ldc,
            float @Nullable [] start, int si, @Nullable Epilogue end,
            int row) {
        FloatVector c00, c01, c02;
        FloatVector c10, c11, c12;
        FloatVector c20, c21, c22;
        FloatVector c30, c31, c32;
        if (start != null) {
            c00 = c01 = c02 = FloatVector.broadcast(SPECIES, start[si]);
            c10 = c11 = c12 = FloatVector.broadcast(SPECIES, start[si + 1]);
            c20 = c21 = c22 = FloatVector.broadcast(SPECIES, start[si + 2]);
            c30 = c31 = c32 = FloatVector.broadcast(SPECIES, start[si + 3]);
        } else {
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c01 = FloatVector.fromArray(SPECIES, c, ci + cStep);
            c02 = FloatVector.fromArray(SPECIES, c, ci + 2 * cStep);
            c10 = FloatVector.fromArray(SPECIES, c, ci + ldc);
            c11 = FloatVector.fromArray(SPECIES, c, ci + ldc + cStep);
            c12 = FloatVector.fromArray(SPECIES, c, ci + ldc + 2 * cStep);
            c20 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc);
            c21 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + cStep);
            c22 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + 2 * cStep);
            c30 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc);
            c31 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + cStep);
            c32 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + 2 * cStep);
        }
        int a1 = a0 + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        for (int p = 0; p < k; p++) {
            int q = bi + bRows[p];
            int w = p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + bStep);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * bStep);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + w]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            x = FloatVector.broadcast(SPECIES, a[a1 + w]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            x = FloatVector.broadcast(SPECIES, a[a2 + w]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            x = FloatVector.broadcast(SPECIES, a[a3 + w]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
        }
        if (end != null) {
            FloatVector least = FloatVector.broadcast(SPECIES, end.least());
            int e = end.first() + row;
            FloatVector s = FloatVector.broadcast(SPECIES, end.scales()[e]);
            FloatVector t = FloatVector.broadcast(SPECIES, end.shifts()[e]);
            c00 = s.fma(c00, t);
            c00 = c00.blend(least, c00.compare(LE, least));
            c01 = s.fma(c01, t);
            c01 = c01.blend(least, c01.compare(LE, least));
            c02 = s.fma(c02, t);
            c02 = c02.blend(least, c02.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 1]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 1]);
            c10 = s.fma(c10, t);
            c10 = c10.blend(least, c10.compare(LE, least));
            c11 = s.fma(c11, t);
            c11 = c11.blend(least, c11.compare(LE, least));
            c12 = s.fma(c12, t);
            c12 = c12.blend(least, c12.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 2]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 2]);
            c20 = s.fma(c20, t);
            c20 = c20.blend(least, c20.compare(LE, least));
            c21 = s.fma(c21, t);
            c21 = c21.blend(least, c21.compare(LE, least));
            c22 = s.fma(c22, t);
            c22 = c22.blend(least, c22.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 3]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 3]);
            c30 = s.fma(c30, t);
            c30 = c30.blend(least, c30.compare(LE, least));
            c31 = s.fma(c31, t);
            c31 = c31.blend(least, c31.compare(LE, least));
            c32 = s.fma(c32, t);
            c32 = c32.blend(least, c32.compare(LE, least));
        }
        c00.intoArray(c, ci);
        c01.intoArray(c, ci + cStep);
        c02.intoArray(c, ci + 2 * cStep);
        c10.intoArray(c, ci + ldc);
        c11.intoArray(c, ci + ldc + cStep);
        c12.intoArray(c, ci + ldc + 2 * cStep);
        c20.intoArray(c, ci + 2 * ldc);
        c21.intoArray(c, ci + 2 * ldc + cStep);
        c22.intoArray(c, ci + 2 * ldc + 2 * cStep);
        c30.intoArray(c, ci + 3 * ldc);
        c31.intoArray(c, ci + 3 * ldc + cStep);
        c32.intoArray(c, ci + 3 * ldc + 2 * cStep);
    }

    /**
     * Sums 24 + B 4 + A 1 = 29 registers;
     * 10 loads for 24 fma.
     */
    static void tile6x4(int k, float[] a, int a0, int aRow, int aColumn,
            float[] b, int bi, int bStep, int[] bRows, float[] c, int ci, int cStep, int ldc,
            float @Nullable [] start, int si, @Nullable Epilogue end,
            int row) {
        FloatVector c00, c01, c02, c03;
        FloatVector c10, c11, c12, c13;
        FloatVector c20, c21, c22, c23;
        FloatVector c30, c31, c32, c33;
        FloatVector c40, c41, c42, c43;
        FloatVector c50, c51, c52, c53;
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
        int a1 = a0 + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        int a4 = a3 + aRow;
        int a5 = a4 + aRow;
        for (int p = 0; p < k; p++) {
            int q = bi + bRows[p];
            int w = p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + bStep);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * bStep);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * bStep);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + w]);
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
        if (end != null) {
            FloatVector least = FloatVector.broadcast(SPECIES, end.least());
            int e = end.first() + row;
            FloatVector s = FloatVector.broadcast(SPECIES, end.scales()[e]);
            FloatVector t = FloatVector.broadcast(SPECIES, end.shifts()[e]);
            c00 = s.fma(c00, t);
            c00 = c00.blend(least, c00.compare(LE, least));
            c01 = s.fma(c01, t);
            c01 = c01.blend(least, c01.compare(LE, least));
            c02 = s.fma(c02, t);
            c02 = c02.blend(least, c02.compare(LE, least));
            c03 = s.fma(c03, t);
            c03 = c03.blend(least, c03.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 1]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 1]);
            c10 = s.fma(c10, t);
            c10 = c10.blend(least, c10.compare(LE, least));
            c11 = s.fma(c11, t);
            c11 = c11.blend(least, c11.compare(LE, least));
            c12 = s.fma(c12, t);
            c12 = c12.blend(least, c12.compare(LE, least));
            c13 = s.fma(c13, t);
            c13 = c13.blend(least, c13.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 2]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 2]);
            c20 = s.fma(c20, t);
            c20 = c20.blend(least, c20.compare(LE, least));
            c21 = s.fma(c21, t);
            c21 = c21.blend(least, c21.compare(LE, least));
            c22 = s.fma(c22, t);
            c22 = c22.blend(least, c22.compare(LE, least));
            c23 = s.fma(c23, t);
            c23 = c23.blend(least, c23.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 3]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 3]);
            c30 = s.fma(c30, t);
            c30 = c30.blend(least, c30.compare(LE, least));
            c31 = s.fma(c31, t);
            c31 = c31.blend(least, c31.compare(LE, least));
            c32 = s.fma(c32, t);
            c32 = c32.blend(least, c32.compare(LE, least));
            c33 = s.fma(c33, t);
            c33 = c33.blend(least, c33.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 4]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 4]);
            c40 = s.fma(c40, t);
            c40 = c40.blend(least, c40.compare(LE, least));
            c41 = s.fma(c41, t);
            c41 = c41.blend(least, c41.compare(LE, least));
            c42 = s.fma(c42, t);
            c42 = c42.blend(least, c42.compare(LE, least));
            c43 = s.fma(c43, t);
            c43 = c43.blend(least, c43.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 5]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 5]);
            c50 = s.fma(c50, t);
            c50 = c50.blend(least, c50.compare(LE, least));
            c51 = s.fma(c51, t);
            c51 = c51.blend(least, c51.compare(LE, least));
            c52 = s.fma(c52, t);
            c52 = c52.blend(least, c52.compare(LE, least));
            c53 = s.fma(c53, t);
            c53 = c53.blend(least, c53.compare(LE, least));
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

    /**
     * Sums 16 + B 4 + A 1 = 21 registers;
     * 8 loads for 16 fma.
     */
    static void tile4x4(int k, float[] a, int a0, int aRow, int aColumn,
            float[] b, int bi, int bStep, int[] bRows, float[] c, int ci, int cStep, int ldc,
            float @Nullable [] start, int si, @Nullable Epilogue end,
            int row) {
        FloatVector c00, c01, c02, c03;
        FloatVector c10, c11, c12, c13;
        FloatVector c20, c21, c22, c23;
        FloatVector c30, c31, c32, c33;
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
        int a1 = a0 + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        for (int p = 0; p < k; p++) {
            int q = bi + bRows[p];
            int w = p * aColumn;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + bStep);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * bStep);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * bStep);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + w]);
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
        if (end != null) {
            FloatVector least = FloatVector.broadcast(SPECIES, end.least());
            int e = end.first() + row;
            FloatVector s = FloatVector.broadcast(SPECIES, end.scales()[e]);
            FloatVector t = FloatVector.broadcast(SPECIES, end.shifts()[e]);
            c00 = s.fma(c00, t);
            c00 = c00.blend(least, c00.compare(LE, least));
            c01 = s.fma(c01, t);
            c01 = c01.blend(least, c01.compare(LE, least));
            c02 = s.fma(c02, t);
            c02 = c02.blend(least, c02.compare(LE, least));
            c03 = s.fma(c03, t);
            c03 = c03.blend(least, c03.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 1]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 1]);
            c10 = s.fma(c10, t);
            c10 = c10.blend(least, c10.compare(LE, least));
            c11 = s.fma(c11, t);
            c11 = c11.blend(least, c11.compare(LE, least));
            c12 = s.fma(c12, t);
            c12 = c12.blend(least, c12.compare(LE, least));
            c13 = s.fma(c13, t);
            c13 = c13.blend(least, c13.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 2]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 2]);
            c20 = s.fma(c20, t);
            c20 = c20.blend(least, c20.compare(LE, least));
            c21 = s.fma(c21, t);
            c21 = c21.blend(least, c21.compare(LE, least));
            c22 = s.fma(c22, t);
            c22 = c22.blend(least, c22.compare(LE, least));
            c23 = s.fma(c23, t);
            c23 = c23.blend(least, c23.compare(LE, least));
            s = FloatVector.broadcast(SPECIES, end.scales()[e + 3]);
            t = FloatVector.broadcast(SPECIES, end.shifts()[e + 3]);
            c30 = s.fma(c30, t);
            c30 = c30.blend(least, c30.compare(LE, least));
            c31 = s.fma(c31, t);
            c31 = c31.blend(least, c31.compare(LE, least));
            c32 = s.fma(c32, t);
            c32 = c32.blend(least, c32.compare(LE, least));
            c33 = s.fma(c33, t);
            c33 = c33.blend(least, c33.compare(LE, least));
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
}
