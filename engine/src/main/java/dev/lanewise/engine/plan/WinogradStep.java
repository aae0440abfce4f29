package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.BiasGradient;
import dev.lanewise.engine.backend.ConvolutionInputGradient;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWeightGradient;
import dev.lanewise.engine.backend.PreparedConvolution;
import dev.lanewise.engine.backend.Winograd;
import dev.lanewise.engine.backend.WinogradCorrelation;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Node;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A convolution with three taps in a row: {@link Winograd}'s products make the output and the gradient of
 * the input, plain sums that of the weights, which was no slower. At inference a batch normalization behind
 * it and its ReLU are part of the step.
 */
final class WinogradStep implements SecondOrderStep {
    private final Backend kernels;
    private final SumLayout.LaneSum sum;
    private final int biasSums;
    private final int weight;
    private final int bias;
    private final Maps in;
    private final Maps.Frame frame;
    private final Maps out;
    private final @Nullable FoldedNorm norm;
    private final WinogradCorrelation forward;
    /** Null if its parameters are frozen. */
    private final @Nullable ConvolutionWeightGradient weightGradient;
    private final BiasGradient biasGradient;
    private final @Nullable ConvolutionInputGradient inputGradient;
    private final ConvolutionShape shape;
    private @Nullable ConvolutionInputGradient plainInputGradient;
    private @Nullable Prepared prepared;

    /** Weights at the points, of these parameters, and what wants them in an order of its own. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Prepared(float[] parameters, float[] weights,
            @Nullable PreparedConvolution image) {

        @SuppressWarnings("ReferenceEquality") // Which array it is counts, not what it holds.
        boolean isOf(float[] array) {
            return parameters == array;
        }
    }

    /** {@code norm} is null where no batch normalization ends the step, as in training. */
    WinogradStep(Node node, @Nullable FoldedNorm norm, SumLayout sums, Backend kernels,
            Input input, Maps out, boolean training) {
        Conv2d conv = (Conv2d) node.layer();
        Border border = conv.border(node.input());
        this.kernels = kernels;
        this.sum = sums.laneSum(node);
        this.weight = node.weight().offset();
        this.bias = node.bias().offset();
        this.in = input.maps();
        this.frame = in.frame(border);
        this.biasSums = sum.offset() + node.weight().size() * in.stored.lanes();
        this.out = out;
        this.shape = new ConvolutionShape(frame.shape(), out.inside,
                ConvolutionStep.window(conv), 0, 1);
        this.norm = norm;
        this.forward = WinogradCorrelation.forward(kernels, shape,
                norm == null ? null : norm.epilogue());
        this.weightGradient = training && sums.isSummed(node)
                ? kernels.convolutionWeightGradient(shape)
                : null;
        this.biasGradient = kernels.biasGradient(out.inside);
        this.inputGradient = training && input.wantsGradient()
                ? WinogradCorrelation.inputGradient(kernels, shape, in.inside, border.top(),
                        border.left())
                : null;
    }

    /** Whether a convolution is computed in this way: by its shape alone. */
    static boolean fits(Node node) {
        Conv2d conv = (Conv2d) node.layer();
        Border border = conv.border(node.input());
        return conv.groups() == 1 && Winograd.fits(ConvolutionStep.window(conv),
                node.input().channels(), conv.outChannels(), node.output().width(), border.top(),
                border.left());
    }

    @Override
    public void prepare(float[] parameters, PreparedWeights shared) {
        if (norm != null) {
            norm.prepare(parameters);
        }
        PreparedConvolution image = kernels.winograd()
                .prepared(shape,
                        norm == null ? null : norm.epilogue())
                .orElse(null);
        float[] weights = shared.of(weight, () -> {
            float[] transformed = forward.transformed(parameters, weight);
            return image == null ? transformed : image.order(transformed, 0, parameters, bias);
        });
        prepared = new Prepared(parameters, weights, image);
    }

    @Override
    public void forward(Pass pass) {
        float[] parameters = pass.parameters();
        if (norm != null) {
            norm.set(parameters);
        }
        Prepared ready = prepared;
        if (ready != null && ready.isOf(parameters)) {
            if (ready.image != null) {
                ready.image.run(in.values, frame.offset(), ready.weights, out.values, out.origin);
                return;
            }
            forward.run(in.values, frame.offset(), ready.weights, parameters, bias, out.values,
                    out.origin);
            return;
        }
        forward.run(in.values, frame.offset(), parameters, weight, parameters, bias, out.values,
                out.origin);
    }

    @Override
    public void backward(Pass pass) {
        weightGradient(pass);
        if (inputGradient != null) {
            inputGradient.run(out.gradient, out.origin, pass.parameters(), weight, in.gradient,
                    in.origin);
        }
    }

    private void weightGradient(Pass pass) {
        if (weightGradient != null) {
            float[] leaf = pass.sums().leaf(pass.tile());
            weightGradient.run(in.values, frame.offset(), out.gradient, out.origin, leaf,
                    sum.offset());
            biasGradient.run(out.gradient, out.origin, leaf, biasSums);
        }
    }

    /** By plain sums: of squares a transform makes differences, in which small ones would be lost. */
    @Override
    public void curvature(Pass pass, float[] rest) {
        kernels.multiply(in.values, in.values, 0, in.values.length);
        weightGradient(pass);
        if (inputGradient != null) {
            if (plainInputGradient == null) {
                plainInputGradient = kernels.convolutionInputGradient(shape);
            }
            Arrays.fill(in.gradient, 0f);
            plainInputGradient.run(out.gradient, out.origin, pass.parameters(), weight,
                    in.gradient, frame.offset());
        }
    }
}
