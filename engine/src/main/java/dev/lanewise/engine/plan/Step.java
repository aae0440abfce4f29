package dev.lanewise.engine.plan;

/** One step of a plan, for one tile. */
public interface Step {

    /**
     * Gets ready for many forward passes of one image with the same parameters.
     *
     * @param shared by plans of these parameters
     */
    default void prepare(float[] parameters, PreparedWeights shared) {}

    /** Makes the values of its output from those of its input. */
    void forward(Pass pass);

    /**
     * Leaves the sums of its parameters' gradients in the batch, and makes the gradient of its input from
     * that of its output unless nothing before it wants one.
     */
    void backward(Pass pass);
}
