package dev.lanewise.engine.train;

import static dev.lanewise.engine.train.OptionRange.given;
import static dev.lanewise.engine.train.OptionRange.require;

import dev.lanewise.engine.data.CounterRandom;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.Evaluation;
import dev.lanewise.engine.model.Evaluator;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * Trains one network. The result depends on the network, the data and the options, not on threads,
 * vector width or kernels. Use by one thread at a time; only {@link #stop} may be called from
 * another.
 */
public final class Trainer implements AutoCloseable {
    private final Builder options;
    private final Network network;
    private final Workers workers;
    private final float[] parameters;
    private final Kernels kernels;
    private final Update update;
    private final Evaluator evaluator;
    private final @Nullable StepProfile profile;
    private @Nullable TrainingBatch batch;
    private int batchCapacity;
    private int epochsDone;
    private @Nullable EpochResult best;
    private float @Nullable [] bestWeights;
    private boolean closed;
    private volatile boolean stopped;

    private Trainer(Builder options) {
        this.options = options;
        this.network = options.network;
        this.workers = options.pool == null ? Workers.own(options.threads)
                : Workers.in(options.pool, options.threads);
        this.kernels = options.kernels == null ? Kernels.auto() : options.kernels;
        this.parameters = FirstWeights.draw(network, options.initializer, options.seed);
        this.update = new Update(kernels, options.optimizer, options.ema, parameters);
        this.evaluator = new Evaluator(network, kernels, options.normalization, workers);
        this.profile = options.profile
                ? new StepProfile(network, TrainingBatch.lanes(options.batchSize), workers.count(),
                        update.bytes())
                : null;
    }

    /** Begins the options of a trainer; every one has a default. */
    public static Builder of(Network network) {
        return new Builder(given(network, "network"));
    }

    /**
     * Trains for a number of epochs, from the weights and the optimizer's state as they are. The
     * schedule and the patience begin anew with every call; epochs are numbered on, so that no
     * order of the samples comes again, and the best epoch is that of all calls. Ends early after
     * {@link #stop}, or when validation did not improve for as many epochs as the patience.
     *
     * @param data samples of the network's input shape
     * @return the epochs of this call
     * @throws dev.lanewise.engine.nn.ShapeException if the network can't read the data
     * @throws IllegalArgumentException if there would be no epoch or no step
     * @throws IllegalStateException if the trainer is closed
     * @throws TrainingException if a loss or a weight is no finite number any more
     */
    public History fit(Dataset data, int epochs) {
        checkOpen();
        Evaluator.check(network, data);
        int size = data.size();
        int steps = options.dropLast ? size / options.batchSize
                : Math.ceilDiv(size, options.batchSize);
        if (epochs < 1 || steps < 1) {
            throw new IllegalArgumentException(
                    "Training expected at least 1 epoch of at least 1 step, found " + epochs
                            + " epochs of " + steps + " steps (" + size + " samples, batch size "
                            + options.batchSize
                            + (options.dropLast ? ", the rest dropped" : "") + ").");
        }
        TrainingBatch training = batch(data);
        int first = epochsDone + 1;
        int last = (int) Math.min(Integer.MAX_VALUE - 1, (long) epochsDone + epochs);
        StepProgress progress = new StepProgress(first, last, steps);
        List<EpochResult> results = new ArrayList<>();
        int[] order = new int[size];
        for (int epoch = first; epoch <= last && !stopped; epoch++) {
            new CounterRandom(options.seed, CounterRandom.Purpose.SHUFFLE, epoch).permute(order);
            training.begin(data, order);
            progress.beginEpoch(epoch);
            options.listener.onEpochStart(epoch, last, steps);
            for (int step = 0; step < steps && !stopped; step++) {
                step(training, progress, step, order.length);
            }
            if (progress.step() == steps) {
                EpochResult result = result(progress);
                epochsDone = epoch;
                keepIfBest(result);
                results.add(result);
                options.listener.onEpochEnd(result);
                if (outOfPatience(first)) {
                    break;
                }
            }
        }
        return new History(results);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "The trainer expected to be open, found it closed; build another one.");
        }
    }

    /** Laid out for no more samples than there are, but two: with one a batch is no tile of 16. */
    private TrainingBatch batch(Dataset data) {
        int needed = Math.min(options.batchSize, Math.max(2, data.size()));
        if (batch == null || needed > batchCapacity) {
            batch = new TrainingBatch(network, kernels, options.normalization, workers, needed,
                    options.labelSmoothing, parameters, update, data, profile);
            batchCapacity = needed;
        }
        return batch;
    }

    private void step(TrainingBatch training, StepProgress progress, int step, int size) {
        long start = System.nanoTime();
        int from = step * options.batchSize;
        int count = Math.min(options.batchSize, size - from);
        double rate = options.optimizer.learningRate()
                * options.schedule.factor(progress.stepsDone(), progress.allSteps());
        training.step(from, count, rate);
        double loss = training.lossSum();
        int correct = training.correct();
        long nanos = System.nanoTime() - start;
        training.profileStep(nanos);
        if (!Double.isFinite(loss)) {
            throw diverged("The loss", loss, progress.epoch() + ", step " + (step + 1), rate);
        }
        progress.add(count, loss, correct, rate, nanos);
        options.listener.onStep(progress);
    }

    private static TrainingException diverged(String what, double value, String epoch,
            double rate) {
        return new TrainingException(what + " became " + value + " in epoch " + epoch
                + ", at learning rate " + rate + "; train with a smaller learning rate.");
    }

    private static void checkFinite(String what, double value, StepProgress progress) {
        if (!Double.isFinite(value)) {
            throw diverged(what, value, Integer.toString(progress.epoch()),
                    progress.learningRate());
        }
    }

    /** The loss of a step is that before it, so the last step's harm shows only here. */
    private EpochResult result(StepProgress progress) {
        for (float weight : update.weights()) {
            checkFinite("A weight", weight, progress);
        }
        OptionalDouble valLoss = OptionalDouble.empty();
        OptionalDouble valAccuracy = OptionalDouble.empty();
        if (options.validation != null) {
            Evaluation evaluation = evaluator.evaluate(update.weights(), options.validation);
            checkFinite("The validation loss", evaluation.loss(), progress);
            valLoss = OptionalDouble.of(evaluation.loss());
            valAccuracy = OptionalDouble.of(evaluation.accuracy());
        }
        return new EpochResult(progress.epoch(), progress.loss(), progress.accuracy(), valLoss,
                valAccuracy, progress.learningRate(), progress.seconds(),
                progress.imagesPerSecond());
    }

    private void keepIfBest(EpochResult result) {
        if (options.validation != null
                && (best == null || History.BETTER.compare(result, best) > 0)) {
            best = result;
            bestWeights = update.weights().clone();
        }
    }

    private boolean outOfPatience(int first) {
        int improved = best == null ? first - 1 : Math.max(best.epoch(), first - 1);
        return options.patience > 0 && epochsDone - improved >= options.patience;
    }

    /**
     * Finishes the step that runs, after which {@link #fit} returns; later calls of it return at
     * once. May be called from any thread.
     */
    public void stop() {
        stopped = true;
    }

    /** Whether {@link #stop} was called. */
    public boolean stopped() {
        return stopped;
    }

    /**
     * The model: the weights of the best validated epoch of all training, or the last ones without
     * validation; averaged ones where an average is kept. It stays as it is when training goes on.
     *
     * @throws IllegalArgumentException if a weight is no finite number, after a {@link
     *     TrainingException}
     */
    public Model model() {
        float[] weights = bestWeights == null ? update.weights() : bestWeights;
        return Model.of(network, weights, options.normalization, Map.of());
    }

    /**
     * Where the time of training went: over all steps but those of the first epoch, in which the
     * JVM compiles; over its steps too as long as no second one began. Call it on the thread that
     * trains.
     *
     * @throws IllegalStateException if the trainer was not built for it
     */
    public TrainingProfile profile() {
        if (profile == null) {
            throw new IllegalStateException("A profile expected a trainer that measures one, found"
                    + " one that doesn't; build it with profile(true).");
        }
        return profile.snapshot();
    }

    /**
     * Evaluates the weights of {@link #model} with this trainer's workers.
     *
     * @throws dev.lanewise.engine.nn.ShapeException if the network can't read the data
     * @throws IllegalStateException if the trainer is closed
     */
    public Evaluation evaluate(Dataset data) {
        checkOpen();
        return evaluator.evaluate(bestWeights == null ? update.weights() : bestWeights, data);
    }

    /** Ends the workers; a pool of the caller's stays open, and {@link #model} can be had still. */
    @Override
    public void close() {
        closed = true;
        workers.close();
    }

    /**
     * The options of a {@link Trainer}. A value out of range is an {@code
     * IllegalArgumentException}, null a {@code NullPointerException}; both name the option. Not
     * safe for use by several threads.
     */
    public static final class Builder {
        private static final int DEFAULT_BATCH = 64;
        private static final double DEFAULT_RATE = 0.05;
        private static final double DEFAULT_MOMENTUM = 0.9;
        private static final double MNIST_MEAN = 0.1307;
        private static final double MNIST_DEVIATION = 0.3081;
        private final Network network;
        private Optimizer optimizer = Sgd.nesterov(DEFAULT_RATE, DEFAULT_MOMENTUM);
        private Schedule schedule = Schedule.constant();
        private Initializer initializer = Initializer.GLOROT_UNIFORM;
        private Normalization normalization = Normalization.standard(MNIST_MEAN, MNIST_DEVIATION);
        private TrainingListener listener = new TrainingListener() {};
        private @Nullable Kernels kernels;
        private int batchSize = DEFAULT_BATCH;
        private int threads = Runtime.getRuntime().availableProcessors();
        private int patience;
        private long seed;
        private double labelSmoothing;
        private double ema;
        private boolean dropLast;
        private boolean profile;
        private @Nullable ForkJoinPool pool;
        private @Nullable Dataset validation;

        private Builder(Network network) {
            this.network = network;
        }

        private Builder(Builder other) {
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
            labelSmoothing = other.labelSmoothing;
            ema = other.ema;
            dropLast = other.dropLast;
            profile = other.profile;
            pool = other.pool;
            validation = other.validation;
        }

        /** The optimizer; by default Nesterov's descent at 0.05 with momentum 0.9. */
        public Builder optimizer(Optimizer value) {
            optimizer = given(value, "optimizer");
            return this;
        }

        /** The course of the learning rate; by default constant. */
        public Builder schedule(Schedule value) {
            schedule = given(value, "schedule");
            return this;
        }

        /**
         * Samples a step; by default 64. With 1 a step runs on a single image and not on a tile of
         * 16.
         */
        public Builder batchSize(int value) {
            require(value >= 1, "batchSize", "at least 1", value);
            batchSize = value;
            return this;
        }

        /**
         * Whether the samples that do not fill a batch at the end of an epoch are left out of it;
         * by default not.
         */
        public Builder dropLast(boolean value) {
            dropLast = value;
            return this;
        }

        /** The seed of all randomness; by default 0. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Number of threads from 1 to {@link Workers#MOST_THREADS}, the calling one included; by
         * default all processors. The others come from a pool of the trainer's own.
         */
        public Builder threads(int value) {
            require(value >= 1 && value <= Workers.MOST_THREADS, "threads",
                    "1 to " + Workers.MOST_THREADS, value);
            threads = value;
            pool = null;
            return this;
        }

        /**
         * Threads from the caller's pool: {@code parallelism} workers, the calling thread included.
         */
        public Builder pool(ForkJoinPool value, int parallelism) {
            threads(parallelism);
            pool = given(value, "pool");
            return this;
        }

        /** The kernels; by default the best here. */
        public Builder kernels(Kernels value) {
            kernels = given(value, "kernels");
            return this;
        }

        /** The distribution of the first weights; by default {@link Initializer#GLOROT_UNIFORM}. */
        public Builder initializer(Initializer value) {
            initializer = given(value, "initializer");
            return this;
        }

        /** Label smoothing in [0, 1); by default 0. */
        public Builder labelSmoothing(double value) {
            require(OptionRange.isShare(value), "labelSmoothing", "a number in [0, 1)",
                    OptionRange.shown(value));
            labelSmoothing = value;
            return this;
        }

        /**
         * Decay in [0, 1) of an exponential moving average of the weights, which then is the model;
         * by default 0: none is kept.
         */
        public Builder ema(double decay) {
            require(decay >= 0 && decay < 1, "ema", "a number in [0, 1)", decay);
            ema = decay;
            return this;
        }

        /**
         * How raw values become the network's input; by default bytes to MNIST's mean 0 and
         * deviation 1.
         */
        public Builder normalization(Normalization value) {
            normalization = given(value, "normalization");
            return this;
        }

        /**
         * Samples to validate on after every epoch; the best epoch is the model. By default none.
         *
         * @throws dev.lanewise.engine.nn.ShapeException if the network can't read them
         */
        public Builder validation(Dataset value) {
            Evaluator.check(network, given(value, "validation"));
            validation = value;
            return this;
        }

        /**
         * Epochs without improvement on the validation set after which training ends; by default 0:
         * never.
         */
        public Builder patience(int value) {
            require(value >= 0, "patience", "at least 0", value);
            patience = value;
            return this;
        }

        /** Who hears of the run; by default nobody. */
        public Builder listener(TrainingListener value) {
            listener = given(value, "listener");
            return this;
        }

        /**
         * Whether the time of every layer is measured, for {@link Trainer#profile}; by default not.
         * Results do not depend on it, and it costs a look at the clock for each layer and tile.
         */
        public Builder profile(boolean value) {
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
            Update update = new Update(compiled, optimizer, ema, weights);
            Dataset noise = WarmUp.noise(small, Math.min(batchSize, WarmUp.MOST_IMAGES));
            try (Workers alone = Workers.own(1)) {
                WarmUp.run(new TrainingBatch(small, compiled, normalization, alone, noise.size(),
                        labelSmoothing, weights, update, noise, null), noise);
            }
        }

        /**
         * A trainer with these options and freshly drawn weights; options set later are for the
         * next one.
         *
         * @throws IllegalArgumentException if there is a patience but no validation
         */
        public Trainer build() {
            require(patience == 0 || validation != null, "patience", "a validation set", "none");
            return new Trainer(new Builder(this));
        }
    }
}
