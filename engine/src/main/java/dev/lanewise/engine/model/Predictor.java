package dev.lanewise.engine.model;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.CrossEntropy;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.plan.Plan;

import java.util.Objects;

/** Predicts one sample at a time without allocating. Belongs to one thread at a time. */
public final class Predictor {
    private final Kernels kernels;
    private final float[] parameters;
    private final Normalization normalization;
    private final Plan plan;
    private final CrossEntropy loss;
    private final int classes;

    Predictor(Network network, Kernels kernels, float[] parameters, Normalization normalization) {
        this.kernels = kernels;
        this.parameters = parameters;
        this.normalization = normalization;
        this.plan = new Plan(network, kernels, 1, Plan.Use.INFERENCE);
        plan.prepare(parameters);
        this.classes = network.classes();
        this.loss = new CrossEntropy(classes, 1, 0f);
    }

    /**
     * Predicts the class of one sample.
     *
     * @param values raw values in the order channel, row, column
     * @param probabilities receives one for each class
     * @return the class of the largest logit, the first of equals; its probability may be equal to
     *     another one by rounding
     * @throws IndexOutOfBoundsException if an array is too short
     */
    public int predict(float[] values, float[] probabilities) {
        Objects.checkFromIndexSize(0, classes, probabilities.length);
        plan.load(values, 1, normalization);
        plan.forward(parameters);
        kernels.softmax(classes, 1, plan.logits(), 0, probabilities, 0);
        return loss.argmax(plan.logits(), 0, 0);
    }
}
