package dev.lanewise.engine.train;

import static dev.lanewise.engine.optim.OptionRange.given;
import static dev.lanewise.engine.optim.OptionRange.require;
import static dev.lanewise.engine.train.TrainingOptions.AUGMENTATION;
import static dev.lanewise.engine.train.TrainingOptions.BATCH_SIZE;
import static dev.lanewise.engine.train.TrainingOptions.CORRUPTION;
import static dev.lanewise.engine.train.TrainingOptions.DROP_LAST;
import static dev.lanewise.engine.train.TrainingOptions.EMA;
import static dev.lanewise.engine.train.TrainingOptions.INITIALIZER;
import static dev.lanewise.engine.train.TrainingOptions.KEEP_BEST;
import static dev.lanewise.engine.train.TrainingOptions.KERNELS;
import static dev.lanewise.engine.train.TrainingOptions.LISTENERS;
import static dev.lanewise.engine.train.TrainingOptions.LOSS;
import static dev.lanewise.engine.train.TrainingOptions.MONITOR;
import static dev.lanewise.engine.train.TrainingOptions.NORMALIZATION;
import static dev.lanewise.engine.train.TrainingOptions.OPTIMIZER;
import static dev.lanewise.engine.train.TrainingOptions.PATIENCE;
import static dev.lanewise.engine.train.TrainingOptions.POOL;
import static dev.lanewise.engine.train.TrainingOptions.PROFILE;
import static dev.lanewise.engine.train.TrainingOptions.SCHEDULE;
import static dev.lanewise.engine.train.TrainingOptions.SEED;
import static dev.lanewise.engine.train.TrainingOptions.THREADS;
import static dev.lanewise.engine.train.TrainingOptions.VALIDATION;

import dev.lanewise.engine.augment.Corrupter;
import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.inference.Evaluator;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.metric.Metric;
import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.optim.OptionRange;
import dev.lanewise.engine.parallel.Workers;
import dev.lanewise.engine.train.TrainingOptions.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;

/**
 * The options of a {@link Trainer}. A value out of range is an {@code
 * IllegalArgumentException}, null a {@code NullPointerException}; both name the option. Not
 * safe for use by several threads.
 */
public final class TrainerBuilder {
    private final Network network;
    private TrainingOptions options = TrainingOptions.initial();

    TrainerBuilder(Network network) {
        this.network = network;
    }

    /** As they are now. */
    TrainingOptions options() {
        return options;
    }

    private <T> TrainerBuilder set(Option<T> option, T value) {
        options = options.with(option, value);
        return this;
    }

    /** The optimizer; by default Nesterov's descent at 0.05 with momentum 0.9. */
    public TrainerBuilder optimizer(Optimizer value) {
        return set(OPTIMIZER, value);
    }

    /** The course of the learning rate over a call of {@link Trainer#fit}; by default constant. */
    public TrainerBuilder schedule(Schedule value) {
        NamedSchedule.requireStorable(given(value, SCHEDULE.name()).description());
        return set(SCHEDULE, value);
    }

    /**
     * Samples a step; by default 64. With 1 a step runs on a single image and not on a tile of
     * 16.
     */
    public TrainerBuilder batchSize(int value) {
        require(value >= 1, "batchSize", "at least 1", value);
        return set(BATCH_SIZE, value);
    }

    /**
     * Whether the samples that do not fill a batch at the end of an epoch are left out of it;
     * by default not.
     */
    public TrainerBuilder dropLast(boolean value) {
        return set(DROP_LAST, value);
    }

    /** The seed of all randomness; by default 0. */
    public TrainerBuilder seed(long value) {
        return set(SEED, value);
    }

    /**
     * Number of threads from 1 to {@link Workers#MOST_THREADS}, the calling one included; by
     * default all processors, as far as {@link Workers#byDefault} takes them. The others come from
     * a pool of the trainer's own.
     */
    public TrainerBuilder threads(int value) {
        require(value >= 1 && value <= Workers.MOST_THREADS, "threads",
                "1 to " + Workers.MOST_THREADS, value);
        return set(THREADS, value).set(POOL, Optional.empty());
    }

    /**
     * Threads from the caller's pool: {@code parallelism} workers, the calling thread included.
     */
    public TrainerBuilder pool(ForkJoinPool value, int parallelism) {
        return threads(parallelism).set(POOL, Optional.of(given(value, POOL.name())));
    }

    /** The kernels; by default the best here. */
    public TrainerBuilder kernels(Kernels value) {
        return set(KERNELS, Optional.of(given(value, KERNELS.name())));
    }

    /** The distribution of the first weights; by default {@link Initializer#GLOROT_UNIFORM}. */
    public TrainerBuilder initializer(Initializer value) {
        return set(INITIALIZER, value);
    }

    /**
     * What is lowered; by default the data decide: the softmax cross-entropy without label smoothing where
     * they have classes, the mean squared error where their targets are values.
     */
    public TrainerBuilder loss(Loss value) {
        return set(LOSS, Optional.of(given(value, LOSS.name())));
    }

    /**
     * Label smoothing in [0, 1) of the loss that was set; by default 0.
     *
     * @throws IllegalArgumentException if it isn't, or the loss has none
     */
    public TrainerBuilder labelSmoothing(double value) {
        require(OptionRange.isShare(value), "labelSmoothing", "a number in [0, 1)",
                OptionRange.shown(value));
        return value == 0 && options.get(LOSS).isEmpty() ? this
                : loss(options.loss().withLabelSmoothing(value));
    }

    /**
     * Decay in [0, 1) of an exponential moving average of the weights, which then is the model;
     * by default 0: none is kept.
     */
    public TrainerBuilder ema(double decay) {
        require(decay >= 0 && decay < 1, "ema", "a number in [0, 1)", decay);
        return set(EMA, decay);
    }

    /** How images are distorted in training, anew in every epoch; by default not at all. */
    public TrainerBuilder augmentation(Augmentation value) {
        return set(AUGMENTATION, value);
    }

    /**
     * Share of the images that are damaged in training, anew in every epoch, after the augmentation: by
     * other brightness and contrast, fog, noise, blur, bands, lines, spots, or to outlines. Raw values
     * must lie between 0 and 255, and images have at least 8×8 pixels; by default none is damaged.
     *
     * @throws IllegalArgumentException if it is not from 0 to 1, or images are smaller
     */
    public TrainerBuilder corruption(double share) {
        require(share >= 0 && share <= 1, "corruption", "a number in [0, 1]", share);
        int least = Math.min(network.inputShape().height(), network.inputShape().width());
        require(share == 0 || least >= Corrupter.LEAST_SIDE, "corruption",
                "0 for images of " + network.inputShape() + ", smaller than 8×8 pixels", share);
        return set(CORRUPTION, share);
    }

    /**
     * How raw values become the network's input; by default as they are. Networks learn best from
     * values of about mean 0 and deviation 1; {@link Normalization#standard} makes them of bytes. A
     * trainer logs a warning where the deviation of its first batch is far from that.
     */
    public TrainerBuilder normalization(Normalization value) {
        return set(NORMALIZATION, value);
    }

    /**
     * Samples to validate on after every epoch; the best epoch is the model. By default none.
     *
     * @throws dev.lanewise.engine.nn.ShapeException if the network can't read them
     */
    public TrainerBuilder validation(Dataset value) {
        Evaluator.check(network, given(value, VALIDATION.name()));
        return set(VALIDATION, Optional.of(value));
    }

    /**
     * What the best epoch and the patience watch on the validation set; by default the accuracy, then the
     * loss, or the loss alone where there are no classes. Of equal epochs the one with the lower loss is
     * better, then the first.
     */
    public TrainerBuilder monitor(Metric value) {
        return set(MONITOR, Optional.of(given(value, MONITOR.name())));
    }

    /**
     * Epochs without improvement on the validation set after which training ends; by default 0:
     * never.
     */
    public TrainerBuilder patience(int value) {
        require(value >= 0, "patience", "at least 0", value);
        return set(PATIENCE, value);
    }

    /**
     * Whether the model is that of the best validated epoch, as by default, or the last one: what is
     * validated on the test set must not be chosen by it.
     */
    public TrainerBuilder keepBest(boolean value) {
        return set(KEEP_BEST, value);
    }

    /** One more who hears of the run, after those that were given before; by default nobody does. */
    public TrainerBuilder listener(TrainingListener value) {
        List<TrainingListener> more = new ArrayList<>(options.get(LISTENERS));
        more.add(given(value, LISTENERS.name()));
        return set(LISTENERS, List.copyOf(more));
    }

    /**
     * Whether the time of every layer is measured, for {@link Trainer#profile}; by default not.
     * Results do not depend on it, and it costs a look at the clock for each layer and tile.
     */
    public TrainerBuilder profile(boolean value) {
        return set(PROFILE, value);
    }

    /**
     * Has the kernels compiled that a trainer with these options will run: trains the same
     * layers on the smallest images that they accept for a few steps, on the calling thread,
     * and throws the result away. Cold, that takes about half a second. It is meant for a
     * thread of its own while data is loaded, and changes nothing.
     */
    public void warmUp() {
        Network small = WarmUp.smallest(network);
        Backend compiled = options.get(KERNELS).orElseGet(Kernels::auto).backend();
        float[] weights = FirstWeights.draw(small, options.get(INITIALIZER), options.get(SEED));
        OptimizerState update = new OptimizerState(compiled, options.get(OPTIMIZER),
                options.get(EMA), weights);
        Dataset noise = WarmUp.noise(small,
                Math.min(options.get(BATCH_SIZE), WarmUp.MOST_IMAGES));
        try (Workers alone = Workers.own(1)) {
            WarmUp.run(new StepRunner(small, compiled, BatchOptions.of(options, noise.size()),
                    alone, weights, update, noise, null), noise);
        }
    }

    /**
     * A trainer with these options and freshly drawn weights; options set later are for the
     * next one.
     *
     * @throws IllegalArgumentException if there is a patience or a monitor but no validation
     */
    public Trainer build() {
        require(options.get(PATIENCE) == 0 || options.get(VALIDATION).isPresent(), "patience",
                "0 without a validation set", options.get(PATIENCE));
        require(options.get(MONITOR).isEmpty() || options.get(VALIDATION).isPresent(), "monitor",
                "left out without a validation set",
                options.get(MONITOR).map(Metric::name).orElse(""));
        return new Trainer(network, options);
    }
}
