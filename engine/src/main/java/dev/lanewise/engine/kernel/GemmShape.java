package dev.lanewise.engine.kernel;

import dev.lanewise.engine.backend.GemmProblem;

/**
 * A matrix product {@code C[m × n] = op(A)[m × k] · op(B)[k × n]}, everything row-major, where {@code op}
 * transposes or does nothing; or a batch of such products. Immutable: each method returns another shape.
 *
 * <p>Unless said otherwise matrices have no gaps, nothing is transposed, C is overwritten, and there is
 * one product. Methods refuse what no array can hold.
 *
 * @since 0.1.0
 */
public final class GemmShape {
    private final GemmProblem problem;
    private final int batch;
    private final long strideA;
    private final long strideB;
    private final long strideC;

    private GemmShape(GemmProblem problem, int batch, long strideA, long strideB, long strideC) {
        this.problem = problem;
        this.batch = batch;
        this.strideA = strideA;
        this.strideB = strideB;
        this.strideC = strideC;
    }

    private GemmShape(GemmProblem problem) {
        this(problem, 1, 0, 0, 0);
    }

    /**
     * C = A · B.
     *
     * @param m rows of C
     * @param n columns of C
     * @param k the length of the sums
     * @return the shape
     * @throws IllegalArgumentException if an extent is below 0, or a matrix too large for an array
     */
    public static GemmShape of(int m, int n, int k) {
        return new GemmShape(GemmProblem.of(m, n, k));
    }

    private GemmShape with(GemmProblem changed) {
        requireApart(batch, strideC, changed);
        return new GemmShape(changed, batch, strideA, strideB, strideC);
    }

    private static void requireApart(int batch, long stride, GemmProblem problem) {
        if (batch > 1 && stride < problem.spanC()) {
            throw new IllegalArgumentException("The stride of C in a batch must be at least "
                    + problem.spanC() + ", so that no two overlap; you gave " + stride + ".");
        }
    }

    /** {@return the same with A stored as {@code [k × m]}, without gaps} */
    public GemmShape transposeA() {
        return with(new GemmProblem(m(), n(), k(), true, Math.max(1, m()), problem.transposeB(),
                problem.ldb(), problem.ldc(), problem.start()));
    }

    /** {@return the same with B stored as {@code [n × k]}, without gaps} */
    public GemmShape transposeB() {
        return with(new GemmProblem(m(), n(), k(), problem.transposeA(), problem.lda(), true,
                Math.max(1, k()), problem.ldc(), problem.start()));
    }

    /**
     * {@return the same with gaps between the stored rows} Call it after the transposes and before the batch.
     *
     * @param a floats from one stored row of A to the next; at least its columns as stored
     * @param b the same of B
     * @param c the same of C
     * @throws IllegalArgumentException if one is too small, or two C of a batch would overlap
     */
    public GemmShape leadingDimensions(int a, int b, int c) {
        return with(new GemmProblem(m(), n(), k(), problem.transposeA(), a, problem.transposeB(),
                b, c, problem.start()));
    }

    /** {@return the same added to what C holds: {@code C += A · B}} */
    public GemmShape accumulate() {
        return start(GemmProblem.Start.C);
    }

    /** {@return the same with one value added to each row of C, a bias} */
    public GemmShape rowBias() {
        return start(GemmProblem.Start.ROW_BIAS);
    }

    private GemmShape start(GemmProblem.Start start) {
        return with(new GemmProblem(m(), n(), k(), problem.transposeA(), problem.lda(),
                problem.transposeB(), problem.ldb(), problem.ldc(), start));
    }

    /**
     * {@return the shape of so many products, whose matrices lie one behind the other}
     *
     * @param count the number of products
     * @throws IllegalArgumentException if there is not at least one
     */
    public GemmShape batch(int count) {
        return batch(count, problem.spanA(), problem.spanB(), problem.spanC());
    }

    /**
     * {@return the shape of so many products} A bias is the same for all.
     *
     * @param count the number of products
     * @param strideA floats from one A to the next; 0 if all read the same
     * @param strideB the same of B
     * @param strideC the same of C; large enough that they don't overlap
     * @throws IllegalArgumentException if there is not at least one, a stride is below 0, or two C overlap
     */
    public GemmShape batch(int count, int strideA, int strideB, int strideC) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "A batch must have at least one product; you gave " + count + ".");
        }
        if (strideA < 0 || strideB < 0) {
            throw new IllegalArgumentException(
                    "The strides of A and B must be at least 0; you gave "
                            + strideA + " and " + strideB + ".");
        }
        requireApart(count, strideC, problem);
        return new GemmShape(problem, count, strideA, strideB, strideC);
    }

    /** {@return the rows of C} */
    public int m() {
        return problem.m();
    }

    /** {@return the columns of C} */
    public int n() {
        return problem.n();
    }

    /** {@return the length of the sums} */
    public int k() {
        return problem.k();
    }

    /** {@return the number of products} */
    public int batch() {
        return batch;
    }

    /** {@return the floating-point operations of all products: 2·m·n·k each} */
    public long flops() {
        return problem.flops() * batch;
    }

    GemmProblem problem() {
        return problem;
    }

    int offsetA(int product) {
        return (int) (product * strideA);
    }

    int offsetB(int product) {
        return (int) (product * strideB);
    }

    int offsetC(int product) {
        return (int) (product * strideC);
    }

    long spanA() {
        return (batch - 1) * strideA + problem.spanA();
    }

    long spanB() {
        return (batch - 1) * strideB + problem.spanB();
    }

    long spanC() {
        return (batch - 1) * strideC + problem.spanC();
    }

    @Override
    public String toString() {
        return (batch == 1 ? "" : batch + " × ") + m() + "×" + n() + "×" + k();
    }
}
