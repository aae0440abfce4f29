package dev.lanewise.engine.backend.portable;

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

import dev.lanewise.engine.backend.ActivationFunction;

/**
 * The activations of LeNet that need an exponential, in passes over a block of elements. C2 makes no vectors
 * of a loop that moves bits between floats and ints, so that is a pass by itself, and what it makes waits
 * where the slopes will stand.
 */
final class PortableActivations {
    /** Elements of a block: with x, y and slopes 6 KB, which stay in the L1 cache. */
    private static final int BLOCK = 512;

    private PortableActivations() {}

    /** Whether a function is computed here. */
    static boolean fits(ActivationFunction function) {
        return switch (function) {
            case SILU, SIGMOID, TANH, SCALED_TANH -> true;
            default -> false;
        };
    }

    /** Computes elements {@code [offset, offset + length)} of a function that {@link #fits}. */
    static void run(ActivationFunction function, float[] x, float[] y, float[] slope, int offset,
            int length) {
        for (int from = offset; from < offset + length; from += BLOCK) {
            int to = Math.min(from + BLOCK, offset + length);
            switch (function) {
                case SILU -> {
                    sigmoid(x, slope, from, to);
                    silu(x, y, slope, from, to);
                }
                case SIGMOID -> {
                    sigmoid(x, slope, from, to);
                    sigmoidSlope(y, slope, from, to);
                }
                case TANH -> {
                    tanh(1, x, y, slope, from, to);
                    tanhSlope(1, 1, y, slope, from, to);
                }
                default -> {
                    tanh(ActivationFunction.SCALE, x, y, slope, from, to);
                    tanhSlope(ActivationFunction.HEIGHT,
                            ActivationFunction.HEIGHT * ActivationFunction.SCALE, y, slope, from,
                            to);
                }
            }
        }
    }

    private static float clamp(float x) {
        return Math.max(-LIMIT, Math.min(LIMIT, x));
    }

    /** exp(r) − 1 for the remainder r of a clamped x. */
    private static float remainder(float x) {
        float n = Math.fma(x, LOG2E, ROUND) - ROUND;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float q = Math.fma(Math.fma(Math.fma(Math.fma(C4, r, C3), r, C2), r, C1), r, C0);
        return Math.fma(q, r * r, r);
    }

    /** Makes of x·log₂e, as ROUND rounds it, the power of two. */
    private static void powers(float[] t, int from, int to) {
        for (int i = from; i < to; i++) {
            t[i] = Float.intBitsToFloat((Float.floatToRawIntBits(t[i]) << MANTISSA_BITS)
                    + ONE_BITS);
        }
    }

    private static void sigmoid(float[] x, float[] s, int from, int to) {
        for (int i = from; i < to; i++) {
            s[i] = Math.fma(clamp(-x[i]), LOG2E, ROUND);
        }
        powers(s, from, to);
        for (int i = from; i < to; i++) {
            s[i] = 1f / (1f + Math.fma(s[i], remainder(clamp(-x[i])), s[i]));
        }
    }

    private static void silu(float[] x, float[] y, float[] slope, int from, int to) {
        for (int i = from; i < to; i++) {
            float s = slope[i];
            float value = x[i] * s;
            slope[i] = Math.fma(value, 1f - s, s);
            y[i] = value;
        }
    }

    private static void sigmoidSlope(float[] y, float[] slope, int from, int to) {
        for (int i = from; i < to; i++) {
            float value = slope[i];
            slope[i] = value * (1f - value);
            y[i] = value;
        }
    }

    private static float twice(float x) {
        return Math.min(LIMIT / 2, Math.abs(x) * 2);
    }

    /** tanh of {@code scale} times x, into {@code y}. */
    private static void tanh(float scale, float[] x, float[] y, float[] power, int from, int to) {
        for (int i = from; i < to; i++) {
            power[i] = Math.fma(twice(x[i] * scale), LOG2E, ROUND);
        }
        powers(power, from, to);
        for (int i = from; i < to; i++) {
            float m = Math.fma(power[i], remainder(twice(x[i] * scale)), power[i] - 1f);
            y[i] = Math.copySign(m / (m + 2f), x[i]);
        }
    }

    private static void tanhSlope(float height, float steepness, float[] y, float[] slope,
            int from, int to) {
        for (int i = from; i < to; i++) {
            float value = y[i];
            slope[i] = Math.fma(-value, value, 1f) * steepness;
            y[i] = value * height;
        }
    }
}
