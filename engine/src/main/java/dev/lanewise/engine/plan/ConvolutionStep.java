package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.Convolution;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PoolShape;
import dev.lanewise.engine.backend.PooledConvolution;
import dev.lanewise.engine.backend.Pooling;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Node;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A convolution with the pooling behind it, if there is one. The maps between the two are four
 * times as large as those after them, so they are never stored whole: forward they are pooled as
 * they are made, and backward their gradient is unpooled a band of windows at a time. Without
 * pooling there is one band: the whole output.
 */
final class ConvolutionStep implements SecondOrderStep {
    /** Most floats of an unpooled gradient band: an eighth of a 1 MB L2 cache. */
    private static final int MOST_BAND = 1 << 15;

    private final Backend kernels;
    private final SumLayout.LaneSum sum;
    /** Where the biases' sums lie in a leaf. */
    private final int biasSums;
    private final int weight;
    private final int bias;
    private final Maps in;
    private final Maps.Frame frame;
    private final Maps out;
    private final boolean wantsInputGradient;
    private final Forward forward;
    private final @Nullable Band band;
    private final float[] winner;

    /** The forward pass: one of the two. */
    private sealed interface Forward {
        record Plain(Convolution convolution) implements Forward {}

        record Pooled(PooledConvolution convolution, boolean maximum) implements Forward {}
    }

    /**
     * A number of rows of the output for the backward pass; {@code rows} counts rows of {@code
     * out}, {@code scratch} holds the gradient before the pooling.
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Band(int rows, int inputStep, int outputStep, Convolution convolution,
            @Nullable Pooling pooling, boolean maximum, float[] scratch) {}

    /** {@code pool} is null where no pooling follows. */
    ConvolutionStep(Node node, @Nullable PoolWindow pool, SumLayout sums, Backend kernels,
            Input input, Maps out, boolean training) {
        Conv2d conv = (Conv2d) node.layer();
        this.kernels = kernels;
        this.sum = sums.laneSum(node);
        this.weight = node.weight().offset();
        this.bias = node.bias().offset();
        this.in = input.maps();
        this.frame = in.frame(conv.padding());
        this.biasSums = sum.offset() + node.weight().size() * in.stored.lanes();
        this.out = out;
        this.wantsInputGradient = input.wantsGradient();
        this.forward = forward(conv, node, pool, kernels);
        this.band = training ? band(conv, node, pool, kernels) : null;
        this.winner = new float[training && pool != null && pool.maximum() ? out.values.length : 0];
    }

    private Forward forward(Conv2d conv, Node node, @Nullable PoolWindow pool, Backend kernels) {
        if (pool == null) {
            return new Forward.Plain(
                    kernels.convolution(shape(conv, frame.shape(), out.inside)));
        }
        MapShape maps = MapShape.dense(conv.outChannels(), node.output().height(),
                node.output().width(), in.stored.lanes());
        return new Forward.Pooled(kernels.pooledConvolution(shape(conv, frame.shape(), maps),
                new PoolShape(maps, out.inside, pool.size(), pool.stride())), pool.maximum());
    }

    private static ConvolutionShape shape(Conv2d conv, MapShape in, MapShape out) {
        return new ConvolutionShape(in, out, conv.kernelHeight(), conv.kernelWidth(),
                conv.stride(), 0, conv.dilation());
    }

    private Band band(Conv2d conv, Node node, @Nullable PoolWindow pool, Backend kernels) {
        int window = pool == null ? 1 : pool.size();
        int floatsPerRow = conv.outChannels() * window * node.output().width()
                * in.stored.lanes();
        int rows = pool == null ? out.inside.height()
                : bandRows(out.inside.height(), floatsPerRow);
        int convolved = rows * window;
        int inputRows = (convolved - 1) * conv.stride()
                + (conv.kernelHeight() - 1) * conv.dilation() + 1;
        MapShape target = pool == null ? out.inside.rows(rows)
                : MapShape.dense(conv.outChannels(), convolved, node.output().width(),
                        in.stored.lanes());
        Pooling pooling = pool == null ? null
                : kernels.pooling(new PoolShape(target, out.inside.rows(rows), pool.size(),
                        pool.stride()));
        return new Band(rows, convolved * conv.stride() * in.stored.rowStride(),
                rows * out.stored.rowStride(),
                kernels.convolution(shape(conv, frame.shape().rows(inputRows), target)), pooling,
                pool != null && pool.maximum(), new float[pool == null ? 0 : target.span()]);
    }

    /** The most rows that divide the output evenly and whose unpooled gradient is small enough. */
    private static int bandRows(int rows, int floatsPerRow) {
        int best = 1;
        for (int r = 2; r <= rows; r++) {
            best = rows % r == 0 && (long) r * floatsPerRow <= MOST_BAND ? r : best;
        }
        return best;
    }

    @Override
    public void forward(Pass pass) {
        float[] parameters = pass.parameters();
        int first = frame.offset();
        switch (forward) {
            case Forward.Plain(Convolution convolution) -> convolution.forward(in.values, first,
                    parameters, weight, parameters, bias, out.values, out.origin);
            case Forward.Pooled(PooledConvolution convolution, boolean maximum) -> {
                if (!maximum) {
                    convolution.average(in.values, first, parameters, weight, parameters, bias,
                            out.values, out.origin);
                } else if (winner.length > 0) {
                    convolution.max(in.values, first, parameters, weight, parameters, bias,
                            out.values,
                            out.origin, winner, out.origin);
                } else {
                    convolution.max(in.values, first, parameters, weight, parameters, bias,
                            out.values,
                            out.origin);
                }
            }
        }
    }

    @Override
    public void backward(Pass pass) {
        Band part = Objects.requireNonNull(band);
        float[] leaf = pass.sums().leaf(pass.tile());
        if (wantsInputGradient) {
            Arrays.fill(in.gradient, 0f);
        }
        for (int i = 0; i * part.rows < out.inside.height(); i++) {
            int x = frame.offset() + i * part.inputStep;
            int y = out.origin + i * part.outputStep;
            float[] dy = unpool(part, y);
            int dyOffset = part.pooling == null ? y : 0;
            part.convolution.weightGradient(in.values, x, dy, dyOffset, leaf,
                    sum.offset());
            part.convolution.biasGradient(dy, dyOffset, leaf, biasSums);
            if (wantsInputGradient) {
                part.convolution.inputGradient(dy, dyOffset, pass.parameters(), weight, in.gradient,
                        x);
            }
        }
    }

    @Override
    public void curvature(Pass pass, float[] rest) {
        Band part = Objects.requireNonNull(band);
        if (part.pooling != null && !part.maximum) {
            int window = part.pooling.shape().window();
            kernels.affine(1f / (window * window), 0, out.gradient, 0, out.gradient.length);
        }
        kernels.multiply(in.values, in.values, 0, in.values.length);
        backward(pass);
    }

    /**
     * The gradient of the convolution's output for a band: unpooled into the scratch, or where it
     * lies.
     */
    private float[] unpool(Band part, int y) {
        if (part.pooling == null) {
            return out.gradient;
        }
        if (part.maximum) {
            part.pooling.maxGradient(out.gradient, y, winner, y, part.scratch, 0);
        } else {
            part.pooling.averageGradient(out.gradient, y, part.scratch, 0);
        }
        return part.scratch;
    }
}
