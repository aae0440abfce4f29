// Generated from engine/src/tiles/DepthwiseRows.java.template and tiles.txt: don't edit.
// Renew: java engine/src/test/java/dev/lanewise/engine/tiles/TileGenerator.java
package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.Backend.TILE;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.lanewise.engine.backend.Epilogue;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a depthwise convolution of 3 × 3 taps, for 32 registers. What a pixel sees stays in registers:
 * the next one loads a new column, or two at stride 2, and not all nine. A pixel is one chain of nine fma;
 * the processor overlaps those of several pixels by itself, so a row of any length has the same speed.
 */
final class DepthwiseRows {

    private DepthwiseRows() {}

    /**
     * Rows of outputs, each its bias, its taps, and its end. W 9 + x 9 + bias 1 + sum 1 + end 3 =
     * 23 registers; 3 loads for 9 fma.
     */
    static void forward1(int rows, int pixels, float[] w, int wi, float[] x, int xi,
            int xDown, int xRow, float[] y, int yi, int yDown, float[] bias, int bi,
            @Nullable Epilogue end, int map) {
        FloatVector w00 = FloatVector.broadcast(SPECIES, w[wi]);
        FloatVector w01 = FloatVector.broadcast(SPECIES, w[wi + 1]);
        FloatVector w02 = FloatVector.broadcast(SPECIES, w[wi + 2]);
        FloatVector w10 = FloatVector.broadcast(SPECIES, w[wi + 3]);
        FloatVector w11 = FloatVector.broadcast(SPECIES, w[wi + 4]);
        FloatVector w12 = FloatVector.broadcast(SPECIES, w[wi + 5]);
        FloatVector w20 = FloatVector.broadcast(SPECIES, w[wi + 6]);
        FloatVector w21 = FloatVector.broadcast(SPECIES, w[wi + 7]);
        FloatVector w22 = FloatVector.broadcast(SPECIES, w[wi + 8]);
        FloatVector start = FloatVector.broadcast(SPECIES, bias[bi]);
        FloatVector least = FloatVector.broadcast(SPECIES, end == null ? 0 : end.least());
        FloatVector s = FloatVector.broadcast(SPECIES,
                end == null ? 1 : end.scales()[end.first() + map]);
        FloatVector t = FloatVector.broadcast(SPECIES,
                end == null ? 0 : end.shifts()[end.first() + map]);
        for (int row = 0; row < rows; row++) {
            int from = xi + row * xDown;
            int to = yi + row * yDown;
            FloatVector x00 = FloatVector.fromArray(SPECIES, x, from);
            FloatVector x10 = FloatVector.fromArray(SPECIES, x, from + xRow);
            FloatVector x20 = FloatVector.fromArray(SPECIES, x, from + 2 * xRow);
            FloatVector x01 = FloatVector.fromArray(SPECIES, x, from + TILE);
            FloatVector x11 = FloatVector.fromArray(SPECIES, x, from + xRow + TILE);
            FloatVector x21 = FloatVector.fromArray(SPECIES, x, from + 2 * xRow + TILE);
            for (int p = 0; p < pixels; p++) {
                FloatVector c = start;
                int q = from + (p + 2) * TILE;
                FloatVector x02 = FloatVector.fromArray(SPECIES, x, q);
                c = w00.fma(x00, c);
                c = w01.fma(x01, c);
                c = w02.fma(x02, c);
                x00 = x01;
                x01 = x02;
                FloatVector x12 = FloatVector.fromArray(SPECIES, x, q + xRow);
                c = w10.fma(x10, c);
                c = w11.fma(x11, c);
                c = w12.fma(x12, c);
                x10 = x11;
                x11 = x12;
                FloatVector x22 = FloatVector.fromArray(SPECIES, x, q + 2 * xRow);
                c = w20.fma(x20, c);
                c = w21.fma(x21, c);
                c = w22.fma(x22, c);
                x20 = x21;
                x21 = x22;
                if (end != null) {
                    c = s.fma(c, t);
                    c = c.blend(least, c.compare(LE, least));
                }
                c.intoArray(y, to + p * TILE);
            }
        }
    }

    /**
     * Rows of outputs, each its bias, its taps, and its end. W 9 + x 9 + bias 1 + sum 1 + end 3 =
     * 23 registers; 6 loads for 9 fma.
     */
    static void forward2(int rows, int pixels, float[] w, int wi, float[] x, int xi,
            int xDown, int xRow, float[] y, int yi, int yDown, float[] bias, int bi,
            @Nullable Epilogue end, int map) {
        FloatVector w00 = FloatVector.broadcast(SPECIES, w[wi]);
        FloatVector w01 = FloatVector.broadcast(SPECIES, w[wi + 1]);
        FloatVector w02 = FloatVector.broadcast(SPECIES, w[wi + 2]);
        FloatVector w10 = FloatVector.broadcast(SPECIES, w[wi + 3]);
        FloatVector w11 = FloatVector.broadcast(SPECIES, w[wi + 4]);
        FloatVector w12 = FloatVector.broadcast(SPECIES, w[wi + 5]);
        FloatVector w20 = FloatVector.broadcast(SPECIES, w[wi + 6]);
        FloatVector w21 = FloatVector.broadcast(SPECIES, w[wi + 7]);
        FloatVector w22 = FloatVector.broadcast(SPECIES, w[wi + 8]);
        FloatVector start = FloatVector.broadcast(SPECIES, bias[bi]);
        FloatVector least = FloatVector.broadcast(SPECIES, end == null ? 0 : end.least());
        FloatVector s = FloatVector.broadcast(SPECIES,
                end == null ? 1 : end.scales()[end.first() + map]);
        FloatVector t = FloatVector.broadcast(SPECIES,
                end == null ? 0 : end.shifts()[end.first() + map]);
        for (int row = 0; row < rows; row++) {
            int from = xi + row * xDown;
            int to = yi + row * yDown;
            FloatVector x00 = FloatVector.fromArray(SPECIES, x, from);
            FloatVector x10 = FloatVector.fromArray(SPECIES, x, from + xRow);
            FloatVector x20 = FloatVector.fromArray(SPECIES, x, from + 2 * xRow);
            for (int p = 0; p < pixels; p++) {
                FloatVector c = start;
                int q = from + (2 * p + 2) * TILE;
                FloatVector x01 = FloatVector.fromArray(SPECIES, x, q - TILE);
                FloatVector x02 = FloatVector.fromArray(SPECIES, x, q);
                c = w00.fma(x00, c);
                c = w01.fma(x01, c);
                c = w02.fma(x02, c);
                x00 = x02;
                FloatVector x11 = FloatVector.fromArray(SPECIES, x, q + xRow - TILE);
                FloatVector x12 = FloatVector.fromArray(SPECIES, x, q + xRow);
                c = w10.fma(x10, c);
                c = w11.fma(x11, c);
                c = w12.fma(x12, c);
                x10 = x12;
                FloatVector x21 = FloatVector.fromArray(SPECIES, x, q + 2 * xRow - TILE);
                FloatVector x22 = FloatVector.fromArray(SPECIES, x, q + 2 * xRow);
                c = w20.fma(x20, c);
                c = w21.fma(x21, c);
                c = w22.fma(x22, c);
                x20 = x22;
                if (end != null) {
                    c = s.fma(c, t);
                    c = c.blend(least, c.compare(LE, least));
                }
                c.intoArray(y, to + p * TILE);
            }
        }
    }

    /**
     * What the outputs of some rows add to the weights' gradient. Sums 9 + x 9 + dy 1 = 19 registers;
     * 4 loads for 9 fma.
     */
    static void weightGradient1(int rows, int pixels, float[] x, int xi, int xDown,
            int xRow, float[] dy, int di, int dyDown, float[] dw, int wi) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, dw, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, dw, wi + TILE);
        FloatVector c02 = FloatVector.fromArray(SPECIES, dw, wi + 2 * TILE);
        FloatVector c10 = FloatVector.fromArray(SPECIES, dw, wi + 3 * TILE);
        FloatVector c11 = FloatVector.fromArray(SPECIES, dw, wi + 4 * TILE);
        FloatVector c12 = FloatVector.fromArray(SPECIES, dw, wi + 5 * TILE);
        FloatVector c20 = FloatVector.fromArray(SPECIES, dw, wi + 6 * TILE);
        FloatVector c21 = FloatVector.fromArray(SPECIES, dw, wi + 7 * TILE);
        FloatVector c22 = FloatVector.fromArray(SPECIES, dw, wi + 8 * TILE);
        for (int row = 0; row < rows; row++) {
            int from = xi + row * xDown;
            int d = di + row * dyDown;
            FloatVector x00 = FloatVector.fromArray(SPECIES, x, from);
            FloatVector x10 = FloatVector.fromArray(SPECIES, x, from + xRow);
            FloatVector x20 = FloatVector.fromArray(SPECIES, x, from + 2 * xRow);
            FloatVector x01 = FloatVector.fromArray(SPECIES, x, from + TILE);
            FloatVector x11 = FloatVector.fromArray(SPECIES, x, from + xRow + TILE);
            FloatVector x21 = FloatVector.fromArray(SPECIES, x, from + 2 * xRow + TILE);
            for (int p = 0; p < pixels; p++) {
                int q = from + (p + 2) * TILE;
                FloatVector v = FloatVector.fromArray(SPECIES, dy, d + p * TILE);
                FloatVector x02 = FloatVector.fromArray(SPECIES, x, q);
                c00 = v.fma(x00, c00);
                c01 = v.fma(x01, c01);
                c02 = v.fma(x02, c02);
                x00 = x01;
                x01 = x02;
                FloatVector x12 = FloatVector.fromArray(SPECIES, x, q + xRow);
                c10 = v.fma(x10, c10);
                c11 = v.fma(x11, c11);
                c12 = v.fma(x12, c12);
                x10 = x11;
                x11 = x12;
                FloatVector x22 = FloatVector.fromArray(SPECIES, x, q + 2 * xRow);
                c20 = v.fma(x20, c20);
                c21 = v.fma(x21, c21);
                c22 = v.fma(x22, c22);
                x20 = x21;
                x21 = x22;
            }
        }
        c00.intoArray(dw, wi);
        c01.intoArray(dw, wi + TILE);
        c02.intoArray(dw, wi + 2 * TILE);
        c10.intoArray(dw, wi + 3 * TILE);
        c11.intoArray(dw, wi + 4 * TILE);
        c12.intoArray(dw, wi + 5 * TILE);
        c20.intoArray(dw, wi + 6 * TILE);
        c21.intoArray(dw, wi + 7 * TILE);
        c22.intoArray(dw, wi + 8 * TILE);
    }

    /**
     * What the outputs of some rows add to the weights' gradient. Sums 9 + x 9 + dy 1 = 19 registers;
     * 7 loads for 9 fma.
     */
    static void weightGradient2(int rows, int pixels, float[] x, int xi, int xDown,
            int xRow, float[] dy, int di, int dyDown, float[] dw, int wi) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, dw, wi);
        FloatVector c01 = FloatVector.fromArray(SPECIES, dw, wi + TILE);
        FloatVector c02 = FloatVector.fromArray(SPECIES, dw, wi + 2 * TILE);
        FloatVector c10 = FloatVector.fromArray(SPECIES, dw, wi + 3 * TILE);
        FloatVector c11 = FloatVector.fromArray(SPECIES, dw, wi + 4 * TILE);
        FloatVector c12 = FloatVector.fromArray(SPECIES, dw, wi + 5 * TILE);
        FloatVector c20 = FloatVector.fromArray(SPECIES, dw, wi + 6 * TILE);
        FloatVector c21 = FloatVector.fromArray(SPECIES, dw, wi + 7 * TILE);
        FloatVector c22 = FloatVector.fromArray(SPECIES, dw, wi + 8 * TILE);
        for (int row = 0; row < rows; row++) {
            int from = xi + row * xDown;
            int d = di + row * dyDown;
            FloatVector x00 = FloatVector.fromArray(SPECIES, x, from);
            FloatVector x10 = FloatVector.fromArray(SPECIES, x, from + xRow);
            FloatVector x20 = FloatVector.fromArray(SPECIES, x, from + 2 * xRow);
            for (int p = 0; p < pixels; p++) {
                int q = from + (2 * p + 2) * TILE;
                FloatVector v = FloatVector.fromArray(SPECIES, dy, d + p * TILE);
                FloatVector x01 = FloatVector.fromArray(SPECIES, x, q - TILE);
                FloatVector x02 = FloatVector.fromArray(SPECIES, x, q);
                c00 = v.fma(x00, c00);
                c01 = v.fma(x01, c01);
                c02 = v.fma(x02, c02);
                x00 = x02;
                FloatVector x11 = FloatVector.fromArray(SPECIES, x, q + xRow - TILE);
                FloatVector x12 = FloatVector.fromArray(SPECIES, x, q + xRow);
                c10 = v.fma(x10, c10);
                c11 = v.fma(x11, c11);
                c12 = v.fma(x12, c12);
                x10 = x12;
                FloatVector x21 = FloatVector.fromArray(SPECIES, x, q + 2 * xRow - TILE);
                FloatVector x22 = FloatVector.fromArray(SPECIES, x, q + 2 * xRow);
                c20 = v.fma(x20, c20);
                c21 = v.fma(x21, c21);
                c22 = v.fma(x22, c22);
                x20 = x22;
            }
        }
        c00.intoArray(dw, wi);
        c01.intoArray(dw, wi + TILE);
        c02.intoArray(dw, wi + 2 * TILE);
        c10.intoArray(dw, wi + 3 * TILE);
        c11.intoArray(dw, wi + 4 * TILE);
        c12.intoArray(dw, wi + 5 * TILE);
        c20.intoArray(dw, wi + 6 * TILE);
        c21.intoArray(dw, wi + 7 * TILE);
        c22.intoArray(dw, wi + 8 * TILE);
    }

    /**
     * A row of input gradients that outputs of three rows reach: in ascending rows of outputs, and
     * ascending columns of taps, which are descending ones of outputs. Registers and loads as
     * forward; {@code dy} begins two columns before that of the first pixel.
     */
    static void inputGradient1(int pixels, float[] w, int wi, float[] dy, int di,
            int dyRow, float[] dx, int xi) {
        FloatVector w00 = FloatVector.broadcast(SPECIES, w[wi + 6]);
        FloatVector w01 = FloatVector.broadcast(SPECIES, w[wi + 7]);
        FloatVector w02 = FloatVector.broadcast(SPECIES, w[wi + 8]);
        FloatVector w10 = FloatVector.broadcast(SPECIES, w[wi + 3]);
        FloatVector w11 = FloatVector.broadcast(SPECIES, w[wi + 4]);
        FloatVector w12 = FloatVector.broadcast(SPECIES, w[wi + 5]);
        FloatVector w20 = FloatVector.broadcast(SPECIES, w[wi]);
        FloatVector w21 = FloatVector.broadcast(SPECIES, w[wi + 1]);
        FloatVector w22 = FloatVector.broadcast(SPECIES, w[wi + 2]);
        FloatVector d02 = FloatVector.fromArray(SPECIES, dy, di);
        FloatVector d01 = FloatVector.fromArray(SPECIES, dy, di + TILE);
        FloatVector d12 = FloatVector.fromArray(SPECIES, dy, di + dyRow);
        FloatVector d11 = FloatVector.fromArray(SPECIES, dy, di + dyRow + TILE);
        FloatVector d22 = FloatVector.fromArray(SPECIES, dy, di + 2 * dyRow);
        FloatVector d21 = FloatVector.fromArray(SPECIES, dy, di + 2 * dyRow + TILE);
        for (int p = 0; p < pixels; p++) {
            int q = di + (p + 2) * TILE;
            FloatVector c = FloatVector.fromArray(SPECIES, dx, xi + p * TILE);
            FloatVector d00 = FloatVector.fromArray(SPECIES, dy, q);
            c = w00.fma(d00, c);
            c = w01.fma(d01, c);
            c = w02.fma(d02, c);
            d02 = d01;
            d01 = d00;
            FloatVector d10 = FloatVector.fromArray(SPECIES, dy, q + dyRow);
            c = w10.fma(d10, c);
            c = w11.fma(d11, c);
            c = w12.fma(d12, c);
            d12 = d11;
            d11 = d10;
            FloatVector d20 = FloatVector.fromArray(SPECIES, dy, q + 2 * dyRow);
            c = w20.fma(d20, c);
            c = w21.fma(d21, c);
            c = w22.fma(d22, c);
            d22 = d21;
            d21 = d20;
            c.intoArray(dx, xi + p * TILE);
        }
    }
}
