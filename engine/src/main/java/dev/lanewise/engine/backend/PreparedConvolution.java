package dev.lanewise.engine.backend;

/**
 * The forward pass of a convolution whose weights stay as they are for many passes: it reads a copy of them
 * in an order of its own. The sums are the chains of {@link ConvolutionForward}. Belongs to one thread at a
 * time; a copy may be shared by all that were prepared for the same shape by the same backend.
 */
public interface PreparedConvolution {

    /**
     * A copy of the parameters in the order that {@link #run} reads.
     *
     * @param w weights, from {@code wOffset}
     * @param bias one value an output channel, from {@code biasOffset}
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     */
    float[] order(float[] w, int wOffset, float[] bias, int biasOffset);

    /**
     * Computes the output.
     *
     * @param x input maps, from {@code xOffset}
     * @param ordered what {@link #order} made
     * @param y output maps, from {@code yOffset}; modified, but for what lies between them
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     */
    void run(float[] x, int xOffset, float[] ordered, float[] y, int yOffset);
}
