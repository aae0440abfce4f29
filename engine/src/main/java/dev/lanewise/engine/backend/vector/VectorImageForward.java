package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.Tuning;

/**
 * The convolution of one image whose rows are shorter than a vector: its im2col matrix is made, and
 * multiplied.
 */
final class VectorImageForward implements ConvolutionForward {
    private final ImageColumns columns;
    private final GemmKernel product;

    VectorImageForward(ConvolutionShape shape, Tuning.Products tuning) {
        this.columns = new ImageColumns(shape);
        MapShape out = shape.out();
        this.product = new VectorGemm(new GemmProblem(out.channels(), shape.positions(),
                shape.taps(),
                false, shape.taps(), false, shape.positions(),
                Math.max(out.channelStride(), shape.positions()), GemmProblem.Start.ROW_BIAS),
                tuning);
    }

    /** Whether this is one image at stride 1 with output rows that are short and without gaps. */
    static boolean fits(ConvolutionShape shape) {
        MapShape out = shape.out();
        return shape.in().lanes() == 1 && shape.stride() == 1 && out.width() < LENGTH
                && shape.positions() >= LENGTH && out.rowStride() == out.width()
                && ImageColumns.fits(shape);
    }

    @Override
    public void run(float[] x, int xOffset, float[] w, int wOffset, float[] bias,
            int biasOffset, float[] y, int yOffset) {
        product.run(w, wOffset, columns.of(x, xOffset), 0, bias, biasOffset, y, yOffset);
    }
}
