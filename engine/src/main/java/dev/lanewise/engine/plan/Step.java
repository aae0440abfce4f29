package dev.lanewise.engine.plan;

/** One step of a plan, for one tile. */
sealed interface Step permits ConvolutionStep, PoolingStep, DenseStep, ActivationStep,
        TimedStep {

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
}
