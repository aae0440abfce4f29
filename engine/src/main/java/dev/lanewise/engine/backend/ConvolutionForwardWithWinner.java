package dev.lanewise.engine.backend;

/**
 * A convolution whose maps are pooled to their maxima as they are made, prepared for one {@link
 * PooledConvolutionShape}: remembers which element won, as the backward pass wants it. Belongs to
 * one thread at a time.
 */
@FunctionalInterface
public interface ConvolutionForwardWithWinner {

    /**
     * As {@link ConvolutionForward#run} with the maximum of each window in {@code y}.
     *
     * @param winner as for {@link PoolForwardWithWinner#run}; modified
     */
    void run(float[] x, int xOffset, float[] w, int wOffset, float[] bias, int biasOffset,
            float[] y, int yOffset, float[] winner, int winnerOffset);

    /** The same with an array for the winners that lies as {@code y} does, from the same offset. */
    default ConvolutionForward keeping(float[] winner) {
        return (x, xOffset, w, wOffset, bias, biasOffset, y, yOffset) -> run(x, xOffset, w,
                wOffset, bias, biasOffset, y, yOffset, winner, yOffset);
    }
}
