package dev.lanewise.engine.lenet1998;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.BiasGradient;
import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionInputGradient;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWeightGradient;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PoolForward;
import dev.lanewise.engine.backend.PoolGradient;
import dev.lanewise.engine.backend.PoolShape;
import dev.lanewise.engine.nn.Border;
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
    private final PoolForward mean;
    private final PoolGradient meanGradient;
    private final ConvolutionForward scale;
    private final ConvolutionInputGradient inputGradient;
    private final ConvolutionWeightGradient weightGradient;
    private final BiasGradient biasGradient;
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
        this.sums = new Maps(node.output(), Border.NONE, lanes, true);
        this.out = site.output();
        PoolShape pool = new PoolShape(in.inside, sums.inside, subsample.window(),
                subsample.window());
        this.mean = kernels.averagePool(pool);
        this.meanGradient = kernels.averagePoolGradient(pool);
        MapShape inside = out.inside;
        MapShape map = new MapShape(1, inside.height(), inside.width(), lanes, inside.rowStride(),
                inside.channelStride());
        ConvolutionShape shape = new ConvolutionShape(
                MapShape.dense(1, inside.height(), inside.width(), lanes), map, 1, 1, 1, 0, 1);
        this.scale = kernels.convolutionForward(shape);
        this.inputGradient = kernels.convolutionInputGradient(shape);
        this.weightGradient = kernels.convolutionWeightGradient(shape);
        this.biasGradient = kernels.biasGradient(map);
    }

    @Override
    public void forward(Pass pass) {
        float[] parameters = pass.parameters();
        mean.run(in.values, in.origin, sums.values, 0);
        kernels.affine(area, 0, sums.values, 0, sums.values.length);
        for (int c = 0; c < sums.inside.channels(); c++) {
            scale.run(sums.values, c * sums.inside.channelStride(), parameters,
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
            weightGradient.run(sums.values, map, out.gradient, outputOf(c), leaf,
                    sum.offset() + c * lanes);
            biasGradient.run(out.gradient, outputOf(c), leaf,
                    biasSums + c * lanes);
            inputGradient.run(out.gradient, outputOf(c), pass.parameters(), weight + c,
                    sums.gradient, map);
        }
        // The pooling's gradient is that of a mean; each value of a window is part of the sum once.
        kernels.affine(area, 0, sums.gradient, 0, sums.gradient.length);
        meanGradient.run(sums.gradient, 0, in.gradient, in.origin);
    }

    @Override
    public void curvature(Pass pass, float[] rest) {
        kernels.multiply(sums.values, sums.values, 0, sums.values.length);
        backward(pass);
    }
}
