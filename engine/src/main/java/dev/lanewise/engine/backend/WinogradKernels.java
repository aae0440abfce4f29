package dev.lanewise.engine.backend;

import java.util.Optional;

/**
 * The parts of a {@link Winograd} convolution that a backend computes, to the same bits as every other.
 *
 * <p>A tile is what one transform reads or makes: some columns of a row, each {@code width} floats wide,
 * which are transformed side by side. Column {@code j} of tile {@code t} begins at {@code offset +
 * t·tileStep + j·columnStep}. What is transformed has a value for each of {@link Winograd#POINTS} points;
 * that of point {@code p} of tile {@code t} begins at {@code offset + p·point + t·width}. The
 * expressions are in {@link ScalarWinograd}. Immutable, safe for any number of threads.
 */
public interface WinogradKernels {

    /**
     * Prepares the forward pass of one image with weights that stay as they are, where an order of their own
     * makes it faster; empty where none does. It is given the weights at the points, as {@link
     * WinogradCorrelation#transformed} makes them.
     *
     * @param shape one that {@link Winograd#fits}
     */
    default Optional<PreparedConvolution> prepared(ConvolutionShape shape) {
        return Optional.empty();
    }

    /** {@code v = Bᵀ·d}: transforms tiles of six columns of an input. */
    void transformInput(int tiles, int width, float[] d, int offset, int tileStep, int columnStep,
            float[] v, int vOffset, int point);

    /** {@code v = Eᵀ·d}: transforms tiles of four columns of a gradient, without their factors. */
    void transformGradient(int tiles, int width, float[] d, int offset, int tileStep,
            int columnStep, float[] v, int vOffset, int point);

    /** {@code y = Aᵀ·m}: makes tiles of four columns of an output. */
    void output(int tiles, int width, float[] m, int mOffset, int point, float[] y, int offset,
            int tileStep, int columnStep);

    /** {@code dw += Fᵀ·m}: adds what tiles are worth to tiles of three columns, the taps of weights. */
    void addWeights(int tiles, int width, float[] m, int mOffset, int point, float[] dw,
            int offset, int tileStep, int columnStep);

    /**
     * A product of matrices: {@code C[m × n] = start + A[m × k] · B[k × n]}, one chain of fma an element
     * in ascending k.
     *
     * @param n floats of a row, a multiple of {@link Backend#TILE}
     * @param a dense rows
     * @param bRows offset of each row of B
     * @param ldc floats between rows of C
     * @param start one value for each row of C
     */
    void multiply(int m, int n, int k, float[] a, int aOffset, float[] b, int bOffset, int[] bRows,
            float[] c, int cOffset, int ldc, float[] start, int startOffset);

    /**
     * {@code dw[map][tap][lane] += Σ dy[map][position][lane] · x[tap + position][lane]}, one chain of fma
     * a weight and lane over the positions, of which each is a tile, in ascending order.
     *
     * @param width lanes
     * @param dyMap floats between maps of {@code dy}
     * @param positions offset of each position in {@code dy} and {@code x}
     * @param taps offset of each tap in {@code x}
     */
    void accumulate(int width, int maps, float[] dy, int dyOffset, int dyMap, float[] x,
            int xOffset,
            int[] positions, int[] taps, float[] dw, int dwOffset);
}
