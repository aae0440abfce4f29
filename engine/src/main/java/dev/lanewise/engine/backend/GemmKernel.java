package dev.lanewise.engine.backend;

/**
 * A matrix product prepared for one {@link GemmProblem}: run it as often as you like. Every element
 * of C is its start value followed by one chain of fused multiply-adds in ascending k. Belongs to
 * one thread at a time.
 */
public interface GemmKernel {

    /** What it was prepared for. */
    GemmProblem shape();

    /**
     * Computes C. The arrays must not overlap.
     *
     * @param a A, from {@code aOffset}
     * @param b B, from {@code bOffset}
     * @param c C, from {@code cOffset}; modified
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     * @throws IllegalStateException if the shape starts from a row bias
     */
    void run(float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset);

    /**
     * Computes C, each row starting from its bias.
     *
     * @param bias m values, from {@code biasOffset}
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     * @throws IllegalStateException if the shape does not start from a row bias
     */
    void run(float[] a, int aOffset, float[] b, int bOffset, float[] bias, int biasOffset,
            float[] c, int cOffset);
}
