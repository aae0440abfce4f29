package dev.lanewise.engine.train;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.SgdRule;
import dev.lanewise.engine.optim.OptimizerRule;
import dev.lanewise.engine.optim.OptionRange;
import dev.lanewise.engine.text.Attributes;
import dev.lanewise.engine.text.Described;
import java.util.List;

/**
 * Stochastic gradient descent; {@link dev.lanewise.engine.backend.SgdRule} has the formula.
 *
 * @since 0.1.0
 */
@SuppressWarnings("exports") // What it extends is for the engine itself.
public final class Sgd extends Described implements Optimizer {
    private final double learningRate;
    private final double momentum;
    private final boolean nesterov;
    private final double weightDecay;

    /** Checks the ranges, of the values as floats. */
    private Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay) {
        OptionRange.checkRateAndDecay(learningRate, weightDecay);
        OptionRange.check(OptionRange.isShare(momentum), "A momentum", "a number in [0, 1)",
                OptionRange.shown(momentum));
        OptionRange.check(!nesterov || OptionRange.isPositive(momentum),
                "The momentum of Nesterov's step", "a number above 0",
                OptionRange.shown(momentum) + "; set one, such as 0.9");
        this.learningRate = learningRate;
        this.momentum = momentum;
        this.nesterov = nesterov;
        this.weightDecay = weightDecay;
    }

    /**
     * Plain descent.
     *
     * @param learningRate the learning rate, above 0
     * @return the optimizer
     */
    public static Sgd of(double learningRate) {
        return new Sgd(learningRate, 0, false, 0);
    }

    /**
     * Descent with momentum.
     *
     * @param learningRate the learning rate, above 0
     * @param momentum the momentum, in [0, 1)
     * @return the optimizer
     */
    public static Sgd momentum(double learningRate, double momentum) {
        return of(learningRate).momentum(momentum);
    }

    /**
     * Descent with Nesterov's momentum.
     *
     * @param learningRate the learning rate, above 0
     * @param momentum the momentum, in [0, 1)
     * @return the optimizer
     */
    public static Sgd nesterov(double learningRate, double momentum) {
        return momentum(learningRate, momentum).nesterov(true);
    }

    @Override
    public Sgd withLearningRate(double rate) {
        return new Sgd(rate, momentum, nesterov, weightDecay);
    }

    /**
     * {@return the same with another momentum, in [0, 1)}
     *
     * @param value the momentum
     */
    public Sgd momentum(double value) {
        return new Sgd(learningRate, value, nesterov, weightDecay);
    }

    /**
     * {@return the same with a step that looks ahead, or with none; it needs a momentum, so set that first}
     *
     * @param value whether the step looks ahead
     */
    public Sgd nesterov(boolean value) {
        return new Sgd(learningRate, momentum, value, weightDecay);
    }

    /**
     * {@return the same with an L2 penalty of at least 0}
     *
     * @param value the decay, at least 0
     */
    public Sgd weightDecay(double value) {
        return new Sgd(learningRate, momentum, nesterov, value);
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    /** {@return the momentum; 0 for none} */
    public double momentum() {
        return momentum;
    }

    /** {@return whether the step looks ahead} */
    public boolean nesterov() {
        return nesterov;
    }

    /** {@return the L2 penalty; 0 for none} */
    public double weightDecay() {
        return weightDecay;
    }

    @Override
    @SuppressWarnings("exports") // For the engine itself.
    public Attributes attributes() {
        return Attributes.of("Sgd")
                .with("learningRate", learningRate)
                .with("momentum", momentum, 0.0)
                .with("nesterov", nesterov, false)
                .with("weightDecay", weightDecay, 0.0);
    }

    @Override
    @SuppressWarnings("exports") // For the trainer alone.
    public OptimizerRule rule(int parameters) {
        return new Steps(parameters,
                new SgdRule((float) momentum, nesterov, (float) weightDecay));
    }

    private static final class Steps extends OptimizerRule {
        private static final float[] NONE = {};
        private final SgdRule rule;
        private final SgdRule undecayed;
        private float rate;

        Steps(int parameters, SgdRule rule) {
            super(parameters, rule.momentum() > 0 ? List.of("velocity") : List.of(), List.of());
            this.rule = rule;
            this.undecayed = new SgdRule(rule.momentum(), rule.nesterov(), 0);
        }

        @Override
        public void begin(double learningRate) {
            rate = (float) learningRate;
        }

        @Override
        public void apply(Backend kernels, float[] parameters, float[] gradient, int from, int to,
                boolean decays) {
            kernels.sgd(decays ? rule : undecayed, rate, parameters, gradient,
                    rule.momentum() > 0 ? state(0) : NONE, from, to);
        }
    }
}
