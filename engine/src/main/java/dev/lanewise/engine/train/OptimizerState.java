package dev.lanewise.engine.train;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.optim.OptimizerRule;
import dev.lanewise.engine.text.Quoted;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters as an optimizer changes them, with its state and the average of the weights. Different
 * ranges may be updated at the same time.
 */
final class OptimizerState {
    /**
     * The average's decay rises to its value as (1 + t) / (10 + t), so that it forgets the first
     * weights (Tan, Le 2019).
     */
    private static final double AVERAGE_START = 10;

    private final Backend kernels;
    private final OptimizerRule rule;
    private final UpdateRanges ranges;
    private final double averageDecay;
    private final float[] parameters;
    private final float[] average;
    private long steps;
    private float averageRate;

    OptimizerState(Backend kernels, Optimizer optimizer, double averageDecay, float[] parameters) {
        this(kernels, optimizer, averageDecay, parameters, UpdateRanges.all(parameters.length));
    }

    /** One that changes only some parameters. */
    OptimizerState(Backend kernels, Optimizer optimizer, double averageDecay, float[] parameters,
            UpdateRanges ranges) {
        this.ranges = ranges;
        this.kernels = kernels;
        this.rule = optimizer.rule(parameters.length);
        this.averageDecay = averageDecay;
        this.parameters = parameters;
        this.average = averageDecay > 0 ? parameters.clone() : parameters;
    }

    /** The weights to use: the average if there is one. */
    float[] weights() {
        return average;
    }

    /** A copy of the state. */
    Checkpoint.State state(float[] best) {
        SortedMap<String, float[]> states = new TreeMap<>();
        for (int i = 0; i < rule.stateNames().size(); i++) {
            states.put(rule.stateNames().get(i), rule.state(i).clone());
        }
        SortedMap<String, Double> scalars = new TreeMap<>();
        for (int i = 0; i < rule.scalarNames().size(); i++) {
            scalars.put(rule.scalarNames().get(i), rule.scalars()[i]);
        }
        return new Checkpoint.State(parameters.clone(),
                averageDecay > 0 ? average.clone() : new float[0], best.clone(), steps, scalars,
                states);
    }

    /**
     * Takes over a state.
     *
     * @throws IllegalArgumentException if it is none of this optimizer's; then nothing was changed but
     *             arrays
     */
    void restore(Checkpoint.State state) {
        copy("parameters", state.parameters(), parameters);
        copy("average", state.average(), averageDecay > 0 ? average : new float[0]);
        requireNames("arrays", rule.stateNames(), state.states().keySet());
        requireNames("numbers", rule.scalarNames(), state.scalars().keySet());
        state.states()
                .forEach((name, array) -> copy(name, array,
                        rule.state(rule.stateNames().indexOf(name))));
        double[] scalars = rule.scalarNames()
                .stream()
                .mapToDouble(name -> state.scalars().getOrDefault(name, Double.NaN))
                .toArray();
        rule.restore(scalars, state.updates());
        steps = state.updates();
    }

    private static void requireNames(String what, List<String> own, Set<String> found) {
        if (!found.equals(Set.copyOf(own))) {
            throw new IllegalArgumentException("The optimizer's " + what
                    + " in a checkpoint must have the names " + own + ", not "
                    + Quoted.of(found.toString()) + "; take an earlier checkpoint.");
        }
    }

    private static void copy(String name, float[] from, float[] to) {
        if (from.length != to.length) {
            throw new IllegalArgumentException("The " + name + " of a checkpoint must have "
                    + to.length + " values, but has " + from.length
                    + "; go on with the network and the options that it was made with.");
        }
        System.arraycopy(from, 0, to, 0, to.length);
    }

    /** Bytes that an update of all parameters reads and writes, the gradient included. */
    long bytes() {
        int arrays = rule.stateNames().size() + (averageDecay > 0 ? 1 : 0);
        return (long) Float.BYTES * parameters.length * (3 + 2L * arrays);
    }

    /** From how many samples {@link #adapt} wants second derivatives before each epoch; 0 if none. */
    int curvatureSamples() {
        return rule.curvatureSamples();
    }

    /** Fits the steps to come to the second derivatives of the loss by the parameters. */
    void adapt(double[] curvatures) {
        rule.adapt(curvatures);
    }

    /** Begins a step at a learning rate. */
    void begin(double learningRate) {
        steps++;
        rule.begin(learningRate);
        averageRate = (float) (1 - Math.min(averageDecay,
                (1.0 + (double) steps) / (AVERAGE_START + (double) steps)));
    }

    /**
     * Updates the parameters {@code [from, to)} that are trained.
     *
     * @param gradient may be modified there
     */
    void apply(float[] gradient, int from, int to) {
        for (int i = 0; i < ranges.count(); i++) {
            UpdateRanges.Range range = ranges.get(i);
            int first = Math.max(from, range.from());
            int last = Math.min(to, range.to());
            if (first < last) {
                rule.apply(kernels, parameters, gradient, first, last, range.decays());
                if (averageDecay > 0) {
                    kernels.movingAverage(averageRate, parameters, average, first, last);
                }
            }
        }
    }

    /**
     * Takes the statistics of a batch to the running averages {@code [from, to)}.
     *
     * @param momentum the batch's share
     */
    void average(float[] statistics, float momentum, int from, int to) {
        for (int i = from; i < to; i++) {
            parameters[i] = Fma.of(momentum, statistics[i] - parameters[i], parameters[i]);
            average[i] = parameters[i];
        }
    }
}
