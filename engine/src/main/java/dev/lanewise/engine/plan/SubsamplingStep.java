package dev.lanewise.engine.plan;

import dev.lanewise.engine.kernel.Convolution;
import dev.lanewise.engine.kernel.ConvolutionShape;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.kernel.MapShape;
import dev.lanewise.engine.kernel.PoolShape;
import dev.lanewise.engine.kernel.Pooling;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Subsample2d;
import java.util.Arrays;

/**
 * Trainable sub-sampling: the windows' sums, which are their means times the size of a window, and
 * then for each map a convolution by one weight.
 */
final class SubsamplingStep implements Step {
    private final Kernels kernels;
    private final int layer;
    private final int weight;
    private final int bias;
    private final int area;
    private final Pooling pooling;
    private final Convolution convolution;
    private final Maps in;
    private final Maps sums;
    private final Maps out;

    /** {@code layer} is the index of this layer among those whose gradients are summed in leaves. */
    SubsamplingStep(Node node, int layer, Kernels kernels, Maps in, Maps out) {
        Subsample2d subsample = (Subsample2d) node.layer();
        int lanes = in.stored.lanes();
        this.kernels = kernels;
        this.layer = layer;
        this.weight = node.weight().offset();
        this.bias = node.bias().offset();
        this.area = subsample.window() * subsample.window();
        this.in = in;
        this.sums = new Maps(node.output(), 0, lanes, true);
        this.out = out;
        this.pooling = kernels.pooling(new PoolShape(in.inside, sums.inside, subsample.window(),
                subsample.window()));
        MapShape inside = out.inside;
        this.convolution = kernels.convolution(new ConvolutionShape(
                MapShape.dense(1, inside.height(), inside.width(), lanes),
                new MapShape(1, inside.height(), inside.width(), lanes, inside.rowStride(),
                        inside.channelStride()),
                1, 1, 1, 0, 1));
    }

    @Override
    public void forward(float[] parameters) {
        pooling.average(in.values, in.origin, sums.values, 0);
        kernels.affine(area, 0, sums.values, 0, sums.values.length);
        for (int c = 0; c < sums.inside.channels(); c++) {
            convolution.forward(sums.values, c * sums.inside.channelStride(), parameters,
                    weight + c, parameters, bias + c, out.values, outputOf(c));
        }
    }

    private int outputOf(int channel) {
        return out.origin + channel * out.inside.channelStride();
    }

    @Override
    public void backward(float[] parameters, BatchGradient sink, int tile) {
        int lanes = in.stored.lanes();
        Arrays.fill(sums.gradient, 0f);
        for (int c = 0; c < sums.inside.channels(); c++) {
            int map = c * sums.inside.channelStride();
            convolution.weightGradient(sums.values, map, out.gradient, outputOf(c),
                    sink.leaf(tile), sink.leafWeight(layer) + c * lanes);
            convolution.biasGradient(out.gradient, outputOf(c), sink.leaf(tile),
                    sink.leafBias(layer) + c * lanes);
            convolution.inputGradient(out.gradient, outputOf(c), parameters, weight + c,
                    sums.gradient, map);
        }
        // The pooling's gradient is that of a mean; each value of a window is part of the sum once.
        kernels.affine(area, 0, sums.gradient, 0, sums.gradient.length);
        pooling.averageGradient(sums.gradient, 0, in.gradient, in.origin);
    }

    @Override
    public void curvature(CurvaturePass pass) {
        kernels.multiply(sums.values, sums.values, 0, sums.values.length);
        backward(pass.squares(), pass.sink(), pass.tile());
    }
}
