package dev.lanewise.engine.plan;

/** One step of a plan, for one tile. */
sealed interface Step permits PadStep, ConvolutionStep, TableConvolutionStep, PoolingStep,
        SubsamplingStep, DenseStep, RbfStep, ActivationStep, TimedStep {

    /** Gets ready for many forward passes of one image with the same parameters. */
    default void prepare(float[] parameters) {}

    /** Makes the values of its output from those of its input. */
    void forward(float[] parameters);

    /**
     * Adds the gradient of its parameters to {@code sink}, and makes the gradient of its input from
     * that of its output unless nothing before it wants one.
     *
     * @param tile index of the tile in the batch
     */
    void backward(float[] parameters, BatchGradient sink, int tile);

    /**
     * As {@link #backward} with second derivatives in place of gradients, in the Gauss-Newton
     * approximation: each is multiplied by the square of what its gradient is multiplied by. So this
     * squares what the forward pass kept and goes backward with it; another forward pass must follow.
     */
    default void curvature(CurvaturePass pass) {
        backward(pass.squares(), pass.sink(), pass.tile());
    }
}
