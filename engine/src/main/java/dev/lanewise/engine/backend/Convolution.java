package dev.lanewise.engine.backend;

/**
 * A convolution prepared for one {@link ConvolutionShape} with padding 0: reads the rows of the
 * im2col matrix where they lie. Belongs to one thread at a time.
 */
public interface Convolution {

    /** What it was prepared for. */
    ConvolutionShape shape();

    /**
     * {@code y = bias + w ∗ x}: each output is its bias followed by one chain of fused
     * multiply-adds over the taps in ascending order.
     *
     * @param x input maps, from {@code xOffset}
     * @param w weights {@code [out][in][kernelHeight][kernelWidth]}, from {@code wOffset}
     * @param bias one value an output map, from {@code biasOffset}
     * @param y output maps, from {@code yOffset}; modified
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     */
    void forward(float[] x, int xOffset, float[] w, int wOffset, float[] bias, int biasOffset,
            float[] y, int yOffset);

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
    void inputGradient(float[] dy, int dyOffset, float[] w, int wOffset, float[] dx, int dxOffset);

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
    void weightGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dw, int dwOffset);

    /**
     * {@code db[out][lane] += Σ dy}, the sum over output positions in row-major order, each lane
     * for itself.
     *
     * @param dy gradients of the output maps
     * @param db {@code [out][lane]}; modified
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     */
    void biasGradient(float[] dy, int dyOffset, float[] db, int dbOffset);
}
