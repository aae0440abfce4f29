package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.plan.SameBits;
import dev.lanewise.engine.sdlm.Sdlm;
import dev.lanewise.engine.testing.Kinds;
import dev.lanewise.engine.text.Attributes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every optimizer owes. A new kind without a sample here fails; its formula belongs into {@link
 * OptimizerStateTest}, whose samples are checked, too.
 */
@Tag("kernels")
class OptimizerContractTest {
    private static final int COUNT = 77;
    private static final Dataset DATA = SyntheticImages.of(44, 6, 4, 1);

    @TempDir
    private Path folder;

    static Stream<Optimizer> samples() {
        return Stream.of(Sgd.of(0.1), Sgd.of(0.1).weightDecay(0.2),
                Sgd.momentum(0.05, 0.8).weightDecay(0.01), Sgd.nesterov(0.05, 0.8), Adam.of(0.01),
                Adam.of(0.01).weightDecay(0.1),
                Adam.of(0.02).beta1(0.5).beta2(0.7).epsilon(1e-3).weightDecay(0.2).decoupled(true),
                new Sdlm(0.01, 0.3, 20), Optimizer.custom(new Lion(), 0.003));
    }

    @Test
    void everyKindHasASample() {
        assertEquals(Kinds.of(Optimizer.class), samples()
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

    private static OptimizerState begun(Optimizer optimizer, KernelChoice kernels,
            float[] parameters) {
        OptimizerState state = new OptimizerState(Kernels.of(kernels).backend(), optimizer, 0.9,
                parameters);
        if (state.curvatureSamples() > 0) {
            double[] curvatures = new double[COUNT];
            for (int i = 0; i < COUNT; i++) {
                curvatures[i] = i % 5 / 2.0;
            }
            state.adapt(curvatures);
        }
        return state;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void scalarAndVectorKernelsMakeTheSameBits(Optimizer optimizer) {
        float[] scalar = random(1);
        float[] best = scalar.clone();
        OptimizerState one = begun(optimizer, KernelChoice.SCALAR, scalar);
        OptimizerState other = begun(optimizer, KernelChoice.AUTO, best);
        for (int step = 0; step < 20; step++) {
            one.begin(0.1 / (1 + step));
            one.apply(random(step), 0, COUNT);
            other.begin(0.1 / (1 + step));
            other.apply(random(step), 0, COUNT);
            SameBits.assertSameBits(scalar, best, "parameters, step " + step);
            SameBits.assertSameBits(one.weights(), other.weights(), "average, step " + step);
        }
        assertEquals(one.state(best).scalars(), other.state(best).scalars());
        one.state(best)
                .states()
                .forEach((name, array) -> SameBits.assertSameBits(array,
                        other.state(best).states().get(name), name));
    }

    @Tag("allocation")
    @ParameterizedTest
    @MethodSource("samples")
    void aWarmStepAllocatesNothing(Optimizer optimizer) {
        OptimizerState state = begun(optimizer, KernelChoice.AUTO, random(1));
        float[] gradient = random(2);
        assertEquals(0, AllocatedBytes.ofWarm(() -> {
            state.begin(1e-6);
            state.apply(gradient, 0, COUNT);
        }));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theTextSaysWhatItIs(Optimizer optimizer) {
        Attributes attributes = optimizer.attributes();
        assertEquals(attributes, Attributes.parse(attributes.toString()));
        assertEquals(1, samples().filter(o -> o.attributes().equals(attributes)).count());
        assertNotEquals(attributes, optimizer.withLearningRate(0.123).attributes());
        assertEquals("learningRate",
                optimizer.withLearningRate(0.123)
                        .attributes()
                        .differenceFrom(attributes)
                        .orElseThrow()
                        .name());
    }

    @Test
    void theTextForgetsNoComponent() {
        // A program's own is a function, which stands there by its name.
        Components.assertAllDescribed(samples().filter(o -> !(o instanceof CustomUpdates)).toList(),
                Optimizer::attributes);
    }

    private static TrainerBuilder trainer(Optimizer optimizer) {
        return SyntheticImages.trainer(Network.input(1, 6, 6).conv2d(2, 3).tanh().dense(4).build())
                .optimizer(optimizer)
                .batchSize(16)
                .seed(5)
                .threads(2);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aRunGoesOnFromEveryStep(Optimizer optimizer) throws IOException {
        float[] expected;
        try (Trainer trainer = trainer(optimizer).build()) {
            trainer.fit(DATA, 2);
            expected = trainer.model().parameters();
        }
        for (int steps = 1; steps <= 6; steps++) {
            Path file = folder.resolve("last.checkpoint");
            try (StoppedTrainer begun = new StoppedTrainer(trainer(optimizer), steps)) {
                begun.fit(DATA, 2).save(file);
            }
            try (Trainer trainer = trainer(optimizer).build()) {
                trainer.resume(DATA, Checkpoint.load(file));
                SameBits.assertSameBits(expected, trainer.model().parameters(), "step " + steps);
            }
        }
    }
}
