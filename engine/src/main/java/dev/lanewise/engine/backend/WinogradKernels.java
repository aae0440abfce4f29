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
 * expressions are in {@link ScalarWinograd}. Immutable, safe for any number of threads.
 */
public interface WinogradKernels {

    /**
     * Prepares the forward pass of one image with weights that stay as they are, where an order of their own
     * makes it faster; empty where none does. It is given the weights at the points, as {@link
     * WinogradCorrelation#transformed} makes them.
     *
     * @param shape one that {@link Winograd} computes
     * @param epilogue the end for each sum; null for none
     * @param maxPool the pooling behind it, to maxima, by windows that lie whole on the maps; null for none,
     *     and where there is an epilogue
     */
    default Optional<PreparedConvolution> prepared(ConvolutionShape shape,
            @Nullable Epilogue epilogue, @Nullable PoolShape maxPool) {
        return Optional.empty();
    }

    /** {@code v = Bᵀ·d}: transforms tiles of six columns of an input. */
    void transformInput(int tiles, int width, float[] d, int offset, int tileStep, int columnStep,
            float[] v, int vOffset, int point);

    /** {@code y = max(fma(scale, Aᵀ·m, shift), least)}: makes tiles of an output. */
    void output(Winograd form, int tiles, int width, float[] m, int mOffset, int point,
            float scale, float shift, float least, float[] y, int offset, int tileStep,
            int columnStep);

    /** {@code v = A·d} of {@link Winograd#F2_5}: transforms pairs of columns of an output's gradient. */
    void transformGradient(int tiles, int width, float[] d, int offset, int tileStep,
            int columnStep, float[] v, int vOffset, int point);

    /**
     * {@code x = Σ B·m} of {@link Winograd#F2_5}: makes a row of an input's gradient, in which tiles of six
     * columns overlap by four; it is {@code 2·tiles + 4} columns long, each {@code width} floats from the
     * next.
     *
     * @param x overwritten
     */
    void inputGradient(int tiles, int width, float[] m, int mOffset, int point, float[] x,
            int offset);

    /**
     * {@code w += Gᵀ·s} of {@link Winograd#F2_5}: adds to the gradients of five taps what sums at the points
     * make.
     *
     * @param count rows of five taps
     * @param s a sum for each lane, row after row, at each point
     * @param w a sum for each lane, tap after tap; modified
     */
    void addTaps(int count, int lanes, float[] s, int sOffset, int point, float[] w, int wOffset);

    /**
     * A product of matrices: {@code C[m × n] = start + A[m × k] · B[k × n]}, one chain of fma an element
     * in ascending k.
     *
     * @param n floats of a row, a multiple of {@link Backend#TILE}
     * @param a rows that are {@code lda} floats apart
     * @param bRows offset of each row of B
     * @param ldc floats between rows of C
     * @param start one value for each row of C
     */
    void multiply(int m, int n, int k, float[] a, int aOffset, int lda, float[] b, int bOffset,
            int[] bRows, float[] c, int cOffset, int ldc, float[] start, int startOffset);

    /**
     * Sums over positions, for a tile of images: {@code s[map][tap][lane] += Σ dy[map][position][lane] ·
     * x[tap + position][lane]}, one chain of fma for each in the order of the positions.
     *
     * @param dyMap floats between maps of {@code dy}
     * @param positions offset of each position in both
     * @param taps offset of each tap in {@code x}
     * @param s modified
     */
    void sum(int maps, float[] dy, int dyOffset, int dyMap, float[] x, int xOffset,
            int[] positions, int[] taps, float[] s, int sOffset);
}
