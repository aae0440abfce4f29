package dev.lanewise.engine.backend;

/**
 * What the gradient of maps makes of the biases that they begin with, prepared for one {@link
 * MapShape}. Belongs to one thread at a time.
 */
@FunctionalInterface
public interface BiasGradient {

    /**
     * {@code db[map][lane] += Σ dy}, the sum over positions in row-major order, each lane for
     * itself.
     *
     * @param dy gradients of the maps
     * @param db {@code [map][lane]}; modified
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     */
    void run(float[] dy, int dyOffset, float[] db, int dbOffset);
}
