package dev.lanewise.engine.train;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.SgdRule;
import dev.lanewise.engine.optim.OptimizerRule;
import dev.lanewise.engine.optim.OptionRange;
import dev.lanewise.engine.text.Attributes;
import java.util.List;

/**
 * Stochastic gradient descent; {@link dev.lanewise.engine.backend.SgdRule} has the formula.
 *
 * @param learningRate above 0
 * @param momentum in [0, 1)
 * @param nesterov whether the step looks ahead; needs momentum
 * @param weightDecay L2 penalty, at least 0
 */
public record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay)
        implements Optimizer {

    /** Checks the ranges, of the values as floats. */
    public Sgd {
        OptionRange.checkRateAndDecay(learningRate, weightDecay);
        OptionRange.check(OptionRange.isShare(momentum), "A momentum", "a number in [0, 1)",
                OptionRange.shown(momentum));
        OptionRange.check(!nesterov || OptionRange.isPositive(momentum),
                "The momentum of Nesterov's step", "a number above 0",
                OptionRange.shown(momentum) + "; set one, such as 0.9");
    }

    /** Plain descent. */
    public static Sgd of(double learningRate) {
        return new Sgd(learningRate, 0, false, 0);
    }

    /** Descent with momentum. */
    public static Sgd momentum(double learningRate, double momentum) {
        return new Sgd(learningRate, momentum, false, 0);
    }

    /** Descent with Nesterov's momentum. */
    public static Sgd nesterov(double learningRate, double momentum) {
        return new Sgd(learningRate, momentum, true, 0);
    }

    /** The same with a weight decay. */
    public Sgd weightDecay(double decay) {
        return new Sgd(learningRate, momentum, nesterov, decay);
    }

    @Override
    public Sgd withLearningRate(double rate) {
        return new Sgd(rate, momentum, nesterov, weightDecay);
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
        private float rate;

        Steps(int parameters, SgdRule rule) {
            super(parameters, rule.momentum() > 0 ? List.of("velocity") : List.of(), List.of());
            this.rule = rule;
        }

        @Override
        public void begin(double learningRate) {
            rate = (float) learningRate;
        }

        @Override
        public void apply(Backend kernels, float[] parameters, float[] gradient, int from, int to) {
            kernels.sgd(rule, rate, parameters, gradient, rule.momentum() > 0 ? state(0) : NONE,
                    from, to);
        }
    }
}
