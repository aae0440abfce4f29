package dev.lanewise.engine.train;

import dev.lanewise.engine.backend.AdamRule;
import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.optim.OptimizerRule;
import dev.lanewise.engine.optim.OptionRange;
import dev.lanewise.engine.text.Attributes;
import dev.lanewise.engine.text.Described;
import java.util.List;

/**
 * Adam and AdamW; {@link dev.lanewise.engine.backend.AdamRule} has the formula.
 *
 * @since 0.1.0
 */
@SuppressWarnings("exports") // What it extends is for the engine itself.
public final class Adam extends Described implements Optimizer {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private final double learningRate;
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double weightDecay;
    private final boolean decoupled;

    /** Checks the ranges, of the values as floats. */
    private Adam(double learningRate, double beta1, double beta2, double epsilon,
            double weightDecay, boolean decoupled) {
        OptionRange.checkRateAndDecay(learningRate, weightDecay);
        OptionRange.check(OptionRange.isShare(beta1) && OptionRange.isShare(beta2), "Adam's betas",
                "numbers in [0, 1)",
                OptionRange.shown(beta1) + " and " + OptionRange.shown(beta2));
        OptionRange.check(OptionRange.isPositive(epsilon), "Adam's epsilon", "a number above 0",
                OptionRange.shown(epsilon));
        this.learningRate = learningRate;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        this.weightDecay = weightDecay;
        this.decoupled = decoupled;
    }

    /**
     * Adam with its authors' constants: 0.9, 0.999, 1e-8.
     *
     * @param learningRate the learning rate, above 0
     * @return the optimizer
     */
    public static Adam of(double learningRate) {
        return new Adam(learningRate, BETA1, BETA2, EPSILON, 0, false);
    }

    /**
     * AdamW with the same constants.
     *
     * @param learningRate the learning rate, above 0
     * @param weightDecay the decay, at least 0
     * @return the optimizer
     */
    public static Adam adamW(double learningRate, double weightDecay) {
        return new Adam(learningRate, BETA1, BETA2, EPSILON, weightDecay, true);
    }

    @Override
    public Adam withLearningRate(double rate) {
        return new Adam(rate, beta1, beta2, epsilon, weightDecay, decoupled);
    }

    /**
     * {@return the same with another decay of the first moment, in [0, 1)}
     *
     * @param value the decay, in [0, 1)
     */
    public Adam beta1(double value) {
        return new Adam(learningRate, value, beta2, epsilon, weightDecay, decoupled);
    }

    /**
     * {@return the same with another decay of the second moment, in [0, 1)}
     *
     * @param value the decay, in [0, 1)
     */
    public Adam beta2(double value) {
        return new Adam(learningRate, beta1, value, epsilon, weightDecay, decoupled);
    }

    /**
     * {@return the same with something else, above 0, added to the denominator}
     *
     * @param value the summand, above 0
     */
    public Adam epsilon(double value) {
        return new Adam(learningRate, beta1, beta2, value, weightDecay, decoupled);
    }

    /**
     * {@return the same with a weight decay of at least 0}
     *
     * @param value the decay, at least 0
     */
    public Adam weightDecay(double value) {
        return new Adam(learningRate, beta1, beta2, epsilon, value, decoupled);
    }

    /**
     * {@return the same with the decay on the parameters themselves (AdamW), or through the gradient (Adam)}
     *
     * @param value whether the decay acts on the parameters themselves
     */
    public Adam decoupled(boolean value) {
        return new Adam(learningRate, beta1, beta2, epsilon, weightDecay, value);
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    /** {@return the decay of the first moment} */
    public double beta1() {
        return beta1;
    }

    /** {@return the decay of the second moment} */
    public double beta2() {
        return beta2;
    }

    /** {@return what is added to the denominator} */
    public double epsilon() {
        return epsilon;
    }

    /** {@return the weight decay} */
    public double weightDecay() {
        return weightDecay;
    }

    /** {@return whether the decay acts on the parameters themselves (AdamW) and not through the gradient} */
    public boolean decoupled() {
        return decoupled;
    }

    @Override
    @SuppressWarnings("exports") // For the engine itself.
    public Attributes attributes() {
        return Attributes.of("Adam")
                .with("learningRate", learningRate)
                .with("beta1", beta1, BETA1)
                .with("beta2", beta2, BETA2)
                .with("epsilon", epsilon, EPSILON)
                .with("weightDecay", weightDecay, 0.0)
                .with("decoupled", decoupled, false);
    }

    @Override
    @SuppressWarnings("exports") // For the trainer alone.
    public OptimizerRule rule(int parameters) {
        return new Steps(parameters, this);
    }

    private static final class Steps extends OptimizerRule {
        private final AdamRule rule;
        private final AdamRule undecayed;
        // β₁ᵗ and β₂ᵗ, carried along: StrictMath.pow allocates until it is compiled.
        private double beta1Power = 1;
        private double beta2Power = 1;
        private double rate;
        private float stepSize;
        private float rootCorrection;

        Steps(int parameters, Adam adam) {
            super(parameters, List.of("first_moment", "second_moment"),
                    List.of("beta1_power", "beta2_power"));
            rule = new AdamRule(adam.beta1, adam.beta2, adam.epsilon, adam.weightDecay,
                    adam.decoupled);
            undecayed = new AdamRule(adam.beta1, adam.beta2, adam.epsilon, 0, adam.decoupled);
        }

        @Override
        public double[] scalars() {
            return new double[]{beta1Power, beta2Power};
        }

        @Override
        public void restore(double[] scalars, long updates) {
            for (double power : scalars) {
                if (updates > 0 ? !(power >= 0 && power < 1) : power != 1) {
                    throw new IllegalArgumentException(
                            "The powers of Adam's betas in a checkpoint must be "
                                    + (updates > 0 ? "numbers in [0, 1)" : "1") + ", not "
                                    + scalars[0] + " and " + scalars[1]
                                    + "; take an earlier checkpoint.");
                }
            }
            beta1Power = scalars[0];
            beta2Power = scalars[1];
        }

        @Override
        public void begin(double learningRate) {
            beta1Power *= rule.beta1();
            beta2Power *= rule.beta2();
            rate = learningRate;
            stepSize = (float) (learningRate / (1 - beta1Power));
            rootCorrection = (float) (1 / StrictMath.sqrt(1 - beta2Power));
        }

        @Override
        public void apply(Backend kernels, float[] parameters, float[] gradient, int from, int to,
                boolean decays) {
            kernels.adam(decays ? rule : undecayed, rate, stepSize, rootCorrection, parameters,
                    gradient, state(0), state(1), from, to);
        }
    }
}
