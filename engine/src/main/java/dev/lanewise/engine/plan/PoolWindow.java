package dev.lanewise.engine.plan;

import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.MaxPool2d;

import org.jspecify.annotations.Nullable;

/** What the two pooling layers have in common. */
record PoolWindow(int size, int stride, boolean maximum) {

    /** The window of a pooling layer; null for another layer. */
    static @Nullable PoolWindow of(Layer layer) {
        return switch (layer) {
            case MaxPool2d pool -> new PoolWindow(pool.window(), pool.stride(), true);
            case AveragePool2d pool -> new PoolWindow(pool.window(), pool.stride(), false);
            default -> null;
        };
    }

    /**
     * Whether windows touch and do not overlap: then pooling can follow a convolution band by band.
     */
    boolean isTiling() {
        return size == stride;
    }
}
