// Generated from engine/src/tiles/ChannelTiles.java.template and tiles.txt: don't edit.
// Renew: java engine/src/test/java/dev/lanewise/engine/tiles/TileGenerator.java
package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of a convolution of one image, positions × vectors of output channels, whose sums stay in registers
 * over all taps. A tap loads the vectors of its weights and, for each position, the number that it sees
 * there, which is broadcast and multiplies them all: where the numbers lie makes no difference, so neither a
 * stride nor a narrow map costs anything.
 *
 * <p>The weights are in the order {@code [1 + tap][channel]}, the biases first. Why so many positions as
 * there are: as the rows in {@link GemmTiles}.
 */
final class ChannelTiles {

    private ChannelTiles() {}

    /**
     * Sums 24 + W 4 + X 1 = 29 registers;
     * 10 loads for 24 fma.
     */
    static void tile6x4(float[] x, int xi, int[] positions, int from, int[] taps,
            float[] w, int wi, float[] y, int yi) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c02 = FloatVector.fromArray(SPECIES, w, wi + 2 * LENGTH);
        FloatVector c03 = FloatVector.fromArray(SPECIES, w, wi + 3 * LENGTH);
        FloatVector c10 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c11 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c12 = FloatVector.fromArray(SPECIES, w, wi + 2 * LENGTH);
        FloatVector c13 = FloatVector.fromArray(SPECIES, w, wi + 3 * LENGTH);
        FloatVector c20 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c21 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c22 = FloatVector.fromArray(SPECIES, w, wi + 2 * LENGTH);
        FloatVector c23 = FloatVector.fromArray(SPECIES, w, wi + 3 * LENGTH);
        FloatVector c30 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c31 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c32 = FloatVector.fromArray(SPECIES, w, wi + 2 * LENGTH);
        FloatVector c33 = FloatVector.fromArray(SPECIES, w, wi + 3 * LENGTH);
        FloatVector c40 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c41 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c42 = FloatVector.fromArray(SPECIES, w, wi + 2 * LENGTH);
        FloatVector c43 = FloatVector.fromArray(SPECIES, w, wi + 3 * LENGTH);
        FloatVector c50 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c51 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c52 = FloatVector.fromArray(SPECIES, w, wi + 2 * LENGTH);
        FloatVector c53 = FloatVector.fromArray(SPECIES, w, wi + 3 * LENGTH);
        int x0 = xi + positions[from];
        int x1 = xi + positions[from + 1];
        int x2 = xi + positions[from + 2];
        int x3 = xi + positions[from + 3];
        int x4 = xi + positions[from + 4];
        int x5 = xi + positions[from + 5];
        int q = wi;
        for (int t = 0; t < taps.length; t++) {
            int tap = taps[t];
            q += 4 * LENGTH;
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, q);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, q + LENGTH);
            FloatVector w2 = FloatVector.fromArray(SPECIES, w, q + 2 * LENGTH);
            FloatVector w3 = FloatVector.fromArray(SPECIES, w, q + 3 * LENGTH);
            FloatVector a = FloatVector.broadcast(SPECIES, x[x0 + tap]);
            c00 = a.fma(w0, c00);
            c01 = a.fma(w1, c01);
            c02 = a.fma(w2, c02);
            c03 = a.fma(w3, c03);
            a = FloatVector.broadcast(SPECIES, x[x1 + tap]);
            c10 = a.fma(w0, c10);
            c11 = a.fma(w1, c11);
            c12 = a.fma(w2, c12);
            c13 = a.fma(w3, c13);
            a = FloatVector.broadcast(SPECIES, x[x2 + tap]);
            c20 = a.fma(w0, c20);
            c21 = a.fma(w1, c21);
            c22 = a.fma(w2, c22);
            c23 = a.fma(w3, c23);
            a = FloatVector.broadcast(SPECIES, x[x3 + tap]);
            c30 = a.fma(w0, c30);
            c31 = a.fma(w1, c31);
            c32 = a.fma(w2, c32);
            c33 = a.fma(w3, c33);
            a = FloatVector.broadcast(SPECIES, x[x4 + tap]);
            c40 = a.fma(w0, c40);
            c41 = a.fma(w1, c41);
            c42 = a.fma(w2, c42);
            c43 = a.fma(w3, c43);
            a = FloatVector.broadcast(SPECIES, x[x5 + tap]);
            c50 = a.fma(w0, c50);
            c51 = a.fma(w1, c51);
            c52 = a.fma(w2, c52);
            c53 = a.fma(w3, c53);
        }
        c00.intoArray(y, yi);
        c01.intoArray(y, yi + LENGTH);
        c02.intoArray(y, yi + 2 * LENGTH);
        c03.intoArray(y, yi + 3 * LENGTH);
        c10.intoArray(y, yi + 4 * LENGTH);
        c11.intoArray(y, yi + 5 * LENGTH);
        c12.intoArray(y, yi + 6 * LENGTH);
        c13.intoArray(y, yi + 7 * LENGTH);
        c20.intoArray(y, yi + 8 * LENGTH);
        c21.intoArray(y, yi + 9 * LENGTH);
        c22.intoArray(y, yi + 10 * LENGTH);
        c23.intoArray(y, yi + 11 * LENGTH);
        c30.intoArray(y, yi + 12 * LENGTH);
        c31.intoArray(y, yi + 13 * LENGTH);
        c32.intoArray(y, yi + 14 * LENGTH);
        c33.intoArray(y, yi + 15 * LENGTH);
        c40.intoArray(y, yi + 16 * LENGTH);
        c41.intoArray(y, yi + 17 * LENGTH);
        c42.intoArray(y, yi + 18 * LENGTH);
        c43.intoArray(y, yi + 19 * LENGTH);
        c50.intoArray(y, yi + 20 * LENGTH);
        c51.intoArray(y, yi + 21 * LENGTH);
        c52.intoArray(y, yi + 22 * LENGTH);
        c53.intoArray(y, yi + 23 * LENGTH);
    }

    /**
     * Sums 12 + W 4 + X 1 = 17 registers;
     * 7 loads for 12 fma.
     */
    static void tile3x4(float[] x, int xi, int[] positions, int from, int[] taps,
            float[] w, int wi, float[] y, int yi) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c02 = FloatVector.fromArray(SPECIES, w, wi + 2 * LENGTH);
        FloatVector c03 = FloatVector.fromArray(SPECIES, w, wi + 3 * LENGTH);
        FloatVector c10 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c11 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c12 = FloatVector.fromArray(SPECIES, w, wi + 2 * LENGTH);
        FloatVector c13 = FloatVector.fromArray(SPECIES, w, wi + 3 * LENGTH);
        FloatVector c20 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c21 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c22 = FloatVector.fromArray(SPECIES, w, wi + 2 * LENGTH);
        FloatVector c23 = FloatVector.fromArray(SPECIES, w, wi + 3 * LENGTH);
        int x0 = xi + positions[from];
        int x1 = xi + positions[from + 1];
        int x2 = xi + positions[from + 2];
        int q = wi;
        for (int t = 0; t < taps.length; t++) {
            int tap = taps[t];
            q += 4 * LENGTH;
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, q);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, q + LENGTH);
            FloatVector w2 = FloatVector.fromArray(SPECIES, w, q + 2 * LENGTH);
            FloatVector w3 = FloatVector.fromArray(SPECIES, w, q + 3 * LENGTH);
            FloatVector a = FloatVector.broadcast(SPECIES, x[x0 + tap]);
            c00 = a.fma(w0, c00);
            c01 = a.fma(w1, c01);
            c02 = a.fma(w2, c02);
            c03 = a.fma(w3, c03);
            a = FloatVector.broadcast(SPECIES, x[x1 + tap]);
            c10 = a.fma(w0, c10);
            c11 = a.fma(w1, c11);
            c12 = a.fma(w2, c12);
            c13 = a.fma(w3, c13);
            a = FloatVector.broadcast(SPECIES, x[x2 + tap]);
            c20 = a.fma(w0, c20);
            c21 = a.fma(w1, c21);
            c22 = a.fma(w2, c22);
            c23 = a.fma(w3, c23);
        }
        c00.intoArray(y, yi);
        c01.intoArray(y, yi + LENGTH);
        c02.intoArray(y, yi + 2 * LENGTH);
        c03.intoArray(y, yi + 3 * LENGTH);
        c10.intoArray(y, yi + 4 * LENGTH);
        c11.intoArray(y, yi + 5 * LENGTH);
        c12.intoArray(y, yi + 6 * LENGTH);
        c13.intoArray(y, yi + 7 * LENGTH);
        c20.intoArray(y, yi + 8 * LENGTH);
        c21.intoArray(y, yi + 9 * LENGTH);
        c22.intoArray(y, yi + 10 * LENGTH);
        c23.intoArray(y, yi + 11 * LENGTH);
    }

    /**
     * Sums 4 + W 4 + X 1 = 9 registers;
     * 5 loads for 4 fma.
     */
    static void tile1x4(float[] x, int xi, int[] positions, int from, int[] taps,
            float[] w, int wi, float[] y, int yi) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c02 = FloatVector.fromArray(SPECIES, w, wi + 2 * LENGTH);
        FloatVector c03 = FloatVector.fromArray(SPECIES, w, wi + 3 * LENGTH);
        int x0 = xi + positions[from];
        int q = wi;
        for (int t = 0; t < taps.length; t++) {
            int tap = taps[t];
            q += 4 * LENGTH;
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, q);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, q + LENGTH);
            FloatVector w2 = FloatVector.fromArray(SPECIES, w, q + 2 * LENGTH);
            FloatVector w3 = FloatVector.fromArray(SPECIES, w, q + 3 * LENGTH);
            FloatVector a = FloatVector.broadcast(SPECIES, x[x0 + tap]);
            c00 = a.fma(w0, c00);
            c01 = a.fma(w1, c01);
            c02 = a.fma(w2, c02);
            c03 = a.fma(w3, c03);
        }
        c00.intoArray(y, yi);
        c01.intoArray(y, yi + LENGTH);
        c02.intoArray(y, yi + 2 * LENGTH);
        c03.intoArray(y, yi + 3 * LENGTH);
    }

    /**
     * Sums 24 + W 2 + X 1 = 27 registers;
     * 14 loads for 24 fma.
     */
    static void tile12x2(float[] x, int xi, int[] positions, int from, int[] taps,
            float[] w, int wi, float[] y, int yi) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c10 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c11 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c20 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c21 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c30 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c31 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c40 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c41 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c50 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c51 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c60 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c61 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c70 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c71 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c80 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c81 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c90 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c91 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c100 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c101 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c110 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c111 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        int x0 = xi + positions[from];
        int x1 = xi + positions[from + 1];
        int x2 = xi + positions[from + 2];
        int x3 = xi + positions[from + 3];
        int x4 = xi + positions[from + 4];
        int x5 = xi + positions[from + 5];
        int x6 = xi + positions[from + 6];
        int x7 = xi + positions[from + 7];
        int x8 = xi + positions[from + 8];
        int x9 = xi + positions[from + 9];
        int x10 = xi + positions[from + 10];
        int x11 = xi + positions[from + 11];
        int q = wi;
        for (int t = 0; t < taps.length; t++) {
            int tap = taps[t];
            q += 2 * LENGTH;
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, q);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, q + LENGTH);
            FloatVector a = FloatVector.broadcast(SPECIES, x[x0 + tap]);
            c00 = a.fma(w0, c00);
            c01 = a.fma(w1, c01);
            a = FloatVector.broadcast(SPECIES, x[x1 + tap]);
            c10 = a.fma(w0, c10);
            c11 = a.fma(w1, c11);
            a = FloatVector.broadcast(SPECIES, x[x2 + tap]);
            c20 = a.fma(w0, c20);
            c21 = a.fma(w1, c21);
            a = FloatVector.broadcast(SPECIES, x[x3 + tap]);
            c30 = a.fma(w0, c30);
            c31 = a.fma(w1, c31);
            a = FloatVector.broadcast(SPECIES, x[x4 + tap]);
            c40 = a.fma(w0, c40);
            c41 = a.fma(w1, c41);
            a = FloatVector.broadcast(SPECIES, x[x5 + tap]);
            c50 = a.fma(w0, c50);
            c51 = a.fma(w1, c51);
            a = FloatVector.broadcast(SPECIES, x[x6 + tap]);
            c60 = a.fma(w0, c60);
            c61 = a.fma(w1, c61);
            a = FloatVector.broadcast(SPECIES, x[x7 + tap]);
            c70 = a.fma(w0, c70);
            c71 = a.fma(w1, c71);
            a = FloatVector.broadcast(SPECIES, x[x8 + tap]);
            c80 = a.fma(w0, c80);
            c81 = a.fma(w1, c81);
            a = FloatVector.broadcast(SPECIES, x[x9 + tap]);
            c90 = a.fma(w0, c90);
            c91 = a.fma(w1, c91);
            a = FloatVector.broadcast(SPECIES, x[x10 + tap]);
            c100 = a.fma(w0, c100);
            c101 = a.fma(w1, c101);
            a = FloatVector.broadcast(SPECIES, x[x11 + tap]);
            c110 = a.fma(w0, c110);
            c111 = a.fma(w1, c111);
        }
        c00.intoArray(y, yi);
        c01.intoArray(y, yi + LENGTH);
        c10.intoArray(y, yi + 2 * LENGTH);
        c11.intoArray(y, yi + 3 * LENGTH);
        c20.intoArray(y, yi + 4 * LENGTH);
        c21.intoArray(y, yi + 5 * LENGTH);
        c30.intoArray(y, yi + 6 * LENGTH);
        c31.intoArray(y, yi + 7 * LENGTH);
        c40.intoArray(y, yi + 8 * LENGTH);
        c41.intoArray(y, yi + 9 * LENGTH);
        c50.intoArray(y, yi + 10 * LENGTH);
        c51.intoArray(y, yi + 11 * LENGTH);
        c60.intoArray(y, yi + 12 * LENGTH);
        c61.intoArray(y, yi + 13 * LENGTH);
        c70.intoArray(y, yi + 14 * LENGTH);
        c71.intoArray(y, yi + 15 * LENGTH);
        c80.intoArray(y, yi + 16 * LENGTH);
        c81.intoArray(y, yi + 17 * LENGTH);
        c90.intoArray(y, yi + 18 * LENGTH);
        c91.intoArray(y, yi + 19 * LENGTH);
        c100.intoArray(y, yi + 20 * LENGTH);
        c101.intoArray(y, yi + 21 * LENGTH);
        c110.intoArray(y, yi + 22 * LENGTH);
        c111.intoArray(y, yi + 23 * LENGTH);
    }

    /**
     * Sums 12 + W 2 + X 1 = 15 registers;
     * 8 loads for 12 fma.
     */
    static void tile6x2(float[] x, int xi, int[] positions, int from, int[] taps,
            float[] w, int wi, float[] y, int yi) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c10 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c11 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c20 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c21 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c30 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c31 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c40 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c41 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c50 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c51 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        int x0 = xi + positions[from];
        int x1 = xi + positions[from + 1];
        int x2 = xi + positions[from + 2];
        int x3 = xi + positions[from + 3];
        int x4 = xi + positions[from + 4];
        int x5 = xi + positions[from + 5];
        int q = wi;
        for (int t = 0; t < taps.length; t++) {
            int tap = taps[t];
            q += 2 * LENGTH;
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, q);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, q + LENGTH);
            FloatVector a = FloatVector.broadcast(SPECIES, x[x0 + tap]);
            c00 = a.fma(w0, c00);
            c01 = a.fma(w1, c01);
            a = FloatVector.broadcast(SPECIES, x[x1 + tap]);
            c10 = a.fma(w0, c10);
            c11 = a.fma(w1, c11);
            a = FloatVector.broadcast(SPECIES, x[x2 + tap]);
            c20 = a.fma(w0, c20);
            c21 = a.fma(w1, c21);
            a = FloatVector.broadcast(SPECIES, x[x3 + tap]);
            c30 = a.fma(w0, c30);
            c31 = a.fma(w1, c31);
            a = FloatVector.broadcast(SPECIES, x[x4 + tap]);
            c40 = a.fma(w0, c40);
            c41 = a.fma(w1, c41);
            a = FloatVector.broadcast(SPECIES, x[x5 + tap]);
            c50 = a.fma(w0, c50);
            c51 = a.fma(w1, c51);
        }
        c00.intoArray(y, yi);
        c01.intoArray(y, yi + LENGTH);
        c10.intoArray(y, yi + 2 * LENGTH);
        c11.intoArray(y, yi + 3 * LENGTH);
        c20.intoArray(y, yi + 4 * LENGTH);
        c21.intoArray(y, yi + 5 * LENGTH);
        c30.intoArray(y, yi + 6 * LENGTH);
        c31.intoArray(y, yi + 7 * LENGTH);
        c40.intoArray(y, yi + 8 * LENGTH);
        c41.intoArray(y, yi + 9 * LENGTH);
        c50.intoArray(y, yi + 10 * LENGTH);
        c51.intoArray(y, yi + 11 * LENGTH);
    }

    /**
     * Sums 6 + W 2 + X 1 = 9 registers;
     * 5 loads for 6 fma.
     */
    static void tile3x2(float[] x, int xi, int[] positions, int from, int[] taps,
            float[] w, int wi, float[] y, int yi) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c10 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c11 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        FloatVector c20 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c21 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        int x0 = xi + positions[from];
        int x1 = xi + positions[from + 1];
        int x2 = xi + positions[from + 2];
        int q = wi;
        for (int t = 0; t < taps.length; t++) {
            int tap = taps[t];
            q += 2 * LENGTH;
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, q);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, q + LENGTH);
            FloatVector a = FloatVector.broadcast(SPECIES, x[x0 + tap]);
            c00 = a.fma(w0, c00);
            c01 = a.fma(w1, c01);
            a = FloatVector.broadcast(SPECIES, x[x1 + tap]);
            c10 = a.fma(w0, c10);
            c11 = a.fma(w1, c11);
            a = FloatVector.broadcast(SPECIES, x[x2 + tap]);
            c20 = a.fma(w0, c20);
            c21 = a.fma(w1, c21);
        }
        c00.intoArray(y, yi);
        c01.intoArray(y, yi + LENGTH);
        c10.intoArray(y, yi + 2 * LENGTH);
        c11.intoArray(y, yi + 3 * LENGTH);
        c20.intoArray(y, yi + 4 * LENGTH);
        c21.intoArray(y, yi + 5 * LENGTH);
    }

    /**
     * Sums 2 + W 2 + X 1 = 5 registers;
     * 3 loads for 2 fma.
     */
    static void tile1x2(float[] x, int xi, int[] positions, int from, int[] taps,
            float[] w, int wi, float[] y, int yi) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, w, wi + LENGTH);
        int x0 = xi + positions[from];
        int q = wi;
        for (int t = 0; t < taps.length; t++) {
            int tap = taps[t];
            q += 2 * LENGTH;
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, q);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, q + LENGTH);
            FloatVector a = FloatVector.broadcast(SPECIES, x[x0 + tap]);
            c00 = a.fma(w0, c00);
            c01 = a.fma(w1, c01);
        }
        c00.intoArray(y, yi);
        c01.intoArray(y, yi + LENGTH);
    }

    /**
     * Sums 24 + W 1 + X 1 = 26 registers;
     * 25 loads for 24 fma.
     */
    static void tile24x1(float[] x, int xi, int[] positions, int from, int[] taps,
            float[] w, int wi, float[] y, int yi) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c10 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c20 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c30 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c40 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c50 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c60 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c70 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c80 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c90 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c100 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c110 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c120 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c130 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c140 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c150 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c160 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c170 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c180 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c190 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c200 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c210 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c220 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c230 = FloatVector.fromArray(SPECIES, w, wi);
        int x0 = xi + positions[from];
        int x1 = xi + positions[from + 1];
        int x2 = xi + positions[from + 2];
        int x3 = xi + positions[from + 3];
        int x4 = xi + positions[from + 4];
        int x5 = xi + positions[from + 5];
        int x6 = xi + positions[from + 6];
        int x7 = xi + positions[from + 7];
        int x8 = xi + positions[from + 8];
        int x9 = xi + positions[from + 9];
        int x10 = xi + positions[from + 10];
        int x11 = xi + positions[from + 11];
        int x12 = xi + positions[from + 12];
        int x13 = xi + positions[from + 13];
        int x14 = xi + positions[from + 14];
        int x15 = xi + positions[from + 15];
        int x16 = xi + positions[from + 16];
        int x17 = xi + positions[from + 17];
        int x18 = xi + positions[from + 18];
        int x19 = xi + positions[from + 19];
        int x20 = xi + positions[from + 20];
        int x21 = xi + positions[from + 21];
        int x22 = xi + positions[from + 22];
        int x23 = xi + positions[from + 23];
        int q = wi;
        for (int t = 0; t < taps.length; t++) {
            int tap = taps[t];
            q += LENGTH;
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, q);
            FloatVector a = FloatVector.broadcast(SPECIES, x[x0 + tap]);
            c00 = a.fma(w0, c00);
            a = FloatVector.broadcast(SPECIES, x[x1 + tap]);
            c10 = a.fma(w0, c10);
            a = FloatVector.broadcast(SPECIES, x[x2 + tap]);
            c20 = a.fma(w0, c20);
            a = FloatVector.broadcast(SPECIES, x[x3 + tap]);
            c30 = a.fma(w0, c30);
            a = FloatVector.broadcast(SPECIES, x[x4 + tap]);
            c40 = a.fma(w0, c40);
            a = FloatVector.broadcast(SPECIES, x[x5 + tap]);
            c50 = a.fma(w0, c50);
            a = FloatVector.broadcast(SPECIES, x[x6 + tap]);
            c60 = a.fma(w0, c60);
            a = FloatVector.broadcast(SPECIES, x[x7 + tap]);
            c70 = a.fma(w0, c70);
            a = FloatVector.broadcast(SPECIES, x[x8 + tap]);
            c80 = a.fma(w0, c80);
            a = FloatVector.broadcast(SPECIES, x[x9 + tap]);
            c90 = a.fma(w0, c90);
            a = FloatVector.broadcast(SPECIES, x[x10 + tap]);
            c100 = a.fma(w0, c100);
            a = FloatVector.broadcast(SPECIES, x[x11 + tap]);
            c110 = a.fma(w0, c110);
            a = FloatVector.broadcast(SPECIES, x[x12 + tap]);
            c120 = a.fma(w0, c120);
            a = FloatVector.broadcast(SPECIES, x[x13 + tap]);
            c130 = a.fma(w0, c130);
            a = FloatVector.broadcast(SPECIES, x[x14 + tap]);
            c140 = a.fma(w0, c140);
            a = FloatVector.broadcast(SPECIES, x[x15 + tap]);
            c150 = a.fma(w0, c150);
            a = FloatVector.broadcast(SPECIES, x[x16 + tap]);
            c160 = a.fma(w0, c160);
            a = FloatVector.broadcast(SPECIES, x[x17 + tap]);
            c170 = a.fma(w0, c170);
            a = FloatVector.broadcast(SPECIES, x[x18 + tap]);
            c180 = a.fma(w0, c180);
            a = FloatVector.broadcast(SPECIES, x[x19 + tap]);
            c190 = a.fma(w0, c190);
            a = FloatVector.broadcast(SPECIES, x[x20 + tap]);
            c200 = a.fma(w0, c200);
            a = FloatVector.broadcast(SPECIES, x[x21 + tap]);
            c210 = a.fma(w0, c210);
            a = FloatVector.broadcast(SPECIES, x[x22 + tap]);
            c220 = a.fma(w0, c220);
            a = FloatVector.broadcast(SPECIES, x[x23 + tap]);
            c230 = a.fma(w0, c230);
        }
        c00.intoArray(y, yi);
        c10.intoArray(y, yi + LENGTH);
        c20.intoArray(y, yi + 2 * LENGTH);
        c30.intoArray(y, yi + 3 * LENGTH);
        c40.intoArray(y, yi + 4 * LENGTH);
        c50.intoArray(y, yi + 5 * LENGTH);
        c60.intoArray(y, yi + 6 * LENGTH);
        c70.intoArray(y, yi + 7 * LENGTH);
        c80.intoArray(y, yi + 8 * LENGTH);
        c90.intoArray(y, yi + 9 * LENGTH);
        c100.intoArray(y, yi + 10 * LENGTH);
        c110.intoArray(y, yi + 11 * LENGTH);
        c120.intoArray(y, yi + 12 * LENGTH);
        c130.intoArray(y, yi + 13 * LENGTH);
        c140.intoArray(y, yi + 14 * LENGTH);
        c150.intoArray(y, yi + 15 * LENGTH);
        c160.intoArray(y, yi + 16 * LENGTH);
        c170.intoArray(y, yi + 17 * LENGTH);
        c180.intoArray(y, yi + 18 * LENGTH);
        c190.intoArray(y, yi + 19 * LENGTH);
        c200.intoArray(y, yi + 20 * LENGTH);
        c210.intoArray(y, yi + 21 * LENGTH);
        c220.intoArray(y, yi + 22 * LENGTH);
        c230.intoArray(y, yi + 23 * LENGTH);
    }

    /**
     * Sums 12 + W 1 + X 1 = 14 registers;
     * 13 loads for 12 fma.
     */
    static void tile12x1(float[] x, int xi, int[] positions, int from, int[] taps,
            float[] w, int wi, float[] y, int yi) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c10 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c20 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c30 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c40 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c50 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c60 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c70 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c80 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c90 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c100 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c110 = FloatVector.fromArray(SPECIES, w, wi);
        int x0 = xi + positions[from];
        int x1 = xi + positions[from + 1];
        int x2 = xi + positions[from + 2];
        int x3 = xi + positions[from + 3];
        int x4 = xi + positions[from + 4];
        int x5 = xi + positions[from + 5];
        int x6 = xi + positions[from + 6];
        int x7 = xi + positions[from + 7];
        int x8 = xi + positions[from + 8];
        int x9 = xi + positions[from + 9];
        int x10 = xi + positions[from + 10];
        int x11 = xi + positions[from + 11];
        int q = wi;
        for (int t = 0; t < taps.length; t++) {
            int tap = taps[t];
            q += LENGTH;
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, q);
            FloatVector a = FloatVector.broadcast(SPECIES, x[x0 + tap]);
            c00 = a.fma(w0, c00);
            a = FloatVector.broadcast(SPECIES, x[x1 + tap]);
            c10 = a.fma(w0, c10);
            a = FloatVector.broadcast(SPECIES, x[x2 + tap]);
            c20 = a.fma(w0, c20);
            a = FloatVector.broadcast(SPECIES, x[x3 + tap]);
            c30 = a.fma(w0, c30);
            a = FloatVector.broadcast(SPECIES, x[x4 + tap]);
            c40 = a.fma(w0, c40);
            a = FloatVector.broadcast(SPECIES, x[x5 + tap]);
            c50 = a.fma(w0, c50);
            a = FloatVector.broadcast(SPECIES, x[x6 + tap]);
            c60 = a.fma(w0, c60);
            a = FloatVector.broadcast(SPECIES, x[x7 + tap]);
            c70 = a.fma(w0, c70);
            a = FloatVector.broadcast(SPECIES, x[x8 + tap]);
            c80 = a.fma(w0, c80);
            a = FloatVector.broadcast(SPECIES, x[x9 + tap]);
            c90 = a.fma(w0, c90);
            a = FloatVector.broadcast(SPECIES, x[x10 + tap]);
            c100 = a.fma(w0, c100);
            a = FloatVector.broadcast(SPECIES, x[x11 + tap]);
            c110 = a.fma(w0, c110);
        }
        c00.intoArray(y, yi);
        c10.intoArray(y, yi + LENGTH);
        c20.intoArray(y, yi + 2 * LENGTH);
        c30.intoArray(y, yi + 3 * LENGTH);
        c40.intoArray(y, yi + 4 * LENGTH);
        c50.intoArray(y, yi + 5 * LENGTH);
        c60.intoArray(y, yi + 6 * LENGTH);
        c70.intoArray(y, yi + 7 * LENGTH);
        c80.intoArray(y, yi + 8 * LENGTH);
        c90.intoArray(y, yi + 9 * LENGTH);
        c100.intoArray(y, yi + 10 * LENGTH);
        c110.intoArray(y, yi + 11 * LENGTH);
    }

    /**
     * Sums 6 + W 1 + X 1 = 8 registers;
     * 7 loads for 6 fma.
     */
    static void tile6x1(float[] x, int xi, int[] positions, int from, int[] taps,
            float[] w, int wi, float[] y, int yi) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c10 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c20 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c30 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c40 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c50 = FloatVector.fromArray(SPECIES, w, wi);
        int x0 = xi + positions[from];
        int x1 = xi + positions[from + 1];
        int x2 = xi + positions[from + 2];
        int x3 = xi + positions[from + 3];
        int x4 = xi + positions[from + 4];
        int x5 = xi + positions[from + 5];
        int q = wi;
        for (int t = 0; t < taps.length; t++) {
            int tap = taps[t];
            q += LENGTH;
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, q);
            FloatVector a = FloatVector.broadcast(SPECIES, x[x0 + tap]);
            c00 = a.fma(w0, c00);
            a = FloatVector.broadcast(SPECIES, x[x1 + tap]);
            c10 = a.fma(w0, c10);
            a = FloatVector.broadcast(SPECIES, x[x2 + tap]);
            c20 = a.fma(w0, c20);
            a = FloatVector.broadcast(SPECIES, x[x3 + tap]);
            c30 = a.fma(w0, c30);
            a = FloatVector.broadcast(SPECIES, x[x4 + tap]);
            c40 = a.fma(w0, c40);
            a = FloatVector.broadcast(SPECIES, x[x5 + tap]);
            c50 = a.fma(w0, c50);
        }
        c00.intoArray(y, yi);
        c10.intoArray(y, yi + LENGTH);
        c20.intoArray(y, yi + 2 * LENGTH);
        c30.intoArray(y, yi + 3 * LENGTH);
        c40.intoArray(y, yi + 4 * LENGTH);
        c50.intoArray(y, yi + 5 * LENGTH);
    }

    /**
     * Sums 3 + W 1 + X 1 = 5 registers;
     * 4 loads for 3 fma.
     */
    static void tile3x1(float[] x, int xi, int[] positions, int from, int[] taps,
            float[] w, int wi, float[] y, int yi) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c10 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector c20 = FloatVector.fromArray(SPECIES, w, wi);
        int x0 = xi + positions[from];
        int x1 = xi + positions[from + 1];
        int x2 = xi + positions[from + 2];
        int q = wi;
        for (int t = 0; t < taps.length; t++) {
            int tap = taps[t];
            q += LENGTH;
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, q);
            FloatVector a = FloatVector.broadcast(SPECIES, x[x0 + tap]);
            c00 = a.fma(w0, c00);
            a = FloatVector.broadcast(SPECIES, x[x1 + tap]);
            c10 = a.fma(w0, c10);
            a = FloatVector.broadcast(SPECIES, x[x2 + tap]);
            c20 = a.fma(w0, c20);
        }
        c00.intoArray(y, yi);
        c10.intoArray(y, yi + LENGTH);
        c20.intoArray(y, yi + 2 * LENGTH);
    }

    /**
     * Sums 1 + W 1 + X 1 = 3 registers;
     * 2 loads for 1 fma.
     */
    static void tile1x1(float[] x, int xi, int[] positions, int from, int[] taps,
            float[] w, int wi, float[] y, int yi) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, w, wi);
        int x0 = xi + positions[from];
        int q = wi;
        for (int t = 0; t < taps.length; t++) {
            int tap = taps[t];
            q += LENGTH;
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, q);
            FloatVector a = FloatVector.broadcast(SPECIES, x[x0 + tap]);
            c00 = a.fma(w0, c00);
        }
        c00.intoArray(y, yi);
    }
}
