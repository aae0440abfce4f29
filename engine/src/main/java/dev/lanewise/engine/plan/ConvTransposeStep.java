package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.BiasGradient;
import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionInputGradient;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWeightGradient;
import dev.lanewise.engine.backend.ConvolutionWindow;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.ConvTranspose2d;
import dev.lanewise.engine.nn.Node;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A transposed convolution by the kernels of the convolution that it is the gradient of, whose input maps
 * are this one's output: forward by that one's input gradient, and backward by its forward pass. They
 * want the whole output, with what the padding cuts off, so it is computed beside the maps.
 */
final class ConvTransposeStep implements SecondOrderStep {
    private final Backend kernels;
    private final SumLayout.LaneSum sum;
    private final int biasSums;
    private final int weight;
    private final int bias;
    private final Input in;
    private final Maps out;
    /** The output with what is cut off: values on the way forward, gradients on the way back. */
    private final float[] whole;
    private final MapShape wholeShape;
    /** Where the output begins in it. */
    private final int origin;
    private final ConvolutionInputGradient forward;
    private final @Nullable Gradients gradients;

    /** The way back; {@code zeros} are the biases of its convolution. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Gradients(ConvolutionWeightGradient weight, BiasGradient bias,
            @Nullable ConvolutionForward input, float[] zeros) {}

    ConvTransposeStep(Node node, SumLayout sums, Backend kernels, Input in, Maps out,
            boolean training) {
        ConvTranspose2d layer = (ConvTranspose2d) node.layer();
        ConvolutionWindow window = new ConvolutionWindow(layer.kernelHeight(), layer.kernelWidth(),
                layer.strideHeight(), layer.strideWidth(), layer.dilationHeight(),
                layer.dilationWidth());
        MapShape maps = in.maps().inside;
        Border cut = layer.padding();
        int height = window.inputRows(maps.height());
        int width = window.inputColumns(maps.width());
        this.kernels = kernels;
        this.sum = sums.laneSum(node);
        this.weight = node.weight().offset();
        this.bias = node.bias().offset();
        this.in = in;
        this.out = out;
        this.biasSums = sum.offset() + node.weight().size() * maps.lanes();
        this.wholeShape = MapShape.dense(out.inside.channels(),
                Math.max(height, Math.addExact(cut.top(), out.inside.height())),
                Math.max(width, Math.addExact(cut.left(), out.inside.width())), maps.lanes());
        this.whole = new float[wholeShape.span()];
        this.origin = cut.top() * wholeShape.rowStride() + cut.left() * maps.lanes();
        ConvolutionShape shape = new ConvolutionShape(
                new MapShape(wholeShape.channels(), height, width, maps.lanes(),
                        wholeShape.rowStride(), wholeShape.channelStride()),
                maps, window, 0, layer.groups());
        this.forward = kernels.convolutionInputGradient(shape);
        this.gradients = training ? new Gradients(kernels.convolutionWeightGradient(shape),
                kernels.biasGradient(out.inside),
                in.wantsGradient() ? kernels.convolutionForward(shape) : null,
                new float[maps.channels()]) : null;
    }

    @Override
    public void forward(Pass pass) {
        int map = wholeShape.channelStride();
        for (int c = 0; c < wholeShape.channels(); c++) {
            Arrays.fill(whole, c * map, (c + 1) * map, pass.parameters()[bias + c]);
        }
        forward.run(in.maps().values, in.maps().origin, pass.parameters(), weight, whole, 0);
        for (int c = 0; c < out.inside.channels(); c++) {
            for (int row = 0; row < out.inside.height(); row++) {
                System.arraycopy(whole, place(c, row), out.values, out.row(c, row),
                        out.inside.rowLength());
            }
        }
    }

    /** Where a row of the output begins in the whole. */
    private int place(int channel, int row) {
        return origin + channel * wholeShape.channelStride() + row * wholeShape.rowStride();
    }

    @Override
    public void backward(Pass pass) {
        if (gradients == null) {
            throw new IllegalStateException("A plan for inference goes forward only.");
        }
        Arrays.fill(whole, 0f);
        for (int c = 0; c < out.inside.channels(); c++) {
            for (int row = 0; row < out.inside.height(); row++) {
                System.arraycopy(out.gradient, out.row(c, row), whole, place(c, row),
                        out.inside.rowLength());
            }
        }
        float[] leaf = pass.sums().leaf(pass.tile());
        gradients.weight.run(whole, 0, in.maps().values, in.maps().origin, leaf, sum.offset());
        gradients.bias.run(out.gradient, out.origin, leaf, biasSums);
        if (gradients.input != null) {
            gradients.input.run(whole, 0, pass.parameters(), weight, gradients.zeros, 0,
                    in.maps().gradient, in.maps().origin);
        }
    }

    @Override
    public void curvature(Pass pass, float[] rest) {
        float[] values = in.maps().values;
        kernels.multiply(values, values, 0, values.length);
        backward(pass);
    }
}
