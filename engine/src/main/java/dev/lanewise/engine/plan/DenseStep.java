package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.nn.Node;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer on one tile: {@code y[units × lanes] = b + W·x[features × lanes]}. Its weight
 * gradient is a sum over the whole batch, so the backward pass hands the tile's activations and
 * gradients, transposed, to the {@link BatchGradient}.
 */
final class DenseStep implements SecondOrderStep {
    private final Backend kernels;
    /** Null if its parameters are frozen. */
    private final SumLayout.@Nullable RowSum sum;
    private final int weight;
    private final int bias;
    private final int units;
    private final int features;
    private final Maps in;
    private final Maps out;
    private final boolean wantsInputGradient;
    private final GemmKernel forward;
    private final GemmKernel inputGradient;
    private @Nullable Prepared prepared;

    /**
     * The layer for one image, parameters prepared: {@code yᵀ = bᵀ + xᵀ·Wᵀ} with the lanes along
     * the units, which are filled up with zeros to whole vectors.
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Prepared(float[] parameters, float[] weights, float[] y, GemmKernel product) {

        @SuppressWarnings("ReferenceEquality") // Which array it is counts, not what it holds.
        boolean isOf(float[] array) {
            return parameters == array;
        }
    }

    DenseStep(Node node, SumLayout sums, Backend kernels, Input input, Maps out) {
        Maps maps = input.maps();
        int lanes = maps.stored.lanes();
        this.kernels = kernels;
        this.sum = sums.isSummed(node) ? sums.rowSum(node) : null;
        this.weight = node.weight().offset();
        this.bias = node.bias().offset();
        this.units = node.output().size();
        this.features = node.input().size();
        this.in = maps;
        this.out = out;
        this.wantsInputGradient = input.wantsGradient();
        this.forward = kernels
                .gemm(GemmProblem.of(units, lanes, features, false, false,
                        GemmProblem.Start.ROW_BIAS));
        this.inputGradient = kernels
                .gemm(GemmProblem.of(features, lanes, units, true, false, GemmProblem.Start.ZERO));
    }

    @Override
    public void prepare(float[] parameters, PreparedWeights shared) {
        if (in.stored.lanes() != 1) {
            return;
        }
        int width = Math.ceilDiv(units, Backend.TILE) * Backend.TILE;
        float[] weights = shared.of(weight, () -> {
            float[] transposed = new float[features * width];
            kernels.transpose(units, features, parameters, weight, features, transposed, 0, width);
            return transposed;
        });
        prepared = new Prepared(parameters, weights, new float[width], kernels.gemm(
                GemmProblem.of(1, width, features, false, false, GemmProblem.Start.C)));
    }

    @Override
    public void forward(Pass pass) {
        float[] parameters = pass.parameters();
        Prepared ready = prepared;
        if (ready != null && ready.isOf(parameters)) {
            System.arraycopy(parameters, bias, ready.y, 0, units);
            ready.product.run(in.values, 0, ready.weights, 0, ready.y, 0);
            System.arraycopy(ready.y, 0, out.values, 0, units);
            return;
        }
        forward.run(parameters, weight, in.values, 0, parameters, bias, out.values, 0);
    }

    @Override
    public void backward(Pass pass) {
        if (sum != null) {
            pass.sums().rows(sum).put(pass.tile(), in.values, out.gradient);
        }
        if (wantsInputGradient) {
            inputGradient.run(pass.parameters(), weight, out.gradient, 0, in.gradient, 0);
        }
    }

    @Override
    public void curvature(Pass pass, float[] rest) {
        kernels.multiply(in.values, in.values, 0, in.values.length);
        backward(pass);
    }
}
