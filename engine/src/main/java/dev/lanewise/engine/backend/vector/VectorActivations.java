package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.ActivationFunction.ATANH_11;
import static dev.lanewise.engine.backend.ActivationFunction.ATANH_13;
import static dev.lanewise.engine.backend.ActivationFunction.ATANH_15;
import static dev.lanewise.engine.backend.ActivationFunction.ATANH_3;
import static dev.lanewise.engine.backend.ActivationFunction.ATANH_5;
import static dev.lanewise.engine.backend.ActivationFunction.ATANH_7;
import static dev.lanewise.engine.backend.ActivationFunction.ATANH_9;
import static dev.lanewise.engine.backend.ActivationFunction.DENSITY_AT_0;
import static dev.lanewise.engine.backend.ActivationFunction.FAR;
import static dev.lanewise.engine.backend.ActivationFunction.HARD;
import static dev.lanewise.engine.backend.ActivationFunction.SIXTH;
import static dev.lanewise.engine.backend.ActivationFunction.TAIL_1;
import static dev.lanewise.engine.backend.ActivationFunction.TAIL_2;
import static dev.lanewise.engine.backend.ActivationFunction.TAIL_3;
import static dev.lanewise.engine.backend.ActivationFunction.TAIL_4;
import static dev.lanewise.engine.backend.ActivationFunction.TAIL_5;
import static dev.lanewise.engine.backend.ActivationFunction.TAIL_P;
import static dev.lanewise.engine.backend.ActivationFunction.THIRD;
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
import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.ActivationFunction;
import dev.lanewise.engine.backend.Elementwise;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Activations over whole vectors; each method returns how many elements it did. {@link
 * dev.lanewise.engine.backend.ExpConstants} explains the exponential.
 *
 * <p>No method takes or returns a vector: past a certain size C2 inlines nothing but the Vector API
 * itself, and each vector that crosses a call is an object. Hence the exponential is a pass of its
 * own, and what it shares with others is written again.
 */
final class VectorActivations {
    private VectorActivations() {}

    /**
     * {@code y = exp(sign·x)}.
     *
     * @param sign 1 or −1
     * @param length a multiple of the vector length
     */
    static void exp(float sign, float[] x, int xOffset, float[] y, int yOffset, int length) {
        FloatVector log2e = FloatVector.broadcast(SPECIES, LOG2E);
        FloatVector round = FloatVector.broadcast(SPECIES, ROUND);
        FloatVector minusLn2High = FloatVector.broadcast(SPECIES, -LN2_HIGH);
        FloatVector minusLn2Low = FloatVector.broadcast(SPECIES, -LN2_LOW);
        FloatVector c0 = FloatVector.broadcast(SPECIES, C0);
        FloatVector c1 = FloatVector.broadcast(SPECIES, C1);
        FloatVector c2 = FloatVector.broadcast(SPECIES, C2);
        FloatVector c3 = FloatVector.broadcast(SPECIES, C3);
        FloatVector c4 = FloatVector.broadcast(SPECIES, C4);
        for (int i = 0; i < length; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i)
                    .mul(sign)
                    .min(LIMIT)
                    .max(-LIMIT);
            FloatVector t = v.fma(log2e, round);
            FloatVector n = t.sub(round);
            FloatVector r = n.fma(minusLn2Low, n.fma(minusLn2High, v));
            FloatVector q = c4.fma(r, c3).fma(r, c2).fma(r, c1).fma(r, c0);
            FloatVector scale = t.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .add(ONE_BITS)
                    .reinterpretAsFloats();
            scale.fma(q.fma(r.mul(r), r), scale).intoArray(y, yOffset + i);
        }
    }

    /** Computes a function and its derivative. */
    static int run(Elementwise f, float[] x, float[] y, float[] slope, int offset, int length) {
        int bound = SPECIES.loopBound(length);
        return switch (f.function()) {
            case RELU -> relu(x, y, slope, offset, bound);
            case SILU -> silu(x, y, slope, offset, bound);
            case GELU -> gelu(x, y, slope, offset, bound);
            case TANH -> tanh(1, 1, x, y, slope, offset, bound);
            case SCALED_TANH -> tanh(ActivationFunction.SCALE, ActivationFunction.HEIGHT, x, y,
                    slope, offset, bound);
            case SIGMOID -> sigmoid(x, y, slope, offset, bound);
            case HARD_SIGMOID -> hardSigmoid(x, y, slope, offset, bound);
            case HARD_SWISH -> hardSwish(x, y, slope, offset, bound);
            case SOFTPLUS -> softplus(x, y, slope, offset, bound);
            case LEAKY_RELU -> leakyRelu(f.a(), x, y, slope, offset, bound);
            case ELU -> elu(f.a(), x, y, slope, offset, bound);
            case CLIP -> clip(f.a(), f.b(), x, y, slope, offset, bound);
        };
    }

    private static int sigmoid(float[] x, float[] y, float[] slope, int offset, int length) {
        exp(-1, x, offset, slope, offset, length);
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        for (int i = offset; i < offset + length; i += LENGTH) {
            FloatVector value = one.div(FloatVector.fromArray(SPECIES, slope, i).add(one));
            value.mul(one.sub(value)).intoArray(slope, i);
            value.intoArray(y, i);
        }
        return length;
    }

    private static int hardSigmoid(float[] x, float[] y, float[] slope, int offset, int length) {
        FloatVector sixth = FloatVector.broadcast(SPECIES, SIXTH);
        FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = offset; i < offset + length; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            zero.blend(sixth, v.abs().compare(VectorOperators.LT, HARD)).intoArray(slope, i);
            v.fma(sixth, half).max(0f).min(1f).intoArray(y, i);
        }
        return length;
    }

    private static int hardSwish(float[] x, float[] y, float[] slope, int offset, int length) {
        FloatVector sixth = FloatVector.broadcast(SPECIES, SIXTH);
        FloatVector third = FloatVector.broadcast(SPECIES, THIRD);
        FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
        for (int i = offset; i < offset + length; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            v.fma(third, half)
                    .blend(0f, v.compare(VectorOperators.LT, -HARD))
                    .blend(1f, v.compare(VectorOperators.GT, HARD))
                    .intoArray(slope, i);
            v.mul(v.fma(sixth, half).max(0f).min(1f)).intoArray(y, i);
        }
        return length;
    }

    private static int softplus(float[] x, float[] y, float[] slope, int offset, int length) {
        for (int i = offset; i < offset + length; i += LENGTH) {
            FloatVector.fromArray(SPECIES, x, i).abs().intoArray(slope, i);
        }
        exp(-1, slope, offset, slope, offset, length);
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        for (int i = offset; i < offset + length; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            FloatVector e = FloatVector.fromArray(SPECIES, slope, i);
            FloatVector sigmoid = one.div(e.add(one));
            sigmoid.blend(e.mul(sigmoid), v.compare(VectorOperators.LT, 0f)).intoArray(slope, i);
            FloatVector s = e.div(e.add(2f));
            FloatVector square = s.mul(s);
            FloatVector.broadcast(SPECIES, ATANH_15)
                    .fma(square, FloatVector.broadcast(SPECIES, ATANH_13))
                    .fma(square, FloatVector.broadcast(SPECIES, ATANH_11))
                    .fma(square, FloatVector.broadcast(SPECIES, ATANH_9))
                    .fma(square, FloatVector.broadcast(SPECIES, ATANH_7))
                    .fma(square, FloatVector.broadcast(SPECIES, ATANH_5))
                    .fma(square, FloatVector.broadcast(SPECIES, ATANH_3))
                    .fma(square, FloatVector.broadcast(SPECIES, 2f))
                    .fma(s, v.max(0f))
                    .intoArray(y, i);
        }
        return length;
    }

    private static int leakyRelu(float a, float[] x, float[] y, float[] slope, int offset,
            int length) {
        FloatVector below = FloatVector.broadcast(SPECIES, a);
        for (int i = offset; i < offset + length; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            FloatVector factor = below.blend(1f, v.compare(VectorOperators.GT, 0f));
            factor.intoArray(slope, i);
            v.mul(factor).intoArray(y, i);
        }
        return length;
    }

    private static int elu(float a, float[] x, float[] y, float[] slope, int offset, int length) {
        FloatVector round = FloatVector.broadcast(SPECIES, ROUND);
        FloatVector c0 = FloatVector.broadcast(SPECIES, C0);
        FloatVector c1 = FloatVector.broadcast(SPECIES, C1);
        FloatVector c2 = FloatVector.broadcast(SPECIES, C2);
        FloatVector c3 = FloatVector.broadcast(SPECIES, C3);
        FloatVector c4 = FloatVector.broadcast(SPECIES, C4);
        for (int i = offset; i < offset + length; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            FloatVector below = v.min(0f).max(-LIMIT);
            FloatVector t = below.fma(FloatVector.broadcast(SPECIES, LOG2E), round);
            FloatVector n = t.sub(round);
            FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW),
                    n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), below));
            FloatVector q = c4.fma(r, c3).fma(r, c2).fma(r, c1).fma(r, c0);
            FloatVector remainder = q.fma(r.mul(r), r);
            FloatVector power = t.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .add(ONE_BITS)
                    .reinterpretAsFloats();
            VectorMask<Float> above = v.compare(VectorOperators.GT, 0f);
            power.fma(remainder, power).mul(a).blend(1f, above).intoArray(slope, i);
            power.fma(remainder, power.sub(1f)).mul(a).blend(v, above).intoArray(y, i);
        }
        return length;
    }

    private static int clip(float a, float b, float[] x, float[] y, float[] slope, int offset,
            int length) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = offset; i < offset + length; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            zero.blend(1f, v.compare(VectorOperators.GT, a).and(v.compare(VectorOperators.LT, b)))
                    .intoArray(slope, i);
            v.max(a).min(b).intoArray(y, i);
        }
        return length;
    }

    private static int relu(float[] x, float[] y, float[] slope, int offset, int length) {
        for (int i = offset; i < offset + length; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            FloatVector zero = FloatVector.zero(SPECIES);
            zero.blend(1f, v.compare(VectorOperators.GT, zero)).intoArray(slope, i);
            v.max(zero).intoArray(y, i);
        }
        return length;
    }

    private static int silu(float[] x, float[] y, float[] slope, int offset, int length) {
        exp(-1, x, offset, slope, offset, length);
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        for (int i = offset; i < offset + length; i += LENGTH) {
            FloatVector sigmoid = one.div(FloatVector.fromArray(SPECIES, slope, i).add(one));
            FloatVector value = FloatVector.fromArray(SPECIES, x, i).mul(sigmoid);
            value.fma(one.sub(sigmoid), sigmoid).intoArray(slope, i);
            value.intoArray(y, i);
        }
        return length;
    }

    private static int gelu(float[] x, float[] y, float[] slope, int offset, int length) {
        for (int i = offset; i < offset + length; i += LENGTH) {
            FloatVector near = FloatVector.fromArray(SPECIES, x, i).min(FAR).max(-FAR);
            near.mul(near.mul(-0.5f)).intoArray(slope, i);
        }
        exp(1, slope, offset, slope, offset, length);
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector p = FloatVector.broadcast(SPECIES, TAIL_P);
        for (int i = offset; i < offset + length; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            FloatVector exp = FloatVector.fromArray(SPECIES, slope, i);
            FloatVector t = one.div(v.abs().fma(p, one));
            FloatVector tail = FloatVector.broadcast(SPECIES, TAIL_5)
                    .fma(t, FloatVector.broadcast(SPECIES, TAIL_4))
                    .fma(t, FloatVector.broadcast(SPECIES, TAIL_3))
                    .fma(t, FloatVector.broadcast(SPECIES, TAIL_2))
                    .fma(t, FloatVector.broadcast(SPECIES, TAIL_1))
                    .mul(t)
                    .mul(exp);
            FloatVector phi = one.sub(tail).blend(tail, v.compare(VectorOperators.LT, 0f));
            v.min(FAR).max(-FAR).mul(DENSITY_AT_0).fma(exp, phi).intoArray(slope, i);
            v.mul(phi).intoArray(y, i);
        }
        return length;
    }

    /** {@code y = height·tanh(scale·x)}. */
    private static int tanh(float scale, float height, float[] x, float[] y, float[] slope,
            int offset, int length) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector round = FloatVector.broadcast(SPECIES, ROUND);
        FloatVector c0 = FloatVector.broadcast(SPECIES, C0);
        FloatVector c1 = FloatVector.broadcast(SPECIES, C1);
        FloatVector c2 = FloatVector.broadcast(SPECIES, C2);
        FloatVector c3 = FloatVector.broadcast(SPECIES, C3);
        FloatVector c4 = FloatVector.broadcast(SPECIES, C4);
        for (int i = offset; i < offset + length; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i).mul(scale);
            FloatVector twice = v.abs().mul(2f).min(LIMIT / 2);
            FloatVector t = twice.fma(FloatVector.broadcast(SPECIES, LOG2E), round);
            FloatVector n = t.sub(round);
            FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW),
                    n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), twice));
            FloatVector q = c4.fma(r, c3).fma(r, c2).fma(r, c1).fma(r, c0);
            FloatVector power = t.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .add(ONE_BITS)
                    .reinterpretAsFloats();
            FloatVector m = power.fma(q.fma(r.mul(r), r), power.sub(1f));
            FloatVector magnitude = m.div(m.add(2f));
            FloatVector value = magnitude.blend(magnitude.neg(), v.compare(VectorOperators.LT, 0f));
            value.neg().fma(value, one).mul(height * scale).intoArray(slope, i);
            value.mul(height).intoArray(y, i);
        }
        return length;
    }
}
