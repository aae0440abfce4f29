package dev.lanewise.engine.lenet1998;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.Convolution;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PoolShape;
import dev.lanewise.engine.backend.Pooling;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.plan.Maps;
import dev.lanewise.engine.plan.Pass;
import dev.lanewise.engine.plan.SecondOrderStep;
import dev.lanewise.engine.plan.Site;
import dev.lanewise.engine.plan.SumLayout;
import java.util.Arrays;

/**
 * Trainable sub-sampling: the windows' sums, which are their means times the size of a window, and
 * then for each map a convolution by one weight.
 */
final class SubsamplingStep implements SecondOrderStep {
    private final Backend kernels;
    private final SumLayout.LaneSum sum;
    private final int weight;
    private final int bias;
    private final int area;
    private final Pooling pooling;
    private final Convolution convolution;
    private final Maps in;
    private final Maps sums;
    private final Maps out;

    SubsamplingStep(Subsample2d subsample, Site site) {
        Node node = site.node();
        this.kernels = site.backend();
        this.sum = site.sums().laneSum(node);
        this.weight = node.weight().offset();
        this.bias = node.bias().offset();
        this.area = subsample.window() * subsample.window();
        this.in = site.input().maps();
        int lanes = in.stored.lanes();
        this.sums = new Maps(node.output(), 0, lanes, true);
        this.out = site.output();
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
    public void forward(Pass pass) {
        float[] parameters = pass.parameters();
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
    public void backward(Pass pass) {
        int lanes = in.stored.lanes();
        int biasSums = sum.offset() + sums.inside.channels() * lanes;
        float[] leaf = pass.sums().leaf(pass.tile());
        Arrays.fill(sums.gradient, 0f);
        for (int c = 0; c < sums.inside.channels(); c++) {
            int map = c * sums.inside.channelStride();
            convolution.weightGradient(sums.values, map, out.gradient, outputOf(c), leaf,
                    sum.offset() + c * lanes);
            convolution.biasGradient(out.gradient, outputOf(c), leaf,
                    biasSums + c * lanes);
            convolution.inputGradient(out.gradient, outputOf(c), pass.parameters(), weight + c,
                    sums.gradient, map);
        }
        // The pooling's gradient is that of a mean; each value of a window is part of the sum once.
        kernels.affine(area, 0, sums.gradient, 0, sums.gradient.length);
        pooling.averageGradient(sums.gradient, 0, in.gradient, in.origin);
    }

    @Override
    public void curvature(Pass pass, float[] rest) {
        kernels.multiply(sums.values, sums.values, 0, sums.values.length);
        backward(pass);
    }
}
