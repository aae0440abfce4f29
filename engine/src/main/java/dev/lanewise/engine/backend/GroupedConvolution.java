package dev.lanewise.engine.backend;

import java.util.Objects;
import java.util.function.Function;

/**
 * A convolution in several groups as so many convolutions in one, on parts of its maps and weights. A
 * group's chains run over its own maps alone, so this is the definition, whatever computes a group.
 */
public final class GroupedConvolution {
    private final ConvolutionShape shape;
    private final ConvolutionShape group;
    /** Floats from a group's part to the next, in the input, in the output and in the weights. */
    private final int inStep;
    private final int outStep;
    private final int weightStep;

    private GroupedConvolution(ConvolutionShape shape) {
        this.shape = shape.inPlace();
        this.group = shape.group();
        this.inStep = group.in().channels() * shape.in().channelStride();
        this.outStep = group.out().channels() * shape.out().channelStride();
        this.weightStep = group.weights();
    }

    /** Prepares the forward pass; {@code of} prepares that of a group. */
    public static ConvolutionForward forward(ConvolutionShape shape,
            Function<ConvolutionShape, ConvolutionForward> of) {
        GroupedConvolution all = new GroupedConvolution(shape);
        ConvolutionForward one = of.apply(all.group);
        return (x, xOffset, w, wOffset, bias, biasOffset, y, yOffset) -> {
            all.check(x, xOffset, y, yOffset, w, wOffset, 1);
            Objects.checkFromIndexSize(biasOffset, shape.out().channels(), bias.length);
            for (int g = 0; g < shape.groups(); g++) {
                one.run(x, xOffset + g * all.inStep, w, wOffset + g * all.weightStep, bias,
                        biasOffset + g * all.group.out().channels(), y, yOffset + g * all.outStep);
            }
        };
    }

    /** Prepares the gradient of the input; {@code of} prepares that of a group. */
    public static ConvolutionInputGradient inputGradient(ConvolutionShape shape,
            Function<ConvolutionShape, ConvolutionInputGradient> of) {
        GroupedConvolution all = new GroupedConvolution(shape);
        ConvolutionInputGradient one = of.apply(all.group);
        return (dy, dyOffset, w, wOffset, dx, dxOffset) -> {
            all.check(dx, dxOffset, dy, dyOffset, w, wOffset, 1);
            for (int g = 0; g < shape.groups(); g++) {
                one.run(dy, dyOffset + g * all.outStep, w, wOffset + g * all.weightStep, dx,
                        dxOffset + g * all.inStep);
            }
        };
    }

    /** Prepares the gradient of the weights; {@code of} prepares that of a group. */
    public static ConvolutionWeightGradient weightGradient(ConvolutionShape shape,
            Function<ConvolutionShape, ConvolutionWeightGradient> of) {
        GroupedConvolution all = new GroupedConvolution(shape);
        ConvolutionWeightGradient one = of.apply(all.group);
        int lanes = shape.in().lanes();
        return (x, xOffset, dy, dyOffset, dw, dwOffset) -> {
            all.check(x, xOffset, dy, dyOffset, dw, dwOffset, lanes);
            for (int g = 0; g < shape.groups(); g++) {
                one.run(x, xOffset + g * all.inStep, dy, dyOffset + g * all.outStep, dw,
                        dwOffset + g * all.weightStep * lanes);
            }
        };
    }

    private void check(float[] x, int xOffset, float[] y, int yOffset, float[] w, int wOffset,
            int perWeight) {
        Objects.checkFromIndexSize(xOffset, shape.in().span(), x.length);
        Objects.checkFromIndexSize(yOffset, shape.out().span(), y.length);
        Objects.checkFromIndexSize(wOffset, Math.multiplyExact(shape.weights(), perWeight),
                w.length);
    }
}
