package dev.lanewise.engine.train;

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
import java.util.Objects;
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
    private final Update update;
    private final Evaluator evaluator;
    private @Nullable TrainingBatch batch;
    private float @Nullable [] bestWeights;
    private volatile boolean stopped;

    private Trainer(Builder options) {
        this.options = options;
        this.network = options.network;
        this.workers = options.pool == null ? Workers.own(options.threads)
                : Workers.in(options.pool, options.threads);
        this.parameters = FirstWeights.draw(network, options.initializer, options.seed);
        this.update = new Update(options.kernels, options.optimizer, options.ema, parameters);
        this.evaluator = new Evaluator(network, options.kernels, options.normalization, workers);
    }

    /** Begins the options of a trainer; every one has a default. */
    public static Builder of(Network network) {
        return new Builder(network);
    }

    /**
     * Trains for a number of epochs, from the weights as they are; the schedule spans these epochs.
     * Ends early after {@link #stop}, or when validation did not improve for as many epochs as the
     * patience.
     *
     * @param data samples of the network's input shape
     * @throws dev.lanewise.engine.nn.ShapeException if the network can't read the data
     * @throws TrainingException if the loss is no finite number any more
     */
    public History fit(Dataset data, int epochs) {
        Evaluator.check(network, data);
        int size = data.size();
        int steps = options.dropLast ? size / options.batchSize
                : (size + options.batchSize - 1) / options.batchSize;
        if (epochs < 1 || steps < 1) {
            throw new IllegalArgumentException(
                    "Training expected at least 1 epoch of at least 1 step, found " + epochs
                            + " epochs of " + steps + " steps (" + size + " samples, batch size "
                            + options.batchSize
                            + (options.dropLast ? ", the rest dropped" : "") + ").");
        }
        TrainingBatch training = batch(data);
        StepProgress progress = new StepProgress(epochs, steps);
        List<EpochResult> results = new ArrayList<>();
        int[] order = new int[size];
        for (int epoch = 1; epoch <= epochs && !stopped; epoch++) {
            new CounterRandom(options.seed, CounterRandom.Purpose.SHUFFLE, epoch).permute(order);
            training.begin(data, order);
            progress.beginEpoch(epoch);
            options.listener.onEpochStart(epoch, epochs, steps);
            for (int step = 0; step < steps && !stopped; step++) {
                step(training, progress, step, order.length);
            }
            if (progress.step() == steps) {
                EpochResult result = result(progress);
                results.add(result);
                options.listener.onEpochEnd(result);
                if (outOfPatience(new History(results), epoch)) {
                    break;
                }
            }
        }
        return new History(results);
    }

    private TrainingBatch batch(Dataset data) {
        if (batch == null) {
            batch = new TrainingBatch(network, options.kernels, options.normalization, workers,
                    options.batchSize, options.labelSmoothing, parameters, update, data);
        }
        return batch;
    }

    private void step(TrainingBatch training, StepProgress progress, int step, int size) {
        long start = System.nanoTime();
        int from = step * options.batchSize;
        int count = Math.min(options.batchSize, size - from);
        long done = (progress.epoch() - 1L) * progress.steps() + step;
        double rate = options.optimizer.learningRate()
                * options.schedule.factor(done, (long) progress.epochs() * progress.steps());
        training.step(from, count, rate);
        double loss = training.lossSum();
        if (!Double.isFinite(loss)) {
            throw new TrainingException("The loss became " + loss + " in epoch " + progress.epoch()
                    + ", step " + (step + 1) + ", at learning rate " + rate
                    + "; train with a smaller learning rate.");
        }
        progress.add(count, loss, training.correct(), rate, System.nanoTime() - start);
        options.listener.onStep(progress);
    }

    private EpochResult result(StepProgress progress) {
        OptionalDouble valLoss = OptionalDouble.empty();
        OptionalDouble valAccuracy = OptionalDouble.empty();
        if (options.validation != null) {
            Evaluation evaluation = evaluator.evaluate(update.weights(), options.validation);
            valLoss = OptionalDouble.of(evaluation.loss());
            valAccuracy = OptionalDouble.of(evaluation.accuracy());
        }
        return new EpochResult(progress.epoch(), progress.loss(), progress.accuracy(), valLoss,
                valAccuracy, progress.learningRate(), progress.seconds(),
                progress.imagesPerSecond());
    }

    /**
     * Keeps the weights of a new best epoch; true when validation did not improve for as many
     * epochs as the patience.
     */
    private boolean outOfPatience(History history, int epoch) {
        int best = history.best().map(EpochResult::epoch).orElse(epoch);
        if (best == epoch && options.validation != null) {
            bestWeights = update.weights().clone();
        }
        return options.patience > 0 && epoch - best >= options.patience;
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
     * The model: the weights of the best validated epoch, or the last ones without validation;
     * averaged ones where an average is kept.
     */
    public Model model() {
        float[] weights = bestWeights == null ? update.weights() : bestWeights;
        return Model.of(network, weights, options.normalization, Map.of());
    }

    /** Evaluates the weights of {@link #model} with this trainer's workers. */
    public Evaluation evaluate(Dataset data) {
        return evaluator.evaluate(bestWeights == null ? update.weights() : bestWeights, data);
    }

    /** Ends the workers; a pool of the caller's stays open. */
    @Override
    public void close() {
        workers.close();
    }

    /** The options of a {@link Trainer}. Not safe for use by several threads. */
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
        private Kernels kernels = Kernels.auto();
        private int batchSize = DEFAULT_BATCH;
        private int threads = Runtime.getRuntime().availableProcessors();
        private int patience;
        private long seed;
        private double labelSmoothing;
        private double ema;
        private boolean dropLast;
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
            pool = other.pool;
            validation = other.validation;
        }

        private static void require(boolean holds, String what, String expected, Object found) {
            if (!holds) {
                throw new IllegalArgumentException(
                        "The option " + what + " expected " + expected + ", found " + found + ".");
            }
        }

        /** The optimizer; by default Nesterov's descent at 0.05 with momentum 0.9. */
        public Builder optimizer(Optimizer value) {
            optimizer = value;
            return this;
        }

        /** The course of the learning rate; by default constant. */
        public Builder schedule(Schedule value) {
            schedule = value;
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
         * Number of threads, the calling one included; by default all processors. The others come
         * from a pool of the trainer's own.
         */
        public Builder threads(int value) {
            require(value >= 1, "threads", "at least 1", value);
            threads = value;
            pool = null;
            return this;
        }

        /**
         * Threads from the caller's pool: {@code parallelism} workers, the calling thread included.
         */
        public Builder pool(ForkJoinPool value, int parallelism) {
            threads(parallelism);
            pool = value;
            return this;
        }

        /** The kernels; by default the best here. */
        public Builder kernels(Kernels value) {
            kernels = value;
            return this;
        }

        /** The distribution of the first weights; by default {@link Initializer#GLOROT_UNIFORM}. */
        public Builder initializer(Initializer value) {
            initializer = value;
            return this;
        }

        /** Label smoothing in [0, 1); by default 0. */
        public Builder labelSmoothing(double value) {
            require(value >= 0 && value < 1, "labelSmoothing", "a number in [0, 1)", value);
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
            normalization = value;
            return this;
        }

        /**
         * Samples to validate on after every epoch; the best epoch is the model. By default none.
         */
        public Builder validation(Dataset value) {
            Evaluator.check(network, value);
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
            listener = Objects.requireNonNull(value);
            return this;
        }

        /**
         * A trainer with these options and freshly drawn weights; options set later are for the
         * next one.
         */
        public Trainer build() {
            require(patience == 0 || validation != null, "patience", "a validation set", "none");
            return new Trainer(new Builder(this));
        }
    }
}
