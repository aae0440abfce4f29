package dev.lanewise.engine.train;

import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.loss.Loss;

/**
 * How the samples of a batch become inputs and targets.
 *
 * @param size most samples in a batch
 * @param normalization of raw values
 * @param augmentation before that
 * @param corruption share of the images that are damaged, after that
 * @param loss what is lowered
 */
record BatchOptions(int size, Normalization normalization, Augmentation augmentation,
        double corruption, Loss loss) {

    /** Those of a trainer, for batches of at most {@code size} samples. */
    static BatchOptions of(TrainingOptions options, int size) {
        return new BatchOptions(size, options.get(TrainingOptions.NORMALIZATION),
                options.get(TrainingOptions.AUGMENTATION), options.get(TrainingOptions.CORRUPTION),
                options.loss());
    }
}
