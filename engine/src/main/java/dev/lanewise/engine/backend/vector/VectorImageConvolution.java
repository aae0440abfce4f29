package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.Convolution;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.backend.MapShape;

/**
 * The convolution of one image whose rows are shorter than a vector: its im2col matrix is made, and
 * multiplied. The gradients are left to another kernel.
 */
final class VectorImageConvolution implements Convolution {
    private final ConvolutionShape shape;
    private final Convolution gradients;
    private final ImageColumns columns;
    private final GemmKernel product;

    VectorImageConvolution(ConvolutionShape shape, Convolution gradients) {
        this.shape = shape;
        this.gradients = gradients;
        this.columns = new ImageColumns(shape);
        MapShape out = shape.out();
        this.product = new VectorGemm(new GemmProblem(out.channels(), shape.positions(),
                shape.taps(),
                false, shape.taps(), false, shape.positions(),
                Math.max(out.channelStride(), shape.positions()), GemmProblem.Start.ROW_BIAS));
    }

    /** Whether this is one image at stride 1 with output rows that are short and without gaps. */
    static boolean fits(ConvolutionShape shape) {
        MapShape out = shape.out();
        return shape.in().lanes() == 1 && shape.stride() == 1 && out.width() < LENGTH
                && shape.positions() >= LENGTH && out.rowStride() == out.width()
                && ImageColumns.fits(shape);
    }

    @Override
    public ConvolutionShape shape() {
        return shape;
    }

    @Override
    public void forward(float[] x, int xOffset, float[] w, int wOffset, float[] bias,
            int biasOffset, float[] y, int yOffset) {
        product.run(w, wOffset, columns.of(x, xOffset), 0, bias, biasOffset, y, yOffset);
    }

    @Override
    public void inputGradient(float[] dy, int dyOffset, float[] w, int wOffset, float[] dx,
            int dxOffset) {
        gradients.inputGradient(dy, dyOffset, w, wOffset, dx, dxOffset);
    }

    @Override
    public void weightGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dw,
            int dwOffset) {
        gradients.weightGradient(x, xOffset, dy, dyOffset, dw, dwOffset);
    }

    @Override
    public void biasGradient(float[] dy, int dyOffset, float[] db, int dbOffset) {
        gradients.biasGradient(dy, dyOffset, db, dbOffset);
    }
}
