package dev.lanewise.engine.backend;

/**
 * Pooling to maxima, prepared for one {@link PoolShape}, that remembers which element won, as the
 * backward pass wants it. Belongs to one thread at a time.
 */
@FunctionalInterface
public interface PoolForwardWithWinner {

    /**
     * The maximum of each window; ties go to the first element in row-major order.
     *
     * @param x input maps
     * @param y output maps; modified
     * @param winner index of the winner in its window, row-major, as a float; laid out as the
     *     output maps; modified
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     */
    void run(float[] x, int xOffset, float[] y, int yOffset, float[] winner, int winnerOffset);

    /** The same with an array for the winners that lies as {@code y} does, from the same offset. */
    default PoolForward keeping(float[] winner) {
        return (x, xOffset, y, yOffset) -> run(x, xOffset, y, yOffset, winner, yOffset);
    }
}
