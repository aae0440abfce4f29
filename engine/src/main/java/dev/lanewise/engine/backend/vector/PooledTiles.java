// Generated from engine/src/tiles/PooledTiles.java.template and tiles.txt: don't edit.
// Renew: java engine/src/test/java/dev/lanewise/engine/tiles/TileGenerator.java
package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.Backend.TILE;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/**
 * Micro-kernels that make the 2×2 window of a convolution's maps at one position and pool it before
 * it leaves the registers: for a vector of 512 bits, which is all images of a tile.
 *
 * <p>A step over the taps loads the 4 vectors of the window and a weight for each map, as {@link
 * GemmTiles} does. Storing the sums and pooling them from there would cost six maps 48 transfers a
 * tile, most across cache lines; LeNet's first layer has but 25 taps, 600 cycles of fma, to hide
 * them behind.
 *
 * <p>The first of equal elements wins: right beats left, below beats above only if greater.
 */
final class PooledTiles {

    private PooledTiles() {}

    /**
     * Sums 24 + x 4 + w 1 = 29 registers;
     * 10 loads for 24 fma.
     */
    static void tile6x2x2(int k, float[] w, int w0, int wMap, float[] x, int xi, int[] taps,
            int xRow, float[] bias, int biasAt, float[] y, int yi, int yMap,
            float @Nullable [] winner, int winnerAt) {
        FloatVector c00, c01, c02, c03;
        FloatVector c10, c11, c12, c13;
        FloatVector c20, c21, c22, c23;
        FloatVector c30, c31, c32, c33;
        FloatVector c40, c41, c42, c43;
        FloatVector c50, c51, c52, c53;
        c00 = c01 = c02 = c03 = FloatVector.broadcast(SPECIES, bias[biasAt]);
        c10 = c11 = c12 = c13 = FloatVector.broadcast(SPECIES, bias[biasAt + 1]);
        c20 = c21 = c22 = c23 = FloatVector.broadcast(SPECIES, bias[biasAt + 2]);
        c30 = c31 = c32 = c33 = FloatVector.broadcast(SPECIES, bias[biasAt + 3]);
        c40 = c41 = c42 = c43 = FloatVector.broadcast(SPECIES, bias[biasAt + 4]);
        c50 = c51 = c52 = c53 = FloatVector.broadcast(SPECIES, bias[biasAt + 5]);
        int w1 = w0 + wMap;
        int w2 = w1 + wMap;
        int w3 = w2 + wMap;
        int w4 = w3 + wMap;
        int w5 = w4 + wMap;
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector two = FloatVector.broadcast(SPECIES, 2f);
        FloatVector three = FloatVector.broadcast(SPECIES, 3f);
        for (int p = 0; p < k; p++) {
            int q = xi + taps[p];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, q);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, q + TILE);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, q + xRow);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, q + xRow + TILE);
            FloatVector t = FloatVector.broadcast(SPECIES, w[w0 + p]);
            c00 = t.fma(x0, c00);
            c01 = t.fma(x1, c01);
            c02 = t.fma(x2, c02);
            c03 = t.fma(x3, c03);
            t = FloatVector.broadcast(SPECIES, w[w1 + p]);
            c10 = t.fma(x0, c10);
            c11 = t.fma(x1, c11);
            c12 = t.fma(x2, c12);
            c13 = t.fma(x3, c13);
            t = FloatVector.broadcast(SPECIES, w[w2 + p]);
            c20 = t.fma(x0, c20);
            c21 = t.fma(x1, c21);
            c22 = t.fma(x2, c22);
            c23 = t.fma(x3, c23);
            t = FloatVector.broadcast(SPECIES, w[w3 + p]);
            c30 = t.fma(x0, c30);
            c31 = t.fma(x1, c31);
            c32 = t.fma(x2, c32);
            c33 = t.fma(x3, c33);
            t = FloatVector.broadcast(SPECIES, w[w4 + p]);
            c40 = t.fma(x0, c40);
            c41 = t.fma(x1, c41);
            c42 = t.fma(x2, c42);
            c43 = t.fma(x3, c43);
            t = FloatVector.broadcast(SPECIES, w[w5 + p]);
            c50 = t.fma(x0, c50);
            c51 = t.fma(x1, c51);
            c52 = t.fma(x2, c52);
            c53 = t.fma(x3, c53);
        }
        VectorMask<Float> right = c01.compare(VectorOperators.GT, c00);
        VectorMask<Float> lowerRight = c03.compare(VectorOperators.GT, c02);
        FloatVector upper = c00.blend(c01, right);
        FloatVector lower = c02.blend(c03, lowerRight);
        VectorMask<Float> below = lower.compare(VectorOperators.GT, upper);
        upper.blend(lower, below).intoArray(y, yi);
        if (winner != null) {
            zero.blend(one, right)
                    .blend(two.blend(three, lowerRight), below)
                    .intoArray(winner, winnerAt);
        }
        right = c11.compare(VectorOperators.GT, c10);
        lowerRight = c13.compare(VectorOperators.GT, c12);
        upper = c10.blend(c11, right);
        lower = c12.blend(c13, lowerRight);
        below = lower.compare(VectorOperators.GT, upper);
        upper.blend(lower, below).intoArray(y, yi + yMap);
        if (winner != null) {
            zero.blend(one, right)
                    .blend(two.blend(three, lowerRight), below)
                    .intoArray(winner, winnerAt + yMap);
        }
        right = c21.compare(VectorOperators.GT, c20);
        lowerRight = c23.compare(VectorOperators.GT, c22);
        upper = c20.blend(c21, right);
        lower = c22.blend(c23, lowerRight);
        below = lower.compare(VectorOperators.GT, upper);
        upper.blend(lower, below).intoArray(y, yi + 2 * yMap);
        if (winner != null) {
            zero.blend(one, right)
                    .blend(two.blend(three, lowerRight), below)
                    .intoArray(winner, winnerAt + 2 * yMap);
        }
        right = c31.compare(VectorOperators.GT, c30);
        lowerRight = c33.compare(VectorOperators.GT, c32);
        upper = c30.blend(c31, right);
        lower = c32.blend(c33, lowerRight);
        below = lower.compare(VectorOperators.GT, upper);
        upper.blend(lower, below).intoArray(y, yi + 3 * yMap);
        if (winner != null) {
            zero.blend(one, right)
                    .blend(two.blend(three, lowerRight), below)
                    .intoArray(winner, winnerAt + 3 * yMap);
        }
        right = c41.compare(VectorOperators.GT, c40);
        lowerRight = c43.compare(VectorOperators.GT, c42);
        upper = c40.blend(c41, right);
        lower = c42.blend(c43, lowerRight);
        below = lower.compare(VectorOperators.GT, upper);
        upper.blend(lower, below).intoArray(y, yi + 4 * yMap);
        if (winner != null) {
            zero.blend(one, right)
                    .blend(two.blend(three, lowerRight), below)
                    .intoArray(winner, winnerAt + 4 * yMap);
        }
        right = c51.compare(VectorOperators.GT, c50);
        lowerRight = c53.compare(VectorOperators.GT, c52);
        upper = c50.blend(c51, right);
        lower = c52.blend(c53, lowerRight);
        below = lower.compare(VectorOperators.GT, upper);
        upper.blend(lower, below).intoArray(y, yi + 5 * yMap);
        if (winner != null) {
            zero.blend(one, right)
                    .blend(two.blend(three, lowerRight), below)
                    .intoArray(winner, winnerAt + 5 * yMap);
        }
    }

    /**
     * Sums 16 + x 4 + w 1 = 21 registers;
     * 8 loads for 16 fma.
     */
    static void tile4x2x2(int k, float[] w, int w0, int wMap, float[] x, int xi, int[] taps,
            int xRow, float[] bias, int biasAt, float[] y, int yi, int yMap,
            float @Nullable [] winner, int winnerAt) {
        FloatVector c00, c01, c02, c03;
        FloatVector c10, c11, c12, c13;
        FloatVector c20, c21, c22, c23;
        FloatVector c30, c31, c32, c33;
        c00 = c01 = c02 = c03 = FloatVector.broadcast(SPECIES, bias[biasAt]);
        c10 = c11 = c12 = c13 = FloatVector.broadcast(SPECIES, bias[biasAt + 1]);
        c20 = c21 = c22 = c23 = FloatVector.broadcast(SPECIES, bias[biasAt + 2]);
        c30 = c31 = c32 = c33 = FloatVector.broadcast(SPECIES, bias[biasAt + 3]);
        int w1 = w0 + wMap;
        int w2 = w1 + wMap;
        int w3 = w2 + wMap;
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector two = FloatVector.broadcast(SPECIES, 2f);
        FloatVector three = FloatVector.broadcast(SPECIES, 3f);
        for (int p = 0; p < k; p++) {
            int q = xi + taps[p];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, q);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, q + TILE);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, q + xRow);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, q + xRow + TILE);
            FloatVector t = FloatVector.broadcast(SPECIES, w[w0 + p]);
            c00 = t.fma(x0, c00);
            c01 = t.fma(x1, c01);
            c02 = t.fma(x2, c02);
            c03 = t.fma(x3, c03);
            t = FloatVector.broadcast(SPECIES, w[w1 + p]);
            c10 = t.fma(x0, c10);
            c11 = t.fma(x1, c11);
            c12 = t.fma(x2, c12);
            c13 = t.fma(x3, c13);
            t = FloatVector.broadcast(SPECIES, w[w2 + p]);
            c20 = t.fma(x0, c20);
            c21 = t.fma(x1, c21);
            c22 = t.fma(x2, c22);
            c23 = t.fma(x3, c23);
            t = FloatVector.broadcast(SPECIES, w[w3 + p]);
            c30 = t.fma(x0, c30);
            c31 = t.fma(x1, c31);
            c32 = t.fma(x2, c32);
            c33 = t.fma(x3, c33);
        }
        VectorMask<Float> right = c01.compare(VectorOperators.GT, c00);
        VectorMask<Float> lowerRight = c03.compare(VectorOperators.GT, c02);
        FloatVector upper = c00.blend(c01, right);
        FloatVector lower = c02.blend(c03, lowerRight);
        VectorMask<Float> below = lower.compare(VectorOperators.GT, upper);
        upper.blend(lower, below).intoArray(y, yi);
        if (winner != null) {
            zero.blend(one, right)
                    .blend(two.blend(three, lowerRight), below)
                    .intoArray(winner, winnerAt);
        }
        right = c11.compare(VectorOperators.GT, c10);
        lowerRight = c13.compare(VectorOperators.GT, c12);
        upper = c10.blend(c11, right);
        lower = c12.blend(c13, lowerRight);
        below = lower.compare(VectorOperators.GT, upper);
        upper.blend(lower, below).intoArray(y, yi + yMap);
        if (winner != null) {
            zero.blend(one, right)
                    .blend(two.blend(three, lowerRight), below)
                    .intoArray(winner, winnerAt + yMap);
        }
        right = c21.compare(VectorOperators.GT, c20);
        lowerRight = c23.compare(VectorOperators.GT, c22);
        upper = c20.blend(c21, right);
        lower = c22.blend(c23, lowerRight);
        below = lower.compare(VectorOperators.GT, upper);
        upper.blend(lower, below).intoArray(y, yi + 2 * yMap);
        if (winner != null) {
            zero.blend(one, right)
                    .blend(two.blend(three, lowerRight), below)
                    .intoArray(winner, winnerAt + 2 * yMap);
        }
        right = c31.compare(VectorOperators.GT, c30);
        lowerRight = c33.compare(VectorOperators.GT, c32);
        upper = c30.blend(c31, right);
        lower = c32.blend(c33, lowerRight);
        below = lower.compare(VectorOperators.GT, upper);
        upper.blend(lower, below).intoArray(y, yi + 3 * yMap);
        if (winner != null) {
            zero.blend(one, right)
                    .blend(two.blend(three, lowerRight), below)
                    .intoArray(winner, winnerAt + 3 * yMap);
        }
    }

    /**
     * Sums 4 + x 4 + w 1 = 9 registers;
     * 5 loads for 4 fma.
     */
    static void tile1x2x2(int k, float[] w, int w0, float[] x, int xi, int[] taps,
            int xRow, float[] bias, int biasAt, float[] y, int yi,
            float @Nullable [] winner, int winnerAt) {
        FloatVector c00, c01, c02, c03;
        c00 = c01 = c02 = c03 = FloatVector.broadcast(SPECIES, bias[biasAt]);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector two = FloatVector.broadcast(SPECIES, 2f);
        FloatVector three = FloatVector.broadcast(SPECIES, 3f);
        for (int p = 0; p < k; p++) {
            int q = xi + taps[p];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, q);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, q + TILE);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, q + xRow);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, q + xRow + TILE);
            FloatVector t = FloatVector.broadcast(SPECIES, w[w0 + p]);
            c00 = t.fma(x0, c00);
            c01 = t.fma(x1, c01);
            c02 = t.fma(x2, c02);
            c03 = t.fma(x3, c03);
        }
        VectorMask<Float> right = c01.compare(VectorOperators.GT, c00);
        VectorMask<Float> lowerRight = c03.compare(VectorOperators.GT, c02);
        FloatVector upper = c00.blend(c01, right);
        FloatVector lower = c02.blend(c03, lowerRight);
        VectorMask<Float> below = lower.compare(VectorOperators.GT, upper);
        upper.blend(lower, below).intoArray(y, yi);
        if (winner != null) {
            zero.blend(one, right)
                    .blend(two.blend(three, lowerRight), below)
                    .intoArray(winner, winnerAt);
        }
    }
}
