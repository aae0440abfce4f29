package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.Epilogue;
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
    private final ImageColumns columns;
    private final GemmKernel product;
    private final MapShape out;
    /** Floats of a row of the product: the positions, and at least a vector. */
    private final int columnCount;
    /** The product, if the output is not as it comes. */
    private final float[] dense;
    private final @Nullable Epilogue end;

    VectorImageForward(ConvolutionShape shape, Tuning.Products tuning, @Nullable Epilogue end) {
        this.end = end;
        this.out = shape.out();
        this.columnCount = Math.max(shape.positions(), LENGTH);
        this.columns = new ImageColumns(shape, columnCount);
        boolean direct = out.rowStride() == out.width() && shape.positions() >= LENGTH;
        this.dense = new float[direct ? 0 : out.channels() * columnCount];
        this.product = new VectorGemm(new GemmProblem(out.channels(), columnCount,
                shape.taps(),
                false, shape.taps(), false, columnCount,
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
        float[] matrix = columns.of(x, xOffset);
        if (dense.length == 0) {
            product.run(w, wOffset, matrix, 0, bias, biasOffset, y, yOffset);
            end(y, yOffset, out.channelStride());
            return;
        }
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
        product.run(w, wOffset, matrix, 0, bias, biasOffset, dense, 0);
        end(dense, 0, columnCount);
        ImageRows.copy(out, dense, 0, out.width(), columnCount, y, yOffset, out.rowStride(),
                out.channelStride());
    }

    private void end(float[] maps, int offset, int step) {
        for (int o = 0; end != null && o < out.channels(); o++) {
            VectorArithmetic.end(end, o, maps, offset + o * step, columnCount);
        }
    }
}
