package dev.lanewise.engine.kernel.vector;

import dev.lanewise.engine.kernel.Gemm;
import dev.lanewise.engine.kernel.GemmShape;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The matrix product on the tile micro-kernels. A is read in place, plain or transposed; so is a
 * plain B. A transposed B is first copied into rows, into a buffer that belongs to the prepared
 * product.
 */
final class VectorGemm implements Gemm {
    private final GemmShape shape;
    private final int[] rows;
    private final float[] zeros;
    private final float @Nullable [] plainB;

    VectorGemm(GemmShape shape) {
        this.shape = shape;
        int leading = shape.transposeB() ? shape.n() : shape.ldb();
        this.rows = new int[shape.k()];
        for (int p = 0; p < rows.length; p++) {
            rows[p] = p * leading;
        }
        this.zeros = new float[shape.m()];
        this.plainB = shape.transposeB() ? new float[Math.multiplyExact(shape.k(), shape.n())]
                : null;
    }

    @Override
    public GemmShape shape() {
        return shape;
    }

    @Override
    public void run(float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
        switch (shape.start()) {
            case ZERO -> multiply(a, aOffset, b, bOffset, c, cOffset, zeros, 0);
            case C -> multiply(a, aOffset, b, bOffset, c, cOffset, null, 0);
            case ROW_BIAS -> throw new IllegalStateException(
                    "This product starts from a row bias; hand it over, or prepare it with another start.");
        }
    }

    @Override
    public void run(float[] a, int aOffset, float[] b, int bOffset, float[] bias, int biasOffset,
            float[] c, int cOffset) {
        if (shape.start() != GemmShape.Start.ROW_BIAS) {
            throw new IllegalStateException("This product starts from " + shape.start()
                    + " and takes no bias; prepare it with the start ROW_BIAS.");
        }
        Objects.checkFromIndexSize(biasOffset, shape.m(), bias.length);
        multiply(a, aOffset, b, bOffset, c, cOffset, bias, biasOffset);
    }

    private void multiply(float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset,
            float @Nullable [] start, int startOffset) {
        Objects.checkFromIndexSize(aOffset, shape.spanA(), a.length);
        Objects.checkFromIndexSize(bOffset, shape.spanB(), b.length);
        Objects.checkFromIndexSize(cOffset, shape.spanC(), c.length);
        int aRow = shape.transposeA() ? 1 : shape.lda();
        int aColumn = shape.transposeA() ? shape.lda() : 1;
        float[] source = b;
        int from = bOffset;
        if (plainB != null) {
            transpose(b, bOffset, plainB);
            source = plainB;
            from = 0;
        }
        TileMicroKernels.multiply(shape.m(), shape.n(), shape.k(), a, aOffset, aRow, aColumn,
                source, from, rows, Lanes.LENGTH, c, cOffset, shape.ldc(), Lanes.LENGTH, start,
                startOffset);
    }

    private void transpose(float[] b, int bOffset, float[] into) {
        for (int j = 0; j < shape.n(); j++) {
            for (int p = 0; p < shape.k(); p++) {
                into[p * shape.n() + j] = b[bOffset + j * shape.ldb() + p];
            }
        }
    }
}
