package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.ConvolutionInputGradient;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.Tuning;
import java.util.Arrays;
import java.util.Objects;

/**
 * The gradient of the input for one image at stride 1: the lanes run along a row of the input. For each
 * output row and each tap the rows of all output maps, shifted by the tap's column, are multiplied by
 * its weights and added to the input's row. The output's rows lie between zeros, so that a shifted one
 * is read as whole vectors.
 */
final class VectorImageInputGradient implements ConvolutionInputGradient {
    private final ConvolutionShape shape;
    private final TileMicroKernels tiles;
    /** Floats that a row of {@link #inputs} has: the width of the input in whole vectors. */
    private final int inputRow;
    /** Columns of zeros before each row of {@link #shifted}. */
    private final int margin;
    private final int shiftedRow;
    private final float[] inputs;
    private final float[] shifted;
    /** Offset in {@link #shifted} of each output map. */
    private final int[] maps;
    private final ImageRows outputRows;
    private final ImageRows inputRows;
    private final ImageRows rowsBack;

    VectorImageInputGradient(ConvolutionShape shape, Tuning.Products tuning) {
        MapShape in = shape.in();
        MapShape out = shape.out();
        this.shape = shape;
        this.tiles = new TileMicroKernels(tuning);
        this.inputRow = Math.ceilDiv(in.width(), LENGTH) * LENGTH;
        this.margin = (shape.window().width() - 1) * shape.window().dilationWidth();
        this.shiftedRow = margin + inputRow;
        this.inputs = new float[in.channels() * in.height() * inputRow];
        this.shifted = new float[out.channels() * out.height() * shiftedRow];
        this.maps = new int[out.channels()];
        Arrays.setAll(maps, map -> map * out.height() * shiftedRow);
        this.outputRows = new ImageRows(new MapShape(out.channels(), out.height(), out.width(), 1,
                shiftedRow, out.height() * shiftedRow), out.rowStride(), out.channelStride());
        this.inputRows = new ImageRows(new MapShape(in.channels(), in.height(), in.width(), 1,
                inputRow, in.height() * inputRow), in.rowStride(), in.channelStride());
        this.rowsBack = new ImageRows(in, inputRow, in.height() * inputRow);
    }

    /**
     * Whether this is one image in one group at stride 1 and more than a product with one number, and arrays can hold
     * its rows.
     */
    static boolean fits(ConvolutionShape shape) {
        MapShape in = shape.in();
        MapShape out = shape.out();
        long row = in.width() + (long) LENGTH;
        long shifted = row + (shape.window().width() - 1L) * shape.window().dilationWidth();
        return in.lanes() == 1 && shape.window().isDense() && shape.groups() == 1
                && shape.taps() > 1
                && in.channels() * (long) in.height() <= Integer.MAX_VALUE / row
                && out.channels() * (long) out.height() <= Integer.MAX_VALUE / shifted;
    }

    @Override
    public void run(float[] dy, int dyOffset, float[] w, int wOffset, float[] dx, int dxOffset) {
        Objects.checkFromIndexSize(wOffset, shape.weights(), w.length);
        MapShape in = shape.in();
        MapShape out = shape.out();
        outputRows.copy(out.channels(), dy, dyOffset, shifted, margin);
        inputRows.copy(in.channels(), dx, dxOffset, inputs, 0);
        for (int row = 0; row < out.height(); row++) {
            addRow(row, w, wOffset);
        }
        rowsBack.copy(in.channels(), inputs, 0, dx, dxOffset);
    }

    /** Adds what the outputs of one row contribute. */
    private void addRow(int row, float[] w, int wOffset) {
        int window = shape.window().area();
        for (int tap = 0; tap < window; tap++) {
            int inputAt = (row + tap / shape.window().width() * shape.window().dilationHeight())
                    * inputRow;
            int shift = tap % shape.window().width() * shape.window().dilationWidth();
            tiles.multiply(shape.in().channels(), inputRow, maps.length, w, wOffset + tap, window,
                    shape.taps(), shifted, row * shiftedRow + margin - shift, maps, inputs,
                    inputAt, shape.in().height() * inputRow, null, 0);
        }
    }
}
