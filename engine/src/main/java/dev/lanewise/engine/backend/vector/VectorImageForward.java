package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.Tuning;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The convolution of one image whose rows are shorter than a vector, or that has a stride: its im2col
 * matrix is made, and multiplied. A kernel of one tap without a stride multiplies the maps where they are.
 * Where the output's rows have gaps or it is smaller than a vector, the product is made beside it.
 */
final class VectorImageForward implements ConvolutionForward {
    private final ConvolutionShape shape;
    private final MapShape out;
    /** Null where the maps are the matrix. */
    private final @Nullable ImageColumns columns;
    private final TileMicroKernels tiles;
    /** Floats of a row of the product: the positions, and at least a vector. */
    private final int columnCount;
    /** Offset of each row of the matrix. */
    private final int[] matrixRows;
    /** The product, if the output is not as it comes. */
    private final float[] dense;
    private final ImageRows rows;
    private final @Nullable Epilogue end;

    VectorImageForward(ConvolutionShape shape, Tuning.Products tuning, @Nullable Epilogue end) {
        this.end = end;
        this.shape = shape;
        this.out = shape.out();
        this.columnCount = Math.max(shape.positions(), LENGTH);
        this.columns = isMatrix(shape) ? null : new ImageColumns(shape, columnCount);
        this.tiles = new TileMicroKernels(tuning);
        this.matrixRows = VectorGemm.multiples(shape.taps(),
                columns == null ? shape.in().channelStride() : columnCount);
        boolean direct = out.hasWholeRows() && shape.positions() >= LENGTH;
        this.dense = new float[direct ? 0 : out.channels() * columnCount];
        this.rows = new ImageRows(out, out.width(), columnCount);
    }

    /** Whether the maps of this image are the im2col matrix. */
    static boolean isMatrix(ConvolutionShape shape) {
        return shape.in().lanes() == 1 && shape.groups() == 1 && shape.window().isDense()
                && shape.window().area() == 1 && shape.in().hasWholeRows()
                && shape.positions() >= LENGTH;
    }

    /** Whether rows by themselves, between gaps of the output, would leave much of their vectors empty. */
    private static boolean isBetterAsMatrix(ConvolutionShape shape) {
        return isMatrix(shape) && !shape.out().hasWholeRows()
                && !Lanes.areFilledBy(shape.out().width());
    }

    /** Whether this is one image in one group that rows alone don't fill vectors of. */
    static boolean fits(ConvolutionShape shape) {
        return shape.in().lanes() == 1 && shape.groups() == 1
                && (!VectorConvolution.fillsVectors(shape) || isBetterAsMatrix(shape))
                && ImageColumns.fits(shape)
                && (long) shape.out().channels() * Math.max(shape.positions(), LENGTH)
                        <= Integer.MAX_VALUE;
    }

    @Override
    public void run(float[] x, int xOffset, float[] w, int wOffset, float[] bias,
            int biasOffset, float[] y, int yOffset) {
        Objects.checkFromIndexSize(xOffset, shape.in().span(), x.length);
        Objects.checkFromIndexSize(wOffset, shape.weights(), w.length);
        Objects.checkFromIndexSize(biasOffset, out.channels(), bias.length);
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
        float[] matrix = columns == null ? x : columns.of(x, xOffset);
        int from = columns == null ? xOffset : 0;
        boolean direct = dense.length == 0;
        tiles.multiply(out.channels(), columnCount, matrixRows.length, w, wOffset,
                matrixRows.length, 1, matrix, from, matrixRows, direct ? y : dense,
                direct ? yOffset : 0, direct ? out.channelStride() : columnCount, bias, biasOffset,
                end);
        if (!direct) {
            rows.copy(out.channels(), dense, 0, y, yOffset);
        }
    }
}
