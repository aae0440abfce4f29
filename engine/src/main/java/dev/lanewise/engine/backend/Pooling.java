package dev.lanewise.engine.backend;

/**
 * Pooling prepared for one {@link PoolShape}. Immutable; safe for any number of threads that do not
 * write to the same arrays.
 */
public interface Pooling {

    /** What it was prepared for. */
    PoolShape shape();

    /**
     * The maximum of each window; ties go to the first element in row-major order.
     *
     * @param x input maps
     * @param y output maps; modified
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     */
    void max(float[] x, int xOffset, float[] y, int yOffset);

    /**
     * As {@link #max(float[], int, float[], int)}, and remembers which element won.
     *
     * @param winner index of the winner in its window, row-major, as a float; laid out as the
     *     output maps; modified
     */
    void max(float[] x, int xOffset, float[] y, int yOffset, float[] winner, int winnerOffset);

    /**
     * Passes each output's gradient to the winner of its window. Where windows do not overlap every
     * input is overwritten (0 for those that lost or lie in no window); where they overlap the sums
     * run over windows in row-major order.
     *
     * @param dy gradients of the outputs
     * @param winner what {@code max} remembered
     * @param dx gradients of the inputs; overwritten
     */
    void maxGradient(float[] dy, int dyOffset, float[] winner, int winnerOffset, float[] dx,
            int dxOffset);

    /**
     * The mean of each window: its sum in row-major order, times the rounded reciprocal of its
     * size.
     *
     * @param y output maps; modified
     */
    void average(float[] x, int xOffset, float[] y, int yOffset);

    /**
     * Passes to each input the gradients of the windows it lies in, times the rounded reciprocal of
     * the window's size; windows in row-major order.
     *
     * @param dx gradients of the inputs; overwritten
     */
    void averageGradient(float[] dy, int dyOffset, float[] dx, int dxOffset);
}
