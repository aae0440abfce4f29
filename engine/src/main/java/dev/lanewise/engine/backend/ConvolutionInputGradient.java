package dev.lanewise.engine.backend;

/**
 * What a convolution's output gradient makes of its input, prepared for one {@link ConvolutionShape}
 * with padding 0. Belongs to one thread at a time.
 */
@FunctionalInterface
public interface ConvolutionInputGradient {

    /**
     * {@code dx += wᵀ ∗ dy}: each input's gradient goes on from what {@code dx} holds with one
     * chain of fused multiply-adds over (output row ascending, kernel column ascending, output
     * channel ascending).
     *
     * @param dy gradients of the output maps, laid out as they are
     * @param w weights
     * @param dx gradients of the input maps, laid out as they are; modified
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     */
    void run(float[] dy, int dyOffset, float[] w, int wOffset, float[] dx, int dxOffset);
}
