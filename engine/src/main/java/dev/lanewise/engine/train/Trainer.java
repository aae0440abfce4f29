package dev.lanewise.engine.train;

import static dev.lanewise.engine.optim.OptionRange.given;
import static dev.lanewise.engine.train.TrainingOptions.AUGMENTATION;
import static dev.lanewise.engine.train.TrainingOptions.BATCH_SIZE;
import static dev.lanewise.engine.train.TrainingOptions.CORRUPTION;
import static dev.lanewise.engine.train.TrainingOptions.DROP_LAST;
import static dev.lanewise.engine.train.TrainingOptions.EMA;
import static dev.lanewise.engine.train.TrainingOptions.INITIALIZER;
import static dev.lanewise.engine.train.TrainingOptions.KEEP_BEST;
import static dev.lanewise.engine.train.TrainingOptions.KERNELS;
import static dev.lanewise.engine.train.TrainingOptions.LISTENER;
import static dev.lanewise.engine.train.TrainingOptions.LOSS;
import static dev.lanewise.engine.train.TrainingOptions.NORMALIZATION;
import static dev.lanewise.engine.train.TrainingOptions.OPTIMIZER;
import static dev.lanewise.engine.train.TrainingOptions.PATIENCE;
import static dev.lanewise.engine.train.TrainingOptions.POOL;
import static dev.lanewise.engine.train.TrainingOptions.PROFILE;
import static dev.lanewise.engine.train.TrainingOptions.SCHEDULE;
import static dev.lanewise.engine.train.TrainingOptions.SEED;
import static dev.lanewise.engine.train.TrainingOptions.THREADS;
import static dev.lanewise.engine.train.TrainingOptions.VALIDATION;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.inference.Evaluator;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.metric.Evaluation;
import dev.lanewise.engine.metric.OutputException;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.parallel.Workers;
import dev.lanewise.engine.plan.Plan;
import dev.lanewise.engine.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Trains one network. The result depends on the network, the data and the options, not on threads,
 * vector width or kernels. Use by one thread at a time; only {@link #stop} may be called from
 * another.
 */
public final class Trainer implements AutoCloseable {
    private final TrainingOptions options;
    private final Network network;
    private final Workers workers;
    private final float[] parameters;
    private final Backend kernels;
    private final OptimizerState update;
    private final Evaluator evaluator;
    private final @Nullable StepProfile profile;
    private @Nullable StepRunner batch;
    private int batchCapacity;
    private final List<EpochResult> results = new ArrayList<>();
    private @Nullable Position position;
    private int epochsDone;
    private @Nullable EpochResult best;
    private float @Nullable [] bestWeights;
    private boolean closed;
    private volatile boolean stopped;

    /** Where the last call of {@link #fit} is, and of how many samples. */
    private record Position(StepProgress progress, int samples) {}

    Trainer(Network network, TrainingOptions options) {
        this.options = options;
        this.network = network;
        int threads = threads(network, options);
        this.workers = options.get(POOL)
                .map(pool -> Workers.in(pool, threads))
                .orElseGet(() -> Workers.own(threads));
        this.kernels = options.get(KERNELS).orElseGet(Kernels::auto).backend();
        this.parameters = FirstWeights.draw(network, options.get(INITIALIZER), options.get(SEED));
        this.update = new OptimizerState(kernels, options.get(OPTIMIZER), options.get(EMA),
                parameters);
        this.evaluator = new Evaluator(network, kernels, options.get(NORMALIZATION),
                options.get(LOSS),
                workers);
        this.profile = options.get(PROFILE) ? newProfile() : null;
    }

    /** Number of threads, given or not. */
    private static int threads(Network network, TrainingOptions options) {
        long bytes = Plan.bytes(network, Plan.Use.TRAINING)
                + Plan.bytes(network, Plan.Use.INFERENCE);
        int given = options.get(THREADS);
        return given > 0 ? given : Workers.byDefault(bytes, Integer.MAX_VALUE);
    }

    /** Begins the options of a trainer; every one has a default. */
    public static TrainerBuilder of(Network network) {
        return new TrainerBuilder(given(network, "network"));
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
     * @throws IllegalArgumentException if there would be no epoch or no step, or a sample is wrong;
     *     names it
     * @throws IllegalStateException if the trainer is closed
     * @throws TrainingException if a loss or a weight is no finite number any more
     */
    public History fit(Dataset data, int epochs) {
        checkOpen();
        Evaluator.check(network, data);
        int size = data.size();
        int steps = steps(size);
        if (epochs < 1 || steps < 1) {
            throw new IllegalArgumentException(
                    "Training needs at least 1 epoch of at least 1 step; you gave " + epochs
                            + " epochs of " + steps + " steps (" + size + " samples, batch size "
                            + options.get(BATCH_SIZE)
                            + (options.get(DROP_LAST) ? ", the rest dropped" : "") + ").");
        }
        int last = (int) Math.min(Integer.MAX_VALUE - 1, (long) epochsDone + epochs);
        results.clear();
        return train(data, size, new StepProgress(epochsDone + 1, last, steps));
    }

    /**
     * Goes on where a checkpoint was taken: takes over its state and ends the call of {@link #fit}
     * that it was taken in, so that the weights become the same bits as without the interruption.
     * The trainer must have been built with the same network and options; threads, kernels, the
     * listener and the profile may differ. {@link #requireResumable} checks that alone.
     *
     * @param data the same samples
     * @return the epochs of the whole call, those before the checkpoint too
     * @throws dev.lanewise.engine.nn.ShapeException if the network can't read the data
     * @throws IllegalArgumentException if {@link #requireResumable} refuses; then nothing was changed
     * @throws IllegalStateException if the trainer is closed
     * @throws TrainingException if a loss or a weight is no finite number any more
     */
    public History resume(Dataset data, Checkpoint checkpoint) {
        checkOpen();
        Evaluator.check(network, data);
        int size = data.size();
        requireResumable(size, checkpoint);
        float[] bestBefore = checkpoint.state().best();
        update.restore(checkpoint.state());
        best = checkpoint.best();
        bestWeights = bestBefore.length == 0 ? null : bestBefore.clone();
        epochsDone = checkpoint.epochsDone();
        results.clear();
        results.addAll(checkpoint.results());
        return train(data, size, checkpoint.progress());
    }

    /**
     * Checks, without changing anything, that {@link #resume} can go on from a checkpoint to the bits
     * of a run without interruption.
     *
     * @param samples number of samples to train on
     * @throws IllegalArgumentException if an option or the number of samples differs, or only one of
     *     the two machines has fused multiply-add; names the first and both values
     */
    public void requireResumable(int samples, Checkpoint checkpoint) {
        options.identity(network, samples).requireEqual(checkpoint.options());
        if (checkpoint.steps() != steps(samples)) {
            throw new IllegalArgumentException("The steps of an epoch must be " + steps(samples)
                    + ", but the checkpoint has " + checkpoint.steps() + ".");
        }
    }

    private int steps(int samples) {
        return options.get(DROP_LAST) ? samples / options.get(BATCH_SIZE)
                : Math.ceilDiv(samples, options.get(BATCH_SIZE));
    }

    /** From where {@code progress} is to the end of its last epoch. */
    private History train(Dataset data, int samples, StepProgress progress) {
        position = new Position(progress, samples);
        StepRunner training = batch(data, samples);
        int[] order = new int[samples];
        while (!stopped && epochsDone < progress.epochs()
                && !outOfPatience(progress.firstEpoch())) {
            if (progress.epoch() == epochsDone) {
                progress.beginEpoch(epochsDone + 1);
            }
            epoch(data, training, progress, order);
        }
        return new History(results);
    }

    private void epoch(Dataset data, StepRunner training, StepProgress progress, int[] order) {
        new CounterRandom(options.get(SEED), CounterRandom.Purpose.SHUFFLE, progress.epoch())
                .permute(order);
        training.begin(data, order, options.get(SEED), progress.epoch());
        if (update.curvatureSamples() > 0 && progress.step() == 0) {
            update.adapt(training.curvatures(update.curvatureSamples()));
        }
        options.get(LISTENER).onEpochStart(progress.epoch(), progress.epochs(), progress.steps());
        while (progress.step() < progress.steps() && !stopped) {
            step(training, progress, order.length);
        }
        if (progress.step() == progress.steps()) {
            EpochResult result = result(progress);
            epochsDone = progress.epoch();
            keepIfBest(result);
            results.add(result);
            options.get(LISTENER).onEpochEnd(result);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "The trainer is closed; build another one.");
        }
    }

    private StepProfile newProfile() {
        int size = options.get(BATCH_SIZE);
        Plan plan = new Plan(network, kernels, StepRunner.lanes(size), Plan.Use.TRAINING);
        return new StepProfile(plan, workers.count(),
                Math.max(workers.count(), StepRunner.plans(plan, size, workers.count())),
                !options.get(AUGMENTATION).isNone() || options.get(CORRUPTION) > 0,
                options.get(LOSS).hasLogits() ? "softmax" : "loss", update.bytes());
    }

    /** Laid out for no more samples than there are, but two: with one a batch is no tile of 16. */
    private StepRunner batch(Dataset data, int samples) {
        int needed = Math.min(options.get(BATCH_SIZE), Math.max(2, samples));
        StepRunner made = batch;
        if (made == null || needed > batchCapacity) {
            made = new StepRunner(network, kernels, BatchOptions.of(options, needed), workers,
                    parameters, update, data, profile);
            if (batch == null) {
                made.measureInputs();
            }
            batch = made;
            batchCapacity = needed;
        }
        return made;
    }

    private void step(StepRunner training, StepProgress progress, int size) {
        long start = System.nanoTime();
        int step = progress.step();
        int from = step * options.get(BATCH_SIZE);
        int count = Math.min(options.get(BATCH_SIZE), size - from);
        double rate = options.get(OPTIMIZER).learningRate()
                * options.get(SCHEDULE).factor(progress.stepsDone(), progress.allSteps());
        training.step(from, count, rate);
        double loss = training.lossSum();
        int correct = training.correct();
        long nanos = System.nanoTime() - start;
        training.profileStep(nanos);
        if (!Double.isFinite(loss)) {
            throw diverged("The loss", loss, progress.epoch() + ", step " + (step + 1), rate);
        }
        progress.add(count, training.plainLossSum(), correct, rate, nanos);
        options.get(LISTENER).onStep(progress);
    }

    private static TrainingException diverged(String what, double value, String epoch,
            double rate) {
        return new TrainingException(what + " became " + value + " in epoch " + epoch
                + ", at learning rate " + rate + "; train with a smaller learning rate.");
    }

    /** The loss of a step is that before it, so the last step's harm shows only here. */
    private EpochResult result(StepProgress progress) {
        for (float weight : update.weights()) {
            if (!Float.isFinite(weight)) {
                throw diverged("A weight", weight, Integer.toString(progress.epoch()),
                        progress.learningRate());
            }
        }
        OptionalDouble valLoss = OptionalDouble.empty();
        OptionalDouble valAccuracy = OptionalDouble.empty();
        if (options.get(VALIDATION).isPresent()) {
            Evaluation evaluation = validate(options.get(VALIDATION).orElseThrow(), progress);
            valLoss = OptionalDouble.of(evaluation.loss());
            valAccuracy = OptionalDouble.of(evaluation.accuracy());
        }
        return new EpochResult(new EpochResult.Numbers(progress.epoch(), progress.loss(),
                progress.accuracy(), valLoss, valAccuracy, progress.learningRate(),
                progress.seconds(), progress.imagesPerSecond()));
    }

    private Evaluation validate(Dataset validation, StepProgress progress) {
        try {
            return evaluator.evaluate(update.weights(), validation);
        } catch (OutputException e) {
            throw diverged("The validation loss", Double.NaN, Integer.toString(progress.epoch()),
                    progress.learningRate());
        }
    }

    private void keepIfBest(EpochResult result) {
        if (options.get(VALIDATION).isPresent()
                && (best == null || History.BETTER.compare(result, best) > 0)) {
            best = result;
            bestWeights = options.get(KEEP_BEST) ? update.weights().clone() : null;
        }
    }

    private boolean outOfPatience(int first) {
        int improved = best == null ? first - 1 : Math.max(best.epoch(), first - 1);
        return options.get(PATIENCE) > 0 && epochsDone - improved >= options.get(PATIENCE);
    }

    /**
     * Finishes the step that runs, after which {@link #fit} returns; later calls of it return at
     * once. May be called from any thread.
     */
    public void stop() {
        stopped = true;
    }

    /**
     * Where training is, to go on later by {@link #resume}. Call it on the thread that trains: from
     * the listener, after a step or an epoch, or when {@link #fit} has returned.
     *
     * @throws IllegalStateException if nothing was trained yet
     */
    public Checkpoint checkpoint() {
        if (position == null) {
            throw new IllegalStateException("The trainer has no checkpoint before it has trained;"
                    + " call fit first.");
        }
        return new Checkpoint(options.identity(network, position.samples()).texts(),
                position.progress(),
                epochsDone,
                results, best,
                update.state(bestWeights == null ? new float[0] : bestWeights));
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
        return Model.of(network, weights, options.get(NORMALIZATION), Map.of())
                .withLoss(options.get(LOSS).evaluated());
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
            throw new IllegalStateException("The trainer measures no profile; build it with"
                    + " profile(true).");
        }
        return profile.snapshot();
    }

    /**
     * Evaluates the weights of {@link #model} with this trainer's workers.
     *
     * @throws dev.lanewise.engine.nn.ShapeException if the network can't read the data
     * @throws IllegalArgumentException if a sample is wrong; names it
     * @throws OutputException if an output is no finite number
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
}
