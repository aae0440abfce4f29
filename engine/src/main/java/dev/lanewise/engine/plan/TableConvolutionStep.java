package dev.lanewise.engine.plan;

import dev.lanewise.engine.kernel.Convolution;
import dev.lanewise.engine.kernel.ConvolutionShape;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.TableConv2d;
import java.util.Arrays;

/**
 * A table-connected convolution as the full one whose other weights are 0: an fma with a weight of 0
 * changes no sum, and the kernels of full convolutions are faster than the share of zeros costs. The
 * gradients of these zeros are summed with the others and never read.
 */
final class TableConvolutionStep implements Step {
    private final Kernels kernels;
    private final TableConv2d table;
    private final int layer;
    private final int weight;
    private final int bias;
    private final Maps in;
    private final Maps out;
    private final boolean wantsInputGradient;
    private final Convolution convolution;
    private final float[] weights;
    private final int[] places;

    /** {@code layer} is the index of this layer among those whose gradients are summed in leaves. */
    TableConvolutionStep(Node node, int layer, Kernels kernels, Maps in, Maps out,
            boolean wantsInputGradient) {
        this.kernels = kernels;
        this.table = (TableConv2d) node.layer();
        this.layer = layer;
        this.weight = node.weight().offset();
        this.bias = node.bias().offset();
        this.in = in;
        this.out = out;
        this.wantsInputGradient = wantsInputGradient;
        this.convolution = kernels.convolution(new ConvolutionShape(in.stored, out.inside,
                table.kernel(), table.kernel(), 1, 0, 1));
        this.weights = new float[convolution.shape().weights()];
        this.places = places(table, in.stored.channels());
    }

    /**
     * Where the first weight of each connection lies among those of a full convolution, in the order of
     * the table.
     */
    static int[] places(TableConv2d table, int inputMaps) {
        int[] places = new int[table.connections()];
        int next = 0;
        for (int map = 0; map < table.table().size(); map++) {
            for (int input : table.table().get(map)) {
                places[next++] = (map * inputMaps + input) * table.kernel() * table.kernel();
            }
        }
        return places;
    }

    @Override
    public void forward(float[] parameters) {
        spread(parameters);
        convolution.forward(in.values, 0, weights, 0, parameters, bias, out.values, out.origin);
    }

    private void spread(float[] parameters) {
        int size = table.kernel() * table.kernel();
        int from = weight;
        for (int place : places) {
            System.arraycopy(parameters, from, weights, place, size);
            from += size;
        }
    }

    @Override
    public void backward(float[] parameters, BatchGradient sink, int tile) {
        convolution.weightGradient(in.values, 0, out.gradient, out.origin, sink.leaf(tile),
                sink.leafWeight(layer));
        convolution.biasGradient(out.gradient, out.origin, sink.leaf(tile), sink.leafBias(layer));
        if (wantsInputGradient) {
            Arrays.fill(in.gradient, 0f);
            convolution.inputGradient(out.gradient, out.origin, weights, 0, in.gradient, 0);
        }
    }

    @Override
    public void curvature(CurvaturePass pass) {
        spread(pass.squares());
        kernels.multiply(in.values, in.values, 0, in.values.length);
        backward(pass.squares(), pass.sink(), pass.tile());
    }
}
