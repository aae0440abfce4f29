package dev.lanewise.engine.inference;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.parallel.Workers;
import dev.lanewise.engine.plan.Plan;
import dev.lanewise.engine.plan.PreparedWeights;
import dev.lanewise.engine.plan.SampleReader;
import java.util.Arrays;

/**
 * What a layer of a network makes of many samples, tile by tile; layers after it are not computed. Use by
 * one thread at a time, with as many workers as it was made for.
 */
public final class BatchOutputs {
    private final Network network;
    private final Normalization normalization;
    private final int node;
    private final int size;
    private final SampleReader reader;
    private final Plan[] plans;
    private final float[][] raw;

    /**
     * Compiles a plan for each worker.
     *
     * @param node index of the layer
     */
    public BatchOutputs(Network network, Backend kernels, Normalization normalization, int node,
            int workers) {
        this.network = network;
        this.normalization = normalization;
        this.node = node;
        this.size = network.nodes().get(node).output().size();
        this.reader = new SampleReader(network, kernels);
        this.plans = new Plan[workers];
        Plan.Use use = isLast() ? Plan.Use.INFERENCE : Plan.Use.INSPECTION;
        Arrays.setAll(plans, i -> new Plan(network, kernels, Backend.TILE, use));
        this.raw = new float[workers][Backend.TILE * network.inputShape().size()];
    }

    private boolean isLast() {
        return node == network.nodes().size() - 1;
    }

    /** Values that the layer makes of a sample. */
    public int size() {
        return size;
    }

    /**
     * Computes it with these workers.
     *
     * @return the values, sample after sample, each in the order channel, row, column
     * @throws IllegalArgumentException if a sample is wrong; names it
     * @throws ArithmeticException if an output of the network is no finite number
     */
    public float[] of(float[] parameters, Dataset data, Workers workers) {
        float[] values = new float[Math.multiplyExact(data.size(), size)];
        prepare(parameters);
        workers.run((worker, tile) -> tile(worker, tile, parameters, data, values),
                Evaluator.tiles(data.size()));
        return values;
    }

    /** The same on the calling thread alone. */
    public float[] of(float[] parameters, Dataset data) {
        float[] values = new float[Math.multiplyExact(data.size(), size)];
        prepare(parameters);
        for (int tile = 0; tile < Evaluator.tiles(data.size()); tile++) {
            tile(0, tile, parameters, data, values);
        }
        return values;
    }

    private void prepare(float[] parameters) {
        PreparedWeights shared = new PreparedWeights();
        for (int i = 0; isLast() && i < plans.length; i++) {
            plans[i].prepare(parameters, shared);
        }
    }

    private void tile(int worker, int tile, float[] parameters, Dataset data, float[] values) {
        int first = tile * Backend.TILE;
        int count = Math.min(Backend.TILE, data.size() - first);
        int inputs = network.inputShape().size();
        for (int lane = 0; lane < count; lane++) {
            reader.read(data, first + lane, raw[worker], lane * inputs);
        }
        Plan plan = plans[worker];
        plan.load(raw[worker], count, normalization);
        plan.forwardTo(parameters, node);
        for (int lane = 0; isLast() && lane < count; lane++) {
            OutputException.check(plan.logits(), size, Backend.TILE, lane, first + lane);
        }
        plan.store(node, values, first * size, count);
    }
}
