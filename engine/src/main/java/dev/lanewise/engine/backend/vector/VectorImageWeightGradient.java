package dev.lanewise.engine.backend.vector;

import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWeightGradient;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.Tuning;

/**
 * The gradient of the weights for one image: {@code dW[out × taps] += dY[out × positions] ·
 * im2col[taps × positions]ᵀ}, a matrix product whose sums run over the positions in ascending order.
 */
final class VectorImageWeightGradient implements ConvolutionWeightGradient {
    private final MapShape out;
    private final ImageColumns columns;
    private final GemmKernel product;
    private final float[] outputs;
    private final ImageRows rows;

    VectorImageWeightGradient(ConvolutionShape shape, Tuning.Products tuning) {
        this.out = shape.out();
        int positions = shape.positions();
        this.columns = new ImageColumns(shape, positions);
        this.product = new VectorGemm(new GemmProblem(out.channels(), shape.taps(), positions,
                false, positions, true, positions, shape.taps(), GemmProblem.Start.C), tuning);
        this.outputs = new float[out.channels() * positions];
        this.rows = new ImageRows(
                MapShape.dense(out.channels(), out.height(), out.width(), 1), out.rowStride(),
                out.channelStride());
    }

    /**
     * Whether this is one image in one group and more than a product with one number, and an array can
     * hold its im2col matrix.
     */
    static boolean fits(ConvolutionShape shape) {
        return shape.in().lanes() == 1 && shape.groups() == 1 && shape.taps() > 1
                && ImageColumns.fits(shape);
    }

    @Override
    public void run(float[] x, int xOffset, float[] dy, int dyOffset, float[] dw, int dwOffset) {
        rows.copy(out.channels(), dy, dyOffset, outputs, 0);
        product.run(outputs, 0, columns.of(x, xOffset), 0, dw, dwOffset);
    }
}
