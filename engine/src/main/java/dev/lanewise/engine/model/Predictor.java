package dev.lanewise.engine.model;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.inference.Evaluator;
import dev.lanewise.engine.inference.OutputException;
import dev.lanewise.engine.inference.Temperature;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.plan.Plan;
import dev.lanewise.engine.plan.PreparedWeights;
import dev.lanewise.engine.plan.SampleReader;

/**
 * Predicts one sample at a time, without allocating if it is given an array. Belongs to one thread at a time.
 *
 * @since 0.1.0
 */
public final class Predictor {
    private final Backend kernels;
    private final float[] parameters;
    private final Normalization normalization;
    private final Network network;
    private final Plan plan;
    private final SampleReader reader;
    private final Loss kind;
    private final TileLoss loss;
    private final int classes;
    private final float temperature;

    Predictor(Network network, Backend kernels, float[] parameters, Normalization normalization,
            float temperature, Loss loss, PreparedWeights shared) {
        this.temperature = temperature;
        this.kernels = kernels;
        this.parameters = parameters;
        this.normalization = normalization;
        this.network = network;
        this.plan = new Plan(Evaluator.read(network, loss), kernels, 1, Plan.Use.INFERENCE);
        plan.prepare(parameters, shared);
        this.reader = new SampleReader(network, kernels);
        this.classes = network.outputs();
        this.kind = loss;
        this.loss = loss.tile(classes, 1);
    }

    /**
     * Predicts the class of one sample.
     *
     * @param values raw values in the order channel, row, column
     * @param probabilities receives one for each class; the outputs themselves if they are no logits
     * @return the class of the largest logit, the first of equals; its probability may be equal to
     *     another one by rounding
     * @throws ShapeException if there are more or fewer values than the network's input has, or
     *     probabilities than classes
     * @throws IllegalArgumentException if a value is no finite number
     * @throws IllegalStateException if the model has one output and tells no classes apart
     * @throws ArithmeticException if an output is no finite number
     */
    public int predict(float[] values, float[] probabilities) {
        Prediction.requireClasses(kind, network);
        checkCounts(values.length, probabilities.length);
        float[] logits = forward(values);
        Temperature.scale(temperature, logits, classes, probabilities);
        loss.probabilities(kernels, probabilities, probabilities);
        return loss.argmax(logits, 0);
    }

    /**
     * Predicts one sample.
     *
     * @param values raw values in the order channel, row, column
     * @return the prediction
     * @throws ShapeException if there are more or fewer than the network's input has
     * @throws IllegalArgumentException if one is no finite number
     * @throws IllegalStateException if the model has one output and tells no classes apart
     * @throws ArithmeticException if an output is no finite number
     */
    public Prediction predict(float[] values) {
        float[] probabilities = new float[classes];
        return new Prediction(predict(values, probabilities), probabilities);
    }

    /**
     * Computes the network's outputs for one sample: logits of classes as they are, or values.
     *
     * @param values raw values in the order channel, row, column
     * @param outputs receives them
     * @throws ShapeException if there are more or fewer values than the network's input has, or outputs
     *     than its own
     * @throws IllegalArgumentException if a value is no finite number
     * @throws ArithmeticException if an output is no finite number
     */
    public void outputs(float[] values, float[] outputs) {
        checkCounts(values.length, outputs.length);
        System.arraycopy(forward(values), 0, outputs, 0, classes);
    }

    private float[] forward(float[] values) {
        reader.check(values);
        plan.load(values, 1, normalization);
        plan.forward(parameters);
        float[] logits = plan.logits();
        OutputException.check(logits, classes, 1, 0, -1);
        return logits;
    }

    private void checkCounts(int values, int probabilities) {
        if (values != network.inputShape().size()) {
            throw new ShapeException("The network's input must have " + network.inputShape().size()
                    + " values (" + network.inputShape() + "); you gave " + values
                    + "; give one for each " + (network.inputShape().height() == 1
                            && network.inputShape().width() == 1 ? "feature." : "pixel."));
        }
        if (probabilities != classes) {
            throw new ShapeException("The array of probabilities must have one for each of the "
                    + classes + " classes, but has " + probabilities + "; make it that long.");
        }
    }
}
