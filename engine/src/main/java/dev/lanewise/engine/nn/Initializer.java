package dev.lanewise.engine.nn;

/**
 * Distributions of the first weights. With fan-in i and fan-out o; biases begin at 0.
 *
 * @since 0.1.0
 */
public enum Initializer {
    /** Uniform on ±√(6/(i+o)) (Glorot, Bengio 2010). */
    GLOROT_UNIFORM(true),
    /** Normal with variance 2/(i+o) (Glorot, Bengio 2010). */
    GLOROT_NORMAL(false),
    /** Uniform on ±√(6/i) (He et al. 2015). */
    HE_UNIFORM(true),
    /** Normal with variance 2/i (He et al. 2015). */
    HE_NORMAL(false),
    /** Uniform on ±1/√i, so that sums of i terms have a deviation below 1. */
    LECUN_UNIFORM(true);

    private final boolean uniform;

    Initializer(boolean uniform) {
        this.uniform = uniform;
    }

    /**
     * {@return whether the weights are uniform on ±{@link #standardDeviation}·√3; otherwise they are normal}
     */
    public boolean isUniform() {
        return uniform;
    }

    /**
     * {@return the standard deviation of the weights of {@code parameter}}
     *
     * @param parameter the weight
     */
    public double standardDeviation(Parameter parameter) {
        double fanIn = parameter.fanIn();
        double both = (fanIn + parameter.fanOut()) / 2;
        return switch (this) {
            case GLOROT_UNIFORM, GLOROT_NORMAL -> Math.sqrt(1 / both);
            case HE_UNIFORM, HE_NORMAL -> Math.sqrt(2 / fanIn);
            case LECUN_UNIFORM -> Math.sqrt(1 / (3 * fanIn));
        };
    }
}
