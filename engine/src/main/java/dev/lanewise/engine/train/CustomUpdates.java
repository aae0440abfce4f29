package dev.lanewise.engine.train;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.optim.OptimizerRule;
import dev.lanewise.engine.optim.OptionRange;
import dev.lanewise.engine.text.Attributes;
import java.util.List;
import java.util.stream.IntStream;

/** The optimizer of a program. Checkpoints know it by its name and its learning rate. */
final class CustomUpdates implements Optimizer {
    private final CustomOptimizer own;
    private final String name;
    private final double learningRate;

    CustomUpdates(CustomOptimizer own, double learningRate) {
        OptionRange.checkRateAndDecay(learningRate, 0);
        OptionRange.check(own.name().matches("[A-Za-z][A-Za-z0-9_]*"), "The name of an optimizer",
                "a word of letters, digits and underscores", "\"" + own.name() + "\"");
        OptionRange.check(own.states() >= 0, "The arrays that an optimizer carries along",
                "0 or more", own.states());
        this.own = own;
        this.name = own.name();
        this.learningRate = learningRate;
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    @Override
    public Optimizer withLearningRate(double rate) {
        return new CustomUpdates(own, rate);
    }

    @Override
    public Attributes attributes() {
        return Attributes.of("Custom").with("name", name).with("learningRate", learningRate);
    }

    @Override
    public OptimizerRule rule(int parameters) {
        return new Steps(parameters, own, own.states());
    }

    private static final class Steps extends OptimizerRule {
        private final CustomOptimizer own;
        private final float[][] states;
        private final Now decayed = new Now(true);
        private final Now undecayed = new Now(false);
        private double rate;
        private long number;

        Steps(int parameters, CustomOptimizer own, int states) {
            super(parameters, IntStream.range(0, states).mapToObj(i -> "state_" + i).toList(),
                    List.of());
            this.own = own;
            this.states = IntStream.range(0, states).mapToObj(this::state).toArray(float[][]::new);
        }

        @Override
        public void restore(double[] scalars, long updates) {
            number = updates;
        }

        @Override
        public void begin(double learningRate) {
            rate = learningRate;
            number++;
        }

        @Override
        public void apply(Backend kernels, float[] parameters, float[] gradient, int from, int to,
                boolean decays) {
            own.update(parameters, gradient, states, from, to, decays ? decayed : undecayed);
        }

        /** The step that runs: a step allocates nothing. */
        private final class Now implements CustomOptimizer.Step {
            private final boolean decays;

            Now(boolean decays) {
                this.decays = decays;
            }

            @Override
            public double learningRate() {
                return rate;
            }

            @Override
            public long number() {
                return number;
            }

            @Override
            public boolean decays() {
                return decays;
            }
        }
    }
}
