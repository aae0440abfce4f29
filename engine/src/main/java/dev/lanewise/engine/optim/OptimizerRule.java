package dev.lanewise.engine.optim;

import dev.lanewise.engine.backend.Backend;
import java.util.List;

/**
 * The steps of an optimizer over one array of parameters, with all that they carry along. For the
 * trainer alone: what an optimizer needs is said here and nowhere else. Different ranges of a step may be
 * applied at the same time.
 */
public abstract class OptimizerRule {
    private final List<String> stateNames;
    private final float[][] states;
    private final List<String> scalarNames;

    /**
     * A rule before its first step.
     *
     * @param parameters how many there are
     * @param states names of the arrays of that length that are carried along, 0 at first
     * @param scalars names of the numbers that are carried along
     */
    protected OptimizerRule(int parameters, List<String> states, List<String> scalars) {
        this.stateNames = List.copyOf(states);
        this.states = new float[states.size()][parameters];
        this.scalarNames = List.copyOf(scalars);
    }

    /** Begins a step at a learning rate. */
    public abstract void begin(double rate);

    /**
     * Makes the step for the parameters {@code [from, to)}.
     *
     * @param gradient may be modified there
     * @param decays whether the weight decay acts on them, if the rule has one
     */
    public abstract void apply(Backend kernels, float[] parameters, float[] gradient, int from,
            int to, boolean decays);

    /** The numbers that are carried along, in the order of their names. */
    public double[] scalars() {
        return new double[0];
    }

    /**
     * Takes over numbers that were carried along.
     *
     * @param updates how many steps were begun
     * @throws IllegalArgumentException if so many steps can't leave them
     */
    public void restore(double[] scalars, long updates) {}

    /**
     * From how many samples {@link #adapt} wants second derivatives before each epoch; 0 if it doesn't.
     */
    public int curvatureSamples() {
        return 0;
    }

    /** Receives the second derivatives of the loss by the parameters. */
    public void adapt(double[] curvatures) {
        throw new UnsupportedOperationException();
    }

    /** The names of the arrays that are carried along. */
    public final List<String> stateNames() {
        return stateNames;
    }

    /** The names of the numbers that are carried along. */
    public final List<String> scalarNames() {
        return scalarNames;
    }

    /** The array itself. */
    public final float[] state(int index) {
        return states[index];
    }
}
