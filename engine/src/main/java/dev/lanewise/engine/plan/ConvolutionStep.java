package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.BiasGradient;
import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionInputGradient;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWeightGradient;
import dev.lanewise.engine.backend.ConvolutionWindow;
import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PoolGradient;
import dev.lanewise.engine.backend.PooledConvolutionShape;
import dev.lanewise.engine.backend.PreparedConvolution;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Node;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A convolution with the pooling behind it, or at inference the batch normalization and its ReLU, if there
 * is one. Maps between a convolution and a pooling are four times as large as those after them, so they are
 * never stored whole: forward they are pooled as they are made, and backward their gradient is unpooled a
 * band of windows at a time. Without pooling there is one band: the whole output.
 */
final class ConvolutionStep implements SecondOrderStep {
    private final Backend kernels;
    private final SumLayout.LaneSum sum;
    /** Not if its parameters are frozen. */
    private final boolean leavesSums;
    /** Where the biases' sums lie in a leaf. */
    private final int biasSums;
    private final int weight;
    private final int bias;
    private final Maps in;
    private final Maps.Frame frame;
    private final Maps out;
    private final @Nullable PoolWindow pool;
    private final @Nullable FoldedNorm norm;
    private final ConvolutionShape shape;
    private final ConvolutionForward forward;
    private final @Nullable Band band;
    private @Nullable Prepared prepared;

    /** The layer for one image, parameters prepared. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Prepared(float[] parameters, float[] ordered, PreparedConvolution forward) {

        @SuppressWarnings("ReferenceEquality") // Which array it is counts, not what it holds.
        boolean isOf(float[] array) {
            return parameters == array;
        }
    }

    /**
     * A number of rows of the output for the backward pass; {@code rows} counts rows of {@code
     * out}, {@code scratch} holds the gradient before the pooling.
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Band(int rows, int inputStep, int outputStep,
            ConvolutionWeightGradient weightGradient, BiasGradient biasGradient,
            @Nullable ConvolutionInputGradient inputGradient, @Nullable PoolGradient unpool,
            float[] scratch) {}

    /** {@code pool} and {@code norm} are null where none follows; at most one of them does. */
    ConvolutionStep(Node node, @Nullable PoolWindow pool, @Nullable FoldedNorm norm,
            SumLayout sums, Backend kernels, Input input, Maps out, boolean training) {
        Conv2d conv = (Conv2d) node.layer();
        this.kernels = kernels;
        this.sum = sums.laneSum(node);
        this.leavesSums = sums.isSummed(node);
        this.weight = node.weight().offset();
        this.bias = node.bias().offset();
        this.in = input.maps();
        this.frame = in.frame(conv.border(node.input()));
        this.biasSums = sum.offset() + node.weight().size() * in.stored.lanes();
        this.out = out;
        this.pool = pool;
        this.norm = norm;
        MapShape maps = pool == null ? out.inside
                : MapShape.dense(conv.outChannels(), node.output().height(),
                        node.output().width(), in.stored.lanes());
        this.shape = new ConvolutionShape(frame.shape(), maps, window(conv), 0, conv.groups());
        float[] winners = pool == null ? new float[0] : pool.winners(out, training);
        if (pool != null) {
            this.forward = pool.forward(kernels,
                    new PooledConvolutionShape(shape, pool.shape(maps, out.inside)), winners);
        } else {
            this.forward = norm == null ? kernels.convolutionForward(shape)
                    : kernels.convolutionForward(shape, norm.epilogue());
        }
        this.band = training ? band(shape, winners, input.wantsGradient()) : null;
    }

    static ConvolutionWindow window(Conv2d conv) {
        return new ConvolutionWindow(conv.kernelHeight(), conv.kernelWidth(), conv.strideHeight(),
                conv.strideWidth(), conv.dilationHeight(), conv.dilationWidth());
    }

    private Band band(ConvolutionShape whole, float[] winners, boolean wantsInputGradient) {
        int window = pool == null ? 1 : pool.rows().window();
        int height = out.inside.height();
        MapShape maps = whole.out();
        int rows = pool == null ? height
                : kernels.tuning()
                        .bands()
                        .unpooledRows(height, maps.channels() * window * maps.rowLength());
        int convolved = rows * window;
        MapShape target = pool == null ? maps
                : MapShape.dense(maps.channels(), convolved, maps.width(), maps.lanes());
        ConvolutionShape shape = whole.band(target);
        return new Band(rows, convolved * shape.window().strideHeight() * in.stored.rowStride(),
                rows * out.stored.rowStride(), kernels.convolutionWeightGradient(shape),
                kernels.biasGradient(target),
                wantsInputGradient ? kernels.convolutionInputGradient(shape) : null,
                pool == null ? null
                        : pool.gradient(kernels, pool.shape(target, out.inside.rows(rows)),
                                winners),
                new float[pool == null ? 0 : target.span()]);
    }

    @Override
    public void prepare(float[] parameters, PreparedWeights shared) {
        if (norm != null) {
            norm.prepare(parameters);
        }
        if (pool != null) {
            return;
        }
        Epilogue end = norm == null ? null : norm.epilogue();
        prepared = kernels.preparedConvolution(shape, end)
                .map(kernel -> new Prepared(parameters, shared.of(weight,
                        () -> kernel.order(parameters, weight, parameters, bias)), kernel))
                .orElse(null);
    }

    @Override
    public void forward(Pass pass) {
        float[] parameters = pass.parameters();
        if (norm != null) {
            norm.set(parameters);
        }
        Prepared ready = prepared;
        if (ready != null && ready.isOf(parameters)) {
            ready.forward.run(in.values, frame.offset(), ready.ordered, out.values, out.origin);
            return;
        }
        forward.run(in.values, frame.offset(), parameters, weight, parameters, bias, out.values,
                out.origin);
    }

    @Override
    public void backward(Pass pass) {
        Band part = Objects.requireNonNull(band);
        float[] leaf = pass.sums().leaf(pass.tile());
        if (part.inputGradient != null) {
            Arrays.fill(in.gradient, 0f);
        }
        for (int i = 0; i * part.rows < out.inside.height(); i++) {
            int x = frame.offset() + i * part.inputStep;
            int y = out.origin + i * part.outputStep;
            float[] dy = unpool(part, y);
            int dyOffset = part.unpool == null ? y : 0;
            if (leavesSums) {
                part.weightGradient.run(in.values, x, dy, dyOffset, leaf, sum.offset());
                part.biasGradient.run(dy, dyOffset, leaf, biasSums);
            }
            if (part.inputGradient != null) {
                part.inputGradient.run(dy, dyOffset, pass.parameters(), weight, in.gradient, x);
            }
        }
    }

    @Override
    public void curvature(Pass pass, float[] rest) {
        if (pool != null) {
            pool.squareWeights(kernels, out.gradient);
        }
        kernels.multiply(in.values, in.values, 0, in.values.length);
        backward(pass);
    }

    /**
     * The gradient of the convolution's output for a band: unpooled into the scratch, or where it
     * lies.
     */
    private float[] unpool(Band part, int y) {
        if (part.unpool == null) {
            return out.gradient;
        }
        part.unpool.run(out.gradient, y, part.scratch, 0);
        return part.scratch;
    }
}
