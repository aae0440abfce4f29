package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.plan.ReferenceNetwork;
import dev.lanewise.engine.plan.SameBits;
import dev.lanewise.engine.sdlm.Sdlm;
import dev.lanewise.engine.testing.Kinds;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Optimizers and the average of weights against their formulas in double precision. */
class OptimizerStateTest {
    private static final int COUNT = 45;
    private static final int STEPS = 48;
    private static final double TOLERANCE = 2e-6;
    private static final double[] CURVATURES = IntStream.range(0, COUNT)
            .mapToDouble(i -> i % 7 / 3.0)
            .toArray();

    static Stream<Optimizer> optimizers() {
        return Stream.of(Sgd.of(0.1), Sgd.of(0.1).weightDecay(0.2), Sgd.momentum(0.1, 0.8),
                Sgd.nesterov(0.1, 0.8).weightDecay(0.2), Adam.of(0.05),
                Adam.of(0.05).weightDecay(0.2), Adam.adamW(0.05, 0.2),
                Adam.of(0.05).beta1(0.5).beta2(0.7).epsilon(1e-3), Sdlm.of(0.01),
                Optimizer.custom(new Lion(), 0.05));
    }

    @Test
    void everyKindHasASample() {
        assertEquals(Kinds.of(Optimizer.class), optimizers()
                .map(optimizer -> optimizer.getClass().getSimpleName())
                .collect(Collectors.toSet()));
    }

    private static float[] random(long seed) {
        Random random = new Random(seed);
        float[] values = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    /** As PyTorch's documentation states them; the rate changes from step to step. */
    private static final class Reference {
        final double[] p;
        final double[] average;
        private final double[] first = new double[COUNT];
        private final double[] second = new double[COUNT];
        private int t;

        Reference(float[] parameters) {
            p = ReferenceNetwork.widen(parameters);
            average = p.clone();
        }

        void step(Optimizer optimizer, double rate, float[] gradient, double decay) {
            t++;
            double forget = 1 - Math.min(decay, (1.0 + t) / (10.0 + t));
            for (int i = 0; i < COUNT; i++) {
                switch (optimizer) {
                    case Sgd s -> sgd(s, rate, gradient[i], i);
                    case Adam a -> adam(a, rate, gradient[i], i);
                    case Sdlm s -> p[i] -= rate / (s.mu() + CURVATURES[i]) * gradient[i];
                    case CustomUpdates custom -> lion(rate, gradient[i], i);
                    default -> throw new AssertionError("define " + optimizer);
                }
                average[i] += forget * (p[i] - average[i]);
            }
        }

        private void lion(double rate, double gradient, int i) {
            double direction = Math.signum(0.9 * first[i] + 0.1 * gradient);
            p[i] -= (t == 1 ? rate / 2 : rate) * (direction + 0.01 * p[i]);
            first[i] = 0.99 * first[i] + 0.01 * gradient;
        }

        private void sgd(Sgd s, double rate, double gradient, int i) {
            double g = gradient + s.weightDecay() * p[i];
            first[i] = s.momentum() * first[i] + g;
            p[i] -= rate * (s.nesterov() ? g + s.momentum() * first[i] : first[i]);
        }

        private void adam(Adam a, double rate, double gradient, int i) {
            double g = gradient + (a.decoupled() ? 0 : a.weightDecay() * p[i]);
            p[i] -= a.decoupled() ? rate * a.weightDecay() * p[i] : 0;
            first[i] = a.beta1() * first[i] + (1 - a.beta1()) * g;
            second[i] = a.beta2() * second[i] + (1 - a.beta2()) * g * g;
            double mean = first[i] / (1 - StrictMath.pow(a.beta1(), t));
            double square = second[i] / (1 - StrictMath.pow(a.beta2(), t));
            p[i] -= rate * mean / (StrictMath.sqrt(square) + a.epsilon());
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void stepsFollowTheFormula(Optimizer optimizer) {
        double decay = 0.6;
        for (KernelChoice choice : new KernelChoice[]{KernelChoice.AUTO, KernelChoice.SCALAR}) {
            float[] parameters = random(1);
            Reference reference = new Reference(parameters);
            OptimizerState update = new OptimizerState(Kernels.of(choice).backend(), optimizer,
                    decay,
                    parameters);
            if (update.curvatureSamples() > 0) {
                update.adapt(CURVATURES);
            }
            for (int step = 0; step < STEPS; step++) {
                float[] gradient = random(100 + step);
                double rate = optimizer.learningRate() / (1 + step);
                update.begin(rate);
                update.apply(gradient.clone(), 0, COUNT);
                reference.step(optimizer, rate, gradient, decay);
                assertNear(reference.p, parameters, "parameter, step " + step);
                assertNear(reference.average, update.weights(), "average, step " + step);
            }
        }
    }

    private static void assertNear(double[] expected, float[] actual, String what) {
        for (int i = 0; i < COUNT; i++) {
            assertEquals(expected[i], actual[i], TOLERANCE, what + ", entry " + i);
        }
    }

    /** The parts may be updated by several threads, in any order: the same bits. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void partsMakeTheWhole(Optimizer optimizer) {
        float[] whole = random(2);
        float[] parts = whole.clone();
        OptimizerState all = new OptimizerState(Kernels.auto().backend(), optimizer, 0.9, whole);
        OptimizerState some = new OptimizerState(Kernels.auto().backend(), optimizer, 0.9, parts);
        for (int step = 0; step < 3; step++) {
            float[] gradient = random(step);
            all.begin(0.1);
            all.apply(gradient, 0, COUNT);
            some.begin(0.1);
            some.apply(gradient, 31, COUNT);
            some.apply(gradient, 0, 7);
            some.apply(gradient, 7, 31);
        }
        SameBits.assertSameBits(whole, parts, "parameters");
        SameBits.assertSameBits(all.weights(), some.weights(), "average");
    }

    @Test
    void theAverageIsKeptOnlyWhereItIsWanted() {
        float[] parameters = random(3);
        assertSame(parameters,
                new OptimizerState(Kernels.auto().backend(), Sgd.of(0.1), 0, parameters).weights());
        assertNotSame(parameters,
                new OptimizerState(Kernels.auto().backend(), Sgd.of(0.1), 0.5, parameters)
                        .weights());
    }
}
