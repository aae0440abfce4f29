package dev.lanewise.engine.backend;

/**
 * The forward pass of a convolution, prepared for one {@link ConvolutionShape} with padding 0: reads the
 * rows of the im2col matrix where they lie. Prepared for a {@link PooledConvolutionShape} it pools
 * the maps as it makes them, and they are never stored whole. Belongs to one thread at a time.
 */
@FunctionalInterface
public interface ConvolutionForward {

    /**
     * {@code y = bias + w ∗ x}: each output is its bias followed by one chain of fused
     * multiply-adds over the taps in ascending order.
     *
     * @param x input maps, from {@code xOffset}
     * @param w weights {@code [out][in][kernelHeight][kernelWidth]}, from {@code wOffset}
     * @param bias one value an output map, from {@code biasOffset}
     * @param y output maps, or what they are pooled to, from {@code yOffset}; modified
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     */
    void run(float[] x, int xOffset, float[] w, int wOffset, float[] bias, int biasOffset,
            float[] y, int yOffset);
}
