package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.AdamRule;
import dev.lanewise.engine.backend.SgdRule;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The update rules over whole vectors, one pass over memory each; each method returns how many
 * parameters it did.
 */
final class VectorOptimizers {
    private VectorOptimizers() {}

    private static FloatVector floored(FloatVector state) {
        return state.blend(0f, state.abs().compare(VectorOperators.LT, SgdRule.STATE_FLOOR));
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    static int plainSgd(SgdRule rule, float rate, float[] p, float[] g, int from, int to) {
        Objects.checkFromToIndex(from, to, Math.min(p.length, g.length));
        FloatVector decay = broadcast(rule.weightDecay());
        FloatVector descent = broadcast(-rate);
        int bound = SPECIES.loopBound(to - from);
        for (int i = from; i < from + bound; i += LENGTH) {
            FloatVector parameter = FloatVector.fromArray(SPECIES, p, i);
            FloatVector gradient = decay.fma(parameter, FloatVector.fromArray(SPECIES, g, i));
            descent.fma(gradient, parameter).intoArray(p, i);
        }
        return bound;
    }

    static int sgd(SgdRule rule, float rate, float[] p, float[] g, float[] velocity, int from,
            int to) {
        Objects.checkFromToIndex(from, to, Math.min(velocity.length, Math.min(p.length, g.length)));
        FloatVector momentum = broadcast(rule.momentum());
        FloatVector decay = broadcast(rule.weightDecay());
        FloatVector descent = broadcast(-rate);
        boolean nesterov = rule.nesterov();
        int bound = SPECIES.loopBound(to - from);
        for (int i = from; i < from + bound; i += LENGTH) {
            FloatVector parameter = FloatVector.fromArray(SPECIES, p, i);
            FloatVector gradient = decay.fma(parameter, FloatVector.fromArray(SPECIES, g, i));
            FloatVector v = floored(
                    momentum.fma(FloatVector.fromArray(SPECIES, velocity, i), gradient));
            v.intoArray(velocity, i);
            FloatVector direction = nesterov ? momentum.fma(v, gradient) : v;
            descent.fma(direction, parameter).intoArray(p, i);
        }
        return bound;
    }

    static int adam(AdamRule rule, double rate, float stepSize, float rootCorrection, float[] p,
            float[] g, float[] mean, float[] square, int from, int to) {
        Objects.checkFromToIndex(from, to, Math.min(p.length, g.length));
        Objects.checkFromToIndex(from, to, Math.min(mean.length, square.length));
        FloatVector decay = broadcast(rule.penalty());
        FloatVector beta1 = broadcast((float) rule.beta1());
        FloatVector rest1 = broadcast(rule.rest1());
        FloatVector beta2 = broadcast((float) rule.beta2());
        FloatVector rest2 = broadcast(rule.rest2());
        FloatVector root = broadcast(rootCorrection);
        FloatVector epsilon = broadcast((float) rule.epsilon());
        FloatVector descent = broadcast(-stepSize);
        FloatVector shrinkage = broadcast(rule.shrinkage(rate));
        int bound = SPECIES.loopBound(to - from);
        for (int i = from; i < from + bound; i += LENGTH) {
            FloatVector parameter = FloatVector.fromArray(SPECIES, p, i);
            FloatVector gradient = decay.fma(parameter, FloatVector.fromArray(SPECIES, g, i));
            FloatVector m = floored(
                    beta1.fma(FloatVector.fromArray(SPECIES, mean, i), gradient.mul(rest1)));
            FloatVector v = floored(beta2.fma(FloatVector.fromArray(SPECIES, square, i),
                    gradient.mul(rest2).mul(gradient)));
            m.intoArray(mean, i);
            v.intoArray(square, i);
            FloatVector denominator = v.sqrt().fma(root, epsilon);
            descent.fma(m.div(denominator), shrinkage.fma(parameter, parameter)).intoArray(p, i);
        }
        return bound;
    }

    static int movingAverage(float rate, float[] p, float[] average, int from, int to) {
        Objects.checkFromToIndex(from, to, Math.min(p.length, average.length));
        FloatVector share = broadcast(rate);
        int bound = SPECIES.loopBound(to - from);
        for (int i = from; i < from + bound; i += LENGTH) {
            FloatVector mean = FloatVector.fromArray(SPECIES, average, i);
            FloatVector.fromArray(SPECIES, p, i)
                    .sub(mean)
                    .fma(share, mean)
                    .intoArray(average, i);
        }
        return bound;
    }
}
