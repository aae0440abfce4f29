package dev.lanewise.engine.backend;

import static dev.lanewise.engine.backend.ExpConstants.C0;
import static dev.lanewise.engine.backend.ExpConstants.C1;
import static dev.lanewise.engine.backend.ExpConstants.C2;
import static dev.lanewise.engine.backend.ExpConstants.C3;
import static dev.lanewise.engine.backend.ExpConstants.C4;
import static dev.lanewise.engine.backend.ExpConstants.LIMIT;
import static dev.lanewise.engine.backend.ExpConstants.LN2_HIGH;
import static dev.lanewise.engine.backend.ExpConstants.LN2_LOW;
import static dev.lanewise.engine.backend.ExpConstants.LOG2E;
import static dev.lanewise.engine.backend.ExpConstants.MANTISSA_BITS;
import static dev.lanewise.engine.backend.ExpConstants.ONE_BITS;
import static dev.lanewise.engine.backend.ExpConstants.ROUND;

/** The exponential and what is made of it, of one number. {@link ExpConstants} explains the exponential. */
final class ScalarActivations {
    private ScalarActivations() {}

    private static float clamp(float x) {
        return Math.max(-LIMIT, Math.min(LIMIT, x));
    }

    /** exp(r) − 1 for the remainder r of a clamped x; {@code t} is x·log₂e + ROUND. */
    private static float remainderExpm1(float x, float t) {
        float n = t - ROUND;
        float r = Fma.of(n, -LN2_LOW, Fma.of(n, -LN2_HIGH, x));
        float q = Fma.of(Fma.of(Fma.of(Fma.of(C4, r, C3), r, C2), r, C1), r, C0);
        return Fma.of(q, r * r, r);
    }

    private static float powerOfTwo(float t) {
        return Float.intBitsToFloat((Float.floatToRawIntBits(t) << MANTISSA_BITS) + ONE_BITS);
    }

    static float exp(float x) {
        float clamped = clamp(x);
        float t = Fma.of(clamped, LOG2E, ROUND);
        float scale = powerOfTwo(t);
        return Fma.of(scale, remainderExpm1(clamped, t), scale);
    }

    /** exp(x) − 1, which keeps its relative accuracy near 0. */
    static float expm1(float x) {
        float clamped = clamp(x);
        float t = Fma.of(clamped, LOG2E, ROUND);
        float scale = powerOfTwo(t);
        return Fma.of(scale, remainderExpm1(clamped, t), scale - 1f);
    }

    static float sigmoid(float x) {
        return 1f / (1f + exp(-x));
    }

    /**
     * tanh |x| = m / (m + 2) with m = exp(2|x|) − 1, which keeps its relative accuracy near 0; the
     * sign is put back.
     */
    static float tanh(float x) {
        float twice = Math.min(LIMIT / 2, Math.abs(x) * 2);
        float m = expm1(twice);
        float y = m / (m + 2f);
        return x < 0 ? -y : y;
    }
}
