package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.backend.Tuning;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The matrix product on the tile micro-kernels.
 *
 * <p>A is read where it lies: its numbers are broadcast one by one, so its layout hardly matters,
 * and packing it cost more than it gave at every size. B is read where it lies as long as it is
 * small or there are too few rows to pay for a copy, else it is packed in blocks whose size, like all
 * such numbers, is in {@link Tuning.Products}.
 *
 * <p>The blocks of k are taken in ascending order and each goes on from C, so the chain of each
 * element is what it is without blocks.
 */
final class VectorGemm implements GemmKernel {
    private final GemmProblem shape;
    private final TileMicroKernels tiles;
    /** What the shape says, at hand where a small product is over in a microsecond. */
    private final int spanA;
    private final int spanB;
    private final int spanC;
    private final int aRow;
    private final int aColumn;
    private final boolean addsToC;
    private final boolean packs;
    /** Floats of a full panel's row. */
    private final int panel;
    /** Rows of B, rows of A and columns of B in a block. */
    private final int blockDepth;
    private final int blockRows;
    private final int blockColumns;
    /** Columns that fill panels of whole vectors; the last panel may overlap the one before. */
    private final int wide;
    private final float[] zeros;
    private final float[] packed;
    /** Offset of each row of B, in place or in a full panel, and in the last panel. */
    private final int[] bRows;
    private final int[] lastRows;
    /** The columns beyond those, less than a vector; null if there are none. */
    private final @Nullable NarrowGemm narrow;

    VectorGemm(GemmProblem shape, Tuning.Products tuning) {
        this.shape = shape;
        this.tiles = new TileMicroKernels(tuning);
        this.spanA = shape.spanA();
        this.spanB = shape.spanB();
        this.spanC = shape.spanC();
        this.aRow = shape.transposeA() ? 1 : shape.lda();
        this.aColumn = shape.transposeA() ? shape.lda() : 1;
        this.addsToC = shape.start() == GemmProblem.Start.C;
        this.panel = tuning.panel() * LENGTH;
        this.blockDepth = tuning.depth();
        this.blockRows = tuning.rows();
        this.blockColumns = Math.ceilDiv(tuning.columns(), panel) * panel;
        int k = shape.k();
        int n = shape.n();
        boolean pays = n > LENGTH && shape.m() >= tuning.leastRowsToPack()
                && (long) k * n > tuning.mostInPlace();
        this.packs = shape.transposeB() || pays;
        // What adds to C must not compute a column twice.
        boolean goesOn = addsToC || (packs && k > blockDepth);
        boolean overlaps = !goesOn && n >= (packs ? width(n % panel) : LENGTH);
        this.wide = overlaps ? n : n - n % LENGTH;
        this.narrow = wide < n ? new NarrowGemm(shape, wide, tuning) : null;
        this.zeros = new float[shape.start() == GemmProblem.Start.ZERO ? shape.m() : 0];
        int depth = Math.min(k, blockDepth);
        int columns = Math.ceilDiv(Math.min(wide, blockColumns), panel) * panel;
        this.packed = new float[packs ? Math.multiplyExact(depth, columns) : 0];
        this.bRows = packs ? multiples(depth, panel) : multiples(k, shape.ldb());
        this.lastRows = multiples(packs ? depth : 0, width(wide % panel));
    }

    /** Floats of whole vectors that hold so many columns. */
    private static int width(int columns) {
        return (columns + LENGTH - 1) / LENGTH * LENGTH;
    }

    static int[] multiples(int count, int step) {
        int[] multiples = new int[count];
        for (int i = 1; i < count; i++) {
            multiples[i] = i * step;
        }
        return multiples;
    }

    @Override
    public GemmProblem shape() {
        return shape;
    }

    @Override
    public void run(float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
        shape.checkNoBias();
        multiply(a, aOffset, b, bOffset, c, cOffset, addsToC ? null : zeros, 0);
    }

    @Override
    public void run(float[] a, int aOffset, float[] b, int bOffset, float[] bias, int biasOffset,
            float[] c, int cOffset) {
        shape.checkBias(bias, biasOffset);
        multiply(a, aOffset, b, bOffset, c, cOffset, bias, biasOffset);
    }

    private void multiply(float[] a, int ai, float[] b, int bi, float[] c, int ci,
            float @Nullable [] start, int si) {
        Objects.checkFromIndexSize(ai, spanA, a.length);
        Objects.checkFromIndexSize(bi, spanB, b.length);
        Objects.checkFromIndexSize(ci, spanC, c.length);
        if (packs) {
            packedPanels(a, ai, b, bi, c, ci, start, si);
        } else if (wide > 0) {
            tiles.multiply(shape.m(), wide, shape.k(), a, ai, aRow, aColumn, b, bi, bRows, c, ci,
                    shape.ldc(), start, si, null);
        }
        if (narrow != null) {
            narrow.multiply(a, ai, b, bi, c, ci, start, si);
        }
    }

    private void packedPanels(float[] a, int ai, float[] b, int bi, float[] c, int ci,
            float @Nullable [] start, int si) {
        for (int j = 0; j < wide; j += blockColumns) {
            int end = Math.min(j + blockColumns, wide);
            int p = 0;
            do {
                int depth = Math.min(blockDepth, shape.k() - p);
                for (int column = j; column < end; column += panel) {
                    pack(depth, column, end, b, bi, p, (column - j) * depth);
                }
                block(depth, j, end, a, ai + p * aColumn, c, ci, p == 0 ? start : null, si);
                p += depth;
            } while (p < shape.k());
        }
    }

    /** First column of the panel that stands for the columns from {@code j} on. */
    private int first(int j, int end) {
        return Math.min(j, end - width(Math.min(panel, end - j)));
    }

    /** Packs rows {@code p … p + k} of the panel at column {@code j}. */
    private void pack(int k, int j, int end, float[] b, int bi, int p, int to) {
        int first = first(j, end);
        int columns = Math.min(panel, end - first);
        int ldb = shape.ldb();
        if (shape.transposeB()) {
            GemmPacking.transposed(k, columns, b, bi + first * ldb + p, ldb, packed, to, columns);
        } else {
            GemmPacking.plain(k, columns, b, bi + p * ldb + first, ldb, packed, to);
        }
    }

    /** The product with the packed block of columns {@code j … end}. */
    private void block(int k, int j, int end, float[] a, int ai, float[] c, int ci,
            float @Nullable [] start, int si) {
        for (int i = 0; i < shape.m(); i += blockRows) {
            int rows = Math.min(blockRows, shape.m() - i);
            for (int column = j; column < end; column += panel) {
                int first = first(column, end);
                int columns = Math.min(panel, end - first);
                tiles.multiply(rows, columns, k, a, ai + i * aRow, aRow, aColumn, packed,
                        (column - j) * k, columns == panel ? bRows : lastRows, c,
                        ci + i * shape.ldc() + first, shape.ldc(), start, si + i, null);
            }
        }
    }
}
