package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.PoolShape;
import dev.lanewise.engine.backend.Pooling;

/**
 * Pooling that stands by itself: the one behind a convolution is part of {@link ConvolutionStep}.
 */
final class PoolingStep implements SecondOrderStep {
    private final Pooling pooling;
    private final boolean maximum;
    private final Maps in;
    private final Maps out;
    private final boolean training;
    private final Backend kernels;
    private final int area;
    private final float[] winner;

    PoolingStep(PoolWindow window, Backend kernels, Maps in, Maps out, boolean training) {
        this.pooling = kernels
                .pooling(new PoolShape(in.inside, out.inside, window.size(), window.stride()));
        this.maximum = window.maximum();
        this.in = in;
        this.out = out;
        this.training = training;
        this.kernels = kernels;
        this.area = window.size() * window.size();
        this.winner = new float[training && maximum ? out.values.length : 0];
    }

    @Override
    public void forward(Pass pass) {
        if (!maximum) {
            pooling.average(in.values, in.origin, out.values, out.origin);
        } else if (training) {
            pooling.max(in.values, in.origin, out.values, out.origin, winner, out.origin);
        } else {
            pooling.max(in.values, in.origin, out.values, out.origin);
        }
    }

    @Override
    public void backward(Pass pass) {
        if (maximum) {
            pooling.maxGradient(out.gradient, out.origin, winner, out.origin, in.gradient,
                    in.origin);
        } else {
            pooling.averageGradient(out.gradient, out.origin, in.gradient, in.origin);
        }
    }

    @Override
    public void curvature(Pass pass, float[] rest) {
        if (!maximum) {
            kernels.affine(1f / area, 0, out.gradient, 0, out.gradient.length);
        }
        backward(pass);
    }
}
