package dev.lanewise.engine.backend;

import static dev.lanewise.engine.backend.KernelFixture.MARGIN;
import static dev.lanewise.engine.backend.KernelFixture.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernels")
class ActivationsTest {
    private static final String BACKENDS = "dev.lanewise.engine.backend.KernelFixture#backends";
    /**
     * The largest errors over all floats from 2⁻²⁷ to 87 and their negatives are 1.042, 2.481,
     * 2.861 and 2.573 ulp. The sweep of these tests holds the arguments where they were found.
     */
    private static final double SIGMOID_ULPS = 2.5;
    private static final double SILU_ULPS = 2.9;
    private static final double TANH_ULPS = 2.6;
    private static final float[] WORST = {26.730072f, -5.855902f, -16.635704f, -16.699265f,
            0.062357374f};
    private static final float[] SPECIAL = {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE,
            Float.MIN_NORMAL, ExpConstants.LIMIT, -ExpConstants.LIMIT};
    private static final float[] BEYOND = {Math.nextUp(ExpConstants.LIMIT),
            -Math.nextUp(ExpConstants.LIMIT), 88f, -88f, 100f, -100f, 1e10f, -1e10f,
            Float.MAX_VALUE, -Float.MAX_VALUE};
    /** A prime step through the bit patterns: all binades, all kinds of mantissas. */
    private static final int SWEEP_STEP = 4099;

    /** An activation with its slope. */
    enum Activation {
        RELU(x -> Math.max(x, 0)), SILU(x -> x / (1 + StrictMath.exp(-x))), TANH(StrictMath::tanh),
        SCALED_TANH(x -> 1.7159 * StrictMath.tanh(2 * x / 3)),
        GELU(x -> x * NormalDistribution.upTo(x)), SIGMOID(ActivationsTest::sigmoid),
        HARD_SIGMOID(x -> Math.clamp(x / 6 + 0.5, 0, 1)),
        HARD_SWISH(x -> x * Math.clamp(x / 6 + 0.5, 0, 1)),
        SOFTPLUS(x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)))),
        LEAKY_RELU(0.125f, 0, x -> x > 0 ? x : x / 8),
        ELU(1.5f, 0, x -> x > 0 ? x : 1.5 * StrictMath.expm1(x)),
        CLIP(-0.5f, 6, x -> Math.clamp(x, -0.5, 6));

        final DoubleUnaryOperator truth;
        private final float a;
        private final float b;

        Activation(DoubleUnaryOperator truth) {
            this(0, 0, truth);
        }

        Activation(float a, float b, DoubleUnaryOperator truth) {
            this.truth = truth;
            this.a = a;
            this.b = b;
        }

        void run(Backend kernels, float[] x, float[] y, float[] slope, int offset, int length) {
            kernels.activate(new Elementwise(ActivationFunction.valueOf(name()), a, b), x, y,
                    slope, offset, length);
        }

        /** Values and slopes. */
        float[][] of(Backend kernels, float[] x) {
            float[] y = new float[x.length];
            float[] slope = new float[x.length];
            run(kernels, x, y, slope, 0, x.length);
            return new float[][]{y, slope};
        }
    }

    static Stream<Arguments> activationsAndBackends() {
        return Arrays.stream(Activation.values())
                .flatMap(a -> KernelFixture.backends().map(k -> Arguments.of(a, k)));
    }

    @Test
    void everyFunctionIsTested() {
        assertEquals(Arrays.stream(ActivationFunction.values()).map(Enum::name).sorted().toList(),
                Arrays.stream(Activation.values()).map(Enum::name).sorted().toList());
    }

    /** The tail is off by at most 7.5e-8, its polynomial by a few roundings of parts below 0.75. */
    @ParameterizedTest
    @MethodSource(BACKENDS)
    void geluKeepsItsBound(Backend kernels) {
        for (float[] x : new float[][]{sweep(), BEYOND}) {
            float[][] actual = Activation.GELU.of(kernels, x);
            for (int i = 0; i < x.length; i++) {
                double phi = NormalDistribution.upTo(x[i]);
                double near = Math.min(Math.abs(x[i]), 10);
                assertEquals(x[i] * phi, actual[0][i],
                        4e-7 * near + 3e-7 * Math.abs(x[i] * phi) + 3e-45, "gelu of " + x[i]);
                assertEquals(phi + x[i] * NormalDistribution.density(x[i]), actual[1][i], 4e-7,
                        "slope at " + x[i]);
            }
        }
    }

    /**
     * A few roundings of the result, and the clamp far below 0. Where parts of another size cancel, a few of
     * theirs.
     */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("activationsAndBackends")
    void valuesAreThoseOfTheDefinition(Activation activation, Backend kernels) {
        double parts = switch (activation) {
            case GELU, HARD_SIGMOID, HARD_SWISH -> 4e-7;
            default -> 0;
        };
        for (float[] x : new float[][]{sweep(), BEYOND}) {
            float[] y = activation.of(kernels, x)[0];
            for (int i = 0; i < x.length; i++) {
                double truth = activation.truth.applyAsDouble(x[i]);
                double clamp = x[i] < -ExpConstants.LIMIT ? Math.abs(x[i]) * 0x1p-125 : 3e-45;
                double near = parts * Math.min(Math.abs(x[i]), 10);
                assertEquals(truth, y[i], 4e-7 * Math.abs(truth) + near + clamp, "at " + x[i]);
            }
        }
    }

    /** Floats from −87 to 87. */
    private static float[] sweep() {
        int last = Float.floatToIntBits(ExpConstants.LIMIT);
        int count = last / SWEEP_STEP;
        float[] values = new float[2 * count + SPECIAL.length + WORST.length];
        for (int i = 0; i < count; i++) {
            values[2 * i] = Float.intBitsToFloat(i * SWEEP_STEP);
            values[2 * i + 1] = -values[2 * i];
        }
        System.arraycopy(SPECIAL, 0, values, 2 * count, SPECIAL.length);
        System.arraycopy(WORST, 0, values, 2 * count + SPECIAL.length, WORST.length);
        return values;
    }

    private static void assertWithinUlps(double ulps, double[] expected, float[] actual,
            float[] x) {
        for (int i = 0; i < x.length; i++) {
            double error = Math.abs(actual[i] - expected[i]) / Math.ulp((float) expected[i]);
            int at = i;
            assertTrue(error <= ulps, () -> error + " ulp at " + x[at] + ", more than " + ulps);
        }
    }

    private static double[] truth(DoubleUnaryOperator function, float[] x) {
        return Arrays.stream(CentralDifferences.toDoubles(x)).map(function).toArray();
    }

    @Test
    void theExponentialKeepsItsUlps() {
        float[] x = sweep();
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = ScalarActivations.exp(x[i]);
        }
        assertWithinUlps(RunningError.EXP_ULPS, truth(StrictMath::exp, x), y, x);
    }

    @Test
    void theExponentialIsClamped() {
        for (float x : BEYOND) {
            assertEquals(ScalarActivations.exp(Math.copySign(ExpConstants.LIMIT, x)),
                    ScalarActivations.exp(x));
        }
    }

    /** Three roundings more than the hyperbolic tangent's, and that of 2/3 in the argument. */
    @ParameterizedTest
    @MethodSource(BACKENDS)
    void theScaledTangentIsThatOfItsDefinition(Backend kernels) {
        float[] x = sweep();
        float[] y = new float[x.length];
        float[] slope = new float[x.length];
        kernels.activate(Elementwise.of(ActivationFunction.SCALED_TANH), x, y, slope, 0,
                x.length);
        for (int i = 0; i < x.length; i++) {
            double tanh = StrictMath.tanh(2.0 * x[i] / 3);
            assertEquals(1.7159 * tanh, y[i], 1e-6 * Math.abs(1.7159 * tanh) + 1e-40);
            assertEquals(1.7159 * 2 / 3 * (1 - tanh * tanh), slope[i], 1e-6);
        }
    }

    @Test
    void sigmoidKeepsItsUlps() {
        float[] x = sweep();
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = ScalarActivations.sigmoid(x[i]);
        }
        assertWithinUlps(SIGMOID_ULPS, truth(ActivationsTest::sigmoid, x), y, x);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void reluIsExact(Backend kernels) {
        for (float[] x : new float[][]{sweep(), BEYOND}) {
            float[][] actual = Activation.RELU.of(kernels, x);
            for (int i = 0; i < x.length; i++) {
                assertEquals(x[i] > 0 ? x[i] : 0f, actual[0][i] + 0f, "relu of " + x[i]);
                assertEquals(x[i] > 0 ? 1f : 0f, actual[1][i] + 0f, "slope at " + x[i]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void siluKeepsItsUlpsAndItsSlopeTheBound(Backend kernels) {
        float[] x = sweep();
        float[][] actual = Activation.SILU.of(kernels, x);
        assertWithinUlps(SILU_ULPS, truth(Activation.SILU.truth, x), actual[0], x);
        for (int i = 0; i < x.length; i++) {
            double exact = sigmoid(x[i]);
            RunningError s = new RunningError(exact, SIGMOID_ULPS * Math.ulp((float) exact));
            RunningError value = RunningError.of(x[i]).times(s);
            value.fma(RunningError.of(1).minus(s), s).assertHolds(actual[1][i], "slope at " + x[i]);
        }
    }

    /** Below −87 the clamped exponential leaves the sigmoid a little under 2⁻¹²⁵, not smaller. */
    @ParameterizedTest
    @MethodSource(BACKENDS)
    void siluBeyondTheClampStaysSmall(Backend kernels) {
        float[][] actual = Activation.SILU.of(kernels, BEYOND);
        for (int i = 0; i < BEYOND.length; i++) {
            float bound = Math.abs(BEYOND[i]) * 0x1p-125f;
            assertEquals(Math.max(BEYOND[i], 0f), actual[0][i], bound, "silu of " + BEYOND[i]);
            assertEquals(BEYOND[i] > 0 ? 1f : 0f, actual[1][i], bound, "slope at " + BEYOND[i]);
        }
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void tanhKeepsItsUlpsAndItsSlopeTheBound(Backend kernels) {
        for (float[] x : new float[][]{sweep(), BEYOND}) {
            float[][] actual = Activation.TANH.of(kernels, x);
            assertWithinUlps(TANH_ULPS, truth(StrictMath::tanh, x), actual[0], x);
            for (int i = 0; i < x.length; i++) {
                double exact = StrictMath.tanh(x[i]);
                RunningError y = new RunningError(exact, TANH_ULPS * Math.ulp((float) exact));
                y.negate().fma(y, RunningError.of(1)).assertHolds(actual[1][i], "slope at " + x[i]);
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("activationsAndBackends")
    void slopesAreCentralDifferences(Activation activation, Backend kernels) {
        // Odd multiples of 1/16, so that none lies on the kink of ReLU.
        float[] x = new float[150];
        for (int i = 0; i < x.length; i++) {
            x[i] = (2 * i - 149) / 16f;
        }
        double[] at = CentralDifferences.toDoubles(x);
        float[] slope = activation.of(kernels, x)[1];
        double tolerance = 1e-6;
        for (int i = 0; i < x.length; i++) {
            CentralDifferences.assertGradient(v -> activation.truth.applyAsDouble(v[0]),
                    new double[]{at[i]}, new float[]{slope[i]}, tolerance);
        }
        CentralDifferences.assertCatches(v -> activation.truth.applyAsDouble(v[0]),
                new double[]{at[70]}, new float[]{slope[70] + 1e-5f}, tolerance);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("fast")
    void fastEqualsScalar(Activation activation) {
        for (float[] x : new float[][]{sweep(), Arrays.copyOf(BEYOND, 64),
                KernelFixture.random(1, 1000)}) {
            float[][] expected = activation.of(KernelFixture.scalar(), x);
            float[][] actual = activation.of(KernelFixture.fast(), x);
            assertSameBits(expected[0], actual[0], "values");
            assertSameBits(expected[1], actual[1], "slopes");
        }
    }

    /** Every length around one and two vectors, not from index 0, into other arrays and in place. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("activationsAndBackends")
    void onlyTheRangeIsWritten(Activation activation, Backend kernels) {
        for (int length = 0; length <= 35; length++) {
            int[] elements = KernelFixture.range(MARGIN, length);
            float[] values = KernelFixture.random(2, length);
            float[][] each = new float[2][length];
            for (int i = 0; i < length; i++) {
                float[][] one = activation.of(KernelFixture.scalar(), new float[]{values[i]});
                each[0][i] = one[0][0];
                each[1][i] = one[1][0];
            }
            float[] x = KernelFixture.spread(values, elements, length + 2 * MARGIN,
                    KernelFixture.UNTOUCHED);
            float[] y = KernelFixture.overwritten(elements);
            float[] slope = KernelFixture.overwritten(elements);
            float[] before = x.clone();
            activation.run(kernels, x, y, slope, MARGIN, length);
            assertSameBits(before, x, "x");
            assertSameBits(KernelFixture.spread(each[0], elements, y.length,
                    KernelFixture.UNTOUCHED), y, "values of " + length);
            assertSameBits(KernelFixture.spread(each[1], elements, y.length,
                    KernelFixture.UNTOUCHED), slope, "slopes of " + length);

            float[] again = KernelFixture.overwritten(elements);
            activation.run(kernels, x, x, again, MARGIN, length);
            assertSameBits(KernelFixture.spread(each[0], elements, x.length,
                    KernelFixture.UNTOUCHED), x, "in place, values of " + length);
            assertSameBits(slope, again, "in place, slopes of " + length);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("activationsAndBackends")
    void rangesOutOfTheirArraysAreRefused(Activation activation, Backend kernels) {
        float[] enough = new float[40];
        float[] few = new float[39];
        assertRefused(() -> activation.run(kernels, few, enough, enough.clone(), 0, 40));
        assertRefused(() -> activation.run(kernels, enough, few, enough.clone(), 0, 40));
        assertRefused(() -> activation.run(kernels, enough, enough, few, 0, 40));
        assertRefused(() -> activation.run(kernels, enough, enough, enough.clone(), -1, 3));
        assertRefused(() -> activation.run(kernels, enough, enough, enough.clone(), 0, -1));
    }

    private static void assertRefused(Runnable run) {
        assertThrows(IndexOutOfBoundsException.class, run::run);
    }
}
