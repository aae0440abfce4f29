package dev.lanewise.engine.model;

import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.nn.Network;
import java.util.Arrays;

/**
 * What a network says of one sample. Immutable as long as nobody changes the probabilities.
 *
 * @since 0.1.0
 */
public final class Prediction {
    private final int label;
    private final float[] probabilities;

    /**
     * A class and how probable it is.
     *
     * @param label the class, an index of the network's outputs
     * @param name what it is called: its number unless the model has names
     * @param probability from 0 to 1
     * @since 0.1.0
     */
    public record ClassProbability(int label, String name, float probability) {}

    /** Whether a network tells classes apart: one output does if it is the logit of one of two. */
    static boolean hasClasses(Loss loss, Network network) {
        return loss.classes(network.outputs()) > 1;
    }

    /**
     * Refuses networks that tell no classes apart, whose prediction would say nothing.
     *
     * @throws IllegalStateException if this is one
     */
    static void requireClasses(Loss loss, Network network) {
        if (!hasClasses(loss, network)) {
            throw new IllegalStateException("A prediction must be of at least 2 classes, but the"
                    + " model has 1 output and the loss " + loss.attributes().type()
                    + "; ask for its outputs.");
        }
    }

    Prediction(int label, float[] probabilities) {
        this.label = label;
        this.probabilities = probabilities;
    }

    /** {@return the class of the largest logit, the most probable one; the first of equals} */
    public int label() {
        return label;
    }

    /**
     * {@return one for each class, which sum to 1 but for rounding} Of a model whose loss has no softmax each
     * output's sigmoid, or the outputs as they are. Not copied, so treat them as read-only.
     */
    public float[] probabilities() {
        return probabilities;
    }

    /** {@return the probability of the predicted class; a single one is that of class 1 of two} */
    public float confidence() {
        if (probabilities.length == 1) {
            return label == 1 ? probabilities[0] : 1 - probabilities[0];
        }
        return probabilities[label];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Prediction that && label == that.label
                && Arrays.equals(probabilities, that.probabilities);
    }

    @Override
    public int hashCode() {
        return 31 * label + Arrays.hashCode(probabilities);
    }

    @Override
    public String toString() {
        return "Prediction[label=" + label + ", probabilities=" + Arrays.toString(probabilities)
                + "]";
    }
}
