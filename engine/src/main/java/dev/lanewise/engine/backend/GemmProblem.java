package dev.lanewise.engine.backend;

import java.util.Objects;

/**
 * A matrix product {@code C[m × n] = op(A)[m × k] · op(B)[k × n]}, everything row-major. {@code op}
 * transposes or does nothing; a leading dimension is the number of floats from one stored row to
 * the next.
 *
 * @param m rows of C
 * @param n columns of C
 * @param k length of the sums
 * @param transposeA whether A is stored as {@code [k × m]}
 * @param lda leading dimension of A as stored
 * @param transposeB whether B is stored as {@code [n × k]}
 * @param ldb leading dimension of B as stored
 * @param ldc leading dimension of C
 * @param start what each element of C begins with
 */
public record GemmProblem(int m, int n, int k, boolean transposeA, int lda, boolean transposeB,
        int ldb, int ldc, Start start) {

    /** What each sum begins with. */
    public enum Start {
        /** With 0 (beta = 0): C is overwritten and never read. */
        ZERO,
        /** With what C holds (beta = 1). */
        C,
        /** With one value a row of C: a bias. */
        ROW_BIAS
    }

    /**
     * Checks extents and leading dimensions.
     *
     * @throws TooLargeException if no array can hold a matrix
     */
    public GemmProblem {
        if (m < 0 || n < 0 || k < 0) {
            throw new IllegalArgumentException(
                    "A matrix product needs extents of at least 0; you gave m " + m + ", n " + n
                            + ", k " + k + ".");
        }
        checkLeading("a", lda, transposeA ? m : k);
        checkLeading("b", ldb, transposeB ? k : n);
        checkLeading("c", ldc, n);
        checkSpan("a", transposeA ? k : m, transposeA ? m : k, lda);
        checkSpan("b", transposeB ? n : k, transposeB ? k : n, ldb);
        checkSpan("c", m, n, ldc);
    }

    private static void checkSpan(String matrix, int rows, int columns, int leading) {
        TooLargeException.require(span(rows, columns, leading),
                "Matrix " + matrix + " of a product", "floats", rows + "×" + columns
                        + (leading == columns ? "" : " at leading dimension " + leading));
    }

    private static void checkLeading(String matrix, int leading, int columns) {
        if (leading < Math.max(1, columns)) {
            throw new IllegalArgumentException("The leading dimension of " + matrix
                    + " must be at least its " + columns + " columns; you gave " + leading + ".");
        }
    }

    /** C = A · B on matrices without gaps. */
    public static GemmProblem of(int m, int n, int k) {
        return of(m, n, k, false, false, Start.ZERO);
    }

    /** A product of matrices without gaps. */
    public static GemmProblem of(int m, int n, int k, boolean transposeA, boolean transposeB,
            Start start) {
        return new GemmProblem(m, n, k, transposeA, Math.max(1, transposeA ? m : k), transposeB,
                Math.max(1, transposeB ? k : n), Math.max(1, n), start);
    }

    /** Floats from the first element of A to one past the last. */
    public int spanA() {
        return (int) (transposeA ? span(k, m, lda) : span(m, k, lda));
    }

    /** Floats from the first element of B to one past the last. */
    public int spanB() {
        return (int) (transposeB ? span(n, k, ldb) : span(k, n, ldb));
    }

    /** Floats from the first element of C to one past the last. */
    public int spanC() {
        return (int) span(m, n, ldc);
    }

    private static long span(int rows, int columns, int leading) {
        return rows == 0 || columns == 0 ? 0 : (rows - 1L) * leading + columns;
    }

    /**
     * Checks that this product may be run without a bias.
     *
     * @throws IllegalStateException if it starts from one
     */
    public void checkNoBias() {
        if (start == Start.ROW_BIAS) {
            throw new IllegalStateException(
                    "A product with a row bias must be given it; hand it over, or leave the bias out"
                            + " of its shape.");
        }
    }

    /**
     * Checks that this product may be run with a bias.
     *
     * @throws IllegalStateException if it starts from something else
     */
    public void checkHasBias() {
        if (start != Start.ROW_BIAS) {
            throw new IllegalStateException("A product that is given a bias must have a shape"
                    + " with a row bias, but this one starts from " + start
                    + "; make its shape with rowBias().");
        }
    }

    /**
     * Checks that this product may be run with a bias, and that there is one for each row.
     *
     * @throws IllegalStateException if it starts from something else
     * @throws IndexOutOfBoundsException if {@code m} values do not lie in the array
     */
    public void checkBias(float[] bias, int biasOffset) {
        checkHasBias();
        Objects.checkFromIndexSize(biasOffset, m, bias.length);
    }

    /** Floating-point operations: 2·m·n·k. */
    public long flops() {
        return 2L * m * n * k;
    }
}
