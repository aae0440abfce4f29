package dev.lanewise.engine.loss;

/**
 * A loss of a program's own, of one sample at a time, on plain arrays; {@link Loss#custom} makes a loss of
 * it. A class is the target 1 at its output and 0 elsewhere. Must be safe for any number of threads, and a
 * function of its arguments alone: then a run has the same bits from any number of threads.
 *
 * @since 0.1.0
 */
public interface CustomLoss {

    /**
     * {@return what checkpoints and model files call it, a word such as {@code Quantile90}: one name for each
     * function, its parameters included}
     */
    String name();

    /**
     * {@return the loss of a sample}
     *
     * @param outputs the network's; not to be modified
     * @param target what is wanted of them; not to be modified
     */
    double value(float[] outputs, float[] target);

    /**
     * The derivatives of {@link #value} by the outputs.
     *
     * @param outputs the network's; not to be modified
     * @param target what is wanted of them; not to be modified
     * @param gradient receives one for each output
     */
    void gradient(float[] outputs, float[] target, float[] gradient);
}
