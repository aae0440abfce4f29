package dev.lanewise.engine.train;

import dev.lanewise.engine.nn.Attributes;

/**
 * Adam and AdamW; {@link dev.lanewise.engine.kernel.AdamRule} has the formula.
 *
 * @param learningRate above 0
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the denominator, above 0
 * @param weightDecay at least 0
 * @param decoupled whether the decay acts on the parameters themselves (AdamW) and not through the
 *     gradient
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon,
        double weightDecay, boolean decoupled) implements Optimizer {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    /** Checks the ranges, of the values as floats. */
    public Adam {
        OptionRange.checkRateAndDecay(learningRate, weightDecay);
        if (!OptionRange.isShare(beta1) || !OptionRange.isShare(beta2)) {
            throw new IllegalArgumentException("Adam's betas expected numbers in [0, 1), found "
                    + OptionRange.shown(beta1) + " and " + OptionRange.shown(beta2) + ".");
        }
        if (!OptionRange.isPositive(epsilon)) {
            throw new IllegalArgumentException("Adam's epsilon expected a number above 0, found "
                    + OptionRange.shown(epsilon) + ".");
        }
    }

    /** Adam with its authors' constants: 0.9, 0.999, 1e-8. */
    public static Adam of(double learningRate) {
        return new Adam(learningRate, BETA1, BETA2, EPSILON, 0, false);
    }

    /** AdamW with the same constants. */
    public static Adam adamW(double learningRate, double weightDecay) {
        return new Adam(learningRate, BETA1, BETA2, EPSILON, weightDecay, true);
    }

    /** The same with a weight decay. */
    public Adam weightDecay(double decay) {
        return new Adam(learningRate, beta1, beta2, epsilon, decay, decoupled);
    }

    @Override
    public Adam withLearningRate(double rate) {
        return new Adam(rate, beta1, beta2, epsilon, weightDecay, decoupled);
    }

    @Override
    public Attributes attributes() {
        return Attributes.of("Adam")
                .with("learningRate", learningRate)
                .with("beta1", beta1, BETA1)
                .with("beta2", beta2, BETA2)
                .with("epsilon", epsilon, EPSILON)
                .with("weightDecay", weightDecay, 0.0)
                .with("decoupled", decoupled, false);
    }
}
