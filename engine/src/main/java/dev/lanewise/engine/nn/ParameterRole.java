package dev.lanewise.engine.nn;

/**
 * What a parameter does in its layer, which decides how it begins and who changes it.
 *
 * @since 0.1.0
 */
public enum ParameterRole {
    /** Multiplies inputs; drawn by the {@link Initializer}. */
    WEIGHT(0),
    /** Is added to an output; begins at 0. */
    BIAS(0),
    /** Multiplies what was normalized; begins at 1. */
    SCALE(1),
    /** Multiplies inputs below 0; begins at 1/4. */
    SLOPE(0.25f),
    /** The running average of the means of batches; begins at 0. No optimizer changes it. */
    RUNNING_MEAN(0),
    /** The running average of the variances of batches; begins at 1. No optimizer changes it. */
    RUNNING_VARIANCE(1);

    private final float first;

    ParameterRole(float first) {
        this.first = first;
    }

    /** {@return whether an optimizer changes it; otherwise it is a statistic of the batches} */
    public boolean isTrained() {
        return this != RUNNING_MEAN && this != RUNNING_VARIANCE;
    }

    /** {@return the value that it begins with, unless it is a weight, which is drawn} */
    public float first() {
        return first;
    }
}
