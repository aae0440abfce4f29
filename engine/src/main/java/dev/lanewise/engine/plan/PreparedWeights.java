package dev.lanewise.engine.plan;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Copies of weights in an order that suits a tile, which plans of the same parameters and for tiles of as
 * many images share. Safe for any number of threads.
 */
public final class PreparedWeights {
    private final ConcurrentHashMap<Integer, float[]> copies = new ConcurrentHashMap<>();

    /** The copy of the weights that begin at an offset, made once; only read. */
    float[] of(int offset, Supplier<float[]> made) {
        return copies.computeIfAbsent(offset, at -> made.get());
    }
}
