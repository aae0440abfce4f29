package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.BiasGradient;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWeightGradient;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.nn.BatchNorm;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Node;
import java.util.Arrays;

/**
 * The part of a batch normalization before the barrier: forward it leaves the moments of its tile in
 * the batch; backward it makes the gradient of the input, which needs the whole batch's sums. {@link
 * BatchNormStep} is the part after it. With the batch's mean m, variance v and count n, and {@code x̂ =
 * (x − m)/√(v + ε)}, it is {@code dx = γ/√(v + ε)·(dy − Σdy/n − x̂·Σ(dy·x̂)/n)}.
 */
final class BatchMomentsStep implements Step {
    private final Backend kernels;
    private final Input in;
    /** The input less {@link #shifts}, after the barrier normalized; its gradient. Without border. */
    private final Maps normalized;
    private final SumLayout.Normalized sums;
    /** Sums products over the positions of one map, a lane each. */
    private final ConvolutionWeightGradient products;
    /** Sums values over them. */
    private final BiasGradient totals;
    private final float[] shifts;
    private final float[] laneSums;
    private final float epsilon;
    private final int weight;
    private final int bias;

    BatchMomentsStep(Node node, SumLayout layout, Backend kernels, Input in) {
        BatchNorm norm = (BatchNorm) node.layer();
        int lanes = in.maps().stored.lanes();
        this.kernels = kernels;
        this.in = in;
        this.normalized = new Maps(node.output(), Border.NONE, lanes, true);
        this.sums = layout.normalized(node, norm.momentum());
        MapShape map = MapShape.dense(1, node.output().height(), node.output().width(), lanes);
        this.products = kernels
                .convolutionWeightGradient(new ConvolutionShape(map, map, 1, 1, 1, 0, 1));
        this.totals = kernels.biasGradient(map);
        this.shifts = new float[node.output().channels()];
        this.laneSums = new float[lanes];
        this.epsilon = norm.epsilon();
        this.weight = node.weight().offset();
        this.bias = node.bias().offset();
    }

    Maps normalized() {
        return normalized;
    }

    SumLayout.Normalized sums() {
        return sums;
    }

    ConvolutionWeightGradient products() {
        return products;
    }

    BiasGradient totals() {
        return totals;
    }

    /** What the input was made smaller by, so that its squares lose nothing: about the tile's mean. */
    float shift(int channel) {
        return shifts[channel];
    }

    /** 1/√(v + ε) of the batch. */
    double scale(BatchMoments batch, int channel) {
        return 1 / StrictMath.sqrt(batch.variance(channel) + epsilon);
    }

    @Override
    public void forward(Pass pass) {
        in.maps().copyValues(normalized, 0);
        BatchMoments batch = pass.sums().moments(sums.moments());
        int length = normalized.inside.channelStride();
        long count = (long) length / pass.lanes() * pass.images();
        batch.setCount(pass.tile(), count);
        float[] x = normalized.values;
        for (int c = 0; c < shifts.length; c++) {
            int at = c * length;
            Arrays.fill(laneSums, 0f);
            totals.run(x, at, laneSums, 0);
            double mean = filled(pass) / count;
            shifts[c] = (float) mean;
            kernels.affine(1, -shifts[c], x, at, length);
            Arrays.fill(laneSums, 0f);
            products.run(x, at, x, at, laneSums, 0);
            double rest = mean - shifts[c];
            batch.set(pass.tile(), c, mean, filled(pass) - count * rest * rest);
        }
    }

    /** The sum over the lanes that hold an image. */
    private double filled(Pass pass) {
        double sum = 0;
        for (int lane = 0; lane < pass.images(); lane++) {
            sum += laneSums[lane];
        }
        return sum;
    }

    @Override
    public void backward(Pass pass) {
        if (!in.wantsGradient()) {
            return;
        }
        BatchMoments batch = pass.sums().moments(sums.moments());
        float[] flat = pass.sums().flat();
        float[] x = normalized.values;
        float[] dy = normalized.gradient;
        int length = normalized.inside.channelStride();
        for (int c = 0; c < shifts.length; c++) {
            int at = c * length;
            double scale = pass.parameters()[weight + c] * scale(batch, c);
            double mean = scale / batch.count();
            kernels.affine((float) scale, (float) (-mean * flat[bias + c]), dy, at, length);
            kernels.affine((float) (-mean * flat[weight + c]), 0, x, at, length);
            kernels.add(x, at, dy, at, length);
        }
        clearEmptyLanes(pass, dy);
        in.maps().copyGradient(normalized, 0);
    }

    /** An image that is not there has no gradient, but the means have made one. */
    private static void clearEmptyLanes(Pass pass, float[] gradient) {
        if (pass.images() < pass.lanes()) {
            for (int i = pass.images(); i < gradient.length; i += pass.lanes()) {
                Arrays.fill(gradient, i, i + pass.lanes() - pass.images(), 0f);
            }
        }
    }
}
