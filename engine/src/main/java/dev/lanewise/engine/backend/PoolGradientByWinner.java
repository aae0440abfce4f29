package dev.lanewise.engine.backend;

/**
 * The gradient of pooling to maxima, prepared for one {@link PoolShape}. Belongs to one thread at a time.
 */
@FunctionalInterface
public interface PoolGradientByWinner {

    /**
     * Passes each output's gradient to the winner of its window. Where windows do not overlap every
     * input is overwritten (0 for those that lost or lie in no window); where they overlap the sums
     * run over windows in row-major order.
     *
     * @param dy gradients of the outputs
     * @param winner what {@link PoolForwardWithWinner#run} remembered
     * @param dx gradients of the inputs; overwritten
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     */
    void run(float[] dy, int dyOffset, float[] winner, int winnerOffset, float[] dx, int dxOffset);

    /** The same with winners that lie as {@code dy} does, from the same offset. */
    default PoolGradient reading(float[] winner) {
        return (dy, dyOffset, dx, dxOffset) -> run(dy, dyOffset, winner, dyOffset, dx, dxOffset);
    }
}
