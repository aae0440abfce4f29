package dev.lanewise.engine.inference;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.metric.Evaluation;
import dev.lanewise.engine.metric.Metric;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.LogSoftmax;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.nn.Softmax;
import dev.lanewise.engine.parallel.Workers;
import dev.lanewise.engine.plan.Plan;
import dev.lanewise.engine.plan.PreparedWeights;
import dev.lanewise.engine.plan.SampleReader;
import java.util.List;
import java.util.Objects;

/**
 * Evaluates parameters of one network on data sets, tile by tile, with a team of workers. Use by
 * one thread at a time.
 */
public final class Evaluator {
    private final Network network;
    private final Normalization normalization;
    private final Backend kernels;
    private final Workers workers;
    private final SampleReader reader;
    private final Loss kind;
    private final TileLoss loss;
    private final float temperature;
    private final Plan[] plans;
    private final float[][] raw;

    /** Takes what a network says of a sample. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes it.
         *
         * @param index which sample
         * @param label the class with the largest output
         * @param probabilities one for each class; to keep
         */
        void accept(int index, int label, float[] probabilities);
    }

    /**
     * Compiles a plan for each worker; the loss is the softmax cross-entropy, and probabilities are those
     * of the logits as they are.
     *
     * @throws ShapeException if the network is too large for one
     */
    public Evaluator(Network network, Backend kernels, Normalization normalization,
            Workers workers) {
        this(network, kernels, normalization, Loss.crossEntropy(), workers);
    }

    /**
     * The same with another loss, as it is evaluated.
     *
     * @throws ShapeException if the network is too large for a plan
     */
    public Evaluator(Network network, Backend kernels, Normalization normalization, Loss loss,
            Workers workers) {
        this(network, kernels, normalization, loss, Temperature.NONE, workers);
    }

    /**
     * The same, with probabilities of the logits divided by a temperature.
     *
     * @throws ShapeException if the network is too large for a plan
     */
    public Evaluator(Network network, Backend kernels, Normalization normalization, Loss loss,
            float temperature, Workers workers) {
        this.kind = loss.evaluated();
        this.loss = kind.tile(network.outputs(), Backend.TILE);
        this.temperature = temperature;
        this.network = network;
        this.normalization = normalization;
        this.kernels = kernels;
        this.workers = workers;
        this.reader = new SampleReader(network, kernels);
        this.plans = new Plan[workers.count()];
        for (int i = 0; i < plans.length; i++) {
            plans[i] = new Plan(read(network, loss), kernels, Backend.TILE, Plan.Use.INFERENCE);
        }
        this.raw = new float[plans.length][Backend.TILE * network.inputShape().size()];
    }

    /** The part of a network whose outputs a loss reads: all but a last softmax, if it takes logits. */
    public static Network read(Network network, Loss loss) {
        return loss.hasLogits() ? network.logits() : network;
    }

    /**
     * Checks that a network can read the samples of a data set, which need no classes and no targets.
     *
     * @throws ShapeException if it can't
     */
    public static void checkSamples(Network network, Dataset data) {
        Objects.requireNonNull(data, "The data set must not be null.");
        if (!data.shape().equals(network.inputShape())) {
            throw new ShapeException(
                    "The network's input must be " + network.inputShape() + ", but the samples are "
                            + data.shape() + "; use data of that size or a network for this one.");
        }
        // Two classes may be told apart by one output.
        if (data.classes() > Math.max(2, network.outputs())) {
            throw tooManyClasses(network, data);
        }
        int size = data.size();
        if (size < 1) {
            throw new ShapeException("The data set must have at least one sample, but has "
                    + (size == 0 ? "none" : size) + "; select some.");
        }
    }

    /**
     * Checks that a network can read a data set with classes, or with values as targets.
     *
     * @throws ShapeException if it can't
     */
    public static void check(Network network, Dataset data) {
        checkSamples(network, data);
        if (data.classes() < 1 && data.targets() < 1) {
            throw new ShapeException(
                    "The data set must have classes, or values as targets, but has "
                            + data.classes() + " classes and " + data.targets()
                            + " values a sample; tell"
                            + " one more class than its largest label, or the number of values.");
        }
        if (data.classes() > 0 && data.targets() > 0) {
            throw new ShapeException("The data set must have classes or values as targets, but has "
                    + data.classes() + " classes and " + data.targets()
                    + " values; leave one of them at 0.");
        }
    }

    private static ShapeException tooManyClasses(Network network, Dataset data) {
        return new ShapeException("The network's last layer must have an output for each of the "
                + data.classes() + " classes of the data, but has " + network.outputs()
                + "; end it with dense(" + data.classes() + ").");
    }

    /**
     * Checks that a network can read a data set, and that a loss can compare its outputs with the targets.
     *
     * @throws ShapeException if the network can't read it
     * @throws IllegalArgumentException if the loss doesn't fit; says which one does
     */
    public static void check(Network network, Dataset data, Loss loss) {
        check(network, data);
        loss.requireFits(network.outputs(), data.classes(), data.targets());
        if (loss.hasProbabilities() && !loss.hasLogits()) {
            requireNoProbabilities(network);
        }
        if (data.classes() > loss.classes(network.outputs())) {
            throw tooManyClasses(network, data);
        }
    }

    /** The loss makes a probability of each output by itself, so the last layer must not do it before. */
    private static void requireNoProbabilities(Network network) {
        Node last = network.nodes().getLast();
        Layer layer = last.layer();
        if (layer instanceof Softmax || layer instanceof LogSoftmax || layer == Activation.SIGMOID
                || layer == Activation.HARD_SIGMOID) {
            throw new IllegalArgumentException("The outputs must be logits, of which the binary"
                    + " cross-entropy makes probabilities by itself, but the network's last layer"
                    + " is " + last.name() + "; leave it out.");
        }
    }

    /**
     * Loss, and confusion matrix where there are classes, on a data set.
     *
     * @throws ShapeException if the network can't read the data
     * @throws IllegalArgumentException if a sample is wrong, or the loss doesn't fit; names it
     * @throws ArithmeticException if an output is no finite number
     */
    public Evaluation evaluate(float[] parameters, Dataset data) {
        return evaluate(parameters, data, List.of());
    }

    /**
     * Loss, confusion matrix where there are classes, and metrics on a data set; sums are made in the order
     * of the samples.
     *
     * @throws ShapeException if the network can't read the data
     * @throws IllegalArgumentException if a sample is wrong, or the loss doesn't fit; names it
     * @throws ArithmeticException if an output is no finite number
     */
    public Evaluation evaluate(float[] parameters, Dataset data, List<Metric> metrics) {
        check(network, data, kind);
        metrics.forEach(metric -> metric.requireFits(data.classes(), network.outputs()));
        int samples = data.size();
        TileLoss judge = data.targets() == 0 ? loss
                : kind.tile(network.outputs(), Backend.TILE, data.targets());
        Judging judging = new Judging(data, reader, judge, kind.classes(network.outputs()),
                metrics, plans.length);
        prepare(parameters);
        workers.run((worker, tile) -> {
            int first = tile * Backend.TILE;
            int count = forward(worker, first, samples - first, parameters, data);
            judging.note(worker, first, count, plans[worker].logits());
        }, tiles(samples));
        return judging.result();
    }

    /**
     * Hands over what the network says of every sample of a data set, tile by tile in any order and from
     * several threads.
     *
     * @throws ShapeException if the network can't read the data
     * @throws IllegalArgumentException if a sample is wrong; names it
     * @throws ArithmeticException if an output is no finite number
     */
    public void predict(float[] parameters, Dataset data, Sink sink) {
        checkSamples(network, data);
        int samples = data.size();
        float[][] tiles = new float[plans.length][network.outputs() * Backend.TILE];
        prepare(parameters);
        workers.run((worker, tile) -> {
            int first = tile * Backend.TILE;
            int count = forward(worker, first, samples - first, parameters, data);
            float[] logits = plans[worker].logits();
            float[] probabilities = tiles[worker];
            Temperature.scale(temperature, logits, probabilities.length, probabilities);
            loss.probabilities(kernels, probabilities, probabilities);
            for (int lane = 0; lane < count; lane++) {
                float[] own = new float[network.outputs()];
                for (int c = 0; c < own.length; c++) {
                    own[c] = probabilities[c * Backend.TILE + lane];
                }
                sink.accept(first + lane, loss.argmax(logits, lane), own);
            }
        }, tiles(samples));
    }

    /**
     * The temperature that fits a data set best, of outputs that are logits.
     *
     * @throws ShapeException if the network can't read the data
     * @throws IllegalArgumentException if a sample is wrong; names it
     * @throws ArithmeticException if an output is no finite number
     */
    public float fitTemperature(float[] parameters, Dataset data) {
        check(network, data);
        int classes = network.outputs();
        int[] labels = new int[data.size()];
        float[] all = new float[Math.multiplyExact(labels.length, classes)];
        prepare(parameters);
        workers.run((worker, tile) -> {
            int first = tile * Backend.TILE;
            int count = forward(worker, first, labels.length - first, parameters, data);
            float[] logits = plans[worker].logits();
            for (int lane = 0; lane < count; lane++) {
                labels[first + lane] = reader.label(data, first + lane);
                for (int c = 0; c < classes; c++) {
                    all[(first + lane) * classes + c] = logits[c * Backend.TILE + lane];
                }
            }
        }, tiles(labels.length));
        return Temperature.fit(all, labels, classes);
    }

    private void prepare(float[] parameters) {
        PreparedWeights shared = new PreparedWeights();
        for (Plan plan : plans) {
            plan.prepare(parameters, shared);
        }
    }

    public static int tiles(int samples) {
        return Math.ceilDiv(samples, Backend.TILE);
    }

    /** Computes the logits of a tile of the samples that are left; returns how many they are. */
    private int forward(int worker, int first, int left, float[] parameters, Dataset data) {
        int count = Math.min(Backend.TILE, left);
        int size = network.inputShape().size();
        for (int lane = 0; lane < count; lane++) {
            reader.read(data, first + lane, raw[worker], lane * size);
        }
        plans[worker].load(raw[worker], count, normalization);
        plans[worker].forward(parameters);
        for (int lane = 0; lane < count; lane++) {
            OutputException.check(plans[worker].logits(), network.outputs(), Backend.TILE, lane,
                    first + lane);
        }
        return count;
    }
}
