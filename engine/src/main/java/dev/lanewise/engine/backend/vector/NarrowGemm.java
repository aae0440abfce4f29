package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.HALF_LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.HALVES;
import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.backend.Tuning;
import org.jspecify.annotations.Nullable;

/**
 * The last columns of a product, too few for a vector: B is filled up with zeros to one vector, or
 * half of one, a row, and a band of C is computed beside it and copied. Masked vectors in the tiles would do the
 * same without copies, but make methods so large that the compiler at times gives up on them.
 */
final class NarrowGemm {
    private final GemmProblem shape;
    private final TileMicroKernels tiles;
    private final int bandRows;
    private final int first;
    private final int columns;
    /** Floats of a row of what is packed and computed: half a vector if that is enough. */
    private final int width;
    private final float[] packed;
    private final int[] bRows;
    private final float[] band;
    /**
     * Rows that may be written a whole vector each, if C is nothing but these columns: what is too
     * much falls on the rows below, which are written after them.
     */
    private final int directRows;

    /** The columns of a product from {@code first} on. */
    NarrowGemm(GemmProblem shape, int first, Tuning.Products tuning) {
        this.shape = shape;
        this.tiles = new TileMicroKernels(tuning);
        this.bandRows = Math.min(shape.m(), tuning.narrowRows());
        this.first = first;
        this.columns = shape.n() - first;
        this.width = HALVES && columns <= HALF_LENGTH ? HALF_LENGTH : LENGTH;
        this.packed = new float[Math.multiplyExact(shape.k(), width)];
        this.bRows = VectorGemm.multiples(shape.k(), width);
        this.band = new float[bandRows * width];
        this.directRows = shape.ldc() == columns
                ? Math.max(0, Math.floorDiv(shape.spanC() - width, columns) + 1)
                : 0;
    }

    void multiply(float[] a, int ai, float[] b, int bi, float[] c, int ci,
            float @Nullable [] start, int si) {
        int k = shape.k();
        int ldb = shape.ldb();
        if (shape.transposeB()) {
            GemmPacking.transposed(k, columns, b, bi + first * ldb, ldb, packed, 0, width);
        } else {
            for (int p = 0; p < k; p++) {
                System.arraycopy(b, bi + p * ldb + first, packed, p * width, columns);
            }
        }
        int direct = start == null ? 0 : directRows;
        if (direct > 0) {
            rows(0, direct, a, ai, c, ci, shape.ldc(), start, si);
        }
        for (int i = direct; i < shape.m(); i += bandRows) {
            int rows = Math.min(bandRows, shape.m() - i);
            int at = ci + i * shape.ldc() + first;
            if (start == null) {
                copy(rows, c, at, shape.ldc(), band, 0, width);
            }
            rows(i, rows, a, ai, band, 0, width, start, si);
            copy(rows, band, 0, width, c, at, shape.ldc());
        }
    }

    /** Rows {@code i … i + rows} of the product, to {@code to}. */
    private void rows(int i, int rows, float[] a, int ai, float[] to, int ti, int ldt,
            float @Nullable [] start, int si) {
        int aRow = shape.transposeA() ? 1 : shape.lda();
        int aColumn = shape.transposeA() ? shape.lda() : 1;
        int at = ai + i * aRow;
        if (width < LENGTH) {
            TileMicroKernels.halfPanel(rows, shape.k(), a, at, aRow, aColumn, packed, 0, bRows, to,
                    ti, ldt, start, si + i);
        } else {
            tiles.multiply(rows, LENGTH, shape.k(), a, at, aRow, aColumn, packed, 0, bRows, to, ti,
                    ldt, start, si + i);
        }
    }

    private void copy(int rows, float[] from, int fi, int ldf, float[] to, int ti, int ldt) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                to[ti + i * ldt + j] = from[fi + i * ldf + j];
            }
        }
    }
}
