package dev.lanewise.engine.backend;

/**
 * Adam (Kingma, Ba 2015) and AdamW (Loshchilov, Hutter 2019), in PyTorch's form: without decoupling
 * g ← g + decay·p, with it p ← p − rate·decay·p; then m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 −
 * β₂)·g²; p ← p − stepSize·m / (√v·rootCorrection + ε).
 *
 * <p>Backend compute with floats; what they take from here is formed in double and rounded once. (1 −
 * β₂ of floats would be wrong in its fifth digit.)
 *
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the denominator
 * @param weightDecay at least 0
 * @param decoupled whether the decay acts on the parameters themselves (AdamW)
 */
public record AdamRule(double beta1, double beta2, double epsilon, double weightDecay,
        boolean decoupled) {

    /** 1 − β₁. */
    public float rest1() {
        return (float) (1 - beta1);
    }

    /** 1 − β₂. */
    public float rest2() {
        return (float) (1 - beta2);
    }

    /** What the gradient receives of a parameter: 0 with decoupling. */
    public float penalty() {
        return decoupled ? 0 : (float) weightDecay;
    }

    /** What a parameter receives of itself, −rate·decay: 0 without decoupling. */
    public float shrinkage(double rate) {
        return decoupled ? (float) (-rate * weightDecay) : 0;
    }
}
