package dev.lanewise.engine.plan;

import dev.lanewise.engine.kernel.Convolution;
import dev.lanewise.engine.kernel.ConvolutionShape;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.kernel.MapShape;
import dev.lanewise.engine.kernel.PoolShape;
import dev.lanewise.engine.kernel.Pooling;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Node;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A convolution with the pooling behind it. The maps between the two are four times as large as
 * those after them (300 KB a tile in LeNet's first layer), so they are never stored whole: forward
 * they are made and pooled a band of one window's rows at a time, which stays in the L1 cache, and
 * backward their gradient is unpooled a band at a time. Without pooling there is one band: the
 * whole output.
 */
final class ConvolutionStep implements Step {
    /** Most floats of an unpooled gradient band: half of a 1 MB L2 cache. */
    private static final int MOST_BAND = 1 << 17;

    private final int layer;
    private final int weight;
    private final int bias;
    private final Maps in;
    private final Maps out;
    private final boolean wantsInputGradient;
    private final boolean training;
    private final Band forward;
    private final Band backward;
    private final float[] scratch;
    private final float[] winner;

    /**
     * A number of rows of the output, as one convolution and one pooling over a window into the
     * maps; {@code rows} counts rows of {@code out}.
     */
    private record Band(int rows, int inputStep, int outputStep, Convolution convolution,
            @Nullable Pooling pooling, boolean maximum) {

        static Band of(int rows, Conv2d conv, @Nullable PoolWindow pool, int convolvedWidth,
                Maps in, Maps out, Kernels kernels) {
            int convolvedRows = pool == null ? rows : rows * pool.size();
            int inputRows = (convolvedRows - 1) * conv.stride()
                    + (conv.kernelHeight() - 1) * conv.dilation() + 1;
            MapShape target = pool == null ? out.inside.rows(rows)
                    : MapShape.dense(conv.outChannels(), convolvedRows, convolvedWidth,
                            in.stored.lanes());
            Convolution convolution = kernels.convolution(
                    new ConvolutionShape(in.stored.rows(inputRows), target, conv.kernelHeight(),
                            conv.kernelWidth(), conv.stride(), 0, conv.dilation()));
            Pooling pooling = pool == null ? null
                    : kernels.pooling(new PoolShape(target, out.inside.rows(rows), pool.size(),
                            pool.stride()));
            return new Band(rows, convolvedRows * conv.stride() * in.stored.rowStride(),
                    rows * out.stored.rowStride(), convolution, pooling,
                    pool != null && pool.maximum());
        }

        int inputOffset(int band) {
            return band * inputStep;
        }

        int outputOffset(int band, Maps out) {
            return out.origin + band * outputStep;
        }
    }

    /**
     * {@code layer} is the index of this layer among the network's convolutions; {@code pool} is
     * null where no pooling follows.
     */
    ConvolutionStep(Node node, int layer, @Nullable PoolWindow pool, Kernels kernels, Maps in,
            Maps out, boolean wantsInputGradient, boolean training) {
        Conv2d conv = (Conv2d) node.layer();
        this.layer = layer;
        this.weight = node.weight().offset();
        this.bias = node.bias().offset();
        this.in = in;
        this.out = out;
        this.wantsInputGradient = wantsInputGradient;
        this.training = training;
        int rows = out.inside.height();
        int width = node.output().width();
        this.forward = Band.of(pool == null ? rows : 1, conv, pool, width, in, out, kernels);
        this.backward = Band.of(
                pool == null ? rows : bandRows(rows, forward.convolution.shape().out().span()),
                conv, pool, width, in, out, kernels);
        int scratchSize = Math.max(forward.convolution.shape().out().span(),
                training ? backward.convolution.shape().out().span() : 0);
        this.scratch = new float[pool == null ? 0 : scratchSize];
        this.winner = new float[training && forward.maximum ? out.values.length : 0];
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
    public void forward(float[] parameters) {
        Convolution convolution = forward.convolution;
        Pooling pooling = forward.pooling;
        for (int band = 0; band * forward.rows < out.inside.height(); band++) {
            int x = forward.inputOffset(band);
            int y = forward.outputOffset(band, out);
            if (pooling == null) {
                convolution.forward(in.values, x, parameters, weight, parameters, bias, out.values,
                        y);
                continue;
            }
            convolution.forward(in.values, x, parameters, weight, parameters, bias, scratch, 0);
            if (!forward.maximum) {
                pooling.average(scratch, 0, out.values, y);
            } else if (training) {
                pooling.max(scratch, 0, out.values, y, winner, y);
            } else {
                pooling.max(scratch, 0, out.values, y);
            }
        }
    }

    @Override
    public void backward(float[] parameters, BatchGradient sink, int tile) {
        if (wantsInputGradient) {
            Arrays.fill(in.gradient, 0f);
        }
        for (int band = 0; band * backward.rows < out.inside.height(); band++) {
            int x = backward.inputOffset(band);
            int y = backward.outputOffset(band, out);
            float[] dy = unpool(y);
            int dyOffset = backward.pooling == null ? y : 0;
            backward.convolution.weightGradient(in.values, x, dy, dyOffset, sink.leaf(tile),
                    sink.leafWeight(layer));
            backward.convolution.biasGradient(dy, dyOffset, sink.leaf(tile), sink.leafBias(layer));
            if (wantsInputGradient) {
                backward.convolution.inputGradient(dy, dyOffset, parameters, weight, in.gradient,
                        x);
            }
        }
    }

    /**
     * The gradient of the convolution's output for a band: unpooled into the scratch, or where it
     * lies.
     */
    private float[] unpool(int y) {
        if (backward.pooling == null) {
            return out.gradient;
        }
        if (backward.maximum) {
            backward.pooling.maxGradient(out.gradient, y, winner, y, scratch, 0);
        } else {
            backward.pooling.averageGradient(out.gradient, y, scratch, 0);
        }
        return scratch;
    }
}
