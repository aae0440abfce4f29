package dev.lanewise.engine.backend;

import java.util.Objects;

/** The update rules one parameter at a time. */
final class ScalarOptimizers {
    private ScalarOptimizers() {}

    private static float floored(float state) {
        return Math.abs(state) < SgdRule.STATE_FLOOR ? 0f : state;
    }

    /** {@link Backend#sgd}. */
    static void sgd(SgdRule rule, float rate, float[] p, float[] g, float[] velocity, int from,
            int to) {
        Objects.checkFromToIndex(from, to, Math.min(p.length, g.length));
        if (rule.momentum() == 0) {
            for (int i = from; i < to; i++) {
                p[i] = Fma.of(-rate, Fma.of(rule.weightDecay(), p[i], g[i]), p[i]);
            }
            return;
        }
        Objects.checkFromToIndex(from, to, velocity.length);
        for (int i = from; i < to; i++) {
            float gradient = Fma.of(rule.weightDecay(), p[i], g[i]);
            float v = floored(Fma.of(rule.momentum(), velocity[i], gradient));
            velocity[i] = v;
            p[i] = Fma.of(-rate, rule.nesterov() ? Fma.of(rule.momentum(), v, gradient) : v, p[i]);
        }
    }

    /** {@link Backend#adam}. */
    static void adam(AdamRule rule, double rate, float stepSize, float rootCorrection, float[] p,
            float[] g, float[] mean, float[] square, int from, int to) {
        Objects.checkFromToIndex(from, to, Math.min(p.length, g.length));
        Objects.checkFromToIndex(from, to, Math.min(mean.length, square.length));
        float penalty = rule.penalty();
        float shrinkage = rule.shrinkage(rate);
        float beta1 = (float) rule.beta1();
        float beta2 = (float) rule.beta2();
        float rest1 = rule.rest1();
        float rest2 = rule.rest2();
        float epsilon = (float) rule.epsilon();
        for (int i = from; i < to; i++) {
            float gradient = Fma.of(penalty, p[i], g[i]);
            float m = floored(Fma.of(beta1, mean[i], rest1 * gradient));
            float v = floored(Fma.of(beta2, square[i], rest2 * gradient * gradient));
            mean[i] = m;
            square[i] = v;
            float parameter = Fma.of(shrinkage, p[i], p[i]);
            float denominator = Fma.of((float) Math.sqrt(v), rootCorrection, epsilon);
            p[i] = Fma.of(-stepSize, m / denominator, parameter);
        }
    }

    /** {@link Backend#movingAverage}. */
    static void movingAverage(float rate, float[] p, float[] average, int from, int to) {
        Objects.checkFromToIndex(from, to, Math.min(p.length, average.length));
        for (int i = from; i < to; i++) {
            average[i] = Fma.of(rate, p[i] - average[i], average[i]);
        }
    }
}
