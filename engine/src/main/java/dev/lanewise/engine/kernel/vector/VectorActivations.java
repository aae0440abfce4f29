package dev.lanewise.engine.kernel.vector;

import static dev.lanewise.engine.kernel.ExpConstants.C0;
import static dev.lanewise.engine.kernel.ExpConstants.C1;
import static dev.lanewise.engine.kernel.ExpConstants.C2;
import static dev.lanewise.engine.kernel.ExpConstants.C3;
import static dev.lanewise.engine.kernel.ExpConstants.C4;
import static dev.lanewise.engine.kernel.ExpConstants.LIMIT;
import static dev.lanewise.engine.kernel.ExpConstants.LN2_HIGH;
import static dev.lanewise.engine.kernel.ExpConstants.LN2_LOW;
import static dev.lanewise.engine.kernel.ExpConstants.LOG2E;
import static dev.lanewise.engine.kernel.ExpConstants.MANTISSA_BITS;
import static dev.lanewise.engine.kernel.ExpConstants.ONE_BITS;
import static dev.lanewise.engine.kernel.ExpConstants.ROUND;
import static dev.lanewise.engine.kernel.vector.Lanes.LENGTH;
import static dev.lanewise.engine.kernel.vector.Lanes.SPECIES;

import dev.lanewise.engine.kernel.ActivationRange;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Activations over whole vectors; each method returns how many elements it did. The private helpers
 * are small enough to be inlined always, so their vectors never leave registers. {@link
 * dev.lanewise.engine.kernel.ExpConstants} explains the exponential.
 */
final class VectorActivations {
    private VectorActivations() {}

    private static FloatVector remainderExpm1(FloatVector x, FloatVector t) {
        FloatVector n = t.sub(ROUND);
        FloatVector r = n.fma(broadcast(-LN2_LOW), n.fma(broadcast(-LN2_HIGH), x));
        FloatVector q = broadcast(C4).fma(r, broadcast(C3))
                .fma(r, broadcast(C2))
                .fma(r, broadcast(C1))
                .fma(r, broadcast(C0));
        return q.fma(r.mul(r), r);
    }

    private static FloatVector powerOfTwo(FloatVector t) {
        return t.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                .add(ONE_BITS)
                .reinterpretAsFloats();
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    static FloatVector exp(FloatVector x) {
        FloatVector clamped = x.min(LIMIT).max(-LIMIT);
        FloatVector t = clamped.fma(broadcast(LOG2E), broadcast(ROUND));
        FloatVector scale = powerOfTwo(t);
        return scale.fma(remainderExpm1(clamped, t), scale);
    }

    static int relu(float[] x, float[] y, float[] slope, int offset, int length) {
        ActivationRange.check(x, y, slope, offset, length);
        int bound = SPECIES.loopBound(length);
        for (int i = offset; i < offset + bound; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            FloatVector zero = FloatVector.zero(SPECIES);
            zero.blend(1f, v.compare(VectorOperators.GT, zero)).intoArray(slope, i);
            v.max(zero).intoArray(y, i);
        }
        return bound;
    }

    static int silu(float[] x, float[] y, float[] slope, int offset, int length) {
        ActivationRange.check(x, y, slope, offset, length);
        int bound = SPECIES.loopBound(length);
        for (int i = offset; i < offset + bound; i += LENGTH) {
            FloatVector one = broadcast(1f);
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            FloatVector sigmoid = one.div(exp(v.neg()).add(one));
            FloatVector value = v.mul(sigmoid);
            value.fma(one.sub(sigmoid), sigmoid).intoArray(slope, i);
            value.intoArray(y, i);
        }
        return bound;
    }

    static int tanh(float[] x, float[] y, float[] slope, int offset, int length) {
        ActivationRange.check(x, y, slope, offset, length);
        int bound = SPECIES.loopBound(length);
        for (int i = offset; i < offset + bound; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            FloatVector twice = v.abs().mul(2f).min(LIMIT / 2);
            FloatVector t = twice.fma(broadcast(LOG2E), broadcast(ROUND));
            FloatVector scale = powerOfTwo(t);
            FloatVector m = scale.fma(remainderExpm1(twice, t), scale.sub(1f));
            FloatVector magnitude = m.div(m.add(2f));
            FloatVector value = magnitude.blend(magnitude.neg(), v.compare(VectorOperators.LT, 0f));
            value.neg().fma(value, broadcast(1f)).intoArray(slope, i);
            value.intoArray(y, i);
        }
        return bound;
    }
}
