package dev.lanewise.engine.train;

import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.loss.Loss;
import java.util.List;

/**
 * How the samples of a batch become inputs and targets.
 *
 * @param size most samples in a batch
 * @param normalization of raw values
 * @param augmentation before that
 * @param corruption share of the images that are damaged, after that
 * @param loss what is lowered
 * @param frozen names of the parameters that stay as they are
 * @param clipNorm the largest norm of a gradient, or 0 for any
 */
record BatchOptions(int size, Normalization normalization, Augmentation augmentation,
        double corruption, Loss loss, List<String> frozen, double clipNorm) {

    /** Training of all parameters, by gradients of any size. */
    BatchOptions(int size, Normalization normalization, Augmentation augmentation,
            double corruption, Loss loss) {
        this(size, normalization, augmentation, corruption, loss, List.of(), 0);
    }

    /** Those of a trainer, for batches of at most {@code size} samples. */
    static BatchOptions of(TrainingOptions options, int size) {
        return new BatchOptions(size, options.get(TrainingOptions.NORMALIZATION),
                options.get(TrainingOptions.AUGMENTATION), options.get(TrainingOptions.CORRUPTION),
                options.loss(), options.get(TrainingOptions.FROZEN),
                options.get(TrainingOptions.CLIP_NORM));
    }
}
