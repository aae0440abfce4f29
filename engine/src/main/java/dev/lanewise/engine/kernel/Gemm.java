package dev.lanewise.engine.kernel;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.parallel.ParallelGemm;
import dev.lanewise.engine.parallel.Workers;
import java.util.concurrent.ForkJoinPool;

/**
 * Matrix products prepared for one {@link GemmShape}: run them as often as you like. Every element of C
 * is its start value followed by one chain of fused multiply-adds in ascending k, so that the bits depend
 * on nothing else. Belongs to one thread at a time. A run on one thread allocates nothing.
 *
 * @since 0.1.0
 */
public final class Gemm {
    private static final float[] NONE = new float[0];
    private final GemmShape shape;
    private final Workers workers;
    /** For each worker one that computes a product by itself; or one that all compute together. */
    private final GemmKernel[] kernels;
    private final Workers.Job job = this::run;
    private Run run = new Run(NONE, 0, NONE, 0, NONE, 0, NONE, 0);

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Run(float[] a, int aOffset, float[] b, int bOffset, float[] bias, int biasOffset,
            float[] c, int cOffset) {}

    private Gemm(GemmShape shape, Workers workers, GemmKernel[] kernels) {
        this.shape = shape;
        this.workers = workers;
        this.kernels = kernels;
    }

    static Gemm on(Backend backend, GemmShape shape) {
        return new Gemm(shape, Workers.own(1),
                new GemmKernel[]{backend.gemm(shape.problem())});
    }

    static Gemm on(Backend backend, GemmShape shape, ForkJoinPool pool, int threads) {
        Workers workers = Workers.in(pool, threads);
        if (shape.batch() < threads) {
            return new Gemm(shape, workers,
                    new GemmKernel[]{new ParallelGemm(backend, shape.problem(), workers)});
        }
        GemmKernel[] kernels = new GemmKernel[threads];
        for (int i = 0; i < threads; i++) {
            kernels[i] = backend.gemm(shape.problem());
        }
        return new Gemm(shape, workers, kernels);
    }

    /** {@return what it was prepared for} */
    public GemmShape shape() {
        return shape;
    }

    /**
     * Computes C from the beginnings of the arrays.
     *
     * @param a the matrix A
     * @param b the matrix B
     * @param c modified
     * @throws IndexOutOfBoundsException if an operand does not fit its array; names it
     * @throws IllegalArgumentException if C overlaps another operand
     * @throws IllegalStateException if the shape has a row bias
     */
    public void run(float[] a, float[] b, float[] c) {
        run(a, 0, b, 0, c, 0);
    }

    /**
     * Computes C.
     *
     * @param a A, from {@code aOffset}
     * @param aOffset where A begins
     * @param b B, from {@code bOffset}
     * @param bOffset where B begins
     * @param c C, from {@code cOffset}; modified
     * @param cOffset where C begins
     * @throws IndexOutOfBoundsException if an operand does not fit its array; names it
     * @throws IllegalArgumentException if C overlaps another operand
     * @throws IllegalStateException if the shape has a row bias
     */
    public void run(float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
        shape.problem().checkNoBias();
        runAll(new Run(a, aOffset, b, bOffset, NONE, 0, c, cOffset));
    }

    /**
     * Computes C, each row starting from its bias.
     *
     * @param a the matrix A
     * @param aOffset where A begins
     * @param b the matrix B
     * @param bOffset where B begins
     * @param bias m values, from {@code biasOffset}
     * @param biasOffset where the bias begins
     * @param c the matrix C; modified
     * @param cOffset where C begins
     * @throws IndexOutOfBoundsException if an operand does not fit its array; names it
     * @throws IllegalArgumentException if C overlaps another operand
     * @throws IllegalStateException if the shape has no row bias
     */
    public void run(float[] a, int aOffset, float[] b, int bOffset, float[] bias, int biasOffset,
            float[] c, int cOffset) {
        shape.problem().checkHasBias();
        Operands.requireRange("The bias", bias, biasOffset, shape.m());
        Operands.requireApart("the bias", bias, biasOffset, shape.m(), "C", c, cOffset,
                shape.spanC());
        runAll(new Run(a, aOffset, b, bOffset, bias, biasOffset, c, cOffset));
    }

    private void runAll(Run given) {
        Operands.requireRange("A", given.a, given.aOffset, shape.spanA());
        Operands.requireRange("B", given.b, given.bOffset, shape.spanB());
        Operands.requireRange("C", given.c, given.cOffset, shape.spanC());
        Operands.requireApart("A", given.a, given.aOffset, shape.spanA(), "C", given.c,
                given.cOffset, shape.spanC());
        Operands.requireApart("B", given.b, given.bOffset, shape.spanB(), "C", given.c,
                given.cOffset, shape.spanC());
        run = given;
        if (kernels.length == 1) {
            for (int product = 0; product < shape.batch(); product++) {
                run(0, product);
            }
        } else {
            workers.run(job, shape.batch());
        }
    }

    private void run(int worker, int product) {
        Run r = run;
        int a = r.aOffset + shape.offsetA(product);
        int b = r.bOffset + shape.offsetB(product);
        int c = r.cOffset + shape.offsetC(product);
        if (shape.problem().start() == GemmProblem.Start.ROW_BIAS) {
            kernels[worker].run(r.a, a, r.b, b, r.bias, r.biasOffset, r.c, c);
        } else {
            kernels[worker].run(r.a, a, r.b, b, r.c, c);
        }
    }
}
