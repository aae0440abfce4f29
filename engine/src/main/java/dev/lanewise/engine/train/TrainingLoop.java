package dev.lanewise.engine.train;

import static dev.lanewise.engine.train.TrainingOptions.AUGMENTATION;
import static dev.lanewise.engine.train.TrainingOptions.BATCH_SIZE;
import static dev.lanewise.engine.train.TrainingOptions.CLASS_NAMES;
import static dev.lanewise.engine.train.TrainingOptions.CORRUPTION;
import static dev.lanewise.engine.train.TrainingOptions.DROP_LAST;
import static dev.lanewise.engine.train.TrainingOptions.EMA;
import static dev.lanewise.engine.train.TrainingOptions.KEEP_BEST;
import static dev.lanewise.engine.train.TrainingOptions.KERNELS;
import static dev.lanewise.engine.train.TrainingOptions.LISTENERS;
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

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.inference.Evaluator;
import dev.lanewise.engine.inference.OutputException;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.metric.Evaluation;
import dev.lanewise.engine.metric.Metric;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.optim.OptionRange;
import dev.lanewise.engine.parallel.Workers;
import dev.lanewise.engine.plan.Plan;
import dev.lanewise.engine.plan.Trainable;
import dev.lanewise.engine.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The training itself behind a {@link Trainer}: all state that changes with it, the epochs, the steps of
 * an epoch and single ones. For one thread at a time.
 */
final class TrainingLoop {
    private TrainingOptions options;
    private final Network network;
    private final Workers workers;
    private final float[] parameters;
    private final Backend kernels;
    private final OptimizerState update;
    private @Nullable Evaluator evaluator;
    private final @Nullable StepProfile profile;
    private @Nullable StepRunner batch;
    private int batchCapacity;
    private final List<EpochResult> results = new ArrayList<>();
    private @Nullable Position position;
    private int epochsDone;
    private int ownSteps;
    private final BestEpoch best;
    private final TrainingListener listener;
    private final BooleanSupplier goesOn;

    /** Where the last call of {@link Trainer#fit} is, and of how many samples. */
    private record Position(StepProgress progress, int samples) {}

    TrainingLoop(Network network, TrainingOptions options, BooleanSupplier goesOn) {
        this.options = options;
        this.network = network;
        int threads = threads(network, options);
        this.workers = options.get(POOL)
                .map(pool -> Workers.in(pool, threads))
                .orElseGet(() -> Workers.own(threads));
        this.kernels = options.get(KERNELS).orElseGet(Kernels::auto).backend();
        this.parameters = options.firstWeights(network);
        this.update = new OptimizerState(kernels, options.get(OPTIMIZER), options.get(EMA),
                parameters, options.ranges(network));
        this.profile = options.get(PROFILE) ? newProfile() : null;
        this.best = new BestEpoch(options.get(KEEP_BEST));
        this.listener = new Listeners(options.get(LISTENERS));
        this.goesOn = goesOn;
    }

    /** Number of threads, given or not. */
    private static int threads(Network network, TrainingOptions options) {
        long bytes = Plan.bytes(network, Plan.Use.TRAINING)
                + Plan.bytes(network, Plan.Use.INFERENCE);
        int given = options.get(THREADS);
        return given > 0 ? given : Workers.byDefault(bytes, Integer.MAX_VALUE);
    }

    /** Trains for a number of epochs, numbered on. */
    History fit(Dataset data, int epochs) {
        check(data);
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

    /** Checks data to train on, and has them decide about the loss if nobody did before. */
    private void check(Dataset data) {
        options = decided(data);
    }

    /** The options as they are where data decide what nobody did; refuses data that don't fit. */
    private TrainingOptions decided(Dataset data) {
        Evaluator.check(network, data);
        TrainingOptions decided = options.decidedBy(data);
        Evaluator.check(network, data, decided.loss());
        decided.get(VALIDATION).ifPresent(set -> {
            Evaluator.check(network, set, decided.loss());
            decided.get(MONITOR)
                    .ifPresent(m -> m.requireFits(set.classes(), network.outputs()));
            if (set.targets() != data.targets()) {
                throw new IllegalArgumentException("The validation set must have targets as the"
                        + " data have, " + described(data) + ", but has " + described(set)
                        + "; give both the same.");
            }
        });
        decided.get(NORMALIZATION).requireFits(network.inputShape());
        return decided;
    }

    private static String described(Dataset data) {
        return data.targets() > 0 ? data.targets() + " values a sample" : "classes";
    }

    private Evaluator evaluator() {
        Evaluator made = evaluator;
        if (made == null) {
            made = evaluator(options);
            evaluator = made;
        }
        return made;
    }

    private Evaluator evaluator(TrainingOptions decided) {
        return new Evaluator(network, kernels, decided.get(NORMALIZATION), decided.loss(),
                workers);
    }

    /** Goes on to the end of the call of fit that a checkpoint was taken in. */
    History resume(Dataset data, Checkpoint checkpoint) {
        check(data);
        int size = data.size();
        requireResumable(size, checkpoint);
        update.restore(checkpoint.state());
        best.restore(checkpoint.best(), checkpoint.state().best());
        epochsDone = checkpoint.epochsDone();
        results.clear();
        results.addAll(checkpoint.results());
        return train(data, size, checkpoint.progress());
    }

    /** Refuses a checkpoint of another run. */
    void requireResumable(int samples, Checkpoint checkpoint) {
        options.decidedBy(checkpoint)
                .identity(network, samples)
                .requireEqual(checkpoint.options());
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
        training.keepGradient(false);
        int[] order = new int[samples];
        while (goesOn.getAsBoolean() && epochsDone < progress.epochs()
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
        listener.onEpochStart(progress.epoch(), progress.epochs(), progress.steps());
        while (progress.step() < progress.steps() && goesOn.getAsBoolean()) {
            step(training, progress, order.length);
        }
        if (progress.step() == progress.steps()) {
            EpochResult result = result(progress);
            epochsDone = progress.epoch();
            if (result.valLoss().isPresent()) {
                best.offer(result, update.weights());
            }
            results.add(result);
            listener.onEpochEnd(result);
        }
    }

    private StepProfile newProfile() {
        int size = options.get(BATCH_SIZE);
        Network read = Evaluator.read(network, options.loss());
        Plan plan = new Plan(read, kernels, StepRunner.lanes(size), Plan.Use.TRAINING,
                options.trainable(read));
        return new StepProfile(plan, workers.count(),
                Math.max(workers.count(), StepRunner.plans(plan, size, workers.count())),
                !options.get(AUGMENTATION).isNone() || options.get(CORRUPTION) > 0,
                options.loss().hasLogits() ? "softmax" : "loss", update.bytes());
    }

    /** Laid out for no more samples than there are, but two: with one a batch is no tile of 16. */
    private StepRunner batch(Dataset data, int samples) {
        int needed = Math.min(options.get(BATCH_SIZE), Math.max(2, samples));
        StepRunner made = batch;
        if (made == null || needed > batchCapacity || made.values() != data.targets()) {
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
        int step = progress.step();
        int from = step * options.get(BATCH_SIZE);
        int count = Math.min(options.get(BATCH_SIZE), size - from);
        double rate = options.get(OPTIMIZER).learningRate()
                * NamedSchedule.factor(options.get(SCHEDULE), progress.stepsDone(),
                        progress.allSteps());
        long nanos = timed(training, from, count, rate);
        StepSums sums = training.sums();
        double loss = sums.loss();
        if (!Double.isFinite(loss)) {
            throw diverged("The loss", loss, "epoch " + progress.epoch() + ", step " + (step + 1),
                    rate);
        }
        progress.add(count, sums, rate, nanos);
        listener.onStep(progress);
    }

    /** Runs a step, and says how many nanoseconds it took. */
    private static long timed(StepRunner training, int from, int count, double rate) {
        long start = System.nanoTime();
        training.step(from, count, rate);
        long nanos = System.nanoTime() - start;
        training.profileStep(nanos);
        return nanos;
    }

    private static TrainingException diverged(String what, double value, String where,
            double rate) {
        return new TrainingException(what + " became " + value + " in " + where
                + ", at learning rate " + rate + "; train with a smaller learning rate.");
    }

    /** The loss of a step is that before it, so the last step's harm shows only here. */
    private EpochResult result(StepProgress progress) {
        for (float weight : update.weights()) {
            if (!Float.isFinite(weight)) {
                throw diverged("A weight", weight, "epoch " + progress.epoch(),
                        progress.learningRate());
            }
        }
        OptionalDouble valLoss = OptionalDouble.empty();
        OptionalDouble valAccuracy = OptionalDouble.empty();
        OptionalDouble valMetric = OptionalDouble.empty();
        boolean higher = true;
        if (options.get(VALIDATION).isPresent()) {
            Evaluation evaluation = validate(options.get(VALIDATION).orElseThrow(), progress);
            valLoss = OptionalDouble.of(evaluation.loss());
            valAccuracy = evaluation.hasClasses() ? OptionalDouble.of(evaluation.accuracy())
                    : OptionalDouble.empty();
            if (options.get(MONITOR).isPresent()) {
                Metric watched = options.get(MONITOR).orElseThrow();
                valMetric = OptionalDouble.of(evaluation.metric(watched.name()));
                higher = watched.higherIsBetter();
            }
        }
        return new EpochResult(new EpochResult.Numbers(progress.epoch(), progress.loss(),
                progress.accuracy(), valLoss, valAccuracy, progress.learningRate(),
                progress.seconds(), progress.imagesPerSecond(), valMetric, higher));
    }

    private Evaluation validate(Dataset validation, StepProgress progress) {
        try {
            return evaluator().evaluate(update.weights(), validation,
                    options.get(MONITOR).stream().toList());
        } catch (OutputException e) {
            throw diverged("The validation loss", Double.NaN, "epoch " + progress.epoch(),
                    progress.learningRate());
        }
    }

    private boolean outOfPatience(int first) {
        return options.get(PATIENCE) > 0
                && best.since(first - 1, epochsDone) >= options.get(PATIENCE);
    }

    /** Makes one step on exactly these samples, which belongs to no epoch. */
    StepResult step(double rate, Dataset data, int[] indices) {
        check(data);
        OptionRange.check(rate >= 0 && Float.isFinite((float) rate), "A learning rate",
                "a number of at least 0", OptionRange.shown(rate));
        OptionRange.check(indices.length >= 1 && indices.length <= options.get(BATCH_SIZE),
                "The samples of a step", "1 to the batch size of " + options.get(BATCH_SIZE),
                indices.length);
        for (int index : indices) {
            Objects.checkIndex(index, data.size());
        }
        if (update.curvatureSamples() > 0) {
            throw new IllegalStateException("A single step needs an optimizer that does not measure"
                    + " the data before every epoch; give the trainer another one, or call fit.");
        }
        StepRunner training = batch(data, Math.max(data.size(), indices.length));
        position = null;
        ownSteps++;
        training.begin(data, indices, options.get(SEED), ownSteps);
        training.keepGradient(true);
        timed(training, 0, indices.length, rate);
        double loss = training.sums().loss();
        if (!Double.isFinite(loss)) {
            throw diverged("The loss", loss, "single step " + ownSteps, rate);
        }
        return new StepResult(indices.length, training.sums(), training.gradientNorm());
    }

    /** A copy of the gradient of the last single step; refuses if the last training was none. */
    float[] gradients() {
        float[] kept = batch == null ? null : batch.keptGradient();
        if (kept == null) {
            throw new IllegalStateException(
                    "Gradients are those of a single step; call step first.");
        }
        Trainable trainable = options.trainable(network);
        for (Parameter p : network.parameters()) {
            if (!trainable.trains(p)) {
                Arrays.fill(kept, p.offset(), p.offset() + p.size(), 0f);
            }
        }
        return kept;
    }

    /** Where training is; refuses if it is nowhere in a call of fit. */
    Checkpoint checkpoint() {
        if (position == null) {
            throw new IllegalStateException("The trainer has no checkpoint before it has trained,"
                    + " nor after a single step; call fit first.");
        }
        return new Checkpoint(options.identity(network, position.samples()).texts(),
                position.progress(),
                epochsDone,
                results, best.result(), update.state(best.weights()));
    }

    /** A copy of the parameters as they are. */
    float[] parameters() {
        return parameters.clone();
    }

    /** The model of the best validated epoch, or as it is. */
    Model model() {
        return Model
                .of(network, best.weightsOr(update.weights()), options.get(NORMALIZATION),
                        options.provenance(position == null ? 0 : position.samples(), epochsDone))
                .withLoss(options.loss().evaluated())
                .withClassNames(classNames());
    }

    /** Names of the outputs: the data may have fewer classes. */
    private List<String> classNames() {
        List<String> names = options.get(CLASS_NAMES);
        return names.size() == network.outputs() ? names : List.of();
    }

    /** Where the time went. */
    TrainingProfile profile() {
        if (profile == null) {
            throw new IllegalStateException("The trainer measures no profile; build it with"
                    + " profile(true).");
        }
        return profile.snapshot();
    }

    /** Evaluates the weights of the model. */
    Evaluation evaluate(Dataset data, List<Metric> metrics) {
        TrainingOptions decided = decided(data);
        Evaluator used = batch == null ? evaluator(decided) : evaluator();
        return used.evaluate(best.weightsOr(update.weights()), data, metrics);
    }

    /** Ends the workers. */
    void close() {
        workers.close();
    }
}
