// Generated from engine/src/tiles/WeightGradientTiles.java.template and tiles.txt: don't edit.
// Renew: java engine/src/test/java/dev/lanewise/engine/tiles/TileGenerator.java
package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.Backend.TILE;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of a convolution's weight gradient, output maps × taps, whose sums stay in registers over
 * all positions; a position's offsets stand in two tables, so that rows and columns are one loop.
 * Both factors are vectors of images: nothing is broadcast, nothing crosses lanes.
 *
 * <p>Six maps and four taps are for 32 registers. On 16 registers 6 × 2 has fewer loads a fma than
 * 3 × 3, but the compiler wants a register or two of its own and spills some of its 15. The loads
 * are the bound to watch: a heap array begins 16 bytes into its object, so each 64-byte load may
 * cross a cache line and count twice.
 */
final class WeightGradientTiles {

    private WeightGradientTiles() {}

    /**
     * Sums 24 + x 4 + dy 1 = 29 registers;
     * 10 loads for 24 fma.
     */
    static void tile6x4(int positions, float[] dy, int d0, int dyMap, int[] dyAt,
            float[] x, int xi, int[] xAt, int[] taps, int tap, float[] dw, int wi, int dwMap) {
        int x0 = xi + taps[tap];
        int x1 = xi + taps[tap + 1];
        int x2 = xi + taps[tap + 2];
        int x3 = xi + taps[tap + 3];
        FloatVector c00 = FloatVector.fromArray(SPECIES, dw, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, dw, wi + TILE);
        FloatVector c02 = FloatVector.fromArray(SPECIES, dw, wi + 2 * TILE);
        FloatVector c03 = FloatVector.fromArray(SPECIES, dw, wi + 3 * TILE);
        FloatVector c10 = FloatVector.fromArray(SPECIES, dw, wi + dwMap);
        FloatVector c11 = FloatVector.fromArray(SPECIES, dw, wi + dwMap + TILE);
        FloatVector c12 = FloatVector.fromArray(SPECIES, dw, wi + dwMap + 2 * TILE);
        FloatVector c13 = FloatVector.fromArray(SPECIES, dw, wi + dwMap + 3 * TILE);
        FloatVector c20 = FloatVector.fromArray(SPECIES, dw, wi + 2 * dwMap);
        FloatVector c21 = FloatVector.fromArray(SPECIES, dw, wi + 2 * dwMap + TILE);
        FloatVector c22 = FloatVector.fromArray(SPECIES, dw, wi + 2 * dwMap + 2 * TILE);
        FloatVector c23 = FloatVector.fromArray(SPECIES, dw, wi + 2 * dwMap + 3 * TILE);
        FloatVector c30 = FloatVector.fromArray(SPECIES, dw, wi + 3 * dwMap);
        FloatVector c31 = FloatVector.fromArray(SPECIES, dw, wi + 3 * dwMap + TILE);
        FloatVector c32 = FloatVector.fromArray(SPECIES, dw, wi + 3 * dwMap + 2 * TILE);
        FloatVector c33 = FloatVector.fromArray(SPECIES, dw, wi + 3 * dwMap + 3 * TILE);
        FloatVector c40 = FloatVector.fromArray(SPECIES, dw, wi + 4 * dwMap);
        FloatVector c41 = FloatVector.fromArray(SPECIES, dw, wi + 4 * dwMap + TILE);
        FloatVector c42 = FloatVector.fromArray(SPECIES, dw, wi + 4 * dwMap + 2 * TILE);
        FloatVector c43 = FloatVector.fromArray(SPECIES, dw, wi + 4 * dwMap + 3 * TILE);
        FloatVector c50 = FloatVector.fromArray(SPECIES, dw, wi + 5 * dwMap);
        FloatVector c51 = FloatVector.fromArray(SPECIES, dw, wi + 5 * dwMap + TILE);
        FloatVector c52 = FloatVector.fromArray(SPECIES, dw, wi + 5 * dwMap + 2 * TILE);
        FloatVector c53 = FloatVector.fromArray(SPECIES, dw, wi + 5 * dwMap + 3 * TILE);
        for (int p = 0; p < positions; p++) {
            int q = xAt[p];
            int r = d0 + dyAt[p];
            FloatVector v0 = FloatVector.fromArray(SPECIES, x, x0 + q);
            FloatVector v1 = FloatVector.fromArray(SPECIES, x, x1 + q);
            FloatVector v2 = FloatVector.fromArray(SPECIES, x, x2 + q);
            FloatVector v3 = FloatVector.fromArray(SPECIES, x, x3 + q);
            FloatVector d = FloatVector.fromArray(SPECIES, dy, r);
            c00 = d.fma(v0, c00);
            c01 = d.fma(v1, c01);
            c02 = d.fma(v2, c02);
            c03 = d.fma(v3, c03);
            d = FloatVector.fromArray(SPECIES, dy, r + dyMap);
            c10 = d.fma(v0, c10);
            c11 = d.fma(v1, c11);
            c12 = d.fma(v2, c12);
            c13 = d.fma(v3, c13);
            d = FloatVector.fromArray(SPECIES, dy, r + 2 * dyMap);
            c20 = d.fma(v0, c20);
            c21 = d.fma(v1, c21);
            c22 = d.fma(v2, c22);
            c23 = d.fma(v3, c23);
            d = FloatVector.fromArray(SPECIES, dy, r + 3 * dyMap);
            c30 = d.fma(v0, c30);
            c31 = d.fma(v1, c31);
            c32 = d.fma(v2, c32);
            c33 = d.fma(v3, c33);
            d = FloatVector.fromArray(SPECIES, dy, r + 4 * dyMap);
            c40 = d.fma(v0, c40);
            c41 = d.fma(v1, c41);
            c42 = d.fma(v2, c42);
            c43 = d.fma(v3, c43);
            d = FloatVector.fromArray(SPECIES, dy, r + 5 * dyMap);
            c50 = d.fma(v0, c50);
            c51 = d.fma(v1, c51);
            c52 = d.fma(v2, c52);
            c53 = d.fma(v3, c53);
        }
        c00.intoArray(dw, wi);
        c01.intoArray(dw, wi + TILE);
        c02.intoArray(dw, wi + 2 * TILE);
        c03.intoArray(dw, wi + 3 * TILE);
        c10.intoArray(dw, wi + dwMap);
        c11.intoArray(dw, wi + dwMap + TILE);
        c12.intoArray(dw, wi + dwMap + 2 * TILE);
        c13.intoArray(dw, wi + dwMap + 3 * TILE);
        c20.intoArray(dw, wi + 2 * dwMap);
        c21.intoArray(dw, wi + 2 * dwMap + TILE);
        c22.intoArray(dw, wi + 2 * dwMap + 2 * TILE);
        c23.intoArray(dw, wi + 2 * dwMap + 3 * TILE);
        c30.intoArray(dw, wi + 3 * dwMap);
        c31.intoArray(dw, wi + 3 * dwMap + TILE);
        c32.intoArray(dw, wi + 3 * dwMap + 2 * TILE);
        c33.intoArray(dw, wi + 3 * dwMap + 3 * TILE);
        c40.intoArray(dw, wi + 4 * dwMap);
        c41.intoArray(dw, wi + 4 * dwMap + TILE);
        c42.intoArray(dw, wi + 4 * dwMap + 2 * TILE);
        c43.intoArray(dw, wi + 4 * dwMap + 3 * TILE);
        c50.intoArray(dw, wi + 5 * dwMap);
        c51.intoArray(dw, wi + 5 * dwMap + TILE);
        c52.intoArray(dw, wi + 5 * dwMap + 2 * TILE);
        c53.intoArray(dw, wi + 5 * dwMap + 3 * TILE);
    }

    /**
     * Sums 16 + x 4 + dy 1 = 21 registers;
     * 8 loads for 16 fma.
     */
    static void tile4x4(int positions, float[] dy, int d0, int dyMap, int[] dyAt,
            float[] x, int xi, int[] xAt, int[] taps, int tap, float[] dw, int wi, int dwMap) {
        int x0 = xi + taps[tap];
        int x1 = xi + taps[tap + 1];
        int x2 = xi + taps[tap + 2];
        int x3 = xi + taps[tap + 3];
        FloatVector c00 = FloatVector.fromArray(SPECIES, dw, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, dw, wi + TILE);
        FloatVector c02 = FloatVector.fromArray(SPECIES, dw, wi + 2 * TILE);
        FloatVector c03 = FloatVector.fromArray(SPECIES, dw, wi + 3 * TILE);
        FloatVector c10 = FloatVector.fromArray(SPECIES, dw, wi + dwMap);
        FloatVector c11 = FloatVector.fromArray(SPECIES, dw, wi + dwMap + TILE);
        FloatVector c12 = FloatVector.fromArray(SPECIES, dw, wi + dwMap + 2 * TILE);
        FloatVector c13 = FloatVector.fromArray(SPECIES, dw, wi + dwMap + 3 * TILE);
        FloatVector c20 = FloatVector.fromArray(SPECIES, dw, wi + 2 * dwMap);
        FloatVector c21 = FloatVector.fromArray(SPECIES, dw, wi + 2 * dwMap + TILE);
        FloatVector c22 = FloatVector.fromArray(SPECIES, dw, wi + 2 * dwMap + 2 * TILE);
        FloatVector c23 = FloatVector.fromArray(SPECIES, dw, wi + 2 * dwMap + 3 * TILE);
        FloatVector c30 = FloatVector.fromArray(SPECIES, dw, wi + 3 * dwMap);
        FloatVector c31 = FloatVector.fromArray(SPECIES, dw, wi + 3 * dwMap + TILE);
        FloatVector c32 = FloatVector.fromArray(SPECIES, dw, wi + 3 * dwMap + 2 * TILE);
        FloatVector c33 = FloatVector.fromArray(SPECIES, dw, wi + 3 * dwMap + 3 * TILE);
        for (int p = 0; p < positions; p++) {
            int q = xAt[p];
            int r = d0 + dyAt[p];
            FloatVector v0 = FloatVector.fromArray(SPECIES, x, x0 + q);
            FloatVector v1 = FloatVector.fromArray(SPECIES, x, x1 + q);
            FloatVector v2 = FloatVector.fromArray(SPECIES, x, x2 + q);
            FloatVector v3 = FloatVector.fromArray(SPECIES, x, x3 + q);
            FloatVector d = FloatVector.fromArray(SPECIES, dy, r);
            c00 = d.fma(v0, c00);
            c01 = d.fma(v1, c01);
            c02 = d.fma(v2, c02);
            c03 = d.fma(v3, c03);
            d = FloatVector.fromArray(SPECIES, dy, r + dyMap);
            c10 = d.fma(v0, c10);
            c11 = d.fma(v1, c11);
            c12 = d.fma(v2, c12);
            c13 = d.fma(v3, c13);
            d = FloatVector.fromArray(SPECIES, dy, r + 2 * dyMap);
            c20 = d.fma(v0, c20);
            c21 = d.fma(v1, c21);
            c22 = d.fma(v2, c22);
            c23 = d.fma(v3, c23);
            d = FloatVector.fromArray(SPECIES, dy, r + 3 * dyMap);
            c30 = d.fma(v0, c30);
            c31 = d.fma(v1, c31);
            c32 = d.fma(v2, c32);
            c33 = d.fma(v3, c33);
        }
        c00.intoArray(dw, wi);
        c01.intoArray(dw, wi + TILE);
        c02.intoArray(dw, wi + 2 * TILE);
        c03.intoArray(dw, wi + 3 * TILE);
        c10.intoArray(dw, wi + dwMap);
        c11.intoArray(dw, wi + dwMap + TILE);
        c12.intoArray(dw, wi + dwMap + 2 * TILE);
        c13.intoArray(dw, wi + dwMap + 3 * TILE);
        c20.intoArray(dw, wi + 2 * dwMap);
        c21.intoArray(dw, wi + 2 * dwMap + TILE);
        c22.intoArray(dw, wi + 2 * dwMap + 2 * TILE);
        c23.intoArray(dw, wi + 2 * dwMap + 3 * TILE);
        c30.intoArray(dw, wi + 3 * dwMap);
        c31.intoArray(dw, wi + 3 * dwMap + TILE);
        c32.intoArray(dw, wi + 3 * dwMap + 2 * TILE);
        c33.intoArray(dw, wi + 3 * dwMap + 3 * TILE);
    }

    /**
     * Sums 4 + x 4 + dy 1 = 9 registers;
     * 5 loads for 4 fma.
     */
    static void tile1x4(int positions, float[] dy, int d0, int[] dyAt,
            float[] x, int xi, int[] xAt, int[] taps, int tap, float[] dw, int wi) {
        int x0 = xi + taps[tap];
        int x1 = xi + taps[tap + 1];
        int x2 = xi + taps[tap + 2];
        int x3 = xi + taps[tap + 3];
        FloatVector c00 = FloatVector.fromArray(SPECIES, dw, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, dw, wi + TILE);
        FloatVector c02 = FloatVector.fromArray(SPECIES, dw, wi + 2 * TILE);
        FloatVector c03 = FloatVector.fromArray(SPECIES, dw, wi + 3 * TILE);
        for (int p = 0; p < positions; p++) {
            int q = xAt[p];
            int r = d0 + dyAt[p];
            FloatVector v0 = FloatVector.fromArray(SPECIES, x, x0 + q);
            FloatVector v1 = FloatVector.fromArray(SPECIES, x, x1 + q);
            FloatVector v2 = FloatVector.fromArray(SPECIES, x, x2 + q);
            FloatVector v3 = FloatVector.fromArray(SPECIES, x, x3 + q);
            FloatVector d = FloatVector.fromArray(SPECIES, dy, r);
            c00 = d.fma(v0, c00);
            c01 = d.fma(v1, c01);
            c02 = d.fma(v2, c02);
            c03 = d.fma(v3, c03);
        }
        c00.intoArray(dw, wi);
        c01.intoArray(dw, wi + TILE);
        c02.intoArray(dw, wi + 2 * TILE);
        c03.intoArray(dw, wi + 3 * TILE);
    }

    /**
     * Sums 9 + x 3 + dy 1 = 13 registers;
     * 6 loads for 9 fma.
     */
    static void tile3x3(int positions, float[] dy, int d0, int dyMap, int[] dyAt,
            float[] x, int xi, int[] xAt, int[] taps, int tap, float[] dw, int wi, int dwMap) {
        int x0 = xi + taps[tap];
        int x1 = xi + taps[tap + 1];
        int x2 = xi + taps[tap + 2];
        int d1 = d0 + dyMap;
        int d2 = d1 + dyMap;
        FloatVector c00 = FloatVector.fromArray(SPECIES, dw, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, dw, wi + TILE);
        FloatVector c02 = FloatVector.fromArray(SPECIES, dw, wi + 2 * TILE);
        FloatVector c10 = FloatVector.fromArray(SPECIES, dw, wi + dwMap);
        FloatVector c11 = FloatVector.fromArray(SPECIES, dw, wi + dwMap + TILE);
        FloatVector c12 = FloatVector.fromArray(SPECIES, dw, wi + dwMap + 2 * TILE);
        FloatVector c20 = FloatVector.fromArray(SPECIES, dw, wi + 2 * dwMap);
        FloatVector c21 = FloatVector.fromArray(SPECIES, dw, wi + 2 * dwMap + TILE);
        FloatVector c22 = FloatVector.fromArray(SPECIES, dw, wi + 2 * dwMap + 2 * TILE);
        for (int p = 0; p < positions; p++) {
            int q = xAt[p];
            int r = dyAt[p];
            FloatVector v0 = FloatVector.fromArray(SPECIES, x, x0 + q);
            FloatVector v1 = FloatVector.fromArray(SPECIES, x, x1 + q);
            FloatVector v2 = FloatVector.fromArray(SPECIES, x, x2 + q);
            FloatVector d = FloatVector.fromArray(SPECIES, dy, d0 + r);
            c00 = d.fma(v0, c00);
            c01 = d.fma(v1, c01);
            c02 = d.fma(v2, c02);
            d = FloatVector.fromArray(SPECIES, dy, d1 + r);
            c10 = d.fma(v0, c10);
            c11 = d.fma(v1, c11);
            c12 = d.fma(v2, c12);
            d = FloatVector.fromArray(SPECIES, dy, d2 + r);
            c20 = d.fma(v0, c20);
            c21 = d.fma(v1, c21);
            c22 = d.fma(v2, c22);
        }
        c00.intoArray(dw, wi);
        c01.intoArray(dw, wi + TILE);
        c02.intoArray(dw, wi + 2 * TILE);
        c10.intoArray(dw, wi + dwMap);
        c11.intoArray(dw, wi + dwMap + TILE);
        c12.intoArray(dw, wi + dwMap + 2 * TILE);
        c20.intoArray(dw, wi + 2 * dwMap);
        c21.intoArray(dw, wi + 2 * dwMap + TILE);
        c22.intoArray(dw, wi + 2 * dwMap + 2 * TILE);
    }

    /**
     * Sums 12 + x 2 + dy 1 = 15 registers;
     * 8 loads for 12 fma.
     */
    static void tile6x2(int positions, float[] dy, int d0, int dyMap, int[] dyAt,
            float[] x, int xi, int[] xAt, int[] taps, int tap, float[] dw, int wi, int dwMap) {
        int x0 = xi + taps[tap];
        int x1 = xi + taps[tap + 1];
        FloatVector c00 = FloatVector.fromArray(SPECIES, dw, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, dw, wi + TILE);
        FloatVector c10 = FloatVector.fromArray(SPECIES, dw, wi + dwMap);
        FloatVector c11 = FloatVector.fromArray(SPECIES, dw, wi + dwMap + TILE);
        FloatVector c20 = FloatVector.fromArray(SPECIES, dw, wi + 2 * dwMap);
        FloatVector c21 = FloatVector.fromArray(SPECIES, dw, wi + 2 * dwMap + TILE);
        FloatVector c30 = FloatVector.fromArray(SPECIES, dw, wi + 3 * dwMap);
        FloatVector c31 = FloatVector.fromArray(SPECIES, dw, wi + 3 * dwMap + TILE);
        FloatVector c40 = FloatVector.fromArray(SPECIES, dw, wi + 4 * dwMap);
        FloatVector c41 = FloatVector.fromArray(SPECIES, dw, wi + 4 * dwMap + TILE);
        FloatVector c50 = FloatVector.fromArray(SPECIES, dw, wi + 5 * dwMap);
        FloatVector c51 = FloatVector.fromArray(SPECIES, dw, wi + 5 * dwMap + TILE);
        for (int p = 0; p < positions; p++) {
            int q = xAt[p];
            int r = d0 + dyAt[p];
            FloatVector v0 = FloatVector.fromArray(SPECIES, x, x0 + q);
            FloatVector v1 = FloatVector.fromArray(SPECIES, x, x1 + q);
            FloatVector d = FloatVector.fromArray(SPECIES, dy, r);
            c00 = d.fma(v0, c00);
            c01 = d.fma(v1, c01);
            d = FloatVector.fromArray(SPECIES, dy, r + dyMap);
            c10 = d.fma(v0, c10);
            c11 = d.fma(v1, c11);
            d = FloatVector.fromArray(SPECIES, dy, r + 2 * dyMap);
            c20 = d.fma(v0, c20);
            c21 = d.fma(v1, c21);
            d = FloatVector.fromArray(SPECIES, dy, r + 3 * dyMap);
            c30 = d.fma(v0, c30);
            c31 = d.fma(v1, c31);
            d = FloatVector.fromArray(SPECIES, dy, r + 4 * dyMap);
            c40 = d.fma(v0, c40);
            c41 = d.fma(v1, c41);
            d = FloatVector.fromArray(SPECIES, dy, r + 5 * dyMap);
            c50 = d.fma(v0, c50);
            c51 = d.fma(v1, c51);
        }
        c00.intoArray(dw, wi);
        c01.intoArray(dw, wi + TILE);
        c10.intoArray(dw, wi + dwMap);
        c11.intoArray(dw, wi + dwMap + TILE);
        c20.intoArray(dw, wi + 2 * dwMap);
        c21.intoArray(dw, wi + 2 * dwMap + TILE);
        c30.intoArray(dw, wi + 3 * dwMap);
        c31.intoArray(dw, wi + 3 * dwMap + TILE);
        c40.intoArray(dw, wi + 4 * dwMap);
        c41.intoArray(dw, wi + 4 * dwMap + TILE);
        c50.intoArray(dw, wi + 5 * dwMap);
        c51.intoArray(dw, wi + 5 * dwMap + TILE);
    }

    /**
     * Sums 8 + x 2 + dy 1 = 11 registers;
     * 6 loads for 8 fma.
     */
    static void tile4x2(int positions, float[] dy, int d0, int dyMap, int[] dyAt,
            float[] x, int xi, int[] xAt, int[] taps, int tap, float[] dw, int wi, int dwMap) {
        int x0 = xi + taps[tap];
        int x1 = xi + taps[tap + 1];
        FloatVector c00 = FloatVector.fromArray(SPECIES, dw, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, dw, wi + TILE);
        FloatVector c10 = FloatVector.fromArray(SPECIES, dw, wi + dwMap);
        FloatVector c11 = FloatVector.fromArray(SPECIES, dw, wi + dwMap + TILE);
        FloatVector c20 = FloatVector.fromArray(SPECIES, dw, wi + 2 * dwMap);
        FloatVector c21 = FloatVector.fromArray(SPECIES, dw, wi + 2 * dwMap + TILE);
        FloatVector c30 = FloatVector.fromArray(SPECIES, dw, wi + 3 * dwMap);
        FloatVector c31 = FloatVector.fromArray(SPECIES, dw, wi + 3 * dwMap + TILE);
        for (int p = 0; p < positions; p++) {
            int q = xAt[p];
            int r = d0 + dyAt[p];
            FloatVector v0 = FloatVector.fromArray(SPECIES, x, x0 + q);
            FloatVector v1 = FloatVector.fromArray(SPECIES, x, x1 + q);
            FloatVector d = FloatVector.fromArray(SPECIES, dy, r);
            c00 = d.fma(v0, c00);
            c01 = d.fma(v1, c01);
            d = FloatVector.fromArray(SPECIES, dy, r + dyMap);
            c10 = d.fma(v0, c10);
            c11 = d.fma(v1, c11);
            d = FloatVector.fromArray(SPECIES, dy, r + 2 * dyMap);
            c20 = d.fma(v0, c20);
            c21 = d.fma(v1, c21);
            d = FloatVector.fromArray(SPECIES, dy, r + 3 * dyMap);
            c30 = d.fma(v0, c30);
            c31 = d.fma(v1, c31);
        }
        c00.intoArray(dw, wi);
        c01.intoArray(dw, wi + TILE);
        c10.intoArray(dw, wi + dwMap);
        c11.intoArray(dw, wi + dwMap + TILE);
        c20.intoArray(dw, wi + 2 * dwMap);
        c21.intoArray(dw, wi + 2 * dwMap + TILE);
        c30.intoArray(dw, wi + 3 * dwMap);
        c31.intoArray(dw, wi + 3 * dwMap + TILE);
    }

    /**
     * Sums 6 + x 1 + dy 1 = 8 registers;
     * 7 loads for 6 fma.
     */
    static void tile6x1(int positions, float[] dy, int d0, int dyMap, int[] dyAt,
            float[] x, int xi, int[] xAt, int[] taps, int tap, float[] dw, int wi, int dwMap) {
        int x0 = xi + taps[tap];
        FloatVector c00 = FloatVector.fromArray(SPECIES, dw, wi);
        FloatVector c10 = FloatVector.fromArray(SPECIES, dw, wi + dwMap);
        FloatVector c20 = FloatVector.fromArray(SPECIES, dw, wi + 2 * dwMap);
        FloatVector c30 = FloatVector.fromArray(SPECIES, dw, wi + 3 * dwMap);
        FloatVector c40 = FloatVector.fromArray(SPECIES, dw, wi + 4 * dwMap);
        FloatVector c50 = FloatVector.fromArray(SPECIES, dw, wi + 5 * dwMap);
        for (int p = 0; p < positions; p++) {
            int q = xAt[p];
            int r = d0 + dyAt[p];
            FloatVector v0 = FloatVector.fromArray(SPECIES, x, x0 + q);
            FloatVector d = FloatVector.fromArray(SPECIES, dy, r);
            c00 = d.fma(v0, c00);
            d = FloatVector.fromArray(SPECIES, dy, r + dyMap);
            c10 = d.fma(v0, c10);
            d = FloatVector.fromArray(SPECIES, dy, r + 2 * dyMap);
            c20 = d.fma(v0, c20);
            d = FloatVector.fromArray(SPECIES, dy, r + 3 * dyMap);
            c30 = d.fma(v0, c30);
            d = FloatVector.fromArray(SPECIES, dy, r + 4 * dyMap);
            c40 = d.fma(v0, c40);
            d = FloatVector.fromArray(SPECIES, dy, r + 5 * dyMap);
            c50 = d.fma(v0, c50);
        }
        c00.intoArray(dw, wi);
        c10.intoArray(dw, wi + dwMap);
        c20.intoArray(dw, wi + 2 * dwMap);
        c30.intoArray(dw, wi + 3 * dwMap);
        c40.intoArray(dw, wi + 4 * dwMap);
        c50.intoArray(dw, wi + 5 * dwMap);
    }

    /**
     * Sums 4 + x 1 + dy 1 = 6 registers;
     * 5 loads for 4 fma.
     */
    static void tile4x1(int positions, float[] dy, int d0, int dyMap, int[] dyAt,
            float[] x, int xi, int[] xAt, int[] taps, int tap, float[] dw, int wi, int dwMap) {
        int x0 = xi + taps[tap];
        FloatVector c00 = FloatVector.fromArray(SPECIES, dw, wi);
        FloatVector c10 = FloatVector.fromArray(SPECIES, dw, wi + dwMap);
        FloatVector c20 = FloatVector.fromArray(SPECIES, dw, wi + 2 * dwMap);
        FloatVector c30 = FloatVector.fromArray(SPECIES, dw, wi + 3 * dwMap);
        for (int p = 0; p < positions; p++) {
            int q = xAt[p];
            int r = d0 + dyAt[p];
            FloatVector v0 = FloatVector.fromArray(SPECIES, x, x0 + q);
            FloatVector d = FloatVector.fromArray(SPECIES, dy, r);
            c00 = d.fma(v0, c00);
            d = FloatVector.fromArray(SPECIES, dy, r + dyMap);
            c10 = d.fma(v0, c10);
            d = FloatVector.fromArray(SPECIES, dy, r + 2 * dyMap);
            c20 = d.fma(v0, c20);
            d = FloatVector.fromArray(SPECIES, dy, r + 3 * dyMap);
            c30 = d.fma(v0, c30);
        }
        c00.intoArray(dw, wi);
        c10.intoArray(dw, wi + dwMap);
        c20.intoArray(dw, wi + 2 * dwMap);
        c30.intoArray(dw, wi + 3 * dwMap);
    }

    /**
     * Sums 1 + x 1 + dy 1 = 3 registers;
     * 2 loads for 1 fma.
     */
    static void tile1x1(int positions, float[] dy, int d0, int[] dyAt,
            float[] x, int xi, int[] xAt, int[] taps, int tap, float[] dw, int wi) {
        int x0 = xi + taps[tap];
        FloatVector c00 = FloatVector.fromArray(SPECIES, dw, wi);
        for (int p = 0; p < positions; p++) {
            int q = xAt[p];
            int r = d0 + dyAt[p];
            FloatVector v0 = FloatVector.fromArray(SPECIES, x, x0 + q);
            FloatVector d = FloatVector.fromArray(SPECIES, dy, r);
            c00 = d.fma(v0, c00);
        }
        c00.intoArray(dw, wi);
    }

    /**
     * Sums 9 + x 9 + dy 1 = 19 registers;
     * 10 loads for 9 fma.
     */
    static void tile1x9(int positions, float[] dy, int d0, int[] dyAt,
            float[] x, int xi, int[] xAt, int[] taps, int tap, float[] dw, int wi) {
        int x0 = xi + taps[tap];
        int x1 = xi + taps[tap + 1];
        int x2 = xi + taps[tap + 2];
        int x3 = xi + taps[tap + 3];
        int x4 = xi + taps[tap + 4];
        int x5 = xi + taps[tap + 5];
        int x6 = xi + taps[tap + 6];
        int x7 = xi + taps[tap + 7];
        int x8 = xi + taps[tap + 8];
        FloatVector c00 = FloatVector.fromArray(SPECIES, dw, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, dw, wi + TILE);
        FloatVector c02 = FloatVector.fromArray(SPECIES, dw, wi + 2 * TILE);
        FloatVector c03 = FloatVector.fromArray(SPECIES, dw, wi + 3 * TILE);
        FloatVector c04 = FloatVector.fromArray(SPECIES, dw, wi + 4 * TILE);
        FloatVector c05 = FloatVector.fromArray(SPECIES, dw, wi + 5 * TILE);
        FloatVector c06 = FloatVector.fromArray(SPECIES, dw, wi + 6 * TILE);
        FloatVector c07 = FloatVector.fromArray(SPECIES, dw, wi + 7 * TILE);
        FloatVector c08 = FloatVector.fromArray(SPECIES, dw, wi + 8 * TILE);
        for (int p = 0; p < positions; p++) {
            int q = xAt[p];
            int r = d0 + dyAt[p];
            FloatVector v0 = FloatVector.fromArray(SPECIES, x, x0 + q);
            FloatVector v1 = FloatVector.fromArray(SPECIES, x, x1 + q);
            FloatVector v2 = FloatVector.fromArray(SPECIES, x, x2 + q);
            FloatVector v3 = FloatVector.fromArray(SPECIES, x, x3 + q);
            FloatVector v4 = FloatVector.fromArray(SPECIES, x, x4 + q);
            FloatVector v5 = FloatVector.fromArray(SPECIES, x, x5 + q);
            FloatVector v6 = FloatVector.fromArray(SPECIES, x, x6 + q);
            FloatVector v7 = FloatVector.fromArray(SPECIES, x, x7 + q);
            FloatVector v8 = FloatVector.fromArray(SPECIES, x, x8 + q);
            FloatVector d = FloatVector.fromArray(SPECIES, dy, r);
            c00 = d.fma(v0, c00);
            c01 = d.fma(v1, c01);
            c02 = d.fma(v2, c02);
            c03 = d.fma(v3, c03);
            c04 = d.fma(v4, c04);
            c05 = d.fma(v5, c05);
            c06 = d.fma(v6, c06);
            c07 = d.fma(v7, c07);
            c08 = d.fma(v8, c08);
        }
        c00.intoArray(dw, wi);
        c01.intoArray(dw, wi + TILE);
        c02.intoArray(dw, wi + 2 * TILE);
        c03.intoArray(dw, wi + 3 * TILE);
        c04.intoArray(dw, wi + 4 * TILE);
        c05.intoArray(dw, wi + 5 * TILE);
        c06.intoArray(dw, wi + 6 * TILE);
        c07.intoArray(dw, wi + 7 * TILE);
        c08.intoArray(dw, wi + 8 * TILE);
    }
}
