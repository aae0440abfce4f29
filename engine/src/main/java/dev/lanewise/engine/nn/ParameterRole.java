package dev.lanewise.engine.nn;

/** What a parameter does in its layer, which decides how it begins and who changes it. */
public enum ParameterRole {
    /** Multiplies inputs; drawn by the {@link Initializer}. */
    WEIGHT(0),
    /** Is added to an output; begins at 0. */
    BIAS(0);

    private final float first;

    ParameterRole(float first) {
        this.first = first;
    }

    /** The value that it begins with, unless it is a weight, which is drawn. */
    public float first() {
        return first;
    }
}
