package dev.lanewise.engine.train;

import static dev.lanewise.engine.optim.OptionRange.given;
import static dev.lanewise.engine.optim.OptionRange.require;
import static dev.lanewise.engine.train.TrainingOptions.AUGMENTATION;
import static dev.lanewise.engine.train.TrainingOptions.BATCH_SIZE;
import static dev.lanewise.engine.train.TrainingOptions.CLASS_NAMES;
import static dev.lanewise.engine.train.TrainingOptions.CLIP_NORM;
import static dev.lanewise.engine.train.TrainingOptions.CORRUPTION;
import static dev.lanewise.engine.train.TrainingOptions.DROP_LAST;
import static dev.lanewise.engine.train.TrainingOptions.EMA;
import static dev.lanewise.engine.train.TrainingOptions.FROZEN;
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
import static dev.lanewise.engine.train.TrainingOptions.UNDECAYED;
import static dev.lanewise.engine.train.TrainingOptions.VALIDATION;
import static dev.lanewise.engine.train.TrainingOptions.WEIGHTS;

import dev.lanewise.engine.augment.Corrupter;
import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.inference.Evaluator;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.metric.Metric;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.optim.OptionRange;
import dev.lanewise.engine.parallel.Workers;
import dev.lanewise.engine.plan.Trainable;
import dev.lanewise.engine.train.TrainingOptions.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Predicate;

/**
 * The options of a {@link Trainer}. A value out of range is an {@code
 * IllegalArgumentException}, null a {@code NullPointerException}; both name the option. Not
 * safe for use by several threads.
 *
 * @since 0.1.0
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

    /**
     * The optimizer; by default Nesterov's descent at 0.05 with momentum 0.9.
     *
     * @param value the optimizer
     * @return this builder
     */
    public TrainerBuilder optimizer(Optimizer value) {
        return set(OPTIMIZER, value);
    }

    /**
     * The course of the learning rate over a call of {@link Trainer#fit}; by default constant.
     *
     * @param value the schedule
     * @return this builder
     */
    public TrainerBuilder schedule(Schedule value) {
        NamedSchedule.requireStorable(given(value, SCHEDULE.name()).description());
        return set(SCHEDULE, value);
    }

    /**
     * Samples a step; by default 64. With 1 a step runs on a single image and not on a tile of
     * 16.
     *
     * @param value the number of samples, at least 1
     * @return this builder
     */
    public TrainerBuilder batchSize(int value) {
        require(value >= 1, "batchSize", "at least 1", value);
        return set(BATCH_SIZE, value);
    }

    /**
     * Whether the samples that do not fill a batch at the end of an epoch are left out of it;
     * by default not.
     *
     * @param value whether they are left out
     * @return this builder
     */
    public TrainerBuilder dropLast(boolean value) {
        return set(DROP_LAST, value);
    }

    /**
     * The seed of all randomness; by default 0.
     *
     * @param value the seed
     * @return this builder
     */
    public TrainerBuilder seed(long value) {
        return set(SEED, value);
    }

    /**
     * Number of threads from 1 to {@link Workers#MOST_THREADS}, the calling one included; by
     * default all processors, as far as {@link Workers#byDefault} takes them. The others come from
     * a pool of the trainer's own.
     *
     * @param value the number of threads
     * @return this builder
     */
    public TrainerBuilder threads(int value) {
        require(value >= 1 && value <= Workers.MOST_THREADS, "threads",
                "1 to " + Workers.MOST_THREADS, value);
        return set(THREADS, value).set(POOL, Optional.empty());
    }

    /**
     * Threads from the caller's pool: {@code parallelism} workers, the calling thread included.
     *
     * @param value the pool
     * @param parallelism the number of workers, the calling thread included
     * @return this builder
     */
    public TrainerBuilder pool(ForkJoinPool value, int parallelism) {
        return threads(parallelism).set(POOL, Optional.of(given(value, POOL.name())));
    }

    /**
     * The kernels; by default the best here.
     *
     * @param value the kernels
     * @return this builder
     */
    public TrainerBuilder kernels(Kernels value) {
        return set(KERNELS, Optional.of(given(value, KERNELS.name())));
    }

    /**
     * The distribution of the first weights; by default {@link Initializer#GLOROT_UNIFORM}.
     *
     * @param value the distribution
     * @return this builder
     */
    public TrainerBuilder initializer(Initializer value) {
        return set(INITIALIZER, value);
    }

    /**
     * Begins with the weights of a model instead of random ones: every parameter that has the same name
     * and extents in both networks. {@link #drawn} tells the others.
     *
     * @param model gives the weights
     * @return this builder
     * @throws IllegalArgumentException if there is none
     */
    public TrainerBuilder weights(Model model) {
        return weights(model, parameter -> true);
    }

    /**
     * The same of some parameters alone, such as all but those of a last layer that shall learn other
     * classes. May be called with several models; the last one that has a parameter gives it.
     *
     * @param model gives the weights
     * @param taken of this network's parameters
     * @return this builder
     * @throws IllegalArgumentException if no parameter is taken
     */
    public TrainerBuilder weights(Model model, Predicate<Parameter> taken) {
        StartWeights of = StartWeights.NONE.with(network, given(model, WEIGHTS.name()), taken);
        require(of.count() > 0, WEIGHTS.name(), "a model that has a parameter of the same name and"
                + " extents", "one of " + model.network());
        return set(WEIGHTS, options.get(WEIGHTS).with(network, model, taken));
    }

    /** {@return the parameters that begin as drawn, and not with the weights of a model; in their order} */
    public List<Parameter> drawn() {
        return options.get(WEIGHTS).missing(network);
    }

    /**
     * Which parameters are trained; by default all. The others are frozen: they keep their bits, and so
     * does their average. The backward pass ends at the first layers that are trained, so that training
     * the last ones alone is faster. Running averages are frozen with the scale and the shift of their
     * layer, which then normalizes by them, in training too.
     *
     * @param which says of each parameter whether it is trained
     * @return this builder
     * @throws IllegalArgumentException if none would be trained
     */
    public TrainerBuilder trainable(Predicate<Parameter> which) {
        List<String> frozen = Trainable.frozen(network, given(which, "trainable"));
        require(frozen.size() < network.parameters().size(), "trainable",
                "true of at least one parameter", "one that is true of none");
        return set(FROZEN, List.copyOf(frozen));
    }

    /**
     * Which parameters the optimizer's weight decay acts on; by default all, biases and scales of
     * normalizations too.
     *
     * @param which says of each parameter whether the decay acts on it
     * @return this builder
     */
    public TrainerBuilder decay(Predicate<Parameter> which) {
        return set(UNDECAYED, network.parameters()
                .stream()
                .filter(parameter -> parameter.role().isTrained() && !which.test(parameter))
                .map(Parameter::name)
                .toList());
    }

    /**
     * The largest norm of a step's gradient, of all parameters that are trained as one vector: a larger one
     * is multiplied by {@code clipNorm / (norm + 1e-6)}, as PyTorch's clip_grad_norm_ does. By default 0:
     * any.
     *
     * @param value the largest norm, or 0
     * @return this builder
     */
    public TrainerBuilder clipNorm(double value) {
        require(value >= 0 && Double.isFinite(value), CLIP_NORM.name(),
                "a number above 0, or 0 for no clipping", value);
        return set(CLIP_NORM, value);
    }

    /**
     * What the model's classes are called, in their order; by default as the first data set says that the
     * trainer is given.
     *
     * @param names one for each output, or none
     * @return this builder
     * @throws IllegalArgumentException if there are more or fewer than outputs, and not none
     */
    public TrainerBuilder classNames(List<String> names) {
        require(names.isEmpty() || names.size() == network.outputs(), CLASS_NAMES.name(),
                "as many as the network's " + network.outputs() + " outputs", names.size());
        return set(CLASS_NAMES, List.copyOf(names));
    }

    /**
     * What is lowered; by default the data decide: the softmax cross-entropy without label smoothing where
     * they have classes, the mean squared error where their targets are values.
     *
     * @param value the loss
     * @return this builder
     */
    public TrainerBuilder loss(Loss value) {
        return set(LOSS, Optional.of(given(value, LOSS.name())));
    }

    /**
     * Label smoothing in [0, 1) of the loss that was set; by default 0.
     *
     * @param value the smoothing, in [0, 1)
     * @return this builder
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
     *
     * @param decay the decay, in [0, 1)
     * @return this builder
     */
    public TrainerBuilder ema(double decay) {
        require(decay >= 0 && decay < 1, "ema", "a number in [0, 1)", decay);
        return set(EMA, decay);
    }

    /**
     * How images are distorted in training, anew in every epoch; by default not at all.
     *
     * @param value the distortions
     * @return this builder
     */
    public TrainerBuilder augmentation(Augmentation value) {
        return set(AUGMENTATION, value);
    }

    /**
     * Share of the images that are damaged in training, anew in every epoch, after the augmentation: by
     * other brightness and contrast, fog, noise, blur, bands, lines, spots, or to outlines. Raw values
     * must lie between 0 and 255, and images have at least 8×8 pixels; by default none is damaged.
     *
     * @param share the share, in [0, 1]
     * @return this builder
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
     * How raw values become the network's input; by default as the first data set says that the trainer is
     * given ({@link Dataset#normalization}), and as they are if it says nothing. Networks learn best from
     * values of about mean 0 and deviation 1; {@link Normalization#fit} makes them of any data, {@link
     * Normalization#standard} of bytes. A trainer logs a warning where the deviation of its first batch is
     * far from that.
     *
     * @param value the normalization
     * @return this builder
     * @throws dev.lanewise.engine.nn.ShapeException if it is for another number of channels
     */
    public TrainerBuilder normalization(Normalization value) {
        given(value, NORMALIZATION.name()).requireFits(network.inputShape());
        return set(NORMALIZATION, value);
    }

    /**
     * Samples to validate on after every epoch; the best epoch is the model. By default none.
     *
     * @param value the samples
     * @return this builder
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
     *
     * @param value the metric
     * @return this builder
     */
    public TrainerBuilder monitor(Metric value) {
        return set(MONITOR, Optional.of(given(value, MONITOR.name())));
    }

    /**
     * Epochs without improvement on the validation set after which training ends; by default 0:
     * never.
     *
     * @param value the number of epochs, or 0
     * @return this builder
     */
    public TrainerBuilder patience(int value) {
        require(value >= 0, "patience", "at least 0", value);
        return set(PATIENCE, value);
    }

    /**
     * Whether the model is that of the best validated epoch, as by default, or the last one: what is
     * validated on the test set must not be chosen by it.
     *
     * @param value whether it is that of the best epoch
     * @return this builder
     */
    public TrainerBuilder keepBest(boolean value) {
        return set(KEEP_BEST, value);
    }

    /**
     * One more who hears of the run, after those that were given before; by default nobody does.
     *
     * @param value the listener
     * @return this builder
     */
    public TrainerBuilder listener(TrainingListener value) {
        List<TrainingListener> more = new ArrayList<>(options.get(LISTENERS));
        more.add(given(value, LISTENERS.name()));
        return set(LISTENERS, List.copyOf(more));
    }

    /**
     * Whether the time of every layer is measured, for {@link Trainer#profile}; by default not.
     * Results do not depend on it, and it costs a look at the clock for each layer and tile.
     *
     * @param value whether it is measured
     * @return this builder
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
        TrainerWarmUp.run(network, options);
    }

    /**
     * {@return a trainer with these options and freshly drawn weights; options set later are for the
     * next one}
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
