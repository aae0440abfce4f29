package dev.lanewise.cli.train;

import static dev.lanewise.cli.option.TrainingOptions.BATCH_SIZE;
import static dev.lanewise.cli.option.TrainingOptions.DROP_LAST;
import static dev.lanewise.cli.option.TrainingOptions.LIMIT;
import static dev.lanewise.cli.option.TrainingOptions.OUTLIERS;
import static dev.lanewise.cli.option.TrainingOptions.SEED;
import static dev.lanewise.cli.option.TrainingOptions.VALIDATION;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.option.Validation;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.inference.Evaluator;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.random.CounterRandom;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.mnist.DataException;
import dev.lanewise.mnist.Mnist;
import dev.lanewise.mnist.outlier.NonDigits;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The images of one run.
 *
 * @param name of the data set
 * @param classNames of its classes
 * @param sha256 fingerprint of the whole data set
 * @param train what is learned from, the outliers last
 * @param outliers how many of these are no digits
 * @param validation what the model is validated on after each epoch, if anything
 * @param test what the result is measured on, once, at the end
 * @param look what the training images look like
 */
public record TrainingData(String name, List<String> classNames, String sha256, Dataset train,
        int outliers, Optional<Dataset> validation, Dataset test, FirstLook look) {
    private static final int MOST_CALIBRATION = 5000;

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
        int size = settings.values().find(LIMIT).orElse(all);
        if (size > all) {
            throw new UsageException("--limit must be at most the " + Numbers.grouped(all)
                    + " training images of " + source.name() + "; you gave '" + size
                    + "'; leave it out to use them all.");
        }
        Dataset images = size == all ? source.train() : source.train().slice(0, size);
        Validation validation = settings.get(VALIDATION);
        TrainingData data = switch (validation.part()) {
            case NONE -> of(source, images, Optional.empty(), settings);
            case TEST -> of(source, images, Optional.of(source.test()), settings);
            case HELD_OUT -> holdOut(source, images, settings);
        };
        data.checkBatch(settings);
        return data;
    }

    private static TrainingData of(Mnist source, Dataset train, Optional<Dataset> validation,
            TrainSettings settings) {
        int outliers = settings.get(OUTLIERS);
        Dataset all = outliers == 0 ? train
                : train.concat(NonDigits.draw(outliers, settings.get(SEED), train));
        return new TrainingData(source.name(), source.classNames(), source.sha256(), all, outliers,
                validation, source.test(), FirstLook.at(train));
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
        Validation validation = settings.get(VALIDATION);
        int held = validation.images();
        int kept = images.size() - held;
        if (kept < 1) {
            throw new UsageException("--validation must be less than the "
                    + Numbers.grouped(images.size()) + " images there are to train with; "
                    + (validation.equals(settings.recipe().defaults().get(VALIDATION))
                            ? "the recipe " + Choice.name(settings.recipe()) + " holds out " + held
                            : "you gave '" + held + "'")
                    + "; hold out fewer, or none.");
        }
        int[] order = new CounterRandom(settings.get(SEED), CounterRandom.Purpose.VALIDATION, 0)
                .permutation(images.size());
        return of(source, images.select(sorted(order, 0, kept)),
                Optional.of(images.select(sorted(order, kept, order.length))), settings);
    }

    /**
     * What the temperature of the probabilities is fitted to: the images held out, where there are any. Else
     * some of the training images: for a network so small, its confidence on them is near that on others.
     * Never the test images.
     */
    Dataset calibration(Validation held) {
        if (held.part() == Validation.Part.HELD_OUT) {
            return validation.orElseThrow();
        }
        Dataset digits = digits();
        return digits.slice(0, Math.min(MOST_CALIBRATION, digits.size()));
    }

    /** What is learned from, without the outliers. */
    Dataset digits() {
        return outliers == 0 ? train : train.slice(0, train.size() - outliers);
    }

    /** How many images there are to train with, in words. */
    String counted() {
        return Numbers.counted(train.size() - outliers, "training image")
                + (outliers == 0 ? "" : " and " + Numbers.counted(outliers, "non-digit"));
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
                    Normalization.of(usual.scale() * look.range().factor(), usual.shift()));
        }
    }

    /** Ascending indices are friendlier to caches. */
    private static int[] sorted(int[] order, int from, int to) {
        int[] part = Arrays.copyOfRange(order, from, to);
        Arrays.sort(part);
        return part;
    }

    private void checkBatch(TrainSettings settings) {
        int size = settings.get(BATCH_SIZE);
        if (settings.get(DROP_LAST) && size > train.size()) {
            throw new UsageException("--batch-size must be at most the "
                    + Numbers.grouped(train.size())
                    + " images there are to train with, as --drop-last leaves out what does not"
                    + " fill a batch; you gave '" + size + "'; make batches smaller.");
        }
    }
}
