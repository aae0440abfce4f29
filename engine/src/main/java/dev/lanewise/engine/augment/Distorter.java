package dev.lanewise.engine.augment;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.random.CounterRandom;
import dev.lanewise.engine.random.CounterRandom.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * All that is done to a training image before the network sees it: an augmentation, then damage. Holds
 * scratch arrays: belongs to one worker.
 */
public final class Distorter {
    private final @Nullable Augmenter augmenter;
    private final @Nullable Corrupter corrupter;
    private CounterRandom augmentation = new CounterRandom(0, Purpose.AUGMENTATION, 0);
    private CounterRandom corruption = new CounterRandom(0, Purpose.CORRUPTION, 0);

    /**
     * For images of one shape.
     *
     * @param share of the images that are damaged
     */
    public Distorter(Augmentation augmentation, double share, Shape shape, Backend kernels) {
        this.augmenter = augmentation.isNone() ? null
                : new Augmenter(augmentation, shape, kernels);
        this.corrupter = share > 0 ? new Corrupter(share, shape) : null;
    }

    /** Whether it does anything. */
    public boolean distorts() {
        return augmenter != null || corrupter != null;
    }

    /** Begins an epoch. */
    public void begin(long seed, int epoch) {
        augmentation = new CounterRandom(seed, Purpose.AUGMENTATION, epoch);
        corruption = new CounterRandom(seed, Purpose.CORRUPTION, epoch);
    }

    /**
     * Distorts a sample.
     *
     * @param sample its index
     * @param values its raw values from {@code offset}; modified
     */
    public void apply(int sample, float[] values, int offset) {
        if (augmenter != null) {
            augmenter.apply(augmentation, sample, values, offset);
        }
        if (corrupter != null) {
            corrupter.apply(corruption, sample, values, offset);
        }
    }
}
