package dev.lanewise.engine.backend;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@link Winograd} convolution that a backend computes, to the same bits as every other.
 *
 * <p>A tile is what one transform reads or makes: some columns of a row, each {@code width} floats wide,
 * which are transformed side by side. Column {@code j} of tile {@code t} begins at {@code offset +
 * t·tileStep + j·columnStep}. What is transformed has a value for each of {@link Winograd#POINTS} points;
 * that of point {@code p} of tile {@code t} begins at {@code offset + p·point + t·width}. The
 * expressions are in {@link ScalarWinograd}. Belongs to one thread at a time.
 */
public interface WinogradKernels {

    /**
     * Prepares the forward pass of one image with weights that stay as they are, where an order of their own
     * makes it faster; empty where none does. It is given the weights at the points, as {@link
     * WinogradCorrelation#transformed} makes them.
     *
     * @param shape one that {@link Winograd#fits}
     * @param epilogue the end for each sum; null for none
     */
    default Optional<PreparedConvolution> prepared(ConvolutionShape shape,
            @Nullable Epilogue epilogue) {
        return Optional.empty();
    }

    /** {@code v = Bᵀ·d}: transforms tiles of six columns of an input. */
    void transformInput(int tiles, int width, float[] d, int offset, int tileStep, int columnStep,
            float[] v, int vOffset, int point);

    /** {@code y = max(fma(scale, Aᵀ·m, shift), least)}: makes tiles of four columns of an output. */
    void output(int tiles, int width, float[] m, int mOffset, int point, float scale, float shift,
            float least, float[] y, int offset, int tileStep, int columnStep);

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
}
