package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A network compiled for a tile of images. All buffers are allocated here, once; running it
 * allocates nothing. Belongs to one thread at a time; the parameters it is given are only read.
 *
 * <p>Use: {@link #load} each lane, {@link #forward}; then read {@link #logits}, or for training
 * {@link #lossGradient} and {@link #backward}.
 */
public final class Plan {
    private final Network network;
    private final Backend kernels;
    private final int lanes;
    private final Use use;
    private final Trainable trainable;
    private final List<Step> steps;
    private final List<Stage> stages;
    /** First step of each phase, and the number of steps. */
    private final int[] phases;
    /** By node, the index of the step that makes its output. */
    private final int[] lastSteps;
    private final SumLayout sums;
    private final Maps input;
    /** By node; null where a layer's output is not stored. */
    private final List<Optional<Maps>> outputs;
    private final Pass pass;
    private final SampleTransfer entrance;
    private final SampleTransfer exit;

    /** What a plan is for. */
    public enum Use {
        /** The forward pass only. */
        INFERENCE,
        /** The forward pass only; keeps what every layer makes, to look at. */
        INSPECTION,
        /** Forward and backward: keeps what the backward pass needs. */
        TRAINING
    }

    /**
     * Compiles a network.
     *
     * @param lanes images in a tile: {@link Backend#TILE} or 1
     * @throws IllegalArgumentException for another number of lanes
     * @throws ShapeException if no array can hold what a layer makes of a tile
     */
    public Plan(Network network, Backend kernels, int lanes, Use use) {
        this(network, kernels, lanes, use, Trainable.all(network));
    }

    /**
     * The same where some parameters are frozen: the backward pass ends at the first layers that are
     * trained, and a batch normalization that is frozen normalizes by its running averages.
     *
     * @throws IllegalArgumentException for another number of lanes
     * @throws ShapeException if no array can hold what a layer makes of a tile
     */
    public Plan(Network network, Backend kernels, int lanes, Use use, Trainable trainable) {
        if (lanes != 1 && lanes != Backend.TILE) {
            throw new IllegalArgumentException(
                    "A tile must have 1 or " + Backend.TILE + " images; you gave " + lanes + ".");
        }
        this.network = network;
        this.kernels = kernels;
        this.lanes = lanes;
        this.use = use;
        this.trainable = trainable;
        Compiler compiler = new Compiler(network, kernels, lanes, use, trainable);
        this.input = compiler.input();
        this.steps = List.copyOf(compiler.steps());
        this.stages = List.copyOf(compiler.stages());
        this.phases = IntStream
                .concat(IntStream.concat(IntStream.of(0),
                        compiler.barriers().stream().mapToInt(Integer::intValue)),
                        IntStream.of(steps.size()))
                .toArray();
        this.lastSteps = compiler.lastSteps();
        this.sums = compiler.sums();
        this.outputs = IntStream.range(0, network.nodes().size())
                .mapToObj(node -> Optional.ofNullable(compiler.output(node)))
                .toList();
        this.pass = new Pass(lanes);
        this.entrance = new SampleTransfer(kernels, input);
        this.exit = new SampleTransfer(kernels, output());
    }

    private Plan(Plan plan, List<Step> steps) {
        this.network = plan.network;
        this.kernels = plan.kernels;
        this.lanes = plan.lanes;
        this.use = plan.use;
        this.trainable = plan.trainable;
        this.input = plan.input;
        this.steps = List.copyOf(steps);
        this.stages = plan.stages;
        this.phases = plan.phases;
        this.lastSteps = plan.lastSteps;
        this.sums = plan.sums;
        this.outputs = plan.outputs;
        this.pass = plan.pass;
        this.entrance = plan.entrance;
        this.exit = plan.exit;
    }

    /**
     * This plan with its steps timed: step {@code i} of {@link #stages} adds its forward pass to the
     * lap {@code first + 2·i} of {@code clock} and its backward pass to the one after that. Both
     * plans share their buffers and so belong to the same thread, as does the clock, which must be
     * started before a pass.
     */
    public Plan timed(LapClock clock, int first) {
        List<Step> timed = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            timed.add(new TimedStep(steps.get(i), clock, first + 2 * i, first + 2 * i + 1));
        }
        return new Plan(this, timed);
    }

    /** What each step of this plan computes, in their order. */
    public List<Stage> stages() {
        return stages;
    }

    /** What its passes leave behind for the sums over a batch. */
    SumLayout sums() {
        return sums;
    }

    Trainable trainable() {
        return trainable;
    }

    Backend kernels() {
        return kernels;
    }

    /**
     * Number of phases: 1, and one more for each layer that needs sums over the whole batch in the middle.
     * In training all tiles of a batch end a phase before any begins the next.
     */
    public int phases() {
        return phases.length - 1;
    }

    /**
     * About how many bytes the maps of a plan for a tile of {@link Backend#TILE} images take: values,
     * and for training gradients and slopes.
     */
    public static long bytes(Network network, Use use) {
        long values = network.inputShape().size();
        for (Node node : network.nodes()) {
            values += node.output().size();
        }
        return values * Backend.TILE * Float.BYTES * (use == Use.TRAINING ? 3 : 1);
    }

    /** What it was compiled from. */
    public Network network() {
        return network;
    }

    /** Images in a tile. */
    public int lanes() {
        return lanes;
    }

    /**
     * Puts samples into the first lanes of the tile; lanes beyond {@code count} are set to 0.
     *
     * @param values raw values, sample after sample, each in the order channel, row, column
     * @param count samples, at most {@link #lanes}
     */
    public void load(float[] values, int count, Normalization normalization) {
        load(values, 0, count, normalization);
    }

    /** The same of samples from {@code offset} on. */
    public void load(float[] values, int offset, int count, Normalization normalization) {
        pass.setImages(count);
        entrance.load(values, offset, count, normalization);
    }

    /**
     * Says which samples are in the lanes, for layers that draw random numbers in training. Without it they
     * are the samples 0, 1, 2 … of seed 0.
     *
     * @param random the stream of the epoch
     * @param order numbers of the samples, from {@code from} on
     */
    public void setSamples(CounterRandom random, int[] order, int from, int count) {
        Objects.checkIndex(count, lanes + 1);
        pass.setSamples(random, order, from, count);
    }

    /**
     * Gets ready for many forward passes with the same parameters: {@link #forward} on this array then
     * works from copies in an order that suits the tile, to the same bits. The array must not change until
     * it is prepared again.
     *
     * @throws IllegalStateException if this plan is for training, where parameters change
     */
    public void prepare(float[] parameters) {
        prepare(parameters, new PreparedWeights());
    }

    /**
     * The same with copies that other plans of these parameters share, for tiles of as many images.
     *
     * @throws IllegalStateException if this plan is for training, where parameters change
     */
    public void prepare(float[] parameters, PreparedWeights shared) {
        if (use != Use.INFERENCE) {
            throw new IllegalStateException(
                    "Parameters that change can't be prepared: the plan must"
                            + " be for " + Use.INFERENCE + ", but is for " + use + ".");
        }
        Objects.checkFromIndexSize(0, network.parameterCount(), parameters.length);
        for (Step step : steps) {
            step.prepare(parameters, shared);
        }
    }

    /**
     * Computes the logits of the loaded tile.
     *
     * @throws IllegalStateException if the plan is for training and has several phases
     */
    public void forward(float[] parameters) {
        forwardTo(parameters, network.nodes().size() - 1);
    }

    /**
     * The same up to a layer, whose output must be kept by the plan.
     *
     * @throws IllegalStateException if the plan is for training and has several phases
     */
    public void forwardTo(float[] parameters, int node) {
        if (use == Use.TRAINING && phases() > 1) {
            throw new IllegalStateException("A plan with " + phases()
                    + " phases goes forward one after the other; give a batch and a phase.");
        }
        Objects.checkFromIndexSize(0, network.parameterCount(), parameters.length);
        pass.setParameters(parameters);
        for (int i = 0; i <= lastSteps[node]; i++) {
            steps.get(i).forward(pass);
        }
    }

    /**
     * Computes one phase of the loaded tile in training.
     *
     * @param batch what receives sums over the batch
     * @param tile index of the tile in the batch
     */
    public void forward(float[] parameters, BatchGradient batch, int tile, int phase) {
        checkTraining();
        Objects.checkFromIndexSize(0, network.parameterCount(), parameters.length);
        pass.setParameters(parameters);
        pass.setTile(batch, tile);
        for (int i = phases[phase]; i < phases[phase + 1]; i++) {
            steps.get(i).forward(pass);
        }
    }

    /**
     * The network's outputs {@code [class][lane]}; the array itself, overwritten by the next {@link
     * #forward}.
     */
    public float[] logits() {
        return output().values;
    }

    private Maps output() {
        return outputs.getLast().orElseThrow();
    }

    /**
     * Copies the network's outputs out of the tile.
     *
     * @param values receives {@code count} samples from {@code offset} on, each in the order channel, row,
     *     column
     * @param count samples, at most {@link #lanes}
     */
    public void store(float[] values, int offset, int count) {
        exit.store(values, offset, count);
    }

    /**
     * Copies what a layer made out of the tile, in the same way.
     *
     * @param node index of the layer
     * @throws IllegalStateException if the plan does not keep it
     */
    public void store(int node, float[] values, int offset, int count) {
        new SampleTransfer(kernels, kept(node)).store(values, offset, count);
    }

    /**
     * What a layer made of the first image of the tile, in the order channel, row, column.
     *
     * @param node index of the layer
     * @throws IllegalStateException if the plan does not keep it
     */
    public float[] output(int node) {
        Maps maps = kept(node);
        MapShape inside = maps.inside;
        float[] values = new float[inside.channels() * inside.height() * inside.width()];
        int next = 0;
        for (int c = 0; c < inside.channels(); c++) {
            for (int y = 0; y < inside.height(); y++) {
                for (int x = 0; x < inside.width(); x++) {
                    values[next++] = maps.values[maps.row(c, y) + x * lanes];
                }
            }
        }
        return values;
    }

    private Maps kept(int node) {
        return outputs.get(node)
                .orElseThrow(() -> new IllegalStateException(
                        "A plan for " + use + " does not keep what layer " + node
                                + " makes; use one for "
                                + Use.INSPECTION + "."));
    }

    /**
     * Sets the gradient of the outputs to that of a loss.
     *
     * @param targets the lanes' targets
     * @param scale the reciprocal of the batch size
     * @throws IllegalStateException if the plan is for inference
     */
    public void lossGradient(TileLoss loss, float[] targets, float scale) {
        checkTraining();
        Maps output = output();
        loss.gradient(kernels, output.values, targets, scale, output.gradient);
    }

    /**
     * Multiplies the gradient of the outputs by what the lanes' samples count.
     *
     * @param weights one for each lane
     */
    public void weighGradient(float[] weights) {
        float[] dz = output().gradient;
        for (int i = 0; i < dz.length; i++) {
            dz[i] *= weights[i % lanes];
        }
    }

    private void checkTraining() {
        if (use != Use.TRAINING) {
            throw new IllegalStateException("The plan must be compiled for TRAINING, but is for "
                    + use + ", which keeps no gradients; compile another one.");
        }
    }

    /**
     * Computes the gradients of the parameters from that of the outputs and leaves them in {@code
     * sink}.
     *
     * @param tile index of the tile in the batch
     * @throws IllegalStateException if the plan is for inference
     */
    public void backward(float[] parameters, BatchGradient sink, int tile) {
        for (int phase = phases() - 1; phase >= 0; phase--) {
            backward(parameters, sink, tile, phase);
        }
    }

    /**
     * The part of {@link #backward} that belongs to one phase; the last phase comes first.
     *
     * @throws IllegalStateException if the plan is for inference
     */
    public void backward(float[] parameters, BatchGradient sink, int tile, int phase) {
        checkTraining();
        pass.setParameters(parameters);
        pass.setTile(sink, tile);
        for (int i = phases[phase + 1] - 1; i >= phases[phase]; i--) {
            if (stages.get(i).goesBackward()) {
                steps.get(i).backward(pass);
            }
        }
    }

    /**
     * Computes the second derivatives of the loss by the parameters, each by itself, in the Gauss-Newton
     * approximation, which leaves out second derivatives of activations (LeCun, Bottou, Bengio, Haffner
     * 1998, appendix C), summed over the lanes, and leaves them in {@code sink}. Call it after {@link
     * #forward}; another forward pass must follow.
     *
     * @param targets the lanes' targets
     * @param weights what the lanes' samples count
     * @param squares the squares of the parameters of the forward pass
     * @param tile index of the tile in the batch
     * @throws IllegalStateException if the plan is for inference
     */
    public void curvature(TileLoss loss, float[] targets, float[] weights, float[] squares,
            BatchGradient sink, int tile) {
        checkTraining();
        float[] rest = new float[lanes];
        Maps output = output();
        loss.curvature(output.values, targets, output.gradient, rest);
        weighGradient(weights);
        for (int lane = 0; lane < lanes; lane++) {
            rest[lane] *= weights[lane];
        }
        pass.setParameters(squares);
        pass.setTile(sink, tile);
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (!stages.get(i).goesBackward()) {
                continue;
            }
            if (!(untimed(steps.get(i)) instanceof SecondOrderStep step)) {
                throw new IllegalStateException("Layer " + stages.get(i).name()
                        + " has no second derivatives; use another optimizer.");
            }
            step.curvature(pass, rest);
        }
    }

    private static Step untimed(Step step) {
        return step instanceof TimedStep timed ? timed.step() : step;
    }
}
