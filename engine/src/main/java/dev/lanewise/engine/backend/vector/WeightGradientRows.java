// Generated from engine/src/tiles/WeightGradientRows.java.template and tiles.txt: don't edit.
// Renew: java engine/src/test/java/dev/lanewise/engine/tiles/TileGenerator.java
package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.Backend.TILE;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The tiles of {@link WeightGradientTiles} for 16 registers and taps that lie side by side, as those of a
 * kernel's row do at stride 1. What a position sees then begins one place further on than what the last
 * one saw, so the compiler checks a row of positions once, before its loop, and a round of it is little
 * more than its loads and fma: 23 instructions for 10 fma, where a tile with tables takes 47 for 9.
 *
 * <p>The gradients of the maps stay in registers and the taps pass one by one: the other way round the
 * loads of a round come first and push sums to the stack.
 */
final class WeightGradientRows {

    private WeightGradientRows() {}

    /**
     * Sums 10 + dy 2 + x 1 = 13 registers;
     * 7 loads for 10 fma.
     */
    static void tile2x5(int rows, int pixels, float[] dy, int d0, int dyMap, int dyRow,
            float[] x, int xi, int xRow, float[] dw, int wi, int dwMap) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, dw, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, dw, wi + TILE);
        FloatVector c02 = FloatVector.fromArray(SPECIES, dw, wi + 2 * TILE);
        FloatVector c03 = FloatVector.fromArray(SPECIES, dw, wi + 3 * TILE);
        FloatVector c04 = FloatVector.fromArray(SPECIES, dw, wi + 4 * TILE);
        FloatVector c10 = FloatVector.fromArray(SPECIES, dw, wi + dwMap);
        FloatVector c11 = FloatVector.fromArray(SPECIES, dw, wi + dwMap + TILE);
        FloatVector c12 = FloatVector.fromArray(SPECIES, dw, wi + dwMap + 2 * TILE);
        FloatVector c13 = FloatVector.fromArray(SPECIES, dw, wi + dwMap + 3 * TILE);
        FloatVector c14 = FloatVector.fromArray(SPECIES, dw, wi + dwMap + 4 * TILE);
        int d1 = d0 + dyMap;
        for (int row = 0; row < rows; row++) {
            for (int p = 0; p < pixels * TILE; p += TILE) {
                FloatVector e0 = FloatVector.fromArray(SPECIES, dy, d0 + p);
                FloatVector e1 = FloatVector.fromArray(SPECIES, dy, d1 + p);
                FloatVector v = FloatVector.fromArray(SPECIES, x, xi + p);
                c00 = e0.fma(v, c00);
                c10 = e1.fma(v, c10);
                v = FloatVector.fromArray(SPECIES, x, xi + p + TILE);
                c01 = e0.fma(v, c01);
                c11 = e1.fma(v, c11);
                v = FloatVector.fromArray(SPECIES, x, xi + p + 2 * TILE);
                c02 = e0.fma(v, c02);
                c12 = e1.fma(v, c12);
                v = FloatVector.fromArray(SPECIES, x, xi + p + 3 * TILE);
                c03 = e0.fma(v, c03);
                c13 = e1.fma(v, c13);
                v = FloatVector.fromArray(SPECIES, x, xi + p + 4 * TILE);
                c04 = e0.fma(v, c04);
                c14 = e1.fma(v, c14);
            }
            xi += xRow;
            d0 += dyRow;
            d1 += dyRow;
        }
        c00.intoArray(dw, wi);
        c01.intoArray(dw, wi + TILE);
        c02.intoArray(dw, wi + 2 * TILE);
        c03.intoArray(dw, wi + 3 * TILE);
        c04.intoArray(dw, wi + 4 * TILE);
        c10.intoArray(dw, wi + dwMap);
        c11.intoArray(dw, wi + dwMap + TILE);
        c12.intoArray(dw, wi + dwMap + 2 * TILE);
        c13.intoArray(dw, wi + dwMap + 3 * TILE);
        c14.intoArray(dw, wi + dwMap + 4 * TILE);
    }

    /**
     * Sums 5 + dy 1 + x 1 = 7 registers;
     * 6 loads for 5 fma.
     */
    static void tile1x5(int rows, int pixels, float[] dy, int d0, int dyRow,
            float[] x, int xi, int xRow, float[] dw, int wi) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, dw, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, dw, wi + TILE);
        FloatVector c02 = FloatVector.fromArray(SPECIES, dw, wi + 2 * TILE);
        FloatVector c03 = FloatVector.fromArray(SPECIES, dw, wi + 3 * TILE);
        FloatVector c04 = FloatVector.fromArray(SPECIES, dw, wi + 4 * TILE);
        for (int row = 0; row < rows; row++) {
            for (int p = 0; p < pixels * TILE; p += TILE) {
                FloatVector e0 = FloatVector.fromArray(SPECIES, dy, d0 + p);
                FloatVector v = FloatVector.fromArray(SPECIES, x, xi + p);
                c00 = e0.fma(v, c00);
                v = FloatVector.fromArray(SPECIES, x, xi + p + TILE);
                c01 = e0.fma(v, c01);
                v = FloatVector.fromArray(SPECIES, x, xi + p + 2 * TILE);
                c02 = e0.fma(v, c02);
                v = FloatVector.fromArray(SPECIES, x, xi + p + 3 * TILE);
                c03 = e0.fma(v, c03);
                v = FloatVector.fromArray(SPECIES, x, xi + p + 4 * TILE);
                c04 = e0.fma(v, c04);
            }
            xi += xRow;
            d0 += dyRow;
        }
        c00.intoArray(dw, wi);
        c01.intoArray(dw, wi + TILE);
        c02.intoArray(dw, wi + 2 * TILE);
        c03.intoArray(dw, wi + 3 * TILE);
        c04.intoArray(dw, wi + 4 * TILE);
    }
}
