package dev.lanewise.engine.train;

import dev.lanewise.engine.augment.Distorter;
import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.inference.Evaluator;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.parallel.Workers;
import dev.lanewise.engine.plan.BatchGradient;
import dev.lanewise.engine.plan.LapClock;
import dev.lanewise.engine.plan.Plan;
import dev.lanewise.engine.plan.SampleReader;
import dev.lanewise.engine.plan.Trainable;
import dev.lanewise.engine.random.CounterRandom;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Runs the steps of training: the batch's leaves forward and backward in parallel, then the reduction of
 * the gradient and the update of the parameters in parallel, each task its own range. Everything is
 * allocated at the start; a step allocates nothing.
 *
 * <p>Where the plan has several phases, all leaves end one before any begins the next, forward and then
 * back. Tiles must then be kept in the meantime: each has a plan of its own, where else each worker has
 * one.
 */
final class StepRunner {
    private final Network network;
    private final Normalization normalization;
    /** While a step is measured. */
    private @Nullable InputScale inputScale;
    private final Workers workers;
    private final float[] parameters;
    private final OptimizerState update;
    private final SampleReader reader;
    private final TileLoss loss;
    private final BatchGradient gradient;
    private final GradientNorm norm;
    private final Plan[] plans;
    private final @Nullable StepProfile profile;
    private final LapClock[] clocks;
    private final LapClock parallel;
    private final int[] reductionLaps;
    private final float[][] raw;
    private final float[][] targets;
    /** Values of a sample's target; 0 where it is a class. */
    private final int values;
    private final float[][] wanted;
    /** What the samples of a plan's tile count. */
    private final float[][] weights;
    private final Distorter[] distorters;
    private final StepSums sums;
    private final int lanes;
    private final int lastPhase;
    private final Workers.Job forwardTile = this::forwardTile;
    private final Workers.Job backwardTile = this::backwardTile;
    private final Workers.Job lastTile = this::lastTile;
    private final Workers.Job curvatureTile = this::curvatureTile;
    private final Workers.Job leafJob = this::leaf;
    /** A phase of all tiles that is not the last one, forward. */
    private final Workers.Job forwardJob = (worker, leaf) -> eachTile(worker, leaf, forwardTile);
    /** The same backward. */
    private final Workers.Job backwardJob = (worker, leaf) -> eachTile(worker, leaf, backwardTile);
    private final Workers.Job updateJob = this::reduceAndUpdate;
    private final Workers.Job reduceJob = this::reduceTimed;
    private final Workers.Job normJob = (worker, chunk) -> measure(chunk);
    private final Workers.Job curvatureJob = this::curvatureLeaf;
    private final Workers.Job reductionJob = (worker, task) -> reduce(task);
    private final float[] squares;
    private Dataset data;
    private CounterRandom dropout = new CounterRandom(0, CounterRandom.Purpose.DROPOUT, 0);
    private int[] order = new int[0];
    private int first;
    private int images;
    private float scale;
    private int phase;
    private float @Nullable [] keptGradient;

    StepRunner(Network network, Backend kernels, BatchOptions options, Workers workers,
            float[] parameters, OptimizerState update, Dataset data,
            @Nullable StepProfile profile) {
        this.network = network;
        this.normalization = options.normalization();
        this.workers = workers;
        this.parameters = parameters;
        this.squares = new float[parameters.length];
        this.update = update;
        this.data = data;
        this.profile = profile;
        this.lanes = lanes(options.size());
        this.reader = new SampleReader(network, kernels);
        this.values = data.targets();
        this.loss = options.loss().tile(network.outputs(), lanes, values);
        Network read = Evaluator.read(network, options.loss());
        Trainable trainable = Trainable.without(read, options.frozen());
        Plan model = new Plan(read, kernels, lanes, Plan.Use.TRAINING, trainable);
        this.lastPhase = model.phases() - 1;
        this.gradient = new BatchGradient(model, options.size());
        this.norm = new GradientNorm(network, trainable, options.clipNorm());
        this.plans = new Plan[plans(model, options.size(), workers.count())];
        this.clocks = new LapClock[Math.max(plans.length, workers.count())];
        Arrays.setAll(clocks, i -> profile == null ? LapClock.OFF : profile.clock(i));
        for (int i = 0; i < plans.length; i++) {
            Plan plan = i == 0 ? model
                    : new Plan(read, kernels, lanes, Plan.Use.TRAINING, trainable);
            plans[i] = profile == null ? plan : plan.timed(clocks[i], StepProfile.STEPS);
        }
        this.parallel = profile == null ? LapClock.OFF : profile.parallel();
        this.reductionLaps = new int[gradient.tasks()];
        if (profile != null) {
            Arrays.setAll(reductionLaps, task -> profile.reductionLap(gradient.from(task)));
        }
        this.raw = new float[workers.count()][lanes * network.inputShape().size()];
        this.targets = new float[plans.length][loss.targets() * lanes];
        this.wanted = new float[workers.count()][values];
        this.weights = new float[plans.length][lanes];
        this.distorters = new Distorter[workers.count()];
        Arrays.setAll(distorters, i -> new Distorter(options.augmentation(), options.corruption(),
                network.inputShape(), kernels));
        this.sums = new StepSums(options.size());
    }

    /** Images in a tile for batches of that size. */
    static int lanes(int batchSize) {
        return batchSize == 1 ? 1 : Backend.TILE;
    }

    /** Plans that batches of a size need: one a worker, or one a tile where tiles must be kept. */
    static int plans(Plan plan, int batchSize, int workers) {
        return plan.phases() == 1 ? workers : Math.ceilDiv(batchSize, plan.lanes());
    }

    /** Has the next step warn of inputs that are far too large or too small. */
    void measureInputs() {
        inputScale = new InputScale(sums.most(), normalization,
                network.inputShape().channels());
    }

    /** Whether the gradients of the steps to come are kept as they are before the optimizer takes them. */
    void keepGradient(boolean keep) {
        if (!keep) {
            keptGradient = null;
        } else if (keptGradient == null) {
            keptGradient = new float[parameters.length];
        }
    }

    /** A copy of the last step's gradient if it was kept, else null. */
    float @Nullable [] keptGradient() {
        return keptGradient == null ? null : keptGradient.clone();
    }

    /** Begins an epoch, whose samples are distorted as its number and the seed say. */
    void begin(Dataset dataset, int[] epochOrder, long seed, int epoch) {
        if (profile != null) {
            profile.beginEpoch();
        }
        data = dataset;
        order = epochOrder;
        dropout = new CounterRandom(seed, CounterRandom.Purpose.DROPOUT, epoch);
        for (Distorter distorter : distorters) {
            distorter.begin(seed, epoch);
        }
    }

    /** Trains on the samples {@code order[from … from + count)}. */
    void step(int from, int count, double learningRate) {
        first = from;
        images = count;
        weigh();
        scale = sums.weight() > 0 ? (float) (1 / sums.weight()) : 0;
        gradient.begin(count);
        for (phase = 0; phase < lastPhase; phase++) {
            runTogether(forwardJob, gradient.leaves(count));
            gradient.finishForward(phase);
        }
        runTogether(leafJob, gradient.leaves(count));
        for (phase = lastPhase - 1; phase >= 0; phase--) {
            gradient.finishBackward(phase);
            runTogether(backwardJob, gradient.leaves(count));
        }
        update.begin(learningRate);
        if (norm.clips()) {
            runTogether(reduceJob, gradient.tasks());
            runTogether(normJob, norm.chunks());
            norm.finish();
        }
        runTogether(updateJob, gradient.tasks());
        if (inputScale != null) {
            inputScale.check((long) count * network.inputShape().size());
            inputScale = null;
        }
    }

    /** Sums what the samples of the step count, and counts those that can be right, in their order. */
    private void weigh() {
        sums.begin(images);
        for (int i = 0; i < images; i++) {
            int sample = order[first + i];
            double counts = reader.weight(data, sample);
            boolean canBeRight = values == 0;
            if (canBeRight && loss.weighsClasses()) {
                int label = reader.labelOrNone(data, sample);
                counts *= loss.weight(label);
                canBeRight = !loss.ignores(label);
            }
            sums.count(counts, canBeRight);
        }
    }

    private void runTogether(Workers.Job job, int tasks) {
        parallel.start();
        workers.run(job, tasks);
        parallel.lap(0);
    }

    /**
     * The mean second derivatives of the loss by the parameters, in the Gauss-Newton approximation, over
     * the first samples of the epoch.
     *
     * @param samples how many, if there are so many
     */
    double[] curvatures(int samples) {
        int count = Math.min(samples, order.length);
        for (int i = 0; i < parameters.length; i++) {
            squares[i] = parameters[i] * parameters[i];
        }
        double[] means = new double[parameters.length];
        double all = 0;
        for (int from = 0; from < count; from += sums.most()) {
            first = from;
            images = Math.min(sums.most(), count - from);
            weigh();
            all += sums.weight();
        }
        for (int from = 0; from < count && all > 0; from += sums.most()) {
            first = from;
            images = Math.min(sums.most(), count - from);
            gradient.begin(images);
            workers.run(curvatureJob, gradient.leaves(images));
            workers.run(reductionJob, gradient.tasks());
            addTo(means, gradient.flat(), all);
        }
        return means;
    }

    private static void addTo(double[] means, float[] sums, double count) {
        for (int i = 0; i < means.length; i++) {
            means[i] += sums[i] / count;
        }
    }

    /** Counts the last step in the profile, if there is one. */
    void profileStep(long nanos) {
        if (profile != null) {
            profile.addStep(images, gradient.tiles(images), gradient.leaves(images), nanos);
        }
    }

    /** Values of a sample's target, for which this was made; 0 where it is a class. */
    int values() {
        return values;
    }

    /** What the samples of the last step counted and lost. */
    StepSums sums() {
        return sums;
    }

    /** The norm of the last step's gradient before it was clipped; empty without clipping. */
    OptionalDouble gradientNorm() {
        return norm.clips() ? OptionalDouble.of(norm.norm()) : OptionalDouble.empty();
    }

    /** The gradient of the last step. */
    float[] gradient() {
        return gradient.flat();
    }

    /** Runs a job on the tiles of a leaf. */
    private void eachTile(int worker, int leaf, Workers.Job job) {
        int last = Math.min(gradient.tiles(images), (leaf + 1) * BatchGradient.LEAF_TILES);
        for (int tile = leaf * BatchGradient.LEAF_TILES; tile < last; tile++) {
            clocks[slot(worker, tile)].start();
            job.run(worker, tile);
        }
    }

    /** The index of the plan that computes a tile. */
    private int slot(int worker, int tile) {
        return lastPhase == 0 ? worker : tile;
    }

    private void leaf(int worker, int leaf) {
        LapClock clock = clocks[worker];
        clock.start();
        gradient.beginLeaf(leaf);
        clock.lap(StepProfile.CLEAR);
        eachTile(worker, leaf, lastTile);
    }

    private void curvatureLeaf(int worker, int leaf) {
        gradient.beginLeaf(leaf);
        eachTile(worker, leaf, curvatureTile);
    }

    private void curvatureTile(int worker, int tile) {
        load(worker, tile);
        plans[worker].forward(parameters);
        plans[worker].curvature(loss, targets[worker], weights[worker], squares, gradient, tile);
    }

    private void forwardTile(int worker, int tile) {
        if (phase == 0) {
            load(worker, tile);
        }
        plans[tile].forward(parameters, gradient, tile, phase);
    }

    private void backwardTile(int worker, int tile) {
        plans[tile].backward(parameters, gradient, tile, phase);
    }

    /** The last phase forward, the loss, and the last phase backward. */
    private void lastTile(int worker, int tile) {
        int slot = slot(worker, tile);
        Plan plan = plans[slot];
        int start = tile * lanes;
        int count = lastPhase == 0 ? load(worker, tile) : Math.min(lanes, images - start);
        plan.forward(parameters, gradient, tile, lastPhase);
        float[] outputs = plan.logits();
        boolean weighted = false;
        for (int lane = 0; lane < count; lane++) {
            float counts = weights[slot][lane];
            double value = loss.value(outputs, targets[slot], lane);
            sums.note(start + lane, counts * value,
                    counts * loss.plainValue(outputs, targets[slot], lane, value),
                    values == 0 && loss.isRight(outputs, targets[slot], lane));
            weighted |= counts != 1;
        }
        plan.lossGradient(loss, targets[slot], scale);
        if (weighted) {
            plan.weighGradient(weights[slot]);
        }
        clocks[slot].lap(StepProfile.LOSS);
        plan.backward(parameters, gradient, tile, lastPhase);
    }

    /** Reads the samples of a tile into a worker's plan, and says how many there are. */
    private int load(int worker, int tile) {
        int slot = slot(worker, tile);
        LapClock clock = clocks[slot];
        int start = tile * lanes;
        int count = Math.min(lanes, images - start);
        int size = network.inputShape().size();
        Arrays.fill(targets[slot], loss.empty());
        for (int lane = 0; lane < count; lane++) {
            int sample = order[first + start + lane];
            reader.read(data, sample, raw[worker], lane * size);
            weights[slot][lane] = reader.weight(data, sample);
            if (values == 0) {
                loss.target(reader.labelOrNone(data, sample), targets[slot], lane);
            } else {
                reader.target(data, sample, wanted[worker], 0);
                loss.target(sample, wanted[worker], 0, targets[slot], lane);
            }
        }
        if (inputScale != null) {
            measure(inputScale, worker, start, count);
        }
        if (distorters[worker].distorts()) {
            clock.lap(StepProfile.LOAD);
            for (int lane = 0; lane < count; lane++) {
                distorters[worker].apply(order[first + start + lane], raw[worker], lane * size);
            }
            clock.lap(StepProfile.AUGMENT);
        }
        plans[slot].load(raw[worker], count, normalization);
        plans[slot].setSamples(dropout, order, first + start, count);
        clock.lap(StepProfile.LOAD);
        return count;
    }

    private void measure(InputScale scale, int worker, int start, int count) {
        int size = network.inputShape().size();
        for (int lane = 0; lane < count; lane++) {
            scale.add(start + lane, raw[worker], lane * size, size);
        }
    }

    private void reduce(int task) {
        gradient.reduce(task);
    }

    private void reduceTimed(int worker, int task) {
        LapClock clock = clocks[worker];
        clock.start();
        gradient.reduce(task);
        clock.lap(reductionLaps[task]);
    }

    private void measure(int chunk) {
        norm.measure(chunk, gradient.flat());
    }

    private void reduceAndUpdate(int worker, int task) {
        LapClock clock = clocks[worker];
        float momentum = gradient.momentum(task);
        if (norm.clips()) {
            clock.start();
            norm.clip(gradient.flat(), gradient.from(task),
                    momentum > 0 ? gradient.from(task) : gradient.to(task));
        } else {
            reduceTimed(worker, task);
        }
        if (keptGradient != null && momentum == 0) {
            System.arraycopy(gradient.flat(), gradient.from(task), keptGradient,
                    gradient.from(task), gradient.to(task) - gradient.from(task));
        }
        if (momentum > 0) {
            update.average(gradient.flat(), momentum, gradient.from(task), gradient.to(task));
        } else {
            update.apply(gradient.flat(), gradient.from(task), gradient.to(task));
        }
        clock.lap(StepProfile.UPDATE);
    }
}
