package dev.lanewise.engine.kernel.vector;

import static dev.lanewise.engine.kernel.vector.Lanes.LENGTH;
import static dev.lanewise.engine.kernel.vector.Lanes.SPECIES;

import dev.lanewise.engine.kernel.Convolution;
import dev.lanewise.engine.kernel.ConvolutionShape;
import dev.lanewise.engine.kernel.Gemm;
import dev.lanewise.engine.kernel.GemmShape;
import dev.lanewise.engine.kernel.MapShape;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;

/**
 * The convolution of one image whose rows are shorter than a vector: its im2col matrix is made, and
 * multiplied. Each row of a map is copied as one vector; what is too much of it is overwritten by
 * the next row. The gradients are left to the scalar kernel.
 */
final class VectorImageConvolution implements Convolution {
    private final ConvolutionShape shape;
    private final Convolution scalar;
    private final int[] taps;
    private final Gemm product;
    private final float[] columns;

    VectorImageConvolution(ConvolutionShape shape, Convolution scalar) {
        this.shape = shape;
        this.scalar = scalar;
        this.taps = VectorConvolution.taps(shape);
        MapShape out = shape.out();
        this.product = new VectorGemm(new GemmShape(out.channels(), shape.positions(), taps.length,
                false, taps.length, false, shape.positions(),
                Math.max(out.channelStride(), shape.positions()), GemmShape.Start.ROW_BIAS));
        this.columns = new float[taps.length * shape.positions() + LENGTH];
    }

    /** Whether this is one image at stride 1 with output rows that are short and without gaps. */
    static boolean fits(ConvolutionShape shape) {
        MapShape out = shape.out();
        return shape.in().lanes() == 1 && shape.stride() == 1 && out.width() < LENGTH
                && shape.positions() >= LENGTH && out.rowStride() == out.width();
    }

    @Override
    public ConvolutionShape shape() {
        return shape;
    }

    @Override
    public void forward(float[] x, int xOffset, float[] w, int wOffset, float[] bias,
            int biasOffset, float[] y, int yOffset) {
        Objects.checkFromIndexSize(xOffset, shape.in().span(), x.length);
        int width = shape.out().width();
        int to = 0;
        for (int tap : taps) {
            for (int row = 0; row < shape.out().height(); row++, to += width) {
                copyRow(x, xOffset + tap + row * shape.in().rowStride(), width, columns, to);
            }
        }
        product.run(w, wOffset, columns, 0, bias, biasOffset, y, yOffset);
    }

    private static void copyRow(float[] x, int from, int width, float[] columns, int to) {
        if (from + LENGTH <= x.length) {
            FloatVector.fromArray(SPECIES, x, from).intoArray(columns, to);
        } else {
            System.arraycopy(x, from, columns, to, width);
        }
    }

    @Override
    public void inputGradient(float[] dy, int dyOffset, float[] w, int wOffset, float[] dx,
            int dxOffset) {
        scalar.inputGradient(dy, dyOffset, w, wOffset, dx, dxOffset);
    }

    @Override
    public void weightGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dw,
            int dwOffset) {
        scalar.weightGradient(x, xOffset, dy, dyOffset, dw, dwOffset);
    }

    @Override
    public void biasGradient(float[] dy, int dyOffset, float[] db, int dbOffset) {
        scalar.biasGradient(dy, dyOffset, db, dbOffset);
    }
}
