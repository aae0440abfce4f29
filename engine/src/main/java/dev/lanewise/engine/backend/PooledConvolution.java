package dev.lanewise.engine.backend;

/**
 * A convolution and the pooling of its maps as one, prepared for their shapes: the maps between the
 * two are never stored whole. The results are those of {@link Convolution#forward} followed by
 * {@link Pooling}, to the bit. Belongs to one thread at a time.
 *
 * <p>Operands are those of {@link Convolution#forward}, with {@code y} the pooled maps.
 */
public interface PooledConvolution {

    /** The convolution; its output maps are those that are not stored. */
    ConvolutionShape convolution();

    /** The pooling; its input maps are the convolution's output. */
    PoolShape pool();

    /**
     * The maximum of each window, as {@link Pooling#max(float[], int, float[], int)}.
     *
     * @param y pooled maps, from {@code yOffset}; modified
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     */
    void max(float[] x, int xOffset, float[] w, int wOffset, float[] bias, int biasOffset,
            float[] y, int yOffset);

    /**
     * As {@link #max(float[], int, float[], int, float[], int, float[], int)}, and remembers which
     * element of its window won.
     *
     * @param winner as for {@link Pooling#max(float[], int, float[], int, float[], int)}; modified
     */
    void max(float[] x, int xOffset, float[] w, int wOffset, float[] bias, int biasOffset,
            float[] y, int yOffset, float[] winner, int winnerOffset);

    /**
     * The mean of each window, as {@link Pooling#average}.
     *
     * @param y pooled maps, from {@code yOffset}; modified
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     */
    void average(float[] x, int xOffset, float[] w, int wOffset, float[] bias, int biasOffset,
            float[] y, int yOffset);
}
