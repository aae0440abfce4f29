package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.PoolForward;
import dev.lanewise.engine.backend.PoolGradient;
import dev.lanewise.engine.backend.PoolShape;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pooling that stands by itself: the one behind a convolution is part of {@link ConvolutionStep}.
 */
final class PoolingStep implements SecondOrderStep {
    private final PoolWindow window;
    private final PoolShape shape;
    private final PoolForward forward;
    /** Null in a plan that doesn't train. */
    private final @Nullable PoolGradient gradient;
    private final Maps in;
    private final Maps out;
    private final Backend kernels;

    PoolingStep(PoolWindow window, Backend kernels, Maps in, Maps out, boolean training) {
        this.shape = window.shape(in.inside, out.inside);
        float[] winners = window.winners(out, training);
        this.window = window;
        this.forward = window.forward(kernels, shape, winners);
        this.gradient = training ? window.gradient(kernels, shape, winners) : null;
        this.in = in;
        this.out = out;
        this.kernels = kernels;
    }

    @Override
    public void forward(Pass pass) {
        forward.run(in.values, in.origin, out.values, out.origin);
    }

    @Override
    public void backward(Pass pass) {
        Objects.requireNonNull(gradient)
                .run(out.gradient, out.origin, in.gradient, in.origin);
    }

    @Override
    public void curvature(Pass pass, float[] rest) {
        window.squareWeights(kernels, shape, out);
        backward(pass);
    }
}
