package dev.lanewise.engine.train;

import org.jspecify.annotations.Nullable;

/** The best validated epoch of all training, with its weights where they are kept. */
final class BestEpoch {
    private static final float[] NONE = {};
    private final boolean keepsWeights;
    private @Nullable EpochResult result;
    private float[] weights = NONE;

    BestEpoch(boolean keepsWeights) {
        this.keepsWeights = keepsWeights;
    }

    /** Takes a validated epoch, and a copy of its weights, if it is better. */
    void offer(EpochResult epoch, float[] after) {
        if (result == null || History.BETTER.compare(epoch, result) > 0) {
            result = epoch;
            weights = keepsWeights ? after.clone() : NONE;
        }
    }

    /** Takes over what a checkpoint holds. */
    void restore(@Nullable EpochResult epoch, float[] after) {
        result = epoch;
        weights = after.clone();
    }

    /** What it reached; null before any was validated. */
    @Nullable
    EpochResult result() {
        return result;
    }

    /** Its weights, not copied; empty if there are none. */
    float[] weights() {
        return weights;
    }

    /** Its weights, or other ones if there are none. */
    float[] weightsOr(float[] others) {
        return weights.length == 0 ? others : weights;
    }

    /**
     * Epochs that passed since an improvement.
     *
     * @param before the epoch before the first one that counts
     * @param done the last one
     */
    int since(int before, int done) {
        return done - (result == null ? before : Math.max(result.epoch(), before));
    }
}
