package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.Convolution;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.backend.MapShape;
import java.util.Arrays;
import java.util.Objects;

/**
 * The gradients of the convolution of one image at stride 1; the forward pass and the bias are left to
 * the scalar kernel.
 *
 * <ul>
 * <li>Weights: {@code dW[out × taps] += dY[out × positions] · im2col[taps × positions]ᵀ}, a matrix
 * product whose sums run over the positions in ascending order.
 * <li>Input: the lanes run along a row of the input. For each output row and each tap the rows of all
 * output maps, shifted by the tap's column, are multiplied by its weights and added to the input's row.
 * The output's rows lie between zeros, so that a shifted one is read as whole vectors.
 * </ul>
 */
final class VectorImageGradients implements Convolution {
    private final ConvolutionShape shape;
    private final Convolution scalar;
    private final ImageColumns columns;
    private final GemmKernel product;
    private final float[] outputs;
    /** Floats that a row of {@link #inputs} has: the width of the input in whole vectors. */
    private final int inputRow;
    /** Columns of zeros before each row of {@link #shifted}. */
    private final int margin;
    private final int shiftedRow;
    private final float[] inputs;
    private final float[] shifted;
    /** Offset in {@link #shifted} of each output map. */
    private final int[] maps;

    VectorImageGradients(ConvolutionShape shape, Convolution scalar) {
        MapShape in = shape.in();
        MapShape out = shape.out();
        this.shape = shape;
        this.scalar = scalar;
        this.columns = new ImageColumns(shape);
        this.product = new VectorGemm(new GemmProblem(out.channels(), shape.taps(),
                shape.positions(), false, shape.positions(), true, shape.positions(),
                shape.taps(), GemmProblem.Start.C));
        this.outputs = new float[out.channels() * shape.positions()];
        this.inputRow = Math.ceilDiv(in.width(), LENGTH) * LENGTH;
        this.margin = (shape.kernelWidth() - 1) * shape.dilation();
        this.shiftedRow = margin + inputRow;
        this.inputs = new float[in.channels() * in.height() * inputRow];
        this.shifted = new float[out.channels() * out.height() * shiftedRow];
        this.maps = new int[out.channels()];
        Arrays.setAll(maps, map -> map * out.height() * shiftedRow);
    }

    /**
     * Whether this is one image at stride 1 and more than a product with one number, and arrays can hold
     * its matrices.
     */
    static boolean fits(ConvolutionShape shape) {
        MapShape in = shape.in();
        MapShape out = shape.out();
        long row = in.width() + (long) LENGTH;
        long shifted = row + (shape.kernelWidth() - 1L) * shape.dilation();
        return in.lanes() == 1 && shape.stride() == 1 && shape.taps() > 1
                && ImageColumns.fits(shape)
                && in.channels() * (long) in.height() <= Integer.MAX_VALUE / row
                && out.channels() * (long) out.height() <= Integer.MAX_VALUE / shifted;
    }

    @Override
    public ConvolutionShape shape() {
        return shape;
    }

    @Override
    public void forward(float[] x, int xOffset, float[] w, int wOffset, float[] bias,
            int biasOffset, float[] y, int yOffset) {
        scalar.forward(x, xOffset, w, wOffset, bias, biasOffset, y, yOffset);
    }

    @Override
    public void inputGradient(float[] dy, int dyOffset, float[] w, int wOffset, float[] dx,
            int dxOffset) {
        Objects.checkFromIndexSize(wOffset, shape.weights(), w.length);
        MapShape in = shape.in();
        MapShape out = shape.out();
        copyRows(out, dy, dyOffset, out.rowStride(), out.channelStride(), shifted, margin,
                shiftedRow, out.height() * shiftedRow);
        copyRows(in, dx, dxOffset, in.rowStride(), in.channelStride(), inputs, 0, inputRow,
                in.height() * inputRow);
        for (int row = 0; row < out.height(); row++) {
            addRow(row, w, wOffset);
        }
        copyRows(in, inputs, 0, inputRow, in.height() * inputRow, dx, dxOffset, in.rowStride(),
                in.channelStride());
    }

    /** Adds what the outputs of one row contribute. */
    private void addRow(int row, float[] w, int wOffset) {
        int window = shape.kernelHeight() * shape.kernelWidth();
        for (int tap = 0; tap < window; tap++) {
            int inputAt = (row + tap / shape.kernelWidth() * shape.dilation()) * inputRow;
            int shift = tap % shape.kernelWidth() * shape.dilation();
            TileMicroKernels.multiply(shape.in().channels(), inputRow, maps.length, w,
                    wOffset + tap, window, shape.taps(), shifted,
                    row * shiftedRow + margin - shift, maps, inputs, inputAt,
                    shape.in().height() * inputRow, null, 0);
        }
    }

    @Override
    public void weightGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dw,
            int dwOffset) {
        MapShape out = shape.out();
        copyRows(out, dy, dyOffset, out.rowStride(), out.channelStride(), outputs, 0, out.width(),
                shape.positions());
        product.run(outputs, 0, columns.of(x, xOffset), 0, dw, dwOffset);
    }

    /** Copies the rows of maps of one image from one layout to another. */
    private static void copyRows(MapShape maps, float[] from, int fromOffset, int fromRow,
            int fromChannel, float[] to, int toOffset, int toRow, int toChannel) {
        for (int channel = 0; channel < maps.channels(); channel++) {
            for (int row = 0; row < maps.height(); row++) {
                System.arraycopy(from, fromOffset + channel * fromChannel + row * fromRow, to,
                        toOffset + channel * toChannel + row * toRow, maps.width());
            }
        }
    }

    @Override
    public void biasGradient(float[] dy, int dyOffset, float[] db, int dbOffset) {
        scalar.biasGradient(dy, dyOffset, db, dbOffset);
    }
}
