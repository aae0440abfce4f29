package dev.lanewise.engine.source;

import dev.lanewise.engine.backend.ActivationFunction;
import dev.lanewise.engine.backend.ExpConstants;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Functions of one number in a generated class, as {@code ScalarActivations} and {@link ActivationFunction}
 * have them: their constants are taken from there.
 */
@SuppressWarnings("ImmutableEnumChecker") // Sets that can't be changed.
enum FunctionPart implements JavaPart {
    /** The remainder of an exponential. */
    REMAINDER("""
            private static float remainder(float x, float t) {
                float n = t - #ROUND;
                float r = Math.fma(n, -#LN2_LOW, Math.fma(n, -#LN2_HIGH, x));
                float q = Math.fma(Math.fma(#C4, r, #C3), r, #C2);
                return Math.fma(Math.fma(Math.fma(q, r, #C1), r, #C0), r * r, r);
            }
            """),
    /** The exponential. */
    EXP("""
            private static float exp(float x) {
                float near = Math.max(-#LIMIT, Math.min(#LIMIT, x));
                float t = Math.fma(near, #LOG2E, #ROUND);
                float scale = Float.intBitsToFloat((Float.floatToRawIntBits(t) << 23) + 0x3f800000);
                return Math.fma(scale, remainder(near, t), scale);
            }
            """, REMAINDER),
    /** The exponential less 1. */
    EXPM1("""
            private static float expm1(float x) {
                float near = Math.max(-#LIMIT, Math.min(#LIMIT, x));
                float t = Math.fma(near, #LOG2E, #ROUND);
                float scale = Float.intBitsToFloat((Float.floatToRawIntBits(t) << 23) + 0x3f800000);
                return Math.fma(scale, remainder(near, t), scale - 1f);
            }
            """, REMAINDER),
    /** {@link ActivationFunction#RELU}. */
    RELU(function("relu", "Math.max(v, 0f)")),
    /** {@link ActivationFunction#SILU}. */
    SILU(function("silu", "v * (1f / (1f + exp(-v)))"), EXP),
    /** {@link ActivationFunction#SIGMOID}. */
    SIGMOID(function("sigmoid", "1f / (1f + exp(-v))"), EXP),
    /** The hyperbolic tangent of one number. */
    TANH_OF("""
            private static float tanhOf(float x) {
                float m = expm1(Math.min(#LIMIT / 2, Math.abs(x) * 2));
                float y = m / (m + 2f);
                return x < 0 ? -y : y;
            }
            """, EXPM1),
    /** {@link ActivationFunction#TANH}. */
    TANH(function("tanh", "tanhOf(v)"), TANH_OF),
    /** {@link ActivationFunction#SCALED_TANH}. */
    SCALED_TANH(function("scaledTanh", "tanhOf(v * (2f / 3)) * #HEIGHT"), TANH_OF),
    /** {@link ActivationFunction#GELU}. */
    GELU("""
            private static float[] gelu(float[] x) {
                float[] y = new float[x.length];
                for (int i = 0; i < x.length; i++) {
                    float v = x[i];
                    float near = Math.max(-#FAR, Math.min(#FAR, v));
                    float exp = exp(near * (near * -0.5f));
                    float t = 1f / Math.fma(Math.abs(v), #TAIL_P, 1f);
                    float tail = Math.fma(Math.fma(#TAIL_5, t, #TAIL_4), t, #TAIL_3);
                    tail = Math.fma(Math.fma(tail, t, #TAIL_2), t, #TAIL_1) * t * exp;
                    y[i] = v * (v < 0 ? tail : 1f - tail);
                }
                return y;
            }
            """, EXP),
    /** {@link ActivationFunction#HARD_SIGMOID}. */
    HARD_SIGMOID(function("hardSigmoid", "Math.min(1f, Math.max(0f, Math.fma(v, 1f / 6, 0.5f)))")),
    /** {@link ActivationFunction#HARD_SWISH}. */
    HARD_SWISH(function("hardSwish", "v * Math.min(1f, Math.max(0f, Math.fma(v, 1f / 6, 0.5f)))")),
    /** {@link ActivationFunction#SOFTPLUS}. */
    SOFTPLUS("""
            private static float[] softplus(float[] x) {
                float[] y = new float[x.length];
                for (int i = 0; i < x.length; i++) {
                    float e = exp(-Math.abs(x[i]));
                    float s = e / (e + 2f);
                    float series = 2f / 15;
                    for (int k = 13; k > 1; k -= 2) {
                        series = Math.fma(series, s * s, 2f / k);
                    }
                    y[i] = Math.fma(Math.fma(series, s * s, 2f), s, Math.max(x[i], 0f));
                }
                return y;
            }
            """, EXP),
    /** {@link ActivationFunction#LEAKY_RELU}. */
    LEAKY_RELU(function("leakyRelu", "v * (v > 0 ? 1f : a)", "a")),
    /** {@link ActivationFunction#ELU}. */
    ELU(function("elu", "v > 0 ? v : a * expm1(Math.min(v, 0f))", "a"), EXPM1),
    /** {@link ActivationFunction#CLIP}. */
    CLIP(function("clip", "Math.min(b, Math.max(a, v))", "a", "b"));

    private static final Map<String, Float> CONSTANTS = constants();
    private final String text;
    private final Set<JavaPart> needs;

    FunctionPart(String text, JavaPart... needs) {
        this.text = text;
        this.needs = Set.of(needs);
    }

    /** A function of each value v. */
    private static String function(String name, String expression, String... parameters) {
        StringBuilder more = new StringBuilder();
        List.of(parameters).forEach(parameter -> more.append(", float ").append(parameter));
        return """
                private static float[] %s(float[] x%s) {
                    float[] y = new float[x.length];
                    for (int i = 0; i < x.length; i++) {
                        float v = x[i];
                        y[i] = %s;
                    }
                    return y;
                }
                """.formatted(name, more, expression);
    }

    private static Map<String, Float> constants() {
        Map<String, Float> constants = new TreeMap<>(Map.of("LOG2E", ExpConstants.LOG2E, "ROUND",
                ExpConstants.ROUND, "LN2_HIGH", ExpConstants.LN2_HIGH, "LN2_LOW",
                ExpConstants.LN2_LOW, "LIMIT", ExpConstants.LIMIT, "C0", ExpConstants.C0, "C1",
                ExpConstants.C1, "C2", ExpConstants.C2, "C3", ExpConstants.C3, "C4",
                ExpConstants.C4));
        constants.putAll(Map.of("HEIGHT", ActivationFunction.HEIGHT, "FAR", ActivationFunction.FAR,
                "TAIL_P", ActivationFunction.TAIL_P, "TAIL_1", ActivationFunction.TAIL_1, "TAIL_2",
                ActivationFunction.TAIL_2, "TAIL_3", ActivationFunction.TAIL_3, "TAIL_4",
                ActivationFunction.TAIL_4, "TAIL_5", ActivationFunction.TAIL_5));
        return constants;
    }

    @Override
    public String text() {
        String filled = text;
        for (Map.Entry<String, Float> constant : CONSTANTS.entrySet()) {
            String literal = ClassText.literal(constant.getValue());
            // Two minus signs would be an operator.
            filled = filled.replace("#" + constant.getKey(),
                    constant.getValue() < 0 ? "(" + literal + ")" : literal);
        }
        return filled;
    }

    @Override
    public Set<JavaPart> needs() {
        return needs;
    }
}
