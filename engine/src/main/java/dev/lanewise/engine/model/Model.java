package dev.lanewise.engine.model;

import dev.lanewise.engine.backend.NotFinite;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.file.TensorFile;
import dev.lanewise.engine.inference.Evaluator;
import dev.lanewise.engine.inference.Temperature;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.metric.Evaluation;
import dev.lanewise.engine.metric.Metric;
import dev.lanewise.engine.nn.CustomLayer;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.parallel.Workers;
import dev.lanewise.engine.plan.Plan;
import dev.lanewise.engine.plan.PreparedWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A network with its parameters, the normalization of its input and the temperature of its
 * probabilities. Immutable, and safe for any
 * number of threads.
 *
 * {@snippet lang=java :
 * Model model = Model.load(file);
 * model.warmUp(); // so that the first answer doesn't wait for the compiler
 * List<Prediction.ClassProbability> best = model.classify(values, 3); // raw values: channel, row, column
 * float[][] outputs = model.outputs(samples); // of many at once: logits, or the values of a regression
 * Evaluation evaluation = model.evaluate(test, Metric.topK(5));
 * IO.println(best + ", " + outputs[0][0] + ", " + evaluation.metric("top5"));
 * }
 *
 * @since 0.1.0
 */
public final class Model {
    private final Network network;
    private final float[] parameters;
    private final Normalization normalization;
    private final float temperature;
    private final Loss loss;
    private final List<String> classNames;
    private final SortedMap<String, String> provenance;
    private final PreparedWeights prepared = new PreparedWeights();
    private final Serving serving;

    private Model(Network network, float[] parameters, Normalization normalization,
            float temperature, Loss loss, List<String> classNames,
            Map<String, String> provenance) {
        ModelFile.checkProvenance(provenance);
        normalization.requireFits(network.inputShape());
        this.classNames = classNames;
        this.network = network;
        this.parameters = parameters;
        this.normalization = normalization;
        this.temperature = Temperature.checked(temperature);
        this.loss = loss;
        this.provenance = Collections.unmodifiableSortedMap(new TreeMap<>(provenance));
        this.serving = new Serving(this, parameters);
    }

    /**
     * {@return a model of the given parameters, which are copied}
     *
     * @param network the network
     * @param parameters one for each of the network's, in its order
     * @param normalization how raw values become its input
     * @param provenance where it comes from, as free entries; written to the model file
     * @throws ShapeException if the number of parameters is wrong
     * @throws IllegalArgumentException if a parameter is not finite, or provenance has an entry
     *             {@code network}, {@code normalization}, {@code calibration}, {@code objective}, {@code class_names},
     *             {@code format} or {@code checksum}
     */
    public static Model of(Network network, float[] parameters, Normalization normalization,
            Map<String, String> provenance) {
        if (parameters.length != network.parameterCount()) {
            throw new ShapeException("The network must have " + network.parameterCount()
                    + " parameters; you gave " + parameters.length + ".");
        }
        int wrong = NotFinite.first(parameters);
        if (wrong >= 0) {
            throw new IllegalArgumentException(
                    "Parameters must be finite numbers, but the value at index " + wrong + " is "
                            + parameters[wrong] + "; train with a smaller learning rate.");
        }
        return new Model(network, parameters.clone(), normalization, Temperature.NONE,
                Loss.crossEntropy(), Serving.numbers(network), provenance);
    }

    /**
     * Reads a model file.
     *
     * @param file the file
     * @return the model
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws ModelFormatException if it is damaged or of another kind or version
     * @throws IOException if it can't be read
     */
    public static Model load(Path file) throws IOException {
        return TensorFile.read(file, ModelFile.FORMAT);
    }

    /**
     * Reads a model file with layers of a program's own. A preview, as {@link CustomLayer} is.
     *
     * @param file the file
     * @param layers for each of their types what makes a layer from its attributes; a number among those is
     *     a {@code Double}, a list a {@code List}
     * @return the model
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws ModelFormatException if it is damaged or of another kind or version
     * @throws IOException if it can't be read
     */
    public static Model load(Path file,
            Map<String, Function<Map<String, Object>, CustomLayer>> layers) throws IOException {
        return TensorFile.read(file, new ModelFile(layers));
    }

    /**
     * Reads a model file that is in memory, such as one that comes with a program.
     *
     * @param name what failures call it
     * @param content the file's bytes
     * @return the model
     * @throws ModelFormatException if it is damaged or of another kind or version
     */
    public static Model read(String name, byte[] content) throws IOException {
        return TensorFile.read(name, content, ModelFile.FORMAT);
    }

    /**
     * Writes a model file: to a temporary file beside it, which then takes its name and replaces
     * what is there. Its access is what new files have by default.
     *
     * @param file the file
     * @throws IllegalArgumentException if the provenance is too long for a header
     * @throws IOException if it can't be written; then nothing was changed
     */
    public void save(Path file) throws IOException {
        ModelFile.FORMAT.write(this, file);
    }

    /** {@return the network} */
    public Network network() {
        return network;
    }

    /** {@return a copy of the parameters, in the network's order} */
    public float[] parameters() {
        return parameters.clone();
    }

    /** {@return how raw values become the network's input} */
    public Normalization normalization() {
        return normalization;
    }

    /** {@return where the model comes from, sorted by key; unmodifiable} */
    public Map<String, String> provenance() {
        return provenance;
    }

    /**
     * {@return the same model with another provenance}
     *
     * @param entries where the model comes from, as free entries
     */
    public Model withProvenance(Map<String, String> entries) {
        return new Model(network, parameters, normalization, temperature, loss, classNames,
                entries);
    }

    /**
     * {@return what an evaluation measures: the softmax cross-entropy unless it was trained with another loss}
     */
    public Loss loss() {
        return loss;
    }

    /**
     * {@return the same model with another loss, as it is evaluated}
     *
     * @param value the loss
     */
    public Model withLoss(Loss value) {
        return new Model(network, parameters, normalization, temperature, value.evaluated(),
                classNames, provenance);
    }

    /**
     * {@return what its classes are called, in the order of the outputs: their numbers unless names were given}
     */
    public List<String> classNames() {
        return classNames;
    }

    /**
     * {@return the same model with other names of its classes; none are their numbers}
     *
     * @param names one for each output, or none
     * @throws IllegalArgumentException if there are more or fewer than outputs, and not none
     */
    public Model withClassNames(List<String> names) {
        if (!names.isEmpty() && names.size() != network.outputs()) {
            throw new IllegalArgumentException("The names of a model's classes must be "
                    + network.outputs() + ", one for each output; you gave " + names.size() + ".");
        }
        return new Model(network, parameters, normalization, temperature, loss,
                names.isEmpty() ? Serving.numbers(network) : List.copyOf(names), provenance);
    }

    /** {@return what logits are divided by before the softmax: 1 unless the model was calibrated} */
    public float temperature() {
        return temperature;
    }

    /**
     * {@return the same model with another temperature: above 1 it is less sure, below 1 surer} Predicted
     * classes stay the same.
     *
     * @param value the temperature, from 0.05 to 20
     * @throws IllegalArgumentException if it is not from 0.05 to 20
     */
    public Model withTemperature(float value) {
        return new Model(network, parameters, normalization, value, loss, classNames,
                provenance);
    }

    /**
     * {@return the same model with the temperature that gives the samples of a data set the largest likelihood
     * (Guo, Pleiss, Sun, Weinberger 2017); the result does not depend on kernels and threads} Take data
     * that it was not trained on.
     *
     * @param data the samples
     * @param kernels what computes
     * @param threads the number of threads, the calling one included
     * @throws ShapeException if the network can't read the data
     * @throws IllegalArgumentException if there are fewer than 1 or more than {@link
     *     Workers#MOST_THREADS} threads, or a sample is wrong; names it
     * @throws ArithmeticException if an output is no finite number
     */
    public Model calibrated(Dataset data, Kernels kernels, int threads) {
        if (!loss.hasLogits()) {
            throw new IllegalArgumentException(
                    "A temperature must be that of logits; this model was"
                            + " trained with the loss " + loss.attributes().type()
                            + " and has none, so leave it as it is.");
        }
        try (Workers workers = Workers.own(threads)) {
            return withTemperature(evaluator(kernels, workers).fitTemperature(parameters, data));
        }
    }

    private Evaluator evaluator(Kernels kernels, Workers workers) {
        return new Evaluator(network, kernels.backend(), normalization, loss, temperature, workers);
    }

    /**
     * {@return the SHA-256 of the parameters as little-endian floats in the network's order, −0 as +0, in
     * lower-case hexadecimal digits}
     */
    public String sha256() {
        return TensorFile.sha256(parameters);
    }

    /**
     * Predicts with the best kernels here.
     *
     * @param sample the sample
     * @return the prediction
     * @throws ShapeException if the sample has another shape than the network's input
     * @throws IllegalArgumentException if one of its values is no finite number
     * @throws IllegalStateException if the model has one output and tells no classes apart
     * @throws ArithmeticException if an output is no finite number
     */
    public Prediction predict(Sample sample) {
        checkShape(sample);
        return predict(sample.values());
    }

    private void checkShape(Sample sample) {
        if (!sample.shape().equals(network.inputShape())) {
            throw new ShapeException("The network's input must be " + network.inputShape()
                    + ", but the sample is " + sample.shape() + "; scale it to that size.");
        }
    }

    /**
     * Predicts with the best kernels here.
     *
     * @param values raw values in the order channel, row, column
     * @return the prediction
     * @throws ShapeException if there are more or fewer than the network's input has
     * @throws IllegalArgumentException if one is no finite number
     * @throws IllegalStateException if the model has one output and tells no classes apart
     * @throws ArithmeticException if an output is no finite number
     */
    public Prediction predict(float[] values) {
        return serving.predict(values);
    }

    /**
     * {@return the most probable classes of a sample, the most probable first, of equals the lower one}
     *
     * @param values raw values in the order channel, row, column
     * @param topK how many classes, at least 1; all, if there are fewer
     * @throws ShapeException if there are more or fewer values than the network's input has
     * @throws IllegalArgumentException if a value is no finite number; names its index
     * @throws IllegalStateException if the model was trained with another loss than a softmax cross-entropy
     * @throws ArithmeticException if an output is no finite number
     */
    public List<Prediction.ClassProbability> classify(float[] values, int topK) {
        return serving.classify(values, topK);
    }

    /**
     * The probability of each class, or of each label where several may be true at once: then each output's
     * sigmoid. A single output's is that of class 1 of two.
     *
     * @param values raw values in the order channel, row, column
     * @return one for each output
     * @throws ShapeException if there are more or fewer values than the network's input has
     * @throws IllegalArgumentException if a value is no finite number; names its index
     * @throws IllegalStateException if the outputs are no logits; ask for them as they are
     * @throws ArithmeticException if an output is no finite number
     */
    public float[] probabilities(float[] values) {
        return serving.probabilities(values);
    }

    /**
     * {@return the network's outputs for a sample as they are: logits of classes, or values}
     *
     * @param values raw values in the order channel, row, column
     * @throws ShapeException if there are more or fewer than the network's input has
     * @throws IllegalArgumentException if one is no finite number; names its index
     * @throws ArithmeticException if an output is no finite number
     */
    public float[] outputs(float[] values) {
        return serving.outputs(values);
    }

    /**
     * {@return the outputs for each of several samples, sixteen at a time on the calling thread: faster than
     * one after the other, to the same bits} Refuses what {@link #outputs(float[])} refuses, and names the
     * sample.
     *
     * @param samples the raw values of each sample
     */
    public float[][] outputs(float[][] samples) {
        return Serving.rows(serving.outputs(SampleArrays.of(network.inputShape(), samples)),
                network.outputs());
    }

    /**
     * {@return the same of samples that lie one after the other in an array, as do the outputs}
     *
     * @param samples the raw values of each sample
     * @param count number of samples
     */
    public float[] outputs(float[] samples, int count) {
        return serving.outputs(SampleArrays.of(network.inputShape(), samples, count));
    }

    /**
     * What a layer makes of samples, such as the features that another program classifies by; later layers
     * are not computed. On all processors, as far as {@link Workers#byDefault} takes them.
     *
     * @param layer its name in the network, such as {@code fc2}
     * @param samples the raw values of each sample
     * @return for each sample the layer's output in the order channel, row, column
     * @throws ShapeException if the samples don't fit the network's input
     * @throws IllegalArgumentException if there is no such layer, or a sample is wrong; names it
     */
    public float[][] features(String layer, Dataset samples) {
        Evaluator.checkSamples(network, samples);
        return serving.features(layer, samples);
    }

    /**
     * {@return the same of samples in arrays}
     *
     * @param layer its name in the network, such as {@code fc2}
     * @param samples the raw values of each sample
     */
    public float[][] features(String layer, float[][] samples) {
        return serving.features(layer, SampleArrays.of(network.inputShape(), samples));
    }

    /**
     * Has the kernels compiled that predictions run, on the calling thread, so that the first answer doesn't
     * wait for the compiler. Repeats predictions until they are compiled, which takes some seconds: 16 at most
     * on a busy machine, unless one prediction takes longer. Changes nothing.
     *
     * @throws ArithmeticException if an output for a sample of zeros is no finite number
     */
    public void warmUp() {
        serving.warmUp();
    }

    /**
     * What every layer makes of a sample, to look at.
     *
     * @param sample the sample
     * @return one output for each layer, in their order; the last one holds the logits
     * @throws ShapeException if the sample has another shape than the network's input
     * @throws IllegalArgumentException if one of its values is no finite number
     */
    public List<LayerOutput> layerOutputs(Sample sample) {
        checkShape(sample);
        return serving.layerOutputs(sample.values());
    }

    /**
     * {@return a predictor for one thread, which allocates nothing when it predicts}
     *
     * @param kernels what computes
     * @throws ShapeException if the network is too large for a plan
     */
    public Predictor predictor(Kernels kernels) {
        return new Predictor(network, kernels.backend(), parameters, normalization, temperature,
                loss, prepared);
    }

    /**
     * Predicts every sample of a data set with the given kernels and number of threads; the result
     * does not depend on them.
     *
     * @param data the samples
     * @param kernels what computes
     * @param threads the number of threads, the calling one included
     * @return a prediction for each sample, in their order
     * @throws ShapeException if the network can't read the data
     * @throws IllegalArgumentException if there are fewer than 1 or more than {@link
     *     Workers#MOST_THREADS} threads, or a sample is wrong; names it
     * @throws IllegalStateException if the model has one output and tells no classes apart
     * @throws ArithmeticException if an output is no finite number
     */
    public List<Prediction> predict(Dataset data, Kernels kernels, int threads) {
        Prediction.requireClasses(loss, network);
        try (Workers workers = Workers.own(threads)) {
            Prediction[] predictions = new Prediction[Math.max(0, data.size())];
            evaluator(kernels, workers).predict(parameters, data, (index, label,
                    probabilities) -> predictions[index] = new Prediction(label, probabilities));
            return List.of(predictions);
        }
    }

    /**
     * Evaluates with the best kernels here on all processors, as far as {@link Workers#byDefault}
     * takes them.
     *
     * @param data the samples
     * @param metrics what to measure beside the loss, and accuracy and F1 where there are classes
     * @return the evaluation
     * @throws ShapeException if the network can't read the data
     * @throws IllegalArgumentException if a sample is wrong; names it
     * @throws ArithmeticException if an output is no finite number
     */
    public Evaluation evaluate(Dataset data, Metric... metrics) {
        Evaluator.check(network, data);
        return evaluate(data, Kernels.auto(),
                Workers.byDefault(Plan.bytes(network, Plan.Use.INFERENCE),
                        Evaluator.tiles(data.size())),
                metrics);
    }

    /**
     * Evaluates with the given kernels and number of threads; the result does not depend on them.
     *
     * @param data the samples
     * @param kernels what computes
     * @param threads the number of threads, the calling one included
     * @param metrics what to measure beside the loss
     * @return the evaluation
     * @throws ShapeException if the network can't read the data
     * @throws IllegalArgumentException if there are fewer than 1 or more than {@link
     *     Workers#MOST_THREADS} threads, or a sample is wrong; names it
     * @throws ArithmeticException if an output is no finite number
     */
    public Evaluation evaluate(Dataset data, Kernels kernels, int threads, Metric... metrics) {
        try (Workers workers = Workers.own(threads)) {
            return evaluator(kernels, workers).evaluate(parameters, data, List.of(metrics));
        }
    }

    @Override
    public String toString() {
        return "Model[" + network + ", " + network.parameterCount() + " parameters]";
    }
}
