package dev.lanewise.engine.plan;

import dev.lanewise.engine.kernel.Gemm;
import dev.lanewise.engine.kernel.GemmShape;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Node;

/**
 * A dense layer on one tile: {@code y[units × lanes] = b + W·x[features × lanes]}. Its weight
 * gradient is a sum over the whole batch, so the backward pass hands the tile's activations and
 * gradients, transposed, to the {@link BatchGradient}.
 */
final class DenseStep implements Step {
    private final int layer;
    private final int weight;
    private final int bias;
    private final int units;
    private final int features;
    private final Maps in;
    private final Maps out;
    private final boolean wantsInputGradient;
    private final Gemm forward;
    private final Gemm inputGradient;

    /** {@code layer} is the index of this layer among the network's dense ones. */
    DenseStep(Node node, int layer, Kernels kernels, Maps in, Maps out,
            boolean wantsInputGradient) {
        int lanes = in.stored.lanes();
        this.layer = layer;
        this.weight = node.weight().offset();
        this.bias = node.bias().offset();
        this.units = node.output().size();
        this.features = node.input().size();
        this.in = in;
        this.out = out;
        this.wantsInputGradient = wantsInputGradient;
        this.forward = kernels
                .gemm(GemmShape.of(units, lanes, features, false, false, GemmShape.Start.ROW_BIAS));
        this.inputGradient = kernels
                .gemm(GemmShape.of(features, lanes, units, true, false, GemmShape.Start.ZERO));
    }

    @Override
    public void forward(float[] parameters) {
        forward.run(parameters, weight, in.values, 0, parameters, bias, out.values, 0);
    }

    @Override
    public void backward(float[] parameters, BatchGradient sink, int tile) {
        sink.putDense(layer, tile, in.values, out.gradient);
        if (wantsInputGradient) {
            inputGradient.run(parameters, weight, out.gradient, 0, in.gradient, 0);
        }
    }
}
