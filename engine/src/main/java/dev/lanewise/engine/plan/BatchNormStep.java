package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.ChannelAffine;
import dev.lanewise.engine.nn.Node;

/**
 * The part of a batch normalization after the barrier: forward it normalizes by the moments of the
 * batch, then scales and shifts; backward it leaves the sums of {@code dy·x̂} and {@code dy}, which are
 * the gradients of scale and shift. {@link BatchMomentsStep} is the part before it.
 */
final class BatchNormStep implements Step {
    private final Backend kernels;
    private final BatchMomentsStep before;
    private final Maps normalized;
    private final Maps out;
    private final ChannelAffine affine;
    private final int weight;
    private final int bias;

    BatchNormStep(Node node, BatchMomentsStep before, Backend kernels, Maps out) {
        this.kernels = kernels;
        this.before = before;
        this.normalized = before.normalized();
        this.out = out;
        this.affine = new ChannelAffine(normalized.inside, out.inside, false);
        this.weight = node.weight().offset();
        this.bias = node.bias().offset();
    }

    @Override
    public void forward(Pass pass) {
        BatchMoments batch = pass.sums().moments(before.sums().moments());
        int length = normalized.inside.channelStride();
        for (int c = 0; c < normalized.inside.channels(); c++) {
            double scale = before.scale(batch, c);
            kernels.affine((float) scale,
                    (float) ((before.shift(c) - batch.mean(c)) * scale), normalized.values,
                    c * length, length);
        }
        float[] parameters = pass.parameters();
        kernels.affine(affine, parameters, weight, parameters, bias, normalized.values,
                normalized.origin, out.values, out.origin);
    }

    @Override
    public void backward(Pass pass) {
        normalized.copyGradient(out, 0);
        float[] leaf = pass.sums().leaf(pass.tile());
        int sums = before.sums().gradients().offset();
        int channels = normalized.inside.channels();
        int length = normalized.inside.channelStride();
        for (int c = 0; c < channels; c++) {
            int at = c * length;
            before.products()
                    .run(normalized.values, at, normalized.gradient, at, leaf,
                            sums + c * pass.lanes());
            before.totals()
                    .run(normalized.gradient, at, leaf,
                            sums + (channels + c) * pass.lanes());
        }
    }
}
