package dev.lanewise.engine.backend;

/**
 * What a convolution's output gradient makes of its weights, prepared for one {@link
 * ConvolutionShape} with padding 0. Belongs to one thread at a time.
 */
@FunctionalInterface
public interface ConvolutionWeightGradient {

    /**
     * {@code dw[weight][lane] += Σ dy·x}, the sum over output positions in row-major order, each
     * lane (image) for itself: one chain of fused multiply-adds that goes on from what {@code dw}
     * holds.
     *
     * @param x input maps
     * @param dy gradients of the output maps
     * @param dw {@code [out][in][kernelHeight][kernelWidth][lane]}; modified
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     */
    void run(float[] x, int xOffset, float[] dy, int dyOffset, float[] dw, int dwOffset);
}
