// Generated from engine/src/tiles/DepthwiseTiles.java.template and tiles.txt: don't edit.
// Renew: java engine/src/test/java/dev/lanewise/engine/tiles/TileGenerator.java
package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Tiles of a depthwise convolution: sums of some pixels of one map that stay in registers over all taps.
 * A tap is one number, which is broadcast; each pixel loads what it sees through it, so there is a load
 * for every fma, and nothing is gained by more than eight pixels. Fewer serve the last columns, and
 * narrow maps: with less than four, the latency of the fma is the bound.
 */
final class DepthwiseTiles {

    private DepthwiseTiles() {}

    /**
     * Sums 8 + W 1 = 9 registers;
     * 9 loads for 8 fma.
     */
    static void tile8(int taps, float[] w, int wi, int[] wAt, float[] x, int xi,
            int[] xAt, int xStep, float[] y, int yi, int yStep, float @Nullable [] start,
            int si) {
        FloatVector c0, c1, c2, c3, c4, c5, c6, c7;
        if (start != null) {
            c0 = c1 = c2 = c3 = c4 = c5 = c6 = c7 = FloatVector.broadcast(SPECIES, start[si]);
        } else {
            c0 = FloatVector.fromArray(SPECIES, y, yi);
            c1 = FloatVector.fromArray(SPECIES, y, yi + yStep);
            c2 = FloatVector.fromArray(SPECIES, y, yi + 2 * yStep);
            c3 = FloatVector.fromArray(SPECIES, y, yi + 3 * yStep);
            c4 = FloatVector.fromArray(SPECIES, y, yi + 4 * yStep);
            c5 = FloatVector.fromArray(SPECIES, y, yi + 5 * yStep);
            c6 = FloatVector.fromArray(SPECIES, y, yi + 6 * yStep);
            c7 = FloatVector.fromArray(SPECIES, y, yi + 7 * yStep);
        }
        for (int t = 0; t < taps; t++) {
            int q = xi + xAt[t];
            FloatVector v = FloatVector.broadcast(SPECIES, w[wi + wAt[t]]);
            c0 = v.fma(FloatVector.fromArray(SPECIES, x, q), c0);
            c1 = v.fma(FloatVector.fromArray(SPECIES, x, q + xStep), c1);
            c2 = v.fma(FloatVector.fromArray(SPECIES, x, q + 2 * xStep), c2);
            c3 = v.fma(FloatVector.fromArray(SPECIES, x, q + 3 * xStep), c3);
            c4 = v.fma(FloatVector.fromArray(SPECIES, x, q + 4 * xStep), c4);
            c5 = v.fma(FloatVector.fromArray(SPECIES, x, q + 5 * xStep), c5);
            c6 = v.fma(FloatVector.fromArray(SPECIES, x, q + 6 * xStep), c6);
            c7 = v.fma(FloatVector.fromArray(SPECIES, x, q + 7 * xStep), c7);
        }
        c0.intoArray(y, yi);
        c1.intoArray(y, yi + yStep);
        c2.intoArray(y, yi + 2 * yStep);
        c3.intoArray(y, yi + 3 * yStep);
        c4.intoArray(y, yi + 4 * yStep);
        c5.intoArray(y, yi + 5 * yStep);
        c6.intoArray(y, yi + 6 * yStep);
        c7.intoArray(y, yi + 7 * yStep);
    }

    /**
     * Sums 6 + W 1 = 7 registers;
     * 7 loads for 6 fma.
     */
    static void tile6(int taps, float[] w, int wi, int[] wAt, float[] x, int xi,
            int[] xAt, int xStep, float[] y, int yi, int yStep, float @Nullable [] start,
            int si) {
        FloatVector c0, c1, c2, c3, c4, c5;
        if (start != null) {
            c0 = c1 = c2 = c3 = c4 = c5 = FloatVector.broadcast(SPECIES, start[si]);
        } else {
            c0 = FloatVector.fromArray(SPECIES, y, yi);
            c1 = FloatVector.fromArray(SPECIES, y, yi + yStep);
            c2 = FloatVector.fromArray(SPECIES, y, yi + 2 * yStep);
            c3 = FloatVector.fromArray(SPECIES, y, yi + 3 * yStep);
            c4 = FloatVector.fromArray(SPECIES, y, yi + 4 * yStep);
            c5 = FloatVector.fromArray(SPECIES, y, yi + 5 * yStep);
        }
        for (int t = 0; t < taps; t++) {
            int q = xi + xAt[t];
            FloatVector v = FloatVector.broadcast(SPECIES, w[wi + wAt[t]]);
            c0 = v.fma(FloatVector.fromArray(SPECIES, x, q), c0);
            c1 = v.fma(FloatVector.fromArray(SPECIES, x, q + xStep), c1);
            c2 = v.fma(FloatVector.fromArray(SPECIES, x, q + 2 * xStep), c2);
            c3 = v.fma(FloatVector.fromArray(SPECIES, x, q + 3 * xStep), c3);
            c4 = v.fma(FloatVector.fromArray(SPECIES, x, q + 4 * xStep), c4);
            c5 = v.fma(FloatVector.fromArray(SPECIES, x, q + 5 * xStep), c5);
        }
        c0.intoArray(y, yi);
        c1.intoArray(y, yi + yStep);
        c2.intoArray(y, yi + 2 * yStep);
        c3.intoArray(y, yi + 3 * yStep);
        c4.intoArray(y, yi + 4 * yStep);
        c5.intoArray(y, yi + 5 * yStep);
    }

    /**
     * Sums 4 + W 1 = 5 registers;
     * 5 loads for 4 fma.
     */
    static void tile4(int taps, float[] w, int wi, int[] wAt, float[] x, int xi,
            int[] xAt, int xStep, float[] y, int yi, int yStep, float @Nullable [] start,
            int si) {
        FloatVector c0, c1, c2, c3;
        if (start != null) {
            c0 = c1 = c2 = c3 = FloatVector.broadcast(SPECIES, start[si]);
        } else {
            c0 = FloatVector.fromArray(SPECIES, y, yi);
            c1 = FloatVector.fromArray(SPECIES, y, yi + yStep);
            c2 = FloatVector.fromArray(SPECIES, y, yi + 2 * yStep);
            c3 = FloatVector.fromArray(SPECIES, y, yi + 3 * yStep);
        }
        for (int t = 0; t < taps; t++) {
            int q = xi + xAt[t];
            FloatVector v = FloatVector.broadcast(SPECIES, w[wi + wAt[t]]);
            c0 = v.fma(FloatVector.fromArray(SPECIES, x, q), c0);
            c1 = v.fma(FloatVector.fromArray(SPECIES, x, q + xStep), c1);
            c2 = v.fma(FloatVector.fromArray(SPECIES, x, q + 2 * xStep), c2);
            c3 = v.fma(FloatVector.fromArray(SPECIES, x, q + 3 * xStep), c3);
        }
        c0.intoArray(y, yi);
        c1.intoArray(y, yi + yStep);
        c2.intoArray(y, yi + 2 * yStep);
        c3.intoArray(y, yi + 3 * yStep);
    }

    /**
     * Sums 3 + W 1 = 4 registers;
     * 4 loads for 3 fma.
     */
    static void tile3(int taps, float[] w, int wi, int[] wAt, float[] x, int xi,
            int[] xAt, int xStep, float[] y, int yi, int yStep, float @Nullable [] start,
            int si) {
        FloatVector c0, c1, c2;
        if (start != null) {
            c0 = c1 = c2 = FloatVector.broadcast(SPECIES, start[si]);
        } else {
            c0 = FloatVector.fromArray(SPECIES, y, yi);
            c1 = FloatVector.fromArray(SPECIES, y, yi + yStep);
            c2 = FloatVector.fromArray(SPECIES, y, yi + 2 * yStep);
        }
        for (int t = 0; t < taps; t++) {
            int q = xi + xAt[t];
            FloatVector v = FloatVector.broadcast(SPECIES, w[wi + wAt[t]]);
            c0 = v.fma(FloatVector.fromArray(SPECIES, x, q), c0);
            c1 = v.fma(FloatVector.fromArray(SPECIES, x, q + xStep), c1);
            c2 = v.fma(FloatVector.fromArray(SPECIES, x, q + 2 * xStep), c2);
        }
        c0.intoArray(y, yi);
        c1.intoArray(y, yi + yStep);
        c2.intoArray(y, yi + 2 * yStep);
    }

    /**
     * Sums 2 + W 1 = 3 registers;
     * 3 loads for 2 fma.
     */
    static void tile2(int taps, float[] w, int wi, int[] wAt, float[] x, int xi,
            int[] xAt, int xStep, float[] y, int yi, int yStep, float @Nullable [] start,
            int si) {
        FloatVector c0, c1;
        if (start != null) {
            c0 = c1 = FloatVector.broadcast(SPECIES, start[si]);
        } else {
            c0 = FloatVector.fromArray(SPECIES, y, yi);
            c1 = FloatVector.fromArray(SPECIES, y, yi + yStep);
        }
        for (int t = 0; t < taps; t++) {
            int q = xi + xAt[t];
            FloatVector v = FloatVector.broadcast(SPECIES, w[wi + wAt[t]]);
            c0 = v.fma(FloatVector.fromArray(SPECIES, x, q), c0);
            c1 = v.fma(FloatVector.fromArray(SPECIES, x, q + xStep), c1);
        }
        c0.intoArray(y, yi);
        c1.intoArray(y, yi + yStep);
    }

    /**
     * Sums 1 + W 1 = 2 registers;
     * 2 loads for 1 fma.
     */
    static void tile1(int taps, float[] w, int wi, int[] wAt, float[] x, int xi,
            int[] xAt, float[] y, int yi, float @Nullable [] start,
            int si) {
        FloatVector c0;
        if (start != null) {
            c0 = FloatVector.broadcast(SPECIES, start[si]);
        } else {
            c0 = FloatVector.fromArray(SPECIES, y, yi);
        }
        for (int t = 0; t < taps; t++) {
            int q = xi + xAt[t];
            FloatVector v = FloatVector.broadcast(SPECIES, w[wi + wAt[t]]);
            c0 = v.fma(FloatVector.fromArray(SPECIES, x, q), c0);
        }
        c0.intoArray(y, yi);
    }
}
