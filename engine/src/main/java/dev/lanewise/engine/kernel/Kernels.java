package dev.lanewise.engine.kernel;

import dev.lanewise.engine.backend.ActivationFunction;
import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.Elementwise;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.Shape;
import java.util.concurrent.ForkJoinPool;

/**
 * What computes, on plain arrays: matrix products, layers, activations and softmax, on vectors where the
 * machine and the flags of Java allow it. Which kernels run changes no bit of a result, but −0 may stand
 * for +0. Values are expected to be finite. Immutable and safe for any number of threads.
 *
 * <p>On hardware without fused multiply-add the scalar kernels run, products are rounded twice, and
 * results equal those of other machines without it only ({@link KernelInfo#fma}).
 *
 * @since 0.1.0
 */
public final class Kernels {
    private final KernelInfo info;
    private final Backend backend;

    Kernels(KernelInfo info, Backend backend) {
        this.info = info;
        this.backend = backend;
    }

    /**
     * {@return the best kernels that run here: never throws} Where they aren't vector kernels, a line is
     * logged once, which says why, as {@link KernelInfo#reason} does: for portable kernels as information,
     * for scalar ones as a warning.
     */
    public static Kernels auto() {
        return of(KernelChoice.AUTO);
    }

    /**
     * {@return the kernels of a choice}
     *
     * @param choice which kernels
     * @throws UnsupportedOperationException if they can't run here; the message names the flag that
     *     mends it
     */
    public static Kernels of(KernelChoice choice) {
        return KernelSelection.select(choice);
    }

    /** {@return which kernels these are and why they were chosen} */
    public KernelInfo info() {
        return info;
    }

    /** {@return the kernels behind these, for the engine's own packages} */
    @SuppressWarnings("exports") // Nobody outside can use what is not exported.
    public Backend backend() {
        return backend;
    }

    /**
     * Prepares a matrix product, or a batch of them, for one thread.
     *
     * @param shape the sizes and how the matrices lie
     * @return the prepared product
     */
    public Gemm gemm(GemmShape shape) {
        return Gemm.on(backend, shape);
    }

    /**
     * Prepares a matrix product, or a batch of them, for several threads; the bits are those of one.
     *
     * @param shape the sizes and how the matrices lie
     * @param pool where the other threads come from; if it is busy the caller does all the work
     * @param threads how many take part, the caller included
     * @return the prepared product
     * @throws IllegalArgumentException if there are fewer than 1 threads or more than a pool can have
     */
    public Gemm gemm(GemmShape shape, ForkJoinPool pool, int threads) {
        return Gemm.on(backend, shape, pool, threads);
    }

    /**
     * C[m × n] = A[m × k] · B[k × n], row-major, without gaps. Prepares anew at every call, so loops use
     * {@link #gemm(GemmShape)}.
     *
     * @param m rows of C
     * @param n columns of C
     * @param k the length of the sums
     * @param a the matrix A, row after row
     * @param b the matrix B, row after row
     * @param c modified
     * @throws IndexOutOfBoundsException if a matrix does not fit its array; names it
     * @throws IllegalArgumentException if c is also another operand
     */
    public void gemm(int m, int n, int k, float[] a, float[] b, float[] c) {
        gemm(GemmShape.of(m, n, k)).run(a, b, c);
    }

    /**
     * Prepares one layer for arrays in the order NCHW: a convolution, pooling, a dense layer, a batch
     * normalization, padding, an activation.
     *
     * @param layer one with a single input
     * @param input shape of one sample
     * @return the prepared layer
     * @throws dev.lanewise.engine.nn.ShapeException if the layer can't take that shape
     */
    public Operator operator(Layer layer, Shape input) {
        return new Operator(backend, layer, input);
    }

    /**
     * {@code y[i] = f(x[i])} for all values of {@code x}.
     *
     * @param f the activation
     * @param x the input
     * @param y modified; as long as x, may be x
     * @throws IllegalArgumentException if the arrays differ in length
     */
    public void activate(Activation f, float[] x, float[] y) {
        Operands.requireLength("y", x.length, y);
        float[] slope = new float[x.length];
        backend.activate(Elementwise.of(ActivationFunction.valueOf(f.name())), x, y, slope, 0,
                x.length);
    }

    /**
     * The softmax of each row: {@code exp(x − max x) / Σ exp(x − max x)}, the sum in ascending order.
     *
     * @param rows the number of rows
     * @param columns the number of values in a row
     * @param x {@code rows × columns} values
     * @param y modified; as long as x, may be x
     * @throws IllegalArgumentException if an array has another length, or rows or columns are below 1
     */
    public void softmax(int rows, int columns, float[] x, float[] y) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "A softmax needs rows and columns of at least 1; you gave "
                            + rows + " and " + columns + ".");
        }
        int size = Math.multiplyExact(rows, columns);
        Operands.requireLength("x", size, x);
        Operands.requireLength("y", size, y);
        float[] tile = new float[columns * Backend.TILE];
        int row = 0;
        for (; row + Backend.TILE <= rows; row += Backend.TILE) {
            int offset = row * columns;
            backend.transpose(Backend.TILE, columns, x, offset, columns, tile, 0, Backend.TILE);
            backend.softmax(columns, Backend.TILE, tile, 0, tile, 0);
            backend.transpose(columns, Backend.TILE, tile, 0, Backend.TILE, y, offset, columns);
        }
        for (; row < rows; row++) {
            backend.softmax(columns, 1, x, row * columns, y, row * columns);
        }
    }

    @Override
    public String toString() {
        return info.toString();
    }
}
