package dev.lanewise.cli.train;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.data.CounterRandom;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.model.Evaluator;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.mnist.DataException;
import dev.lanewise.mnist.Mnist;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The images of one run.
 *
 * @param name of the data set
 * @param sha256 fingerprint of the whole data set
 * @param train what is learned from
 * @param validation what the model is validated on after each epoch, if anything
 * @param test what the result is measured on, once, at the end
 * @param look what the training images look like
 */
public record TrainingData(String name, String sha256, Dataset train, Optional<Dataset> validation,
        Dataset test, FirstLook look) {

    /**
     * Takes a data set apart. Images are held out by a permutation that the seed decides, and not
     * from the end of the file: files of other data may be sorted by class.
     *
     * @throws UsageException if the settings ask for more images than there are
     * @throws DataException if the network can't read the images
     */
    static TrainingData of(Mnist source, TrainSettings settings, Network network) {
        check(source, network);
        int all = source.train().size();
        int size = settings.limit().orElse(all);
        if (size > all) {
            throw new UsageException("--limit must be at most the " + Numbers.grouped(all)
                    + " training images of " + source.name() + "; you gave '" + size
                    + "'; leave it out to use them all.");
        }
        Dataset images = size == all ? source.train() : source.train().slice(0, size);
        Validation validation = settings.values().validation();
        TrainingData data = switch (validation.part()) {
            case NONE -> of(source, images, Optional.empty());
            case TEST -> of(source, images, Optional.of(source.test()));
            case HELD_OUT -> holdOut(source, images, settings);
        };
        data.checkBatch(settings.values().batches());
        return data;
    }

    private static TrainingData of(Mnist source, Dataset train, Optional<Dataset> validation) {
        return new TrainingData(source.name(), source.sha256(), train, validation, source.test(),
                FirstLook.at(train));
    }

    private static void check(Mnist source, Network network) {
        try {
            Evaluator.check(network, source.train());
        } catch (ShapeException e) {
            throw new DataException("The images of " + source.name() + " can't be used: "
                    + e.getMessage(), e);
        }
    }

    private static TrainingData holdOut(Mnist source, Dataset images,
            TrainSettings settings) {
        Validation validation = settings.values().validation();
        int held = validation.images();
        int kept = images.size() - held;
        if (kept < 1) {
            throw new UsageException("--validation must be less than the "
                    + Numbers.grouped(images.size()) + " images there are to train with; "
                    + (validation.equals(settings.recipe().defaults().validation())
                            ? "the recipe " + Choice.name(settings.recipe()) + " holds out " + held
                            : "you gave '" + held + "'")
                    + "; hold out fewer, or none.");
        }
        int[] order = new CounterRandom(settings.seed(), CounterRandom.Purpose.VALIDATION, 0)
                .permutation(images.size());
        return of(source, images.select(sorted(order, 0, kept)),
                Optional.of(images.select(sorted(order, kept, order.length))));
    }

    /** What the user should know of the images, a sentence each. */
    List<String> remarks() {
        return look.remarks(name);
    }

    /** Gives a trainer what it needs of the data: what to validate on, and the range of the pixels. */
    void prepare(TrainerBuilder options) {
        validation.ifPresent(options::validation);
        normalize(options);
    }

    /** Lets a trainer take pixels that use a small part of 0…255 as parts of the largest one. */
    void normalize(TrainerBuilder options) {
        if (look.range().isSmall()) {
            Normalization usual;
            try (Trainer plain = options.build()) {
                usual = plain.model().normalization();
            }
            options.normalization(
                    new Normalization(usual.scale() * look.range().factor(), usual.shift()));
        }
    }

    /** Ascending indices are friendlier to caches. */
    private static int[] sorted(int[] order, int from, int to) {
        int[] part = Arrays.copyOfRange(order, from, to);
        Arrays.sort(part);
        return part;
    }

    private void checkBatch(BatchSettings batches) {
        if (batches.dropLast() && batches.size() > train.size()) {
            throw new UsageException("--batch-size must be at most the "
                    + Numbers.grouped(train.size())
                    + " images there are to train with, as --drop-last leaves out what does not"
                    + " fill a batch; you gave '" + batches.size() + "'; make batches smaller.");
        }
    }
}
