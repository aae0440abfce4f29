package dev.lanewise.engine.backend;

/**
 * Pooling prepared for one {@link PoolShape}: to the maximum of each window, ties to the first element
 * in row-major order, or to its mean, the sum in row-major order times the rounded reciprocal of its
 * size. Belongs to one thread at a time.
 */
@FunctionalInterface
public interface PoolForward {

    /**
     * Pools.
     *
     * @param x input maps
     * @param y output maps; modified
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     */
    void run(float[] x, int xOffset, float[] y, int yOffset);
}
