package dev.lanewise.engine.backend;

/**
 * Stochastic gradient descent, in PyTorch's form: g ← g + decay·p; v ← momentum·v + g; d = nesterov
 * ? g + momentum·v : v; p ← p − rate·d. Each line is one fma an element.
 *
 * @param momentum in [0, 1); 0 leaves the velocity out
 * @param nesterov whether the step looks ahead (Nesterov 1983; Sutskever et al. 2013)
 * @param weightDecay L2 penalty, at least 0
 */
public record SgdRule(float momentum, boolean nesterov, float weightDecay) {
    /** State whose magnitude falls below this becomes 0: denormals are slow. */
    public static final float STATE_FLOOR = 1e-30f;
}
