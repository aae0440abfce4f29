package dev.lanewise.engine.sdlm;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.SgdRule;
import dev.lanewise.engine.optim.OptimizerRule;
import dev.lanewise.engine.optim.OptionRange;
import dev.lanewise.engine.text.Attributes;
import dev.lanewise.engine.train.Optimizer;
import java.util.List;

/**
 * Stochastic diagonal Levenberg-Marquardt (LeCun, Bottou, Bengio, Haffner 1998, appendix C): plain
 * descent in which each parameter has a step size of its own, {@code learningRate / (mu + h)}. Here h
 * is the mean, over the first samples of each epoch, of the second derivative of the loss by the
 * parameter in the Gauss-Newton approximation, estimated before the epoch begins.
 *
 * @param learningRate above 0
 * @param mu what keeps steps small where the loss is flat, above 0
 * @param samples how many samples the second derivatives are estimated from, at least 1; all, if there
 *     are fewer
 */
public record Sdlm(double learningRate, double mu, int samples) implements Optimizer {
    private static final double USUAL_MU = 0.3;
    private static final int USUAL_SAMPLES = 500;

    /** Checks the ranges, of the values as floats. */
    public Sdlm {
        OptionRange.require(OptionRange.isPositive(learningRate), "learningRate",
                "a number above 0", OptionRange.shown(learningRate));
        OptionRange.require(OptionRange.isPositive(mu) && OptionRange.isPositive(1 / mu), "mu",
                "a number above 0 whose reciprocal is a number, too", OptionRange.shown(mu));
        OptionRange.require(samples >= 1, "samples", "at least 1", samples);
    }

    /**
     * With 500 samples as in the paper, and a µ of 0.3. With the paper's 0.02, parameters that an epoch
     * begins with flat take steps that are too large by its middle, and units saturate.
     */
    public static Sdlm of(double learningRate) {
        return new Sdlm(learningRate, USUAL_MU, USUAL_SAMPLES);
    }

    @Override
    public Sdlm withLearningRate(double rate) {
        return new Sdlm(rate, mu, samples);
    }

    @Override
    @SuppressWarnings("exports") // For the engine itself.
    public Attributes attributes() {
        return Attributes.of("Sdlm")
                .with("learningRate", learningRate)
                .with("mu", mu)
                .with("samples", samples);
    }

    @Override
    @SuppressWarnings("exports") // For the trainer alone.
    public OptimizerRule rule(int parameters) {
        return new Steps(parameters, this);
    }

    private static final class Steps extends OptimizerRule {
        private static final SgdRule PLAIN = new SgdRule(0, false, 0);
        private static final float[] NONE = {};
        private final Sdlm sdlm;
        private float rate;

        Steps(int parameters, Sdlm sdlm) {
            super(parameters, List.of("step_sizes"), List.of());
            this.sdlm = sdlm;
        }

        @Override
        public int curvatureSamples() {
            return sdlm.samples;
        }

        @Override
        public void adapt(double[] curvatures) {
            float[] sizes = state(0);
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = (float) (1 / (sdlm.mu + curvatures[i]));
            }
        }

        @Override
        public void begin(double learningRate) {
            rate = (float) learningRate;
        }

        @Override
        public void apply(Backend kernels, float[] parameters, float[] gradient, int from, int to,
                boolean decays) {
            kernels.multiply(state(0), gradient, from, to - from);
            kernels.sgd(PLAIN, rate, parameters, gradient, NONE, from, to);
        }
    }
}
