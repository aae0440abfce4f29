package dev.lanewise.engine.train;

import static dev.lanewise.engine.train.OptionRange.given;
import static dev.lanewise.engine.train.OptionRange.require;

import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.Fma;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.loss.MaximumAPosteriori;
import dev.lanewise.engine.loss.SoftmaxCrossEntropy;
import dev.lanewise.engine.model.Evaluator;
import dev.lanewise.engine.nn.Attributes;
import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.parallel.Workers;
import dev.lanewise.engine.plan.Plan;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link Trainer}. A value out of range is an {@code
 * IllegalArgumentException}, null a {@code NullPointerException}; both name the option. Not
 * safe for use by several threads.
 */
public final class TrainerBuilder {
    private static final int DEFAULT_BATCH = 64;
    private static final double DEFAULT_RATE = 0.05;
    private static final double DEFAULT_MOMENTUM = 0.9;
    private static final double MNIST_MEAN = 0.1307;
    private static final double MNIST_DEVIATION = 0.3081;
    final Network network;
    Optimizer optimizer = Sgd.nesterov(DEFAULT_RATE, DEFAULT_MOMENTUM);
    Schedule schedule = Schedule.constant();
    Initializer initializer = Initializer.GLOROT_UNIFORM;
    Normalization normalization = Normalization.standard(MNIST_MEAN, MNIST_DEVIATION);
    Augmentation augmentation = Augmentation.none();
    double corruption;
    TrainingListener listener = new TrainingListener() {};
    @Nullable
    Kernels kernels;
    int batchSize = DEFAULT_BATCH;
    /** 0 where none was given. */
    private int threads;
    int patience;
    long seed;
    Loss loss = Loss.crossEntropy();
    double ema;
    boolean dropLast;
    boolean keepBest = true;
    boolean profile;
    @Nullable
    ForkJoinPool pool;
    @Nullable
    Dataset validation;

    TrainerBuilder(Network network) {
        this.network = network;
    }

    private TrainerBuilder(TrainerBuilder other) {
        network = other.network;
        optimizer = other.optimizer;
        schedule = other.schedule;
        initializer = other.initializer;
        normalization = other.normalization;
        listener = other.listener;
        kernels = other.kernels;
        batchSize = other.batchSize;
        threads = other.threads;
        patience = other.patience;
        seed = other.seed;
        loss = other.loss;
        ema = other.ema;
        dropLast = other.dropLast;
        augmentation = other.augmentation;
        corruption = other.corruption;
        keepBest = other.keepBest;
        profile = other.profile;
        pool = other.pool;
        validation = other.validation;
    }

    /** The optimizer; by default Nesterov's descent at 0.05 with momentum 0.9. */
    public TrainerBuilder optimizer(Optimizer value) {
        optimizer = given(value, "optimizer");
        return this;
    }

    /** The course of the learning rate; by default constant. */
    public TrainerBuilder schedule(Schedule value) {
        schedule = given(value, "schedule");
        return this;
    }

    /**
     * Samples a step; by default 64. With 1 a step runs on a single image and not on a tile of
     * 16.
     */
    public TrainerBuilder batchSize(int value) {
        require(value >= 1, "batchSize", "at least 1", value);
        batchSize = value;
        return this;
    }

    /**
     * Whether the samples that do not fill a batch at the end of an epoch are left out of it;
     * by default not.
     */
    public TrainerBuilder dropLast(boolean value) {
        dropLast = value;
        return this;
    }

    /** The seed of all randomness; by default 0. */
    public TrainerBuilder seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Number of threads from 1 to {@link Workers#MOST_THREADS}, the calling one included; by
     * default all processors, as far as {@link Workers#byDefault} takes them. The others come from
     * a pool of the trainer's own.
     */
    public TrainerBuilder threads(int value) {
        require(value >= 1 && value <= Workers.MOST_THREADS, "threads",
                "1 to " + Workers.MOST_THREADS, value);
        threads = value;
        pool = null;
        return this;
    }

    /**
     * Threads from the caller's pool: {@code parallelism} workers, the calling thread included.
     */
    public TrainerBuilder pool(ForkJoinPool value, int parallelism) {
        threads(parallelism);
        pool = given(value, "pool");
        return this;
    }

    /** The kernels; by default the best here. */
    public TrainerBuilder kernels(Kernels value) {
        kernels = given(value, "kernels");
        return this;
    }

    /** The distribution of the first weights; by default {@link Initializer#GLOROT_UNIFORM}. */
    public TrainerBuilder initializer(Initializer value) {
        initializer = given(value, "initializer");
        return this;
    }

    /** What is lowered; by default the softmax cross-entropy without label smoothing. */
    public TrainerBuilder loss(Loss value) {
        loss = given(value, "loss");
        return this;
    }

    /**
     * Label smoothing in [0, 1) of the loss that was set; by default 0.
     *
     * @throws IllegalArgumentException if it isn't, or the loss has none
     */
    public TrainerBuilder labelSmoothing(double value) {
        require(OptionRange.isShare(value), "labelSmoothing", "a number in [0, 1)",
                OptionRange.shown(value));
        loss = loss.withLabelSmoothing(value);
        return this;
    }

    /**
     * Sets the loss to {@link MaximumAPosteriori} with this penalty of its rubbish class, or back to the
     * softmax cross-entropy if it is infinite; the label smoothing stays.
     */
    public TrainerBuilder rubbishPenalty(double value) {
        require(value > 0, "rubbishPenalty", "a number above 0", value);
        loss = value == Double.POSITIVE_INFINITY ? new SoftmaxCrossEntropy(loss.labelSmoothing())
                : new MaximumAPosteriori(value, loss.labelSmoothing());
        return this;
    }

    /**
     * Decay in [0, 1) of an exponential moving average of the weights, which then is the model;
     * by default 0: none is kept.
     */
    public TrainerBuilder ema(double decay) {
        require(decay >= 0 && decay < 1, "ema", "a number in [0, 1)", decay);
        ema = decay;
        return this;
    }

    /** How images are distorted in training, anew in every epoch; by default not at all. */
    public TrainerBuilder augmentation(Augmentation value) {
        augmentation = given(value, "augmentation");
        return this;
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
                "images of at least 8×8 pixels", network.inputShape());
        corruption = share;
        return this;
    }

    /**
     * How raw values become the network's input; by default bytes to MNIST's mean 0 and
     * deviation 1.
     */
    public TrainerBuilder normalization(Normalization value) {
        normalization = given(value, "normalization");
        return this;
    }

    /**
     * Samples to validate on after every epoch; the best epoch is the model. By default none.
     *
     * @throws dev.lanewise.engine.nn.ShapeException if the network can't read them
     */
    public TrainerBuilder validation(Dataset value) {
        Evaluator.check(network, given(value, "validation"));
        validation = value;
        return this;
    }

    /**
     * Epochs without improvement on the validation set after which training ends; by default 0:
     * never.
     */
    public TrainerBuilder patience(int value) {
        require(value >= 0, "patience", "at least 0", value);
        patience = value;
        return this;
    }

    /**
     * Whether the model is that of the best validated epoch, as by default, or the last one: what is
     * validated on the test set must not be chosen by it.
     */
    public TrainerBuilder keepBest(boolean value) {
        keepBest = value;
        return this;
    }

    /** Who hears of the run; by default nobody. */
    public TrainerBuilder listener(TrainingListener value) {
        listener = given(value, "listener");
        return this;
    }

    /**
     * Whether the time of every layer is measured, for {@link Trainer#profile}; by default not.
     * Results do not depend on it, and it costs a look at the clock for each layer and tile.
     */
    public TrainerBuilder profile(boolean value) {
        profile = value;
        return this;
    }

    /**
     * Has the kernels compiled that a trainer with these options will run: trains the same
     * layers on the smallest images that they accept for a few steps, on the calling thread,
     * and throws the result away. Cold, that takes about half a second. It is meant for a
     * thread of its own while data is loaded, and changes nothing.
     */
    public void warmUp() {
        Network small = WarmUp.smallest(network);
        Kernels compiled = kernels == null ? Kernels.auto() : kernels;
        float[] weights = FirstWeights.draw(small, initializer, seed);
        OptimizerState update = new OptimizerState(compiled, optimizer, ema, weights);
        Dataset noise = WarmUp.noise(small, Math.min(batchSize, WarmUp.MOST_IMAGES));
        try (Workers alone = Workers.own(1)) {
            WarmUp.run(new StepRunner(small, compiled, batch(noise.size()), alone, weights,
                    update, noise, null), noise);
        }
    }

    /** Number of threads, given or not. */
    int threadCount() {
        long bytes = Plan.bytes(network, Plan.Use.TRAINING)
                + Plan.bytes(network, Plan.Use.INFERENCE);
        return threads > 0 ? threads : Workers.byDefault(bytes, Integer.MAX_VALUE);
    }

    /** The options of batches of at most {@code size} samples. */
    BatchOptions batch(int size) {
        return new BatchOptions(size, normalization, augmentation, corruption, loss);
    }

    /** What must not differ where training goes on with so many samples. */
    RunIdentity identity(int samples) {
        SortedMap<String, Attributes> values = new TreeMap<>();
        values.put("loss", loss.attributes());
        values.put("optimizer", optimizer.attributes());
        values.put("schedule", schedule.attributes());
        values.put("normalization", normalization.attributes());
        values.put("augmentation", augmentation.attributes());
        Attributes plain = Attributes.of("Training")
                .with("samples", samples)
                .with("batchSize", batchSize)
                .with("dropLast", dropLast, false)
                .with("seed", seed)
                .with("ema", ema, 0.0)
                .with("corruption", corruption, 0.0)
                .with("fusedMultiplyAdd", Fma.HARDWARE)
                .with("keepBest", keepBest, true)
                .with("patience", patience, 0)
                .with("validation", validation == null ? "none" : validation.size() + " samples",
                        "none");
        return new RunIdentity(network, values, plain);
    }

    /**
     * A trainer with these options and freshly drawn weights; options set later are for the
     * next one.
     *
     * @throws IllegalArgumentException if there is a patience but no validation
     */
    public Trainer build() {
        require(patience == 0 || validation != null, "patience", "a validation set", "none");
        return new Trainer(new TrainerBuilder(this));
    }
}
