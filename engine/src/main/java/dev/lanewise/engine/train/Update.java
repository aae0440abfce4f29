package dev.lanewise.engine.train;

import dev.lanewise.engine.kernel.AdamRule;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.kernel.SgdRule;

/**
 * The state of an optimizer and of the weight average, and their step over a range of parameters.
 * Different ranges may be updated at the same time.
 */
final class Update {
    /**
     * The average's decay rises to its value as (1 + t) / (10 + t), so that it forgets the first
     * weights (Tan, Le 2019).
     */
    private static final double AVERAGE_START = 10;

    private final Kernels kernels;
    private final Optimizer optimizer;
    private final double averageDecay;
    private final float[] parameters;
    private final float[] average;
    private final float[] first;
    private final float[] second;
    private final SgdRule sgd;
    private final AdamRule adam;
    private long steps;
    // Adam's β₁ᵗ and β₂ᵗ, carried along: StrictMath.pow allocates until it is compiled.
    private double beta1Power = 1;
    private double beta2Power = 1;
    private double rate;
    private float stepSize;
    private float rootCorrection;
    private float averageRate;

    /**
     * How many updates were begun, and what is carried along with them.
     *
     * @param updates at least 0
     * @param beta1Power Adam's β₁ to their power, multiplied one by one; else 1
     * @param beta2Power the same of β₂
     */
    record Count(long updates, double beta1Power, double beta2Power) {}

    Update(Kernels kernels, Optimizer optimizer, double averageDecay, float[] parameters) {
        this.kernels = kernels;
        this.optimizer = optimizer;
        this.averageDecay = averageDecay;
        this.parameters = parameters;
        this.average = averageDecay > 0 ? parameters.clone() : parameters;
        SgdRule plain = new SgdRule(0, false, 0);
        AdamRule none = new AdamRule(0, 0, 1, 0, false);
        switch (optimizer) {
            case Sgd s -> {
                sgd = new SgdRule((float) s.momentum(), s.nesterov(), (float) s.weightDecay());
                adam = none;
                first = new float[s.momentum() > 0 ? parameters.length : 0];
                second = new float[0];
            }
            case Sdlm s -> {
                sgd = plain;
                adam = none;
                first = new float[0];
                second = new float[parameters.length];
            }
            case Adam a -> {
                sgd = plain;
                adam = new AdamRule(a.beta1(), a.beta2(), a.epsilon(), a.weightDecay(),
                        a.decoupled());
                first = new float[parameters.length];
                second = new float[parameters.length];
            }
        }
    }

    /** The weights to use: the average if there is one. */
    float[] weights() {
        return average;
    }

    /** A copy of the state. */
    Checkpoint.Tensors tensors(float[] best) {
        return new Checkpoint.Tensors(parameters.clone(),
                averageDecay > 0 ? average.clone() : new float[0], first.clone(), second.clone(),
                best.clone());
    }

    /** How many updates were begun. */
    Count count() {
        return new Count(steps, beta1Power, beta2Power);
    }

    /**
     * Takes over a state after a number of updates.
     *
     * @throws IllegalArgumentException if an array is of another size than this optimizer's, or the
     *             count is none of this optimizer
     */
    void restore(Checkpoint.Tensors state, Count count) {
        boolean powers = optimizer instanceof Adam && count.updates() > 0;
        if (powers ? !(isShare(count.beta1Power()) && isShare(count.beta2Power()))
                : count.beta1Power() != 1 || count.beta2Power() != 1) {
            throw new IllegalArgumentException(
                    "The powers of Adam's betas in a checkpoint must be "
                            + (powers ? "numbers in [0, 1)" : "1") + ", but are "
                            + count.beta1Power()
                            + " and " + count.beta2Power() + "; take an earlier checkpoint.");
        }
        copy("parameters", state.parameters(), parameters);
        copy("average", state.average(), averageDecay > 0 ? average : new float[0]);
        copy("first moment", state.first(), first);
        copy("second moment", state.second(), second);
        steps = count.updates();
        beta1Power = count.beta1Power();
        beta2Power = count.beta2Power();
    }

    private static boolean isShare(double value) {
        return value >= 0 && value < 1;
    }

    private static void copy(String name, float[] from, float[] to) {
        if (from.length != to.length) {
            throw new IllegalArgumentException("The " + name + " of a checkpoint must be "
                    + to.length + " values, not " + from.length
                    + "; go on with the network and the options that it was made with.");
        }
        System.arraycopy(from, 0, to, 0, to.length);
    }

    private void countUp() {
        steps++;
        if (optimizer instanceof Adam a) {
            beta1Power *= a.beta1();
            beta2Power *= a.beta2();
        }
    }

    /** Bytes that an update of all parameters reads and writes, the gradient included. */
    long bytes() {
        long state = (long) first.length + second.length
                + (averageDecay > 0 ? average.length : 0);
        return Float.BYTES * (3L * parameters.length + 2 * state);
    }

    /**
     * Sets the step sizes of {@link Sdlm} for the steps to come.
     *
     * @param curvatures second derivatives of the loss by the parameters
     */
    void adaptTo(Sdlm sdlm, double[] curvatures) {
        for (int i = 0; i < second.length; i++) {
            second[i] = (float) (1 / (sdlm.mu() + curvatures[i]));
        }
    }

    /** Begins a step at a learning rate. */
    void begin(double learningRate) {
        countUp();
        rate = learningRate;
        averageRate = (float) (1 - Math.min(averageDecay,
                (1.0 + (double) steps) / (AVERAGE_START + (double) steps)));
        if (optimizer instanceof Adam) {
            stepSize = (float) (learningRate / (1 - beta1Power));
            rootCorrection = (float) (1 / StrictMath.sqrt(1 - beta2Power));
        }
    }

    /**
     * Updates the parameters {@code [from, to)}.
     *
     * @param gradient may be modified there
     */
    void apply(float[] gradient, int from, int to) {
        switch (optimizer) {
            case Sgd s -> kernels.sgd(sgd, (float) rate, parameters, gradient, first, from, to);
            case Sdlm s -> {
                kernels.multiply(second, gradient, from, to - from);
                kernels.sgd(sgd, (float) rate, parameters, gradient, first, from, to);
            }
            case Adam a -> kernels.adam(adam, rate, stepSize, rootCorrection, parameters, gradient,
                    first, second, from, to);
        }
        if (averageDecay > 0) {
            kernels.movingAverage(averageRate, parameters, average, from, to);
        }
    }
}
