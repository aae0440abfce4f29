package dev.lanewise.engine.lenet1998;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.BiasGradient;
import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionInputGradient;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWeightGradient;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.plan.Maps;
import dev.lanewise.engine.plan.Pass;
import dev.lanewise.engine.plan.SecondOrderStep;
import dev.lanewise.engine.plan.Site;
import dev.lanewise.engine.plan.SumLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table-connected convolution as the full one whose other weights are 0: an fma with a weight of 0
 * changes no sum, and the kernels of full convolutions are faster than the share of zeros costs. The
 * gradients of these zeros are summed with the others and never read.
 */
final class TableConvolutionStep implements SecondOrderStep {
    private final Backend kernels;
    private final TableConv2d table;
    private final SumLayout.LaneSum sum;
    /** Where the biases' sums lie in a leaf. */
    private final int biasSums;
    private final int weight;
    private final int bias;
    private final Maps in;
    private final Maps.Frame frame;
    private final Maps out;
    private final ConvolutionForward convolution;
    private final ConvolutionWeightGradient weightGradient;
    private final BiasGradient biasGradient;
    private final @Nullable ConvolutionInputGradient inputGradient;
    private final float[] weights;
    private final int[] places;

    TableConvolutionStep(TableConv2d table, Site site) {
        Node node = site.node();
        this.kernels = site.backend();
        this.table = table;
        this.weight = node.weight().offset();
        this.bias = node.bias().offset();
        this.in = site.input().maps();
        this.frame = in.frame(Border.NONE);
        this.out = site.output();
        ConvolutionShape shape = new ConvolutionShape(frame.shape(), out.inside, table.kernel(),
                table.kernel(), 1, 0, 1);
        this.convolution = kernels.convolutionForward(shape);
        this.weightGradient = kernels.convolutionWeightGradient(shape);
        this.biasGradient = kernels.biasGradient(out.inside);
        this.inputGradient = site.input().wantsGradient()
                ? kernels.convolutionInputGradient(shape)
                : null;
        this.weights = new float[shape.weights()];
        this.places = table.places(in.stored.channels());
        this.sum = site.sums()
                .laneSum(weights.length + node.bias().size(),
                        runs(node, in.stored.lanes()));
        this.biasSums = sum.offset() + weights.length * in.stored.lanes();
    }

    /** Where the sums of the parameters lie among those of the full convolution. */
    private List<SumLayout.Run> runs(Node node, int lanes) {
        int size = table.kernel() * table.kernel();
        List<SumLayout.Run> runs = new ArrayList<>();
        int from = weight;
        for (int place : places) {
            runs.add(new SumLayout.Run(from, from + size, place * lanes));
            from += size;
        }
        runs.add(new SumLayout.Run(from, from + node.bias().size(), weights.length * lanes));
        return runs;
    }

    @Override
    public void forward(Pass pass) {
        spread(pass.parameters());
        convolution.run(in.values, frame.offset(), weights, 0, pass.parameters(), bias,
                out.values, out.origin);
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
    public void backward(Pass pass) {
        float[] leaf = pass.sums().leaf(pass.tile());
        weightGradient.run(in.values, frame.offset(), out.gradient, out.origin, leaf,
                sum.offset());
        biasGradient.run(out.gradient, out.origin, leaf, biasSums);
        if (inputGradient != null) {
            Arrays.fill(in.gradient, 0f);
            inputGradient.run(out.gradient, out.origin, weights, 0, in.gradient,
                    frame.offset());
        }
    }

    @Override
    public void curvature(Pass pass, float[] rest) {
        spread(pass.parameters());
        kernels.multiply(in.values, in.values, 0, in.values.length);
        backward(pass);
    }
}
