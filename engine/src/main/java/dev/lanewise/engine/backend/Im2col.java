package dev.lanewise.engine.backend;

import java.util.Arrays;
import java.util.Objects;

/**
 * The im2col matrix as an explicit copy, for any kernel, stride, padding and dilation: the
 * reference for the kernels that read it in place, and their baseline. Row k holds what tap k sees
 * at each output position: {@code columns[tap][position][lane]}. It only moves data, so both
 * backends share it. Immutable; safe for any number of threads.
 */
public record Im2col(ConvolutionShape shape) {

    /**
     * Checks that the matrix fits an array.
     *
     * @throws TooLargeException if not
     * @throws IllegalArgumentException if there are several groups
     */
    public Im2col {
        if (shape.groups() != 1) {
            throw new IllegalArgumentException(
                    "An im2col matrix must be of one group; you gave " + shape.groups()
                            + "; make one for each group().");
        }
        long columns = (long) shape.positions() * shape.in().lanes();
        TooLargeException.require(shape.taps() * columns, "An im2col matrix", "floats",
                shape.taps() + "×" + columns);
    }

    /** Rows of the matrix: the taps. */
    public int rows() {
        return shape.taps();
    }

    /** Columns of the matrix in floats: positions · lanes. */
    public int columns() {
        return shape.positions() * shape.in().lanes();
    }

    /** Number of floats in the matrix. */
    public int size() {
        return rows() * columns();
    }

    /**
     * Copies maps into the matrix; taps on padding become 0.
     *
     * @param x maps, laid out as the shape's input
     * @param matrix receives {@link #size()} floats
     */
    public void im2col(float[] x, int xOffset, float[] matrix, int matrixOffset) {
        Objects.checkFromIndexSize(xOffset, shape.in().span(), x.length);
        Objects.checkFromIndexSize(matrixOffset, size(), matrix.length);
        int lanes = shape.in().lanes();
        for (int tap = 0; tap < rows(); tap++) {
            for (int position = 0; position < shape.positions(); position++) {
                int target = matrixOffset + tap * columns() + position * lanes;
                int source = source(tap, position);
                if (source < 0) {
                    Arrays.fill(matrix, target, target + lanes, 0f);
                } else {
                    System.arraycopy(x, xOffset + source, matrix, target, lanes);
                }
            }
        }
    }

    /**
     * Adds the matrix back into maps: the transpose of {@link #im2col}. Sums run over taps in
     * ascending order.
     *
     * @param x maps, laid out as the shape's input; modified
     */
    public void col2im(float[] matrix, int matrixOffset, float[] x, int xOffset) {
        Objects.checkFromIndexSize(xOffset, shape.in().span(), x.length);
        Objects.checkFromIndexSize(matrixOffset, size(), matrix.length);
        int lanes = shape.in().lanes();
        for (int tap = 0; tap < rows(); tap++) {
            for (int position = 0; position < shape.positions(); position++) {
                int source = matrixOffset + tap * columns() + position * lanes;
                int target = source(tap, position);
                for (int lane = 0; target >= 0 && lane < lanes; lane++) {
                    x[xOffset + target + lane] += matrix[source + lane];
                }
            }
        }
    }

    /** Where tap {@code tap} of output {@code position} lies in the input; −1 on padding. */
    private int source(int tap, int position) {
        ConvolutionWindow window = shape.window();
        int taps = window.area();
        int row = position / shape.out().width() * window.strideHeight() - shape.padding()
                + tap % taps / window.width() * window.dilationHeight();
        int column = position % shape.out().width() * window.strideWidth() - shape.padding()
                + tap % window.width() * window.dilationWidth();
        MapShape in = shape.in();
        boolean inside = row >= 0 && row < in.height() && column >= 0 && column < in.width();
        return inside ? tap / taps * in.channelStride() + row * in.rowStride() + column * in.lanes()
                : -1;
    }
}
