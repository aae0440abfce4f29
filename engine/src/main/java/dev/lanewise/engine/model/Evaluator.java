package dev.lanewise.engine.model;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.CrossEntropy;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.parallel.Workers;
import dev.lanewise.engine.plan.Plan;
import java.util.List;

/**
 * Evaluates parameters of one network on data sets, tile by tile, with a team of workers. Use by
 * one thread at a time.
 */
public final class Evaluator {
    private final Network network;
    private final Normalization normalization;
    private final Kernels kernels;
    private final Workers workers;
    private final CrossEntropy loss;
    private final Plan[] plans;
    private final float[][] raw;

    /**
     * Compiles a plan for each worker.
     *
     * @throws ShapeException if the network is too large for one
     */
    public Evaluator(Network network, Kernels kernels, Normalization normalization,
            Workers workers) {
        this.network = network;
        this.normalization = normalization;
        this.kernels = kernels;
        this.workers = workers;
        this.loss = new CrossEntropy(network.classes(), Kernels.TILE, 0f);
        this.plans = new Plan[workers.count()];
        for (int i = 0; i < plans.length; i++) {
            plans[i] = new Plan(network, kernels, Kernels.TILE, Plan.Use.INFERENCE);
        }
        this.raw = new float[plans.length][Kernels.TILE * network.inputShape().size()];
    }

    /**
     * Checks that a network can read a data set.
     *
     * @throws ShapeException if it can't
     */
    public static void check(Network network, Dataset data) {
        if (!data.shape().equals(network.inputShape())) {
            throw new ShapeException(
                    "The network's input expected samples of " + network.inputShape() + ", found "
                            + data.shape() + "; use data of that size or a network for this one.");
        }
        if (data.classes() > network.classes()) {
            throw new ShapeException("The network's last layer expected at least the "
                    + data.classes() + " classes of the data, found " + network.classes()
                    + " outputs; end it with dense(" + data.classes() + ").");
        }
        if (data.size() == 0) {
            throw new ShapeException(
                    "The data set expected at least one sample, found none; select some.");
        }
    }

    /**
     * Loss and confusion matrix on a data set; the loss is summed in the order of the samples.
     *
     * @throws ShapeException if the network can't read the data
     */
    public Evaluation evaluate(float[] parameters, Dataset data) {
        check(network, data);
        int[] actual = new int[data.size()];
        int[] predicted = new int[data.size()];
        double[] losses = new double[data.size()];
        workers.run((worker, tile) -> evaluateTile(worker, tile, parameters, data, actual,
                predicted, losses), tiles(data));
        double sum = 0;
        for (double value : losses) {
            sum += value;
        }
        return new Evaluation(sum / data.size(),
                ConfusionMatrix.of(network.classes(), actual, predicted));
    }

    /**
     * What the network says of every sample of a data set, in their order.
     *
     * @throws ShapeException if the network can't read the data
     */
    public List<Prediction> predict(float[] parameters, Dataset data) {
        check(network, data);
        Prediction[] predictions = new Prediction[data.size()];
        float[][] tiles = new float[plans.length][network.classes() * Kernels.TILE];
        workers.run((worker, tile) -> {
            int first = tile * Kernels.TILE;
            int count = forward(worker, first, parameters, data);
            float[] logits = plans[worker].logits();
            float[] probabilities = tiles[worker];
            kernels.softmax(network.classes(), Kernels.TILE, logits, 0, probabilities, 0);
            for (int lane = 0; lane < count; lane++) {
                float[] own = new float[network.classes()];
                for (int c = 0; c < own.length; c++) {
                    own[c] = probabilities[c * Kernels.TILE + lane];
                }
                predictions[first + lane] = new Prediction(loss.argmax(logits, 0, lane), own);
            }
        }, tiles(data));
        return List.of(predictions);
    }

    private static int tiles(Dataset data) {
        return Math.ceilDiv(data.size(), Kernels.TILE);
    }

    /** Computes the logits of a tile of samples; returns how many they are. */
    private int forward(int worker, int first, float[] parameters, Dataset data) {
        int count = Math.min(Kernels.TILE, data.size() - first);
        int size = network.inputShape().size();
        for (int lane = 0; lane < count; lane++) {
            data.read(first + lane, raw[worker], lane * size);
        }
        plans[worker].load(raw[worker], count, normalization);
        plans[worker].forward(parameters);
        return count;
    }

    private void evaluateTile(int worker, int tile, float[] parameters, Dataset data, int[] actual,
            int[] predicted, double[] losses) {
        int first = tile * Kernels.TILE;
        int count = forward(worker, first, parameters, data);
        Plan plan = plans[worker];
        for (int lane = 0; lane < count; lane++) {
            int label = data.label(first + lane);
            actual[first + lane] = label;
            predicted[first + lane] = loss.argmax(plan.logits(), 0, lane);
            losses[first + lane] = loss.loss(plan.logits(), 0, lane, label);
        }
    }
}
