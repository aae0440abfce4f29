package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.BiasGradient;
import dev.lanewise.engine.backend.ConvolutionInputGradient;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWeightGradient;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PooledConvolutionShape;
import dev.lanewise.engine.backend.PreparedConvolution;
import dev.lanewise.engine.backend.Winograd;
import dev.lanewise.engine.backend.WinogradCorrelation;
import dev.lanewise.engine.backend.WinogradGradients;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Node;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A convolution by {@link Winograd}'s products, with the pooling behind it, or at inference the batch
 * normalization and its ReLU, if there is one. {@link Winograd#F2_5} makes both gradients by products at the
 * points, too, {@link Winograd#F4_3} that of the input; that of the weights is then a plain sum, which was no
 * slower.
 */
final class WinogradStep implements SecondOrderStep {
    private final Backend kernels;
    private final SumLayout.LaneSum sum;
    /** Not if its parameters are frozen. */
    private final boolean leavesSums;
    private final boolean wantsInputGradient;
    private final int biasSums;
    private final int weight;
    private final int bias;
    private final Border border;
    private final Maps in;
    private final Maps.Frame frame;
    private final Maps out;
    private final @Nullable PoolWindow pool;
    private final float[] winners;
    private final @Nullable FoldedNorm norm;
    private final WinogradCorrelation forward;
    private final ConvolutionShape shape;
    private final @Nullable Gradients gradients;
    /** The gradients by plain sums, made when second derivatives are asked for. */
    private @Nullable Gradients plain;
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

    /**
     * The backward pass: what is null is not wanted, or done by {@code winograd}. Sums over all rows take the
     * gradient of the output as one band.
     *
     * @param winograd makes those that it was prepared for
     */
    private record Gradients(Unpooled output, BiasGradient biases,
            @Nullable WinogradGradients winograd, @Nullable ConvolutionWeightGradient weights,
            @Nullable ConvolutionInputGradient input) {}

    /** {@code pool} and {@code norm} are null where none follows; at most one of them does. */
    WinogradStep(Node node, @Nullable PoolWindow pool, @Nullable FoldedNorm norm, SumLayout sums,
            Backend kernels, Input input, Maps out, boolean training) {
        Conv2d conv = (Conv2d) node.layer();
        this.kernels = kernels;
        this.sum = sums.laneSum(node);
        this.leavesSums = sums.isSummed(node);
        this.wantsInputGradient = input.wantsGradient();
        this.weight = node.weight().offset();
        this.bias = node.bias().offset();
        this.border = conv.border(node.input());
        this.in = input.maps();
        this.frame = in.frame(border);
        this.biasSums = sum.offset() + node.weight().size() * in.stored.lanes();
        this.out = out;
        this.pool = pool;
        this.norm = norm;
        MapShape maps = pool == null ? out.inside
                : MapShape.dense(conv.outChannels(), node.output().height(),
                        node.output().width(), in.stored.lanes());
        this.shape = new ConvolutionShape(frame.shape(), maps, ConvolutionStep.window(conv), 0, 1);
        this.winners = pool == null ? new float[0] : pool.winners(out, training);
        this.forward = pool == null
                ? WinogradCorrelation.forward(kernels, shape, norm == null ? null : norm.epilogue())
                : WinogradCorrelation.pooled(kernels,
                        new PooledConvolutionShape(shape, pool.shape(maps, out.inside)),
                        rows -> pool.forward(kernels, rows, winners));
        this.gradients = training ? gradients() : null;
    }

    private Gradients gradients() {
        boolean pairs = Winograd.of(shape) == Winograd.F2_5;
        // One image has no lanes to sum by.
        boolean sumsAtPoints = pairs && leavesSums && shape.in().lanes() == Backend.TILE;
        boolean inBands = pairs && (sumsAtPoints || !leavesSums);
        Unpooled output = unpooled(inBands ? 1 : out.inside.height());
        return new Gradients(output, kernels.biasGradient(output.band()),
                pairs ? new WinogradGradients(kernels, shape, in.inside, border.top(),
                        border.left(), sumsAtPoints ? forward : null, wantsInputGradient)
                        : null,
                leavesSums && !sumsAtPoints ? plainWeights(output) : null,
                wantsInputGradient && !pairs
                        ? WinogradCorrelation.inputGradient(kernels, whole(output), in.inside,
                                border.top(), border.left())
                        : null);
    }

    private Unpooled unpooled(int pooledRows) {
        return new Unpooled(kernels, shape.out(), out, pool,
                winners, pool == null ? out.inside.height() : pooledRows);
    }

    /** The convolution as far as its rows are pooled. */
    private ConvolutionShape whole(Unpooled output) {
        return shape.band(output.band());
    }

    private ConvolutionWeightGradient plainWeights(Unpooled output) {
        return kernels.convolutionWeightGradient(whole(output));
    }

    @Override
    public void prepare(float[] parameters, PreparedWeights shared) {
        if (norm != null) {
            norm.prepare(parameters);
        }
        PreparedConvolution image = image().orElse(null);
        float[] weights = shared.of(weight, () -> {
            float[] transformed = forward.transformed(parameters, weight);
            return image == null ? transformed : image.order(transformed, 0, parameters, bias);
        });
        prepared = new Prepared(parameters, weights, image);
    }

    private Optional<PreparedConvolution> image() {
        if (pool == null) {
            return kernels.winograd().prepared(shape, norm == null ? null : norm.epilogue(), null);
        }
        // Which element won is remembered by the pass for tiles alone.
        return pool.maximum() && winners.length == 0
                ? kernels.winograd().prepared(shape, null, pool.shape(shape.out(), out.inside))
                : Optional.empty();
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
        Gradients made = Objects.requireNonNull(gradients);
        perBand(made, pass);
        WinogradGradients winograd = made.winograd;
        if (winograd == null) {
            if (made.input != null) {
                made.input.run(made.output.values(), made.output.offset(), pass.parameters(),
                        weight, in.gradient, in.origin);
            }
            return;
        }
        if (leavesSums && made.weights == null) {
            winograd.addWeights(in.values, frame.offset(), pass.sums().leaf(pass.tile()),
                    sum.offset());
        }
        if (wantsInputGradient) {
            winograd.makeInput(pass.parameters(), weight, in.gradient, in.origin);
        }
    }

    /** Sums that take a band of the output's gradient after the other, and the transform of it. */
    private void perBand(Gradients made, Pass pass) {
        Unpooled dy = made.output;
        for (int i = 0; i < dy.bands(); i++) {
            dy.make(i);
            if (leavesSums) {
                float[] leaf = pass.sums().leaf(pass.tile());
                made.biases.run(dy.values(), dy.offset(), leaf, biasSums);
                if (made.weights != null) {
                    made.weights.run(in.values, frame.offset(), dy.values(), dy.offset(), leaf,
                            sum.offset());
                }
            }
            if (made.winograd != null) {
                made.winograd.transform(dy.band(), dy.values(), dy.offset(),
                        i * dy.band().height());
            }
        }
    }

    /** By plain sums: of squares a transform makes differences, in which small ones would be lost. */
    @Override
    public void curvature(Pass pass, float[] rest) {
        if (pool != null) {
            pool.squareWeights(kernels, out.gradient);
        }
        kernels.multiply(in.values, in.values, 0, in.values.length);
        if (plain == null) {
            Unpooled output = unpooled(out.inside.height());
            plain = new Gradients(output, kernels.biasGradient(output.band()), null,
                    leavesSums ? plainWeights(output) : null,
                    wantsInputGradient ? kernels.convolutionInputGradient(whole(output)) : null);
        }
        perBand(plain, pass);
        if (plain.input != null) {
            Arrays.fill(in.gradient, 0f);
            plain.input.run(plain.output.values(), plain.output.offset(), pass.parameters(),
                    weight, in.gradient, frame.offset());
        }
    }
}
