package dev.lanewise.engine.kernel;

/**
 * Adam (Kingma, Ba 2015) and AdamW (Loshchilov, Hutter 2019), in PyTorch's form: without decoupling
 * g ← g + decay·p, with it p ← p − rate·decay·p; then m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 −
 * β₂)·g²; p ← p − stepSize·m / (√v·rootCorrection + ε).
 *
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the denominator
 * @param weightDecay at least 0
 * @param decoupled whether the decay acts on the parameters themselves (AdamW)
 */
public record AdamRule(float beta1, float beta2, float epsilon, float weightDecay,
        boolean decoupled) {}
