package dev.lanewise.engine.backend;

import static dev.lanewise.engine.backend.KernelFixture.MARGIN;
import static dev.lanewise.engine.backend.KernelFixture.assertSameBits;
import static dev.lanewise.engine.backend.KernelFixture.fast;
import static dev.lanewise.engine.backend.KernelFixture.scalar;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernels")
class OptimizersTest {
    private static final String BACKENDS = "dev.lanewise.engine.backend.KernelFixture#backends";
    /** Around one and two vectors of every width. */
    private static final int[] LENGTHS = {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 100};
    /** More than a vector of every width. */
    private static final int MANY = 19;
    private static final int MANY_STEPS = 48;
    private static final float RATE = 0.05f;
    private static final float STEP_SIZE = 0.07f;
    private static final float ROOT_CORRECTION = 3.3f;

    /** Parameters, gradients and state from {@code MARGIN}, guarded. */
    record State(int length, float[] p, float[] g, float[] first, float[] second) {

        State(int length) {
            this(length, guarded(1, length),
                    KernelFixture.spread(KernelFixture.random(2, length), elements(length),
                            MARGIN + length, KernelFixture.UNREAD),
                    guarded(3, length), squares(guarded(4, length), length));
        }

        private static int[] elements(int length) {
            return KernelFixture.range(MARGIN, length);
        }

        private static float[] guarded(long seed, int length) {
            return KernelFixture.output(seed, elements(length));
        }

        private static float[] squares(float[] values, int length) {
            for (int i = MARGIN; i < MARGIN + length; i++) {
                values[i] *= values[i];
            }
            return values;
        }

        void sgd(Backend kernels, SgdRule rule) {
            kernels.sgd(rule, RATE, p, g, first, MARGIN, MARGIN + length);
        }

        void adam(Backend kernels, AdamRule rule) {
            kernels.adam(rule, RATE, STEP_SIZE, ROOT_CORRECTION, p, g, first, second, MARGIN,
                    MARGIN + length);
        }

        void assertSame(State expected, Object what) {
            assertSameBits(expected.p, p, what + ", parameters of " + length);
            assertSameBits(expected.first, first, what + ", first state of " + length);
            assertSameBits(expected.second, second, what + ", second state of " + length);
        }

        /** What lies outside of the range must be as it was. */
        void assertSurroundingsUntouched() {
            State fresh = new State(length);
            System.arraycopy(p, MARGIN, fresh.p, MARGIN, length);
            System.arraycopy(first, MARGIN, fresh.first, MARGIN, length);
            System.arraycopy(second, MARGIN, fresh.second, MARGIN, length);
            assertSame(fresh, "surroundings");
        }
    }

    static Stream<SgdRule> sgdRules() {
        return Stream.of(new SgdRule(0f, false, 0f), new SgdRule(0f, false, 0.01f),
                new SgdRule(0.9f, false, 0f), new SgdRule(0.9f, false, 0.01f),
                new SgdRule(0.9f, true, 0f), new SgdRule(0.9f, true, 0.01f));
    }

    static Stream<AdamRule> adamRules() {
        return Stream.of(new AdamRule(0.9, 0.999, 1e-8, 0, false),
                new AdamRule(0.9, 0.999, 1e-8, 0.01, false),
                new AdamRule(0.9, 0.999, 1e-8, 0.01, true),
                new AdamRule(0.8, 0.95, 0.1, 0.3, true));
    }

    static Stream<Arguments> sgdRulesAndBackends() {
        return sgdRules().flatMap(r -> KernelFixture.backends().map(k -> Arguments.of(r, k)));
    }

    static Stream<Arguments> adamRulesAndBackends() {
        return adamRules().flatMap(r -> KernelFixture.backends().map(k -> Arguments.of(r, k)));
    }

    private static RunningError of(double value) {
        return RunningError.of(value);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("sgdRulesAndBackends")
    void sgdKeepsItsBound(SgdRule rule, Backend kernels) {
        for (int length : LENGTHS) {
            State before = new State(length);
            State after = new State(length);
            after.sgd(kernels, rule);
            for (int i = MARGIN; i < MARGIN + length; i++) {
                RunningError p = of(before.p[i]);
                RunningError momentum = of(rule.momentum());
                RunningError g = of(rule.weightDecay()).fma(p, of(before.g[i]));
                RunningError v = momentum.fma(of(before.first[i]), g);
                RunningError d = rule.momentum() == 0 ? g
                        : rule.nesterov() ? momentum.fma(v, g) : v;
                of(-RATE).fma(d, p).assertHolds(after.p[i], "parameter " + i);
                (rule.momentum() == 0 ? of(before.first[i]) : v).assertHolds(after.first[i],
                        "velocity " + i);
            }
            after.assertSurroundingsUntouched();
        }
    }

    /** Without momentum there need not even be a velocity. */
    @ParameterizedTest
    @MethodSource(BACKENDS)
    void plainSgdNeedsNoVelocity(Backend kernels) {
        SgdRule rule = new SgdRule(0f, false, 0.01f);
        State expected = new State(33);
        State actual = new State(33);
        expected.sgd(kernels, rule);
        kernels.sgd(rule, RATE, actual.p, actual.g, new float[0], MARGIN, MARGIN + 33);
        actual.assertSame(expected, rule);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("adamRulesAndBackends")
    void adamKeepsItsBound(AdamRule rule, Backend kernels) {
        for (int length : LENGTHS) {
            State before = new State(length);
            State after = new State(length);
            after.adam(kernels, rule);
            for (int i = MARGIN; i < MARGIN + length; i++) {
                RunningError p = of(before.p[i]);
                RunningError g = rule.decoupled() ? of(before.g[i])
                        : of(rule.penalty()).fma(p, of(before.g[i]));
                RunningError m = of((float) rule.beta1()).fma(of(before.first[i]),
                        of(rule.rest1()).times(g));
                RunningError v = of((float) rule.beta2()).fma(of(before.second[i]),
                        of(rule.rest2()).times(g).times(g));
                RunningError denominator = v.squareRoot()
                        .fma(of(ROOT_CORRECTION), of((float) rule.epsilon()));
                RunningError shrunk = rule.decoupled() ? of(rule.shrinkage(RATE)).fma(p, p) : p;
                of(-STEP_SIZE).fma(m.dividedBy(denominator), shrunk)
                        .assertHolds(after.p[i], "parameter " + i);
                m.assertHolds(after.first[i], "first moment " + i);
                v.assertHolds(after.second[i], "second moment " + i);
            }
            after.assertSurroundingsUntouched();
        }
    }

    /** A constant that is formed in double and rounded once. */
    private static RunningError rounded(double value) {
        return RunningError.of(0).plus(of(value));
    }

    /**
     * Many steps of PyTorch's formula in double precision, with all that rounding each operation and each
     * constant once may add up to. A second moment with 1 − β₂ of floats is out of it.
     */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("adamRulesAndBackends")
    void manyStepsOfAdamArePyTorchs(AdamRule rule, Backend kernels) {
        float[] p = KernelFixture.random(1, MANY);
        float[] mean = new float[MANY];
        float[] square = new float[MANY];
        RunningError[] parameters = exact(p);
        RunningError[] first = exact(mean);
        RunningError[] second = exact(square);
        double rate = 1e-3;
        for (int t = 1; t <= MANY_STEPS; t++) {
            float[] g = KernelFixture.random(10 + t, MANY);
            double stepSize = rate / (1 - StrictMath.pow(rule.beta1(), t));
            double root = 1 / StrictMath.sqrt(1 - StrictMath.pow(rule.beta2(), t));
            kernels.adam(rule, rate, (float) stepSize, (float) root, p, g.clone(), mean, square, 0,
                    MANY);
            for (int i = 0; i < MANY; i++) {
                RunningError gradient = rounded(rule.decoupled() ? 0 : rule.weightDecay())
                        .fma(parameters[i], of(g[i]));
                first[i] = rounded(rule.beta1()).fma(first[i],
                        rounded(1 - rule.beta1()).times(gradient));
                second[i] = rounded(rule.beta2()).fma(second[i],
                        rounded(1 - rule.beta2()).times(gradient).times(gradient));
                RunningError denominator = second[i].squareRoot()
                        .fma(rounded(root), rounded(rule.epsilon()));
                RunningError shrunk = rounded(rule.decoupled() ? -rate * rule.weightDecay() : 0)
                        .fma(parameters[i], parameters[i]);
                parameters[i] = rounded(-stepSize).fma(first[i].dividedBy(denominator), shrunk);
                first[i].assertHolds(mean[i], "first moment " + i + ", step " + t);
                second[i].assertHolds(square[i], "second moment " + i + ", step " + t);
                parameters[i].assertHolds(p[i], "parameter " + i + ", step " + t);
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("sgdRulesAndBackends")
    void manyStepsOfSgdArePyTorchs(SgdRule rule, Backend kernels) {
        float[] p = KernelFixture.random(1, MANY);
        float[] velocity = new float[MANY];
        RunningError[] parameters = exact(p);
        RunningError[] buffer = exact(velocity);
        for (int t = 1; t <= MANY_STEPS; t++) {
            float[] g = KernelFixture.random(10 + t, MANY);
            kernels.sgd(rule, RATE, p, g.clone(), velocity, 0, MANY);
            for (int i = 0; i < MANY; i++) {
                RunningError momentum = of(rule.momentum());
                RunningError gradient = of(rule.weightDecay()).fma(parameters[i], of(g[i]));
                buffer[i] = momentum.fma(buffer[i], gradient);
                RunningError direction = rule.nesterov() ? momentum.fma(buffer[i], gradient)
                        : buffer[i];
                parameters[i] = of(-RATE).fma(direction, parameters[i]);
                parameters[i].assertHolds(p[i], "parameter " + i + ", step " + t);
            }
        }
    }

    private static RunningError[] exact(float[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> of(values[i]))
                .toArray(RunningError[]::new);
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void theMovingAverageKeepsItsBound(Backend kernels) {
        for (int length : LENGTHS) {
            State before = new State(length);
            State after = new State(length);
            kernels.movingAverage(0.3f, after.p, after.first, MARGIN, MARGIN + length);
            for (int i = MARGIN; i < MARGIN + length; i++) {
                of(0.3f).fma(of(before.p[i]).minus(of(before.first[i])), of(before.first[i]))
                        .assertHolds(after.first[i], "average " + i);
            }
            assertSameBits(before.p, after.p, "parameters");
            after.assertSurroundingsUntouched();
        }
    }

    @ParameterizedTest
    @MethodSource("sgdRules")
    @Tag("fast")
    void vectorSgdEqualsScalar(SgdRule rule) {
        for (int length : LENGTHS) {
            State expected = new State(length);
            State actual = new State(length);
            for (int step = 0; step < 5; step++) {
                expected.sgd(scalar(), rule);
                actual.sgd(fast(), rule);
            }
            actual.assertSame(expected, rule);
        }
    }

    @ParameterizedTest
    @MethodSource("adamRules")
    @Tag("fast")
    void vectorAdamEqualsScalar(AdamRule rule) {
        for (int length : LENGTHS) {
            State expected = new State(length);
            State actual = new State(length);
            for (int step = 0; step < 5; step++) {
                expected.adam(scalar(), rule);
                actual.adam(fast(), rule);
                assertSameAverage(expected, actual);
            }
            actual.assertSame(expected, rule);
        }
    }

    private static void assertSameAverage(State expected, State actual) {
        int to = MARGIN + expected.length;
        float[] average = new State(expected.length).p;
        float[] same = average.clone();
        scalar().movingAverage(0.1f, expected.p, average, MARGIN, to);
        fast().movingAverage(0.1f, actual.p, same, MARGIN, to);
        assertSameBits(average, same, "average of " + expected.length);
    }

    /** With decay ½ and no gradient: the floor itself stays, the next smaller float becomes 0. */
    @ParameterizedTest
    @MethodSource(BACKENDS)
    void stateBelowTheFloorBecomesZero(Backend kernels) {
        float floor = SgdRule.STATE_FLOOR;
        assertEquals(1e-30f, floor);
        float[] halved = {floor, -floor, Math.nextDown(floor), -Math.nextDown(floor),
                Float.MIN_NORMAL, Float.MIN_VALUE, 1f};
        float[] kept = {floor, -floor, 0, 0, 0, 0, 1f};
        int n = 5 * halved.length;
        float[] state = cycle(halved, n, 2);
        float[] square = cycle(halved, n, 2);
        for (int i = 0; i < n; i++) {
            square[i] = Math.abs(square[i]);
        }
        float[] p = new float[n];
        kernels.adam(new AdamRule(0.5f, 0.5f, 1f, 0f, false), 0.1f, 0.1f, 1f, p, new float[n],
                state, square, 0, n);
        float[] expected = cycle(kept, n, 1);
        assertSameBits(expected, state, "first moment");
        for (int i = 0; i < n; i++) {
            assertEquals(Math.abs(expected[i]), square[i], "second moment " + i);
        }
        for (boolean nesterov : new boolean[]{false, true}) {
            float[] velocity = cycle(halved, n, 2);
            kernels.sgd(new SgdRule(0.5f, nesterov, 0f), 0.1f, p, new float[n], velocity, 0, n);
            assertSameBits(expected, velocity, "velocity");
        }
    }

    private static float[] cycle(float[] values, int length, float factor) {
        float[] cycled = new float[length];
        IntStream.range(0, length).forEach(i -> cycled[i] = values[i % values.length] * factor);
        return cycled;
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void rangesOutOfTheirArraysAreRefused(Backend kernels) {
        float[] a = new float[20];
        float[] few = new float[19];
        SgdRule plain = new SgdRule(0, false, 0);
        SgdRule momentum = new SgdRule(0.9f, false, 0);
        AdamRule adam = new AdamRule(0.9f, 0.999f, 1e-8f, 0, false);
        assertRefused(() -> kernels.sgd(plain, 1, few, a, a, 0, 20));
        assertRefused(() -> kernels.sgd(plain, 1, a, few, a, 0, 20));
        assertRefused(() -> kernels.sgd(momentum, 1, few, a, a, 0, 20));
        assertRefused(() -> kernels.sgd(momentum, 1, a, few, a, 0, 20));
        assertRefused(() -> kernels.sgd(momentum, 1, a, a, few, 0, 20));
        assertRefused(() -> kernels.sgd(momentum, 1, a, a, a, -1, 20));
        assertRefused(() -> kernels.sgd(momentum, 1, a, a, a, 3, 2));
        assertRefused(() -> kernels.adam(adam, 1, 1, 1, few, a, a, a, 0, 20));
        assertRefused(() -> kernels.adam(adam, 1, 1, 1, a, few, a, a, 0, 20));
        assertRefused(() -> kernels.adam(adam, 1, 1, 1, a, a, few, a, 0, 20));
        assertRefused(() -> kernels.adam(adam, 1, 1, 1, a, a, a, few, 0, 20));
        assertRefused(() -> kernels.adam(adam, 1, 1, 1, a, a, a, a, 3, 2));
        assertRefused(() -> kernels.movingAverage(1, few, a, 0, 20));
        assertRefused(() -> kernels.movingAverage(1, a, few, 0, 20));
        assertRefused(() -> kernels.movingAverage(1, a, a, 3, 2));
    }

    private static void assertRefused(Runnable run) {
        assertThrows(IndexOutOfBoundsException.class, run::run);
    }
}
