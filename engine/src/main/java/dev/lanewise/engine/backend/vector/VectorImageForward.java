package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.Tuning;
import java.util.Objects;

/**
 * The convolution of one image whose rows are shorter than a vector, or that has a stride: its im2col
 * matrix is made, and multiplied. Where the output's rows have gaps, the product is made beside it.
 */
final class VectorImageForward implements ConvolutionForward {
    private final ImageColumns columns;
    private final GemmKernel product;
    private final MapShape out;
    private final int positions;
    /** The output without gaps; empty where it has none. */
    private final float[] dense;

    VectorImageForward(ConvolutionShape shape, Tuning.Products tuning) {
        this.columns = new ImageColumns(shape);
        this.out = shape.out();
        this.positions = shape.positions();
        boolean gaps = out.rowStride() != out.width();
        this.dense = new float[gaps ? out.channels() * positions : 0];
        this.product = new VectorGemm(new GemmProblem(out.channels(), positions,
                shape.taps(),
                false, shape.taps(), false, positions,
                gaps ? positions : Math.max(out.channelStride(), positions),
                GemmProblem.Start.ROW_BIAS),
                tuning);
    }

    /** Whether this is one image in one group that rows alone don't fill vectors of. */
    static boolean fits(ConvolutionShape shape) {
        boolean shortRows = shape.window().strideWidth() > 1 || shape.out().width() < LENGTH;
        return shape.in().lanes() == 1 && shape.groups() == 1 && shortRows
                && shape.positions() >= LENGTH && ImageColumns.fits(shape);
    }

    @Override
    public void run(float[] x, int xOffset, float[] w, int wOffset, float[] bias,
            int biasOffset, float[] y, int yOffset) {
        float[] matrix = columns.of(x, xOffset);
        if (dense.length == 0) {
            product.run(w, wOffset, matrix, 0, bias, biasOffset, y, yOffset);
            return;
        }
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
        product.run(w, wOffset, matrix, 0, bias, biasOffset, dense, 0);
        ImageRows.copy(out, dense, 0, out.width(), positions, y, yOffset, out.rowStride(),
                out.channelStride());
    }
}
