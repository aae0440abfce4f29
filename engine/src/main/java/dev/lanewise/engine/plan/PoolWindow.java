package dev.lanewise.engine.plan;

import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.MaxPool2d;
import org.jspecify.annotations.Nullable;

/** What the two pooling layers have in common. */
record PoolWindow(int size, int stride, boolean maximum) {

    static PoolWindow of(MaxPool2d pool) {
        return new PoolWindow(pool.window(), pool.stride(), true);
    }

    static PoolWindow of(AveragePool2d pool) {
        return new PoolWindow(pool.window(), pool.stride(), false);
    }

    /** The window of a pooling layer; null for another layer. */
    static @Nullable PoolWindow ofOrNull(Layer layer) {
        return switch (layer) {
            case MaxPool2d pool -> of(pool);
            case AveragePool2d pool -> of(pool);
            default -> null;
        };
    }

    /**
     * Whether a layer pools over windows that touch and do not overlap: then it can follow a convolution
     * band by band.
     */
    static boolean tiles(Layer layer) {
        PoolWindow window = ofOrNull(layer);
        return window != null && window.size == window.stride;
    }
}
