package dev.lanewise.engine.backend;

/**
 * The gradient of pooling, prepared for one {@link PoolShape}. Belongs to one thread at a time.
 */
@FunctionalInterface
public interface PoolGradient {

    /**
     * Passes to each input the gradients of the windows it lies in. Of a mean that is the gradient
     * times the rounded reciprocal of the window's size, windows in row-major order.
     *
     * @param dy gradients of the outputs
     * @param dx gradients of the inputs; overwritten
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     */
    void run(float[] dy, int dyOffset, float[] dx, int dxOffset);
}
