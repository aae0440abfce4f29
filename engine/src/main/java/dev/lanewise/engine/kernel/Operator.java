package dev.lanewise.engine.kernel;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.plan.Plan;
import java.util.List;

/**
 * One layer, prepared for arrays in the order NCHW: sample after sample, each in the order channel, row,
 * column. Computes what a network computes at inference, to the bit, whatever the batch. Belongs to one
 * thread at a time; running it allocates nothing.
 *
 * @since 0.1.0
 */
public final class Operator {
    private final Network network;
    private final Plan tile;
    private final Plan single;

    Operator(Backend backend, Layer layer, Shape input) {
        this.network = Network.of(input, List.of(layer));
        this.tile = new Plan(network, backend, Backend.TILE, Plan.Use.INFERENCE);
        this.single = new Plan(network, backend, 1, Plan.Use.INFERENCE);
    }

    /** {@return the shape of one sample that it makes} */
    public Shape outputShape() {
        return network.outputShape();
    }

    /** {@return the layer's parameters as they lie in one array, such as a weight and then a bias} */
    public List<Parameter> parameters() {
        return network.parameters();
    }

    /**
     * Computes a batch.
     *
     * @param batch number of samples, at least 1
     * @param x {@code batch} samples
     * @param parameters the layer's parameters; only read, empty if it has none
     * @param y receives {@code batch} samples; modified, not x
     * @throws IllegalArgumentException if an array has another length, or y is another operand, too
     */
    public void run(int batch, float[] x, float[] parameters, float[] y) {
        if (batch < 1) {
            throw new IllegalArgumentException(
                    "A batch must have at least one sample; you gave " + batch + ".");
        }
        int in = network.inputShape().size();
        int out = network.outputShape().size();
        Operands.requireLength("x", (long) batch * in, x);
        Operands.requireLength("parameters", network.parameterCount(), parameters);
        Operands.requireLength("y", (long) batch * out, y);
        Operands.requireApart("x", x, 0, x.length, "y", y, 0, y.length);
        Operands.requireApart("parameters", parameters, 0, parameters.length, "y", y, 0, y.length);
        int first = 0;
        while (first < batch) {
            Plan plan = batch - first == 1 ? single : tile;
            int count = Math.min(plan.lanes(), batch - first);
            plan.load(x, first * in, count, Normalization.none());
            plan.forward(parameters);
            plan.store(y, first * out, count);
            first += count;
        }
    }
}
