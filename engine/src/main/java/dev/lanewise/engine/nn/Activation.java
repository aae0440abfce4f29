package dev.lanewise.engine.nn;

import java.util.Locale;

/**
 * An elementwise non-linear function.
 *
 * @since 0.1.0
 */
public enum Activation implements UnaryLayer {
    /** max(x, 0); its gradient at 0 is 0. */
    RELU,
    /** x / (1 + exp(−x)), also called swish (Elfwing, Uchibe, Doya 2018). */
    SILU,
    /** x·Φ(x) with the normal distribution Φ (Hendrycks, Gimpel 2016), the exact one and not its tanh form. */
    GELU,
    /** The hyperbolic tangent. */
    TANH,
    /**
     * 1.7159·tanh(2x/3) (LeCun, Bottou, Bengio, Haffner 1998, appendix A): ±1 at ±1, where its second
     * derivative is extreme.
     */
    SCALED_TANH,
    /** 1 / (1 + exp(−x)). */
    SIGMOID,
    /** x/6 + 1/2 between 0 and 1, as in PyTorch. */
    HARD_SIGMOID,
    /** x times {@link #HARD_SIGMOID} of x (Howard et al. 2019). */
    HARD_SWISH,
    /** log(1 + exp(x)). */
    SOFTPLUS;

    @Override
    public Shape outputShape(String name, Shape input) {
        return input;
    }

    @Override
    public String stem() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isElementwise() {
        return true;
    }

    @Override
    public boolean keepsZero() {
        return this != SIGMOID && this != HARD_SIGMOID && this != SOFTPLUS;
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return extent;
    }

    @Override
    public String type() {
        return stem();
    }

    @Override
    public String summary() {
        return "Activation";
    }
}
