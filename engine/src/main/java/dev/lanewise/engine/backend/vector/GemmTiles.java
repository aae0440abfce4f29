// Generated from engine/src/tiles/GemmTiles.java.template and tiles.txt: don't edit.
// Renew: java engine/src/test/java/dev/lanewise/engine/tiles/TileGenerator.java
package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.HALF;
import static dev.lanewise.engine.backend.vector.Lanes.HALF_LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.lanewise.engine.backend.Epilogue;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Tiles of C, rows × vectors, whose sums stay in registers over all of k. A step of k loads the
 * vectors of a row of B and a number of A for each row, which is broadcast and multiplies them all.
 *
 * <p>A call passes {@code tiles} of them, one below the other, in each of {@code
 * panels} side by side: begun anew for each tile, a call cost as much as four steps of k.
 *
 * <p>Six rows of four vectors are for 32 registers: for 24 fma a step loads 4 vectors and 6
 * numbers, so the fma unit is the bound even where every vector crosses a cache line. Three vectors
 * serve the last columns there; two are as wide as 16 registers allow.
 *
 * <p>One vector: each fma needs a number of A of its own, so loads and their checks are the bound.
 * Twelve rows have half as many loads of B and turns of the loop for a row as six: seven tenths of
 * the peak instead of two thirds.
 *
 * <p>Single rows that begin with a number and those that add to C are tiles of their own, and what
 * becomes of their sums is up to the caller: where two ways meet in so short a loop, the compiler at times
 * made an object of each sum.
 *
 * <p>Half a vector: where a vector of 512 bits is multiplied in two halves, one half takes as long as
 * it is wide.
 */
final class GemmTiles {

    private GemmTiles() {}

    /**
     * Sums 12 + B 1 + A 1 = 14 registers;
     * 13 loads for 12 fma.
     */
    static void tile12x1(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = 12 * tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * LENGTH;
                FloatVector c00;
                FloatVector c10;
                FloatVector c20;
                FloatVector c30;
                FloatVector c40;
                FloatVector c50;
                FloatVector c60;
                FloatVector c70;
                FloatVector c80;
                FloatVector c90;
                FloatVector c100;
                FloatVector c110;
                if (start != null) {
                    int from = si + i;
                    c00 = FloatVector.broadcast(SPECIES, start[from]);
                    c10 = FloatVector.broadcast(SPECIES, start[from + 1]);
                    c20 = FloatVector.broadcast(SPECIES, start[from + 2]);
                    c30 = FloatVector.broadcast(SPECIES, start[from + 3]);
                    c40 = FloatVector.broadcast(SPECIES, start[from + 4]);
                    c50 = FloatVector.broadcast(SPECIES, start[from + 5]);
                    c60 = FloatVector.broadcast(SPECIES, start[from + 6]);
                    c70 = FloatVector.broadcast(SPECIES, start[from + 7]);
                    c80 = FloatVector.broadcast(SPECIES, start[from + 8]);
                    c90 = FloatVector.broadcast(SPECIES, start[from + 9]);
                    c100 = FloatVector.broadcast(SPECIES, start[from + 10]);
                    c110 = FloatVector.broadcast(SPECIES, start[from + 11]);
                } else {
                    c00 = FloatVector.fromArray(SPECIES, c, at);
                    c10 = FloatVector.fromArray(SPECIES, c, at + ldc);
                    c20 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc);
                    c30 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc);
                    c40 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc);
                    c50 = FloatVector.fromArray(SPECIES, c, at + 5 * ldc);
                    c60 = FloatVector.fromArray(SPECIES, c, at + 6 * ldc);
                    c70 = FloatVector.fromArray(SPECIES, c, at + 7 * ldc);
                    c80 = FloatVector.fromArray(SPECIES, c, at + 8 * ldc);
                    c90 = FloatVector.fromArray(SPECIES, c, at + 9 * ldc);
                    c100 = FloatVector.fromArray(SPECIES, c, at + 10 * ldc);
                    c110 = FloatVector.fromArray(SPECIES, c, at + 11 * ldc);
                }
                int a1 = a0 + aRow;
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
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + w]);
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
                    c100 = x.fma(b0, c100);
                    x = FloatVector.broadcast(SPECIES, a[a11 + w]);
                    c110 = x.fma(b0, c110);
                }
                if (end != null) {
                    FloatVector least = FloatVector.broadcast(SPECIES, end.least());
                    int e = end.first() + row + i;
                    FloatVector s = FloatVector.broadcast(SPECIES, end.scales()[e]);
                    FloatVector t = FloatVector.broadcast(SPECIES, end.shifts()[e]);
                    c00 = s.fma(c00, t);
                    c00 = c00.blend(least, c00.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 1]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 1]);
                    c10 = s.fma(c10, t);
                    c10 = c10.blend(least, c10.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 2]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 2]);
                    c20 = s.fma(c20, t);
                    c20 = c20.blend(least, c20.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 3]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 3]);
                    c30 = s.fma(c30, t);
                    c30 = c30.blend(least, c30.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 4]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 4]);
                    c40 = s.fma(c40, t);
                    c40 = c40.blend(least, c40.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 5]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 5]);
                    c50 = s.fma(c50, t);
                    c50 = c50.blend(least, c50.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 6]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 6]);
                    c60 = s.fma(c60, t);
                    c60 = c60.blend(least, c60.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 7]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 7]);
                    c70 = s.fma(c70, t);
                    c70 = c70.blend(least, c70.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 8]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 8]);
                    c80 = s.fma(c80, t);
                    c80 = c80.blend(least, c80.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 9]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 9]);
                    c90 = s.fma(c90, t);
                    c90 = c90.blend(least, c90.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 10]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 10]);
                    c100 = s.fma(c100, t);
                    c100 = c100.blend(least, c100.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 11]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 11]);
                    c110 = s.fma(c110, t);
                    c110 = c110.blend(least, c110.compare(LE, least));
                }
                c00.intoArray(c, at);
                c10.intoArray(c, at + ldc);
                c20.intoArray(c, at + 2 * ldc);
                c30.intoArray(c, at + 3 * ldc);
                c40.intoArray(c, at + 4 * ldc);
                c50.intoArray(c, at + 5 * ldc);
                c60.intoArray(c, at + 6 * ldc);
                c70.intoArray(c, at + 7 * ldc);
                c80.intoArray(c, at + 8 * ldc);
                c90.intoArray(c, at + 9 * ldc);
                c100.intoArray(c, at + 10 * ldc);
                c110.intoArray(c, at + 11 * ldc);
            }
        }
    }

    /**
     * Sums 6 + B 1 + A 1 = 8 registers;
     * 7 loads for 6 fma.
     */
    static void tile6x1(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = 6 * tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * LENGTH;
                FloatVector c00;
                FloatVector c10;
                FloatVector c20;
                FloatVector c30;
                FloatVector c40;
                FloatVector c50;
                if (start != null) {
                    int from = si + i;
                    c00 = FloatVector.broadcast(SPECIES, start[from]);
                    c10 = FloatVector.broadcast(SPECIES, start[from + 1]);
                    c20 = FloatVector.broadcast(SPECIES, start[from + 2]);
                    c30 = FloatVector.broadcast(SPECIES, start[from + 3]);
                    c40 = FloatVector.broadcast(SPECIES, start[from + 4]);
                    c50 = FloatVector.broadcast(SPECIES, start[from + 5]);
                } else {
                    c00 = FloatVector.fromArray(SPECIES, c, at);
                    c10 = FloatVector.fromArray(SPECIES, c, at + ldc);
                    c20 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc);
                    c30 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc);
                    c40 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc);
                    c50 = FloatVector.fromArray(SPECIES, c, at + 5 * ldc);
                }
                int a1 = a0 + aRow;
                int a2 = a1 + aRow;
                int a3 = a2 + aRow;
                int a4 = a3 + aRow;
                int a5 = a4 + aRow;
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + w]);
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
                if (end != null) {
                    FloatVector least = FloatVector.broadcast(SPECIES, end.least());
                    int e = end.first() + row + i;
                    FloatVector s = FloatVector.broadcast(SPECIES, end.scales()[e]);
                    FloatVector t = FloatVector.broadcast(SPECIES, end.shifts()[e]);
                    c00 = s.fma(c00, t);
                    c00 = c00.blend(least, c00.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 1]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 1]);
                    c10 = s.fma(c10, t);
                    c10 = c10.blend(least, c10.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 2]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 2]);
                    c20 = s.fma(c20, t);
                    c20 = c20.blend(least, c20.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 3]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 3]);
                    c30 = s.fma(c30, t);
                    c30 = c30.blend(least, c30.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 4]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 4]);
                    c40 = s.fma(c40, t);
                    c40 = c40.blend(least, c40.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 5]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 5]);
                    c50 = s.fma(c50, t);
                    c50 = c50.blend(least, c50.compare(LE, least));
                }
                c00.intoArray(c, at);
                c10.intoArray(c, at + ldc);
                c20.intoArray(c, at + 2 * ldc);
                c30.intoArray(c, at + 3 * ldc);
                c40.intoArray(c, at + 4 * ldc);
                c50.intoArray(c, at + 5 * ldc);
            }
        }
    }

    /**
     * Sums 4 + B 1 + A 1 = 6 registers;
     * 5 loads for 4 fma.
     */
    static void tile4x1(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = 4 * tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * LENGTH;
                FloatVector c00;
                FloatVector c10;
                FloatVector c20;
                FloatVector c30;
                if (start != null) {
                    int from = si + i;
                    c00 = FloatVector.broadcast(SPECIES, start[from]);
                    c10 = FloatVector.broadcast(SPECIES, start[from + 1]);
                    c20 = FloatVector.broadcast(SPECIES, start[from + 2]);
                    c30 = FloatVector.broadcast(SPECIES, start[from + 3]);
                } else {
                    c00 = FloatVector.fromArray(SPECIES, c, at);
                    c10 = FloatVector.fromArray(SPECIES, c, at + ldc);
                    c20 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc);
                    c30 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc);
                }
                int a1 = a0 + aRow;
                int a2 = a1 + aRow;
                int a3 = a2 + aRow;
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + w]);
                    c00 = x.fma(b0, c00);
                    x = FloatVector.broadcast(SPECIES, a[a1 + w]);
                    c10 = x.fma(b0, c10);
                    x = FloatVector.broadcast(SPECIES, a[a2 + w]);
                    c20 = x.fma(b0, c20);
                    x = FloatVector.broadcast(SPECIES, a[a3 + w]);
                    c30 = x.fma(b0, c30);
                }
                if (end != null) {
                    FloatVector least = FloatVector.broadcast(SPECIES, end.least());
                    int e = end.first() + row + i;
                    FloatVector s = FloatVector.broadcast(SPECIES, end.scales()[e]);
                    FloatVector t = FloatVector.broadcast(SPECIES, end.shifts()[e]);
                    c00 = s.fma(c00, t);
                    c00 = c00.blend(least, c00.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 1]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 1]);
                    c10 = s.fma(c10, t);
                    c10 = c10.blend(least, c10.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 2]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 2]);
                    c20 = s.fma(c20, t);
                    c20 = c20.blend(least, c20.compare(LE, least));
                    s = FloatVector.broadcast(SPECIES, end.scales()[e + 3]);
                    t = FloatVector.broadcast(SPECIES, end.shifts()[e + 3]);
                    c30 = s.fma(c30, t);
                    c30 = c30.blend(least, c30.compare(LE, least));
                }
                c00.intoArray(c, at);
                c10.intoArray(c, at + ldc);
                c20.intoArray(c, at + 2 * ldc);
                c30.intoArray(c, at + 3 * ldc);
            }
        }
    }

    /**
     * Sums 12 + B 2 + A 1 = 15 registers;
     * 8 loads for 12 fma.
     */
    static void tile6x2(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * 2 * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = 6 * tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * 2 * LENGTH;
                FloatVector c00, c01;
                FloatVector c10, c11;
                FloatVector c20, c21;
                FloatVector c30, c31;
                FloatVector c40, c41;
                FloatVector c50, c51;
                if (start != null) {
                    int from = si + i;
                    c00 = c01 = FloatVector.broadcast(SPECIES, start[from]);
                    c10 = c11 = FloatVector.broadcast(SPECIES, start[from + 1]);
                    c20 = c21 = FloatVector.broadcast(SPECIES, start[from + 2]);
                    c30 = c31 = FloatVector.broadcast(SPECIES, start[from + 3]);
                    c40 = c41 = FloatVector.broadcast(SPECIES, start[from + 4]);
                    c50 = c51 = FloatVector.broadcast(SPECIES, start[from + 5]);
                } else {
                    c00 = FloatVector.fromArray(SPECIES, c, at);
                    c01 = FloatVector.fromArray(SPECIES, c, at + LENGTH);
                    c10 = FloatVector.fromArray(SPECIES, c, at + ldc);
                    c11 = FloatVector.fromArray(SPECIES, c, at + ldc + LENGTH);
                    c20 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc);
                    c21 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + LENGTH);
                    c30 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc);
                    c31 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + LENGTH);
                    c40 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc);
                    c41 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc + LENGTH);
                    c50 = FloatVector.fromArray(SPECIES, c, at + 5 * ldc);
                    c51 = FloatVector.fromArray(SPECIES, c, at + 5 * ldc + LENGTH);
                }
                int a1 = a0 + aRow;
                int a2 = a1 + aRow;
                int a3 = a2 + aRow;
                int a4 = a3 + aRow;
                int a5 = a4 + aRow;
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
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
                    int e = end.first() + row + i;
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
                c00.intoArray(c, at);
                c01.intoArray(c, at + LENGTH);
                c10.intoArray(c, at + ldc);
                c11.intoArray(c, at + ldc + LENGTH);
                c20.intoArray(c, at + 2 * ldc);
                c21.intoArray(c, at + 2 * ldc + LENGTH);
                c30.intoArray(c, at + 3 * ldc);
                c31.intoArray(c, at + 3 * ldc + LENGTH);
                c40.intoArray(c, at + 4 * ldc);
                c41.intoArray(c, at + 4 * ldc + LENGTH);
                c50.intoArray(c, at + 5 * ldc);
                c51.intoArray(c, at + 5 * ldc + LENGTH);
            }
        }
    }

    /**
     * Sums 10 + B 2 + A 1 = 13 registers;
     * 7 loads for 10 fma.
     */
    static void tile5x2(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * 2 * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = 5 * tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * 2 * LENGTH;
                FloatVector c00, c01;
                FloatVector c10, c11;
                FloatVector c20, c21;
                FloatVector c30, c31;
                FloatVector c40, c41;
                if (start != null) {
                    int from = si + i;
                    c00 = c01 = FloatVector.broadcast(SPECIES, start[from]);
                    c10 = c11 = FloatVector.broadcast(SPECIES, start[from + 1]);
                    c20 = c21 = FloatVector.broadcast(SPECIES, start[from + 2]);
                    c30 = c31 = FloatVector.broadcast(SPECIES, start[from + 3]);
                    c40 = c41 = FloatVector.broadcast(SPECIES, start[from + 4]);
                } else {
                    c00 = FloatVector.fromArray(SPECIES, c, at);
                    c01 = FloatVector.fromArray(SPECIES, c, at + LENGTH);
                    c10 = FloatVector.fromArray(SPECIES, c, at + ldc);
                    c11 = FloatVector.fromArray(SPECIES, c, at + ldc + LENGTH);
                    c20 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc);
                    c21 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + LENGTH);
                    c30 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc);
                    c31 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + LENGTH);
                    c40 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc);
                    c41 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc + LENGTH);
                }
                int a1 = a0 + aRow;
                int a2 = a1 + aRow;
                int a3 = a2 + aRow;
                int a4 = a3 + aRow;
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
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
                }
                if (end != null) {
                    FloatVector least = FloatVector.broadcast(SPECIES, end.least());
                    int e = end.first() + row + i;
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
                }
                c00.intoArray(c, at);
                c01.intoArray(c, at + LENGTH);
                c10.intoArray(c, at + ldc);
                c11.intoArray(c, at + ldc + LENGTH);
                c20.intoArray(c, at + 2 * ldc);
                c21.intoArray(c, at + 2 * ldc + LENGTH);
                c30.intoArray(c, at + 3 * ldc);
                c31.intoArray(c, at + 3 * ldc + LENGTH);
                c40.intoArray(c, at + 4 * ldc);
                c41.intoArray(c, at + 4 * ldc + LENGTH);
            }
        }
    }

    /**
     * Sums 8 + B 2 + A 1 = 11 registers;
     * 6 loads for 8 fma.
     */
    static void tile4x2(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * 2 * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = 4 * tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * 2 * LENGTH;
                FloatVector c00, c01;
                FloatVector c10, c11;
                FloatVector c20, c21;
                FloatVector c30, c31;
                if (start != null) {
                    int from = si + i;
                    c00 = c01 = FloatVector.broadcast(SPECIES, start[from]);
                    c10 = c11 = FloatVector.broadcast(SPECIES, start[from + 1]);
                    c20 = c21 = FloatVector.broadcast(SPECIES, start[from + 2]);
                    c30 = c31 = FloatVector.broadcast(SPECIES, start[from + 3]);
                } else {
                    c00 = FloatVector.fromArray(SPECIES, c, at);
                    c01 = FloatVector.fromArray(SPECIES, c, at + LENGTH);
                    c10 = FloatVector.fromArray(SPECIES, c, at + ldc);
                    c11 = FloatVector.fromArray(SPECIES, c, at + ldc + LENGTH);
                    c20 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc);
                    c21 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + LENGTH);
                    c30 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc);
                    c31 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + LENGTH);
                }
                int a1 = a0 + aRow;
                int a2 = a1 + aRow;
                int a3 = a2 + aRow;
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
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
                    int e = end.first() + row + i;
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
                c00.intoArray(c, at);
                c01.intoArray(c, at + LENGTH);
                c10.intoArray(c, at + ldc);
                c11.intoArray(c, at + ldc + LENGTH);
                c20.intoArray(c, at + 2 * ldc);
                c21.intoArray(c, at + 2 * ldc + LENGTH);
                c30.intoArray(c, at + 3 * ldc);
                c31.intoArray(c, at + 3 * ldc + LENGTH);
            }
        }
    }

    /**
     * Sums 2 + B 2 + A 1 = 5 registers;
     * 3 loads for 2 fma.
     */
    static void start1x2(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float[] start, int si) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * 2 * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * 2 * LENGTH;
                FloatVector c00, c01;
                c00 = c01 = FloatVector.broadcast(SPECIES, start[si + i]);
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                    FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + w]);
                    c00 = x.fma(b0, c00);
                    c01 = x.fma(b1, c01);
                }
                c00.intoArray(c, at);
                c01.intoArray(c, at + LENGTH);
            }
        }
    }

    /**
     * Sums 2 + B 2 + A 1 = 5 registers;
     * 3 loads for 2 fma.
     */
    static void add1x2(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * 2 * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * 2 * LENGTH;
                FloatVector c00, c01;
                c00 = FloatVector.fromArray(SPECIES, c, at);
                c01 = FloatVector.fromArray(SPECIES, c, at + LENGTH);
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                    FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + w]);
                    c00 = x.fma(b0, c00);
                    c01 = x.fma(b1, c01);
                }
                c00.intoArray(c, at);
                c01.intoArray(c, at + LENGTH);
            }
        }
    }

    /**
     * Sums 18 + B 3 + A 1 = 22 registers;
     * 9 loads for 18 fma.
     */
    static void tile6x3(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * 3 * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = 6 * tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * 3 * LENGTH;
                FloatVector c00, c01, c02;
                FloatVector c10, c11, c12;
                FloatVector c20, c21, c22;
                FloatVector c30, c31, c32;
                FloatVector c40, c41, c42;
                FloatVector c50, c51, c52;
                if (start != null) {
                    int from = si + i;
                    c00 = c01 = c02 = FloatVector.broadcast(SPECIES, start[from]);
                    c10 = c11 = c12 = FloatVector.broadcast(SPECIES, start[from + 1]);
                    c20 = c21 = c22 = FloatVector.broadcast(SPECIES, start[from + 2]);
                    c30 = c31 = c32 = FloatVector.broadcast(SPECIES, start[from + 3]);
                    c40 = c41 = c42 = FloatVector.broadcast(SPECIES, start[from + 4]);
                    c50 = c51 = c52 = FloatVector.broadcast(SPECIES, start[from + 5]);
                } else {
                    c00 = FloatVector.fromArray(SPECIES, c, at);
                    c01 = FloatVector.fromArray(SPECIES, c, at + LENGTH);
                    c02 = FloatVector.fromArray(SPECIES, c, at + 2 * LENGTH);
                    c10 = FloatVector.fromArray(SPECIES, c, at + ldc);
                    c11 = FloatVector.fromArray(SPECIES, c, at + ldc + LENGTH);
                    c12 = FloatVector.fromArray(SPECIES, c, at + ldc + 2 * LENGTH);
                    c20 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc);
                    c21 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + LENGTH);
                    c22 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + 2 * LENGTH);
                    c30 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc);
                    c31 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + LENGTH);
                    c32 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + 2 * LENGTH);
                    c40 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc);
                    c41 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc + LENGTH);
                    c42 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc + 2 * LENGTH);
                    c50 = FloatVector.fromArray(SPECIES, c, at + 5 * ldc);
                    c51 = FloatVector.fromArray(SPECIES, c, at + 5 * ldc + LENGTH);
                    c52 = FloatVector.fromArray(SPECIES, c, at + 5 * ldc + 2 * LENGTH);
                }
                int a1 = a0 + aRow;
                int a2 = a1 + aRow;
                int a3 = a2 + aRow;
                int a4 = a3 + aRow;
                int a5 = a4 + aRow;
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                    FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LENGTH);
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
                    int e = end.first() + row + i;
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
                c00.intoArray(c, at);
                c01.intoArray(c, at + LENGTH);
                c02.intoArray(c, at + 2 * LENGTH);
                c10.intoArray(c, at + ldc);
                c11.intoArray(c, at + ldc + LENGTH);
                c12.intoArray(c, at + ldc + 2 * LENGTH);
                c20.intoArray(c, at + 2 * ldc);
                c21.intoArray(c, at + 2 * ldc + LENGTH);
                c22.intoArray(c, at + 2 * ldc + 2 * LENGTH);
                c30.intoArray(c, at + 3 * ldc);
                c31.intoArray(c, at + 3 * ldc + LENGTH);
                c32.intoArray(c, at + 3 * ldc + 2 * LENGTH);
                c40.intoArray(c, at + 4 * ldc);
                c41.intoArray(c, at + 4 * ldc + LENGTH);
                c42.intoArray(c, at + 4 * ldc + 2 * LENGTH);
                c50.intoArray(c, at + 5 * ldc);
                c51.intoArray(c, at + 5 * ldc + LENGTH);
                c52.intoArray(c, at + 5 * ldc + 2 * LENGTH);
            }
        }
    }

    /**
     * Sums 15 + B 3 + A 1 = 19 registers;
     * 8 loads for 15 fma.
     */
    static void tile5x3(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * 3 * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = 5 * tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * 3 * LENGTH;
                FloatVector c00, c01, c02;
                FloatVector c10, c11, c12;
                FloatVector c20, c21, c22;
                FloatVector c30, c31, c32;
                FloatVector c40, c41, c42;
                if (start != null) {
                    int from = si + i;
                    c00 = c01 = c02 = FloatVector.broadcast(SPECIES, start[from]);
                    c10 = c11 = c12 = FloatVector.broadcast(SPECIES, start[from + 1]);
                    c20 = c21 = c22 = FloatVector.broadcast(SPECIES, start[from + 2]);
                    c30 = c31 = c32 = FloatVector.broadcast(SPECIES, start[from + 3]);
                    c40 = c41 = c42 = FloatVector.broadcast(SPECIES, start[from + 4]);
                } else {
                    c00 = FloatVector.fromArray(SPECIES, c, at);
                    c01 = FloatVector.fromArray(SPECIES, c, at + LENGTH);
                    c02 = FloatVector.fromArray(SPECIES, c, at + 2 * LENGTH);
                    c10 = FloatVector.fromArray(SPECIES, c, at + ldc);
                    c11 = FloatVector.fromArray(SPECIES, c, at + ldc + LENGTH);
                    c12 = FloatVector.fromArray(SPECIES, c, at + ldc + 2 * LENGTH);
                    c20 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc);
                    c21 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + LENGTH);
                    c22 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + 2 * LENGTH);
                    c30 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc);
                    c31 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + LENGTH);
                    c32 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + 2 * LENGTH);
                    c40 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc);
                    c41 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc + LENGTH);
                    c42 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc + 2 * LENGTH);
                }
                int a1 = a0 + aRow;
                int a2 = a1 + aRow;
                int a3 = a2 + aRow;
                int a4 = a3 + aRow;
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                    FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LENGTH);
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
                }
                if (end != null) {
                    FloatVector least = FloatVector.broadcast(SPECIES, end.least());
                    int e = end.first() + row + i;
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
                }
                c00.intoArray(c, at);
                c01.intoArray(c, at + LENGTH);
                c02.intoArray(c, at + 2 * LENGTH);
                c10.intoArray(c, at + ldc);
                c11.intoArray(c, at + ldc + LENGTH);
                c12.intoArray(c, at + ldc + 2 * LENGTH);
                c20.intoArray(c, at + 2 * ldc);
                c21.intoArray(c, at + 2 * ldc + LENGTH);
                c22.intoArray(c, at + 2 * ldc + 2 * LENGTH);
                c30.intoArray(c, at + 3 * ldc);
                c31.intoArray(c, at + 3 * ldc + LENGTH);
                c32.intoArray(c, at + 3 * ldc + 2 * LENGTH);
                c40.intoArray(c, at + 4 * ldc);
                c41.intoArray(c, at + 4 * ldc + LENGTH);
                c42.intoArray(c, at + 4 * ldc + 2 * LENGTH);
            }
        }
    }

    /**
     * Sums 12 + B 3 + A 1 = 16 registers;
     * 7 loads for 12 fma.
     */
    static void tile4x3(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * 3 * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = 4 * tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * 3 * LENGTH;
                FloatVector c00, c01, c02;
                FloatVector c10, c11, c12;
                FloatVector c20, c21, c22;
                FloatVector c30, c31, c32;
                if (start != null) {
                    int from = si + i;
                    c00 = c01 = c02 = FloatVector.broadcast(SPECIES, start[from]);
                    c10 = c11 = c12 = FloatVector.broadcast(SPECIES, start[from + 1]);
                    c20 = c21 = c22 = FloatVector.broadcast(SPECIES, start[from + 2]);
                    c30 = c31 = c32 = FloatVector.broadcast(SPECIES, start[from + 3]);
                } else {
                    c00 = FloatVector.fromArray(SPECIES, c, at);
                    c01 = FloatVector.fromArray(SPECIES, c, at + LENGTH);
                    c02 = FloatVector.fromArray(SPECIES, c, at + 2 * LENGTH);
                    c10 = FloatVector.fromArray(SPECIES, c, at + ldc);
                    c11 = FloatVector.fromArray(SPECIES, c, at + ldc + LENGTH);
                    c12 = FloatVector.fromArray(SPECIES, c, at + ldc + 2 * LENGTH);
                    c20 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc);
                    c21 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + LENGTH);
                    c22 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + 2 * LENGTH);
                    c30 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc);
                    c31 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + LENGTH);
                    c32 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + 2 * LENGTH);
                }
                int a1 = a0 + aRow;
                int a2 = a1 + aRow;
                int a3 = a2 + aRow;
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                    FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LENGTH);
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
                    int e = end.first() + row + i;
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
                c00.intoArray(c, at);
                c01.intoArray(c, at + LENGTH);
                c02.intoArray(c, at + 2 * LENGTH);
                c10.intoArray(c, at + ldc);
                c11.intoArray(c, at + ldc + LENGTH);
                c12.intoArray(c, at + ldc + 2 * LENGTH);
                c20.intoArray(c, at + 2 * ldc);
                c21.intoArray(c, at + 2 * ldc + LENGTH);
                c22.intoArray(c, at + 2 * ldc + 2 * LENGTH);
                c30.intoArray(c, at + 3 * ldc);
                c31.intoArray(c, at + 3 * ldc + LENGTH);
                c32.intoArray(c, at + 3 * ldc + 2 * LENGTH);
            }
        }
    }

    /**
     * Sums 3 + B 3 + A 1 = 7 registers;
     * 4 loads for 3 fma.
     */
    static void start1x3(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float[] start, int si) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * 3 * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * 3 * LENGTH;
                FloatVector c00, c01, c02;
                c00 = c01 = c02 = FloatVector.broadcast(SPECIES, start[si + i]);
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                    FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LENGTH);
                    FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + w]);
                    c00 = x.fma(b0, c00);
                    c01 = x.fma(b1, c01);
                    c02 = x.fma(b2, c02);
                }
                c00.intoArray(c, at);
                c01.intoArray(c, at + LENGTH);
                c02.intoArray(c, at + 2 * LENGTH);
            }
        }
    }

    /**
     * Sums 3 + B 3 + A 1 = 7 registers;
     * 4 loads for 3 fma.
     */
    static void add1x3(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * 3 * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * 3 * LENGTH;
                FloatVector c00, c01, c02;
                c00 = FloatVector.fromArray(SPECIES, c, at);
                c01 = FloatVector.fromArray(SPECIES, c, at + LENGTH);
                c02 = FloatVector.fromArray(SPECIES, c, at + 2 * LENGTH);
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                    FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LENGTH);
                    FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + w]);
                    c00 = x.fma(b0, c00);
                    c01 = x.fma(b1, c01);
                    c02 = x.fma(b2, c02);
                }
                c00.intoArray(c, at);
                c01.intoArray(c, at + LENGTH);
                c02.intoArray(c, at + 2 * LENGTH);
            }
        }
    }

    /**
     * Sums 24 + B 4 + A 1 = 29 registers;
     * 10 loads for 24 fma.
     */
    static void tile6x4(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * 4 * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = 6 * tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * 4 * LENGTH;
                FloatVector c00, c01, c02, c03;
                FloatVector c10, c11, c12, c13;
                FloatVector c20, c21, c22, c23;
                FloatVector c30, c31, c32, c33;
                FloatVector c40, c41, c42, c43;
                FloatVector c50, c51, c52, c53;
                if (start != null) {
                    int from = si + i;
                    c00 = c01 = c02 = c03 = FloatVector.broadcast(SPECIES, start[from]);
                    c10 = c11 = c12 = c13 = FloatVector.broadcast(SPECIES, start[from + 1]);
                    c20 = c21 = c22 = c23 = FloatVector.broadcast(SPECIES, start[from + 2]);
                    c30 = c31 = c32 = c33 = FloatVector.broadcast(SPECIES, start[from + 3]);
                    c40 = c41 = c42 = c43 = FloatVector.broadcast(SPECIES, start[from + 4]);
                    c50 = c51 = c52 = c53 = FloatVector.broadcast(SPECIES, start[from + 5]);
                } else {
                    c00 = FloatVector.fromArray(SPECIES, c, at);
                    c01 = FloatVector.fromArray(SPECIES, c, at + LENGTH);
                    c02 = FloatVector.fromArray(SPECIES, c, at + 2 * LENGTH);
                    c03 = FloatVector.fromArray(SPECIES, c, at + 3 * LENGTH);
                    c10 = FloatVector.fromArray(SPECIES, c, at + ldc);
                    c11 = FloatVector.fromArray(SPECIES, c, at + ldc + LENGTH);
                    c12 = FloatVector.fromArray(SPECIES, c, at + ldc + 2 * LENGTH);
                    c13 = FloatVector.fromArray(SPECIES, c, at + ldc + 3 * LENGTH);
                    c20 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc);
                    c21 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + LENGTH);
                    c22 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + 2 * LENGTH);
                    c23 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + 3 * LENGTH);
                    c30 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc);
                    c31 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + LENGTH);
                    c32 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + 2 * LENGTH);
                    c33 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + 3 * LENGTH);
                    c40 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc);
                    c41 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc + LENGTH);
                    c42 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc + 2 * LENGTH);
                    c43 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc + 3 * LENGTH);
                    c50 = FloatVector.fromArray(SPECIES, c, at + 5 * ldc);
                    c51 = FloatVector.fromArray(SPECIES, c, at + 5 * ldc + LENGTH);
                    c52 = FloatVector.fromArray(SPECIES, c, at + 5 * ldc + 2 * LENGTH);
                    c53 = FloatVector.fromArray(SPECIES, c, at + 5 * ldc + 3 * LENGTH);
                }
                int a1 = a0 + aRow;
                int a2 = a1 + aRow;
                int a3 = a2 + aRow;
                int a4 = a3 + aRow;
                int a5 = a4 + aRow;
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                    FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LENGTH);
                    FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * LENGTH);
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
                    int e = end.first() + row + i;
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
                c00.intoArray(c, at);
                c01.intoArray(c, at + LENGTH);
                c02.intoArray(c, at + 2 * LENGTH);
                c03.intoArray(c, at + 3 * LENGTH);
                c10.intoArray(c, at + ldc);
                c11.intoArray(c, at + ldc + LENGTH);
                c12.intoArray(c, at + ldc + 2 * LENGTH);
                c13.intoArray(c, at + ldc + 3 * LENGTH);
                c20.intoArray(c, at + 2 * ldc);
                c21.intoArray(c, at + 2 * ldc + LENGTH);
                c22.intoArray(c, at + 2 * ldc + 2 * LENGTH);
                c23.intoArray(c, at + 2 * ldc + 3 * LENGTH);
                c30.intoArray(c, at + 3 * ldc);
                c31.intoArray(c, at + 3 * ldc + LENGTH);
                c32.intoArray(c, at + 3 * ldc + 2 * LENGTH);
                c33.intoArray(c, at + 3 * ldc + 3 * LENGTH);
                c40.intoArray(c, at + 4 * ldc);
                c41.intoArray(c, at + 4 * ldc + LENGTH);
                c42.intoArray(c, at + 4 * ldc + 2 * LENGTH);
                c43.intoArray(c, at + 4 * ldc + 3 * LENGTH);
                c50.intoArray(c, at + 5 * ldc);
                c51.intoArray(c, at + 5 * ldc + LENGTH);
                c52.intoArray(c, at + 5 * ldc + 2 * LENGTH);
                c53.intoArray(c, at + 5 * ldc + 3 * LENGTH);
            }
        }
    }

    /**
     * Sums 20 + B 4 + A 1 = 25 registers;
     * 9 loads for 20 fma.
     */
    static void tile5x4(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * 4 * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = 5 * tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * 4 * LENGTH;
                FloatVector c00, c01, c02, c03;
                FloatVector c10, c11, c12, c13;
                FloatVector c20, c21, c22, c23;
                FloatVector c30, c31, c32, c33;
                FloatVector c40, c41, c42, c43;
                if (start != null) {
                    int from = si + i;
                    c00 = c01 = c02 = c03 = FloatVector.broadcast(SPECIES, start[from]);
                    c10 = c11 = c12 = c13 = FloatVector.broadcast(SPECIES, start[from + 1]);
                    c20 = c21 = c22 = c23 = FloatVector.broadcast(SPECIES, start[from + 2]);
                    c30 = c31 = c32 = c33 = FloatVector.broadcast(SPECIES, start[from + 3]);
                    c40 = c41 = c42 = c43 = FloatVector.broadcast(SPECIES, start[from + 4]);
                } else {
                    c00 = FloatVector.fromArray(SPECIES, c, at);
                    c01 = FloatVector.fromArray(SPECIES, c, at + LENGTH);
                    c02 = FloatVector.fromArray(SPECIES, c, at + 2 * LENGTH);
                    c03 = FloatVector.fromArray(SPECIES, c, at + 3 * LENGTH);
                    c10 = FloatVector.fromArray(SPECIES, c, at + ldc);
                    c11 = FloatVector.fromArray(SPECIES, c, at + ldc + LENGTH);
                    c12 = FloatVector.fromArray(SPECIES, c, at + ldc + 2 * LENGTH);
                    c13 = FloatVector.fromArray(SPECIES, c, at + ldc + 3 * LENGTH);
                    c20 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc);
                    c21 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + LENGTH);
                    c22 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + 2 * LENGTH);
                    c23 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + 3 * LENGTH);
                    c30 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc);
                    c31 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + LENGTH);
                    c32 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + 2 * LENGTH);
                    c33 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + 3 * LENGTH);
                    c40 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc);
                    c41 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc + LENGTH);
                    c42 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc + 2 * LENGTH);
                    c43 = FloatVector.fromArray(SPECIES, c, at + 4 * ldc + 3 * LENGTH);
                }
                int a1 = a0 + aRow;
                int a2 = a1 + aRow;
                int a3 = a2 + aRow;
                int a4 = a3 + aRow;
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                    FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LENGTH);
                    FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * LENGTH);
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
                }
                if (end != null) {
                    FloatVector least = FloatVector.broadcast(SPECIES, end.least());
                    int e = end.first() + row + i;
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
                }
                c00.intoArray(c, at);
                c01.intoArray(c, at + LENGTH);
                c02.intoArray(c, at + 2 * LENGTH);
                c03.intoArray(c, at + 3 * LENGTH);
                c10.intoArray(c, at + ldc);
                c11.intoArray(c, at + ldc + LENGTH);
                c12.intoArray(c, at + ldc + 2 * LENGTH);
                c13.intoArray(c, at + ldc + 3 * LENGTH);
                c20.intoArray(c, at + 2 * ldc);
                c21.intoArray(c, at + 2 * ldc + LENGTH);
                c22.intoArray(c, at + 2 * ldc + 2 * LENGTH);
                c23.intoArray(c, at + 2 * ldc + 3 * LENGTH);
                c30.intoArray(c, at + 3 * ldc);
                c31.intoArray(c, at + 3 * ldc + LENGTH);
                c32.intoArray(c, at + 3 * ldc + 2 * LENGTH);
                c33.intoArray(c, at + 3 * ldc + 3 * LENGTH);
                c40.intoArray(c, at + 4 * ldc);
                c41.intoArray(c, at + 4 * ldc + LENGTH);
                c42.intoArray(c, at + 4 * ldc + 2 * LENGTH);
                c43.intoArray(c, at + 4 * ldc + 3 * LENGTH);
            }
        }
    }

    /**
     * Sums 16 + B 4 + A 1 = 21 registers;
     * 8 loads for 16 fma.
     */
    static void tile4x4(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * 4 * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = 4 * tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * 4 * LENGTH;
                FloatVector c00, c01, c02, c03;
                FloatVector c10, c11, c12, c13;
                FloatVector c20, c21, c22, c23;
                FloatVector c30, c31, c32, c33;
                if (start != null) {
                    int from = si + i;
                    c00 = c01 = c02 = c03 = FloatVector.broadcast(SPECIES, start[from]);
                    c10 = c11 = c12 = c13 = FloatVector.broadcast(SPECIES, start[from + 1]);
                    c20 = c21 = c22 = c23 = FloatVector.broadcast(SPECIES, start[from + 2]);
                    c30 = c31 = c32 = c33 = FloatVector.broadcast(SPECIES, start[from + 3]);
                } else {
                    c00 = FloatVector.fromArray(SPECIES, c, at);
                    c01 = FloatVector.fromArray(SPECIES, c, at + LENGTH);
                    c02 = FloatVector.fromArray(SPECIES, c, at + 2 * LENGTH);
                    c03 = FloatVector.fromArray(SPECIES, c, at + 3 * LENGTH);
                    c10 = FloatVector.fromArray(SPECIES, c, at + ldc);
                    c11 = FloatVector.fromArray(SPECIES, c, at + ldc + LENGTH);
                    c12 = FloatVector.fromArray(SPECIES, c, at + ldc + 2 * LENGTH);
                    c13 = FloatVector.fromArray(SPECIES, c, at + ldc + 3 * LENGTH);
                    c20 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc);
                    c21 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + LENGTH);
                    c22 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + 2 * LENGTH);
                    c23 = FloatVector.fromArray(SPECIES, c, at + 2 * ldc + 3 * LENGTH);
                    c30 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc);
                    c31 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + LENGTH);
                    c32 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + 2 * LENGTH);
                    c33 = FloatVector.fromArray(SPECIES, c, at + 3 * ldc + 3 * LENGTH);
                }
                int a1 = a0 + aRow;
                int a2 = a1 + aRow;
                int a3 = a2 + aRow;
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                    FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LENGTH);
                    FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * LENGTH);
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
                    int e = end.first() + row + i;
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
                c00.intoArray(c, at);
                c01.intoArray(c, at + LENGTH);
                c02.intoArray(c, at + 2 * LENGTH);
                c03.intoArray(c, at + 3 * LENGTH);
                c10.intoArray(c, at + ldc);
                c11.intoArray(c, at + ldc + LENGTH);
                c12.intoArray(c, at + ldc + 2 * LENGTH);
                c13.intoArray(c, at + ldc + 3 * LENGTH);
                c20.intoArray(c, at + 2 * ldc);
                c21.intoArray(c, at + 2 * ldc + LENGTH);
                c22.intoArray(c, at + 2 * ldc + 2 * LENGTH);
                c23.intoArray(c, at + 2 * ldc + 3 * LENGTH);
                c30.intoArray(c, at + 3 * ldc);
                c31.intoArray(c, at + 3 * ldc + LENGTH);
                c32.intoArray(c, at + 3 * ldc + 2 * LENGTH);
                c33.intoArray(c, at + 3 * ldc + 3 * LENGTH);
            }
        }
    }

    /**
     * Sums 4 + B 4 + A 1 = 9 registers;
     * 5 loads for 4 fma.
     */
    static void start1x4(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float[] start, int si) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * 4 * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * 4 * LENGTH;
                FloatVector c00, c01, c02, c03;
                c00 = c01 = c02 = c03 = FloatVector.broadcast(SPECIES, start[si + i]);
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                    FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LENGTH);
                    FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * LENGTH);
                    FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + w]);
                    c00 = x.fma(b0, c00);
                    c01 = x.fma(b1, c01);
                    c02 = x.fma(b2, c02);
                    c03 = x.fma(b3, c03);
                }
                c00.intoArray(c, at);
                c01.intoArray(c, at + LENGTH);
                c02.intoArray(c, at + 2 * LENGTH);
                c03.intoArray(c, at + 3 * LENGTH);
            }
        }
    }

    /**
     * Sums 4 + B 4 + A 1 = 9 registers;
     * 5 loads for 4 fma.
     */
    static void add1x4(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * 4 * LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * 4 * LENGTH;
                FloatVector c00, c01, c02, c03;
                c00 = FloatVector.fromArray(SPECIES, c, at);
                c01 = FloatVector.fromArray(SPECIES, c, at + LENGTH);
                c02 = FloatVector.fromArray(SPECIES, c, at + 2 * LENGTH);
                c03 = FloatVector.fromArray(SPECIES, c, at + 3 * LENGTH);
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                    FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                    FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LENGTH);
                    FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * LENGTH);
                    FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + w]);
                    c00 = x.fma(b0, c00);
                    c01 = x.fma(b1, c01);
                    c02 = x.fma(b2, c02);
                    c03 = x.fma(b3, c03);
                }
                c00.intoArray(c, at);
                c01.intoArray(c, at + LENGTH);
                c02.intoArray(c, at + 2 * LENGTH);
                c03.intoArray(c, at + 3 * LENGTH);
            }
        }
    }

    /**
     * Sums 12 + B 1 + A 1 = 14 registers;
     * 13 loads for 12 fma.
     */
    static void half12x1(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * HALF_LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = 12 * tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * HALF_LENGTH;
                FloatVector c00;
                FloatVector c10;
                FloatVector c20;
                FloatVector c30;
                FloatVector c40;
                FloatVector c50;
                FloatVector c60;
                FloatVector c70;
                FloatVector c80;
                FloatVector c90;
                FloatVector c100;
                FloatVector c110;
                if (start != null) {
                    int from = si + i;
                    c00 = FloatVector.broadcast(HALF, start[from]);
                    c10 = FloatVector.broadcast(HALF, start[from + 1]);
                    c20 = FloatVector.broadcast(HALF, start[from + 2]);
                    c30 = FloatVector.broadcast(HALF, start[from + 3]);
                    c40 = FloatVector.broadcast(HALF, start[from + 4]);
                    c50 = FloatVector.broadcast(HALF, start[from + 5]);
                    c60 = FloatVector.broadcast(HALF, start[from + 6]);
                    c70 = FloatVector.broadcast(HALF, start[from + 7]);
                    c80 = FloatVector.broadcast(HALF, start[from + 8]);
                    c90 = FloatVector.broadcast(HALF, start[from + 9]);
                    c100 = FloatVector.broadcast(HALF, start[from + 10]);
                    c110 = FloatVector.broadcast(HALF, start[from + 11]);
                } else {
                    c00 = FloatVector.fromArray(HALF, c, at);
                    c10 = FloatVector.fromArray(HALF, c, at + ldc);
                    c20 = FloatVector.fromArray(HALF, c, at + 2 * ldc);
                    c30 = FloatVector.fromArray(HALF, c, at + 3 * ldc);
                    c40 = FloatVector.fromArray(HALF, c, at + 4 * ldc);
                    c50 = FloatVector.fromArray(HALF, c, at + 5 * ldc);
                    c60 = FloatVector.fromArray(HALF, c, at + 6 * ldc);
                    c70 = FloatVector.fromArray(HALF, c, at + 7 * ldc);
                    c80 = FloatVector.fromArray(HALF, c, at + 8 * ldc);
                    c90 = FloatVector.fromArray(HALF, c, at + 9 * ldc);
                    c100 = FloatVector.fromArray(HALF, c, at + 10 * ldc);
                    c110 = FloatVector.fromArray(HALF, c, at + 11 * ldc);
                }
                int a1 = a0 + aRow;
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
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(HALF, b, q);
                    FloatVector x = FloatVector.broadcast(HALF, a[a0 + w]);
                    c00 = x.fma(b0, c00);
                    x = FloatVector.broadcast(HALF, a[a1 + w]);
                    c10 = x.fma(b0, c10);
                    x = FloatVector.broadcast(HALF, a[a2 + w]);
                    c20 = x.fma(b0, c20);
                    x = FloatVector.broadcast(HALF, a[a3 + w]);
                    c30 = x.fma(b0, c30);
                    x = FloatVector.broadcast(HALF, a[a4 + w]);
                    c40 = x.fma(b0, c40);
                    x = FloatVector.broadcast(HALF, a[a5 + w]);
                    c50 = x.fma(b0, c50);
                    x = FloatVector.broadcast(HALF, a[a6 + w]);
                    c60 = x.fma(b0, c60);
                    x = FloatVector.broadcast(HALF, a[a7 + w]);
                    c70 = x.fma(b0, c70);
                    x = FloatVector.broadcast(HALF, a[a8 + w]);
                    c80 = x.fma(b0, c80);
                    x = FloatVector.broadcast(HALF, a[a9 + w]);
                    c90 = x.fma(b0, c90);
                    x = FloatVector.broadcast(HALF, a[a10 + w]);
                    c100 = x.fma(b0, c100);
                    x = FloatVector.broadcast(HALF, a[a11 + w]);
                    c110 = x.fma(b0, c110);
                }
                if (end != null) {
                    FloatVector least = FloatVector.broadcast(HALF, end.least());
                    int e = end.first() + row + i;
                    FloatVector s = FloatVector.broadcast(HALF, end.scales()[e]);
                    FloatVector t = FloatVector.broadcast(HALF, end.shifts()[e]);
                    c00 = s.fma(c00, t);
                    c00 = c00.blend(least, c00.compare(LE, least));
                    s = FloatVector.broadcast(HALF, end.scales()[e + 1]);
                    t = FloatVector.broadcast(HALF, end.shifts()[e + 1]);
                    c10 = s.fma(c10, t);
                    c10 = c10.blend(least, c10.compare(LE, least));
                    s = FloatVector.broadcast(HALF, end.scales()[e + 2]);
                    t = FloatVector.broadcast(HALF, end.shifts()[e + 2]);
                    c20 = s.fma(c20, t);
                    c20 = c20.blend(least, c20.compare(LE, least));
                    s = FloatVector.broadcast(HALF, end.scales()[e + 3]);
                    t = FloatVector.broadcast(HALF, end.shifts()[e + 3]);
                    c30 = s.fma(c30, t);
                    c30 = c30.blend(least, c30.compare(LE, least));
                    s = FloatVector.broadcast(HALF, end.scales()[e + 4]);
                    t = FloatVector.broadcast(HALF, end.shifts()[e + 4]);
                    c40 = s.fma(c40, t);
                    c40 = c40.blend(least, c40.compare(LE, least));
                    s = FloatVector.broadcast(HALF, end.scales()[e + 5]);
                    t = FloatVector.broadcast(HALF, end.shifts()[e + 5]);
                    c50 = s.fma(c50, t);
                    c50 = c50.blend(least, c50.compare(LE, least));
                    s = FloatVector.broadcast(HALF, end.scales()[e + 6]);
                    t = FloatVector.broadcast(HALF, end.shifts()[e + 6]);
                    c60 = s.fma(c60, t);
                    c60 = c60.blend(least, c60.compare(LE, least));
                    s = FloatVector.broadcast(HALF, end.scales()[e + 7]);
                    t = FloatVector.broadcast(HALF, end.shifts()[e + 7]);
                    c70 = s.fma(c70, t);
                    c70 = c70.blend(least, c70.compare(LE, least));
                    s = FloatVector.broadcast(HALF, end.scales()[e + 8]);
                    t = FloatVector.broadcast(HALF, end.shifts()[e + 8]);
                    c80 = s.fma(c80, t);
                    c80 = c80.blend(least, c80.compare(LE, least));
                    s = FloatVector.broadcast(HALF, end.scales()[e + 9]);
                    t = FloatVector.broadcast(HALF, end.shifts()[e + 9]);
                    c90 = s.fma(c90, t);
                    c90 = c90.blend(least, c90.compare(LE, least));
                    s = FloatVector.broadcast(HALF, end.scales()[e + 10]);
                    t = FloatVector.broadcast(HALF, end.shifts()[e + 10]);
                    c100 = s.fma(c100, t);
                    c100 = c100.blend(least, c100.compare(LE, least));
                    s = FloatVector.broadcast(HALF, end.scales()[e + 11]);
                    t = FloatVector.broadcast(HALF, end.shifts()[e + 11]);
                    c110 = s.fma(c110, t);
                    c110 = c110.blend(least, c110.compare(LE, least));
                }
                c00.intoArray(c, at);
                c10.intoArray(c, at + ldc);
                c20.intoArray(c, at + 2 * ldc);
                c30.intoArray(c, at + 3 * ldc);
                c40.intoArray(c, at + 4 * ldc);
                c50.intoArray(c, at + 5 * ldc);
                c60.intoArray(c, at + 6 * ldc);
                c70.intoArray(c, at + 7 * ldc);
                c80.intoArray(c, at + 8 * ldc);
                c90.intoArray(c, at + 9 * ldc);
                c100.intoArray(c, at + 10 * ldc);
                c110.intoArray(c, at + 11 * ldc);
            }
        }
    }

    /**
     * Sums 4 + B 1 + A 1 = 6 registers;
     * 5 loads for 4 fma.
     */
    static void half4x1(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * HALF_LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = 4 * tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * HALF_LENGTH;
                FloatVector c00;
                FloatVector c10;
                FloatVector c20;
                FloatVector c30;
                if (start != null) {
                    int from = si + i;
                    c00 = FloatVector.broadcast(HALF, start[from]);
                    c10 = FloatVector.broadcast(HALF, start[from + 1]);
                    c20 = FloatVector.broadcast(HALF, start[from + 2]);
                    c30 = FloatVector.broadcast(HALF, start[from + 3]);
                } else {
                    c00 = FloatVector.fromArray(HALF, c, at);
                    c10 = FloatVector.fromArray(HALF, c, at + ldc);
                    c20 = FloatVector.fromArray(HALF, c, at + 2 * ldc);
                    c30 = FloatVector.fromArray(HALF, c, at + 3 * ldc);
                }
                int a1 = a0 + aRow;
                int a2 = a1 + aRow;
                int a3 = a2 + aRow;
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(HALF, b, q);
                    FloatVector x = FloatVector.broadcast(HALF, a[a0 + w]);
                    c00 = x.fma(b0, c00);
                    x = FloatVector.broadcast(HALF, a[a1 + w]);
                    c10 = x.fma(b0, c10);
                    x = FloatVector.broadcast(HALF, a[a2 + w]);
                    c20 = x.fma(b0, c20);
                    x = FloatVector.broadcast(HALF, a[a3 + w]);
                    c30 = x.fma(b0, c30);
                }
                if (end != null) {
                    FloatVector least = FloatVector.broadcast(HALF, end.least());
                    int e = end.first() + row + i;
                    FloatVector s = FloatVector.broadcast(HALF, end.scales()[e]);
                    FloatVector t = FloatVector.broadcast(HALF, end.shifts()[e]);
                    c00 = s.fma(c00, t);
                    c00 = c00.blend(least, c00.compare(LE, least));
                    s = FloatVector.broadcast(HALF, end.scales()[e + 1]);
                    t = FloatVector.broadcast(HALF, end.shifts()[e + 1]);
                    c10 = s.fma(c10, t);
                    c10 = c10.blend(least, c10.compare(LE, least));
                    s = FloatVector.broadcast(HALF, end.scales()[e + 2]);
                    t = FloatVector.broadcast(HALF, end.shifts()[e + 2]);
                    c20 = s.fma(c20, t);
                    c20 = c20.blend(least, c20.compare(LE, least));
                    s = FloatVector.broadcast(HALF, end.scales()[e + 3]);
                    t = FloatVector.broadcast(HALF, end.shifts()[e + 3]);
                    c30 = s.fma(c30, t);
                    c30 = c30.blend(least, c30.compare(LE, least));
                }
                c00.intoArray(c, at);
                c10.intoArray(c, at + ldc);
                c20.intoArray(c, at + 2 * ldc);
                c30.intoArray(c, at + 3 * ldc);
            }
        }
    }

    /**
     * Sums 1 + B 1 + A 1 = 3 registers;
     * 2 loads for 1 fma.
     */
    static void half1x1(int tiles, int panels, int k, float[] a, int ai,
            int aRow, int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci,
            int ldc, float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        for (int panel = 0; panel < panels; panel++) {
            int q0 = bi + panel * HALF_LENGTH;
            for (int tile = 0; tile < tiles; tile++) {
                int i = tile;
                int a0 = ai + i * aRow;
                int at = ci + i * ldc + panel * HALF_LENGTH;
                FloatVector c00;
                if (start != null) {
                    int from = si + i;
                    c00 = FloatVector.broadcast(HALF, start[from]);
                } else {
                    c00 = FloatVector.fromArray(HALF, c, at);
                }
                for (int p = 0; p < k; p++) {
                    int q = q0 + bRows[p];
                    int w = p * aColumn;
                    FloatVector b0 = FloatVector.fromArray(HALF, b, q);
                    FloatVector x = FloatVector.broadcast(HALF, a[a0 + w]);
                    c00 = x.fma(b0, c00);
                }
                if (end != null) {
                    FloatVector least = FloatVector.broadcast(HALF, end.least());
                    int e = end.first() + row + i;
                    FloatVector s = FloatVector.broadcast(HALF, end.scales()[e]);
                    FloatVector t = FloatVector.broadcast(HALF, end.shifts()[e]);
                    c00 = s.fma(c00, t);
                    c00 = c00.blend(least, c00.compare(LE, least));
                }
                c00.intoArray(c, at);
            }
        }
    }
}
