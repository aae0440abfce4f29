package dev.lanewise.engine.backend.portable;

import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import java.util.Objects;

/**
 * A matrix product by {@link RowProducts}, block by block. Where C has few columns and more rows, its
 * columns are the rows that are computed: Cᵀ = Bᵀ·Aᵀ.
 */
final class PortableGemm implements GemmKernel {
    /** Columns of C from which its rows are long enough. */
    private static final int LONG_ROW = 64;
    /** The shortest row that pays. */
    private static final int LEAST_WIDTH = 24;
    /** Rows that pay for copying what doesn't lie side by side. */
    private static final int LEAST_ROWS = 4;

    private final GemmProblem shape;
    private final boolean transposed;
    private final Matrix a;
    private final Matrix b;
    private final Matrix c;
    private final RowProducts products;
    private final RowProducts.Source rows;

    /** How a matrix is seen: floats from a row to the next, and from a column to the next. */
    private record Matrix(int rows, int columns, int row, int column) {

        static Matrix stored(int rows, int columns, boolean transposed, int leading) {
            return transposed ? new Matrix(rows, columns, 1, leading)
                    : new Matrix(rows, columns, leading, 1);
        }

        Matrix transpose() {
            return new Matrix(columns, rows, column, row);
        }

        /** As a {@link RowProducts.Source}. */
        void copy(int p, float[] from, int offset, float[] to, int n) {
            int at = offset + p * row;
            if (column == 1) {
                System.arraycopy(from, at, to, 0, n);
                return;
            }
            for (int i = 0; i < n; i++) {
                to[i] = from[at + i * column];
            }
        }

        /** The way back. */
        void store(int p, float[] from, float[] to, int offset, int n) {
            int at = offset + p * row;
            if (column == 1) {
                System.arraycopy(from, 0, to, at, n);
                return;
            }
            for (int i = 0; i < n; i++) {
                to[at + i * column] = from[i];
            }
        }
    }

    PortableGemm(GemmProblem shape) {
        this.shape = shape;
        this.transposed = isTransposed(shape);
        Matrix left = Matrix.stored(shape.m(), shape.k(), shape.transposeA(), shape.lda());
        Matrix right = Matrix.stored(shape.k(), shape.n(), shape.transposeB(), shape.ldb());
        Matrix product = Matrix.stored(shape.m(), shape.n(), false, shape.ldc());
        this.a = transposed ? right.transpose() : left;
        this.b = transposed ? left.transpose() : right;
        this.c = transposed ? product.transpose() : product;
        this.products = new RowProducts(Math.min(c.rows, RowProducts.ROWS),
                Math.min(c.columns, RowProducts.WIDTH));
        this.rows = b::copy;
    }

    private static boolean isTransposed(GemmProblem shape) {
        return shape.n() < LONG_ROW && shape.n() < shape.m();
    }

    /** Whether rows are long enough, and shared by enough others where they must be gathered. */
    static boolean fits(GemmProblem shape) {
        boolean transposed = isTransposed(shape);
        boolean gathered = transposed ? !shape.transposeA() : shape.transposeB();
        return Math.max(shape.n(), transposed ? shape.m() : 0) >= LEAST_WIDTH
                && Math.min(shape.m(), shape.n()) > 0
                && (!gathered || (transposed ? shape.n() : shape.m()) >= LEAST_ROWS);
    }

    @Override
    public GemmProblem shape() {
        return shape;
    }

    @Override
    public void run(float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
        shape.checkNoBias();
        multiply(a, aOffset, b, bOffset, c, 0, c, cOffset);
    }

    @Override
    public void run(float[] a, int aOffset, float[] b, int bOffset, float[] bias, int biasOffset,
            float[] c, int cOffset) {
        shape.checkBias(bias, biasOffset);
        multiply(a, aOffset, b, bOffset, bias, biasOffset, c, cOffset);
    }

    private void multiply(float[] left, int leftOffset, float[] right, int rightOffset,
            float[] bias, int biasOffset, float[] to, int offset) {
        Objects.checkFromIndexSize(leftOffset, shape.spanA(), left.length);
        Objects.checkFromIndexSize(rightOffset, shape.spanB(), right.length);
        Objects.checkFromIndexSize(offset, shape.spanC(), to.length);
        if (transposed) {
            blocks(right, rightOffset, left, leftOffset, bias, biasOffset, to, offset);
        } else {
            blocks(left, leftOffset, right, rightOffset, bias, biasOffset, to, offset);
        }
    }

    private void blocks(float[] left, int leftOffset, float[] right, int rightOffset,
            float[] bias, int biasOffset, float[] to, int offset) {
        for (int column = 0; column < c.columns; column += RowProducts.WIDTH) {
            int n = Math.min(RowProducts.WIDTH, c.columns - column);
            for (int row = 0; row < c.rows; row += RowProducts.ROWS) {
                int m = Math.min(RowProducts.ROWS, c.rows - row);
                int target = offset + row * c.row + column * c.column;
                start(m, n, bias, biasOffset + (transposed ? column : row), to, target);
                products.add(m, n, shape.k(), rows, right, rightOffset + column * b.column, left,
                        leftOffset + row * a.row, a.row, a.column);
                for (int i = 0; i < m; i++) {
                    c.store(i, products.sums[i], to, target, n);
                }
            }
        }
    }

    private void start(int m, int n, float[] bias, int biasOffset, float[] to, int target) {
        for (int i = 0; i < m; i++) {
            switch (shape.start()) {
                case ZERO -> products.start(i, 0, n);
                case C -> c.copy(i, to, target, products.sums[i], n);
                case ROW_BIAS -> {
                    if (transposed) {
                        System.arraycopy(bias, biasOffset, products.sums[i], 0, n);
                    } else {
                        products.start(i, bias[biasOffset + i], n);
                    }
                }
            }
        }
    }
}
