package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.Tuning;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The convolution of one image whose rows are shorter than a vector, or that has a stride: its im2col
 * matrix is made, and multiplied. Where the output's rows have gaps or it is smaller than a vector, the
 * product is made beside it.
 */
final class VectorImageForward implements ConvolutionForward {
    /** Null where the maps are the matrix: a kernel of one tap, no stride, and no gaps. */
    private final @Nullable ImageColumns columns;
    private final GemmKernel product;
    private final MapShape out;
    private final ImageRows rows;
    /** The product, if the output is not as it comes. */
    private final float[] dense;

    VectorImageForward(ConvolutionShape shape, Tuning.Products tuning) {
        this.out = shape.out();
        // The positions, and at least a vector.
        int columnCount = Math.max(shape.positions(), LENGTH);
        boolean inPlace = shape.window().isDense() && shape.window().area() == 1
                && shape.in().hasWholeRows() && shape.positions() >= LENGTH;
        this.columns = inPlace ? null : new ImageColumns(shape, columnCount);
        boolean direct = out.rowStride() == out.width() && shape.positions() >= LENGTH;
        this.dense = new float[direct ? 0 : out.channels() * columnCount];
        this.rows = new ImageRows(out, out.width(), columnCount);
        this.product = new VectorGemm(new GemmProblem(out.channels(), columnCount,
                shape.taps(),
                false, shape.taps(), false, inPlace ? shape.in().channelStride() : columnCount,
                direct ? Math.max(out.channelStride(), columnCount) : columnCount,
                GemmProblem.Start.ROW_BIAS),
                tuning);
    }

    /** Whether this is one image in one group that rows alone don't fill vectors of. */
    static boolean fits(ConvolutionShape shape) {
        return shape.in().lanes() == 1 && shape.groups() == 1
                && !VectorConvolution.fillsVectors(shape) && ImageColumns.fits(shape)
                && (long) shape.out().channels() * LENGTH <= Integer.MAX_VALUE;
    }

    @Override
    public void run(float[] x, int xOffset, float[] w, int wOffset, float[] bias,
            int biasOffset, float[] y, int yOffset) {
        float[] matrix = columns == null ? x : columns.of(x, xOffset);
        int from = columns == null ? xOffset : 0;
        if (dense.length == 0) {
            product.run(w, wOffset, matrix, from, bias, biasOffset, y, yOffset);
            return;
        }
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
        product.run(w, wOffset, matrix, from, bias, biasOffset, dense, 0);
        rows.copy(out.channels(), dense, 0, y, yOffset);
    }
}
