package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.plan.SameBits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training that begins with a model's weights, of all parameters or of some. */
@Tag("kernels")
class FineTuningTest {
    private static final Dataset BEFORE = SyntheticImages.of(160, 10, 6, 1);
    /** Other labels: a class for two of the classes before. */
    private static final Dataset AFTER = new ForwardingDataset(SyntheticImages.of(120, 10, 6, 2)) {
        @Override
        public int classes() {
            return 3;
        }

        @Override
        public int label(int index) {
            return super.label(index) % 3;
        }
    };
    private static final Predicate<Parameter> HEAD = p -> p.name().startsWith("fc");

    /** With a batch normalization, a residual, and a weight that is read by several layers' gradients. */
    private static Network network(int classes) {
        return Network.input(1, 10, 10)
                .conv2d(6, 3)
                .batchNorm()
                .relu()
                .maxPool(2)
                .residual(block -> block.conv2d(6, 3, Padding.SAME).silu())
                .dense(12)
                .tanh()
                .dense(classes)
                .build();
    }

    private static final Model TRAINED = trained();

    private static Model trained() {
        try (Trainer trainer = SyntheticImages.trainer(network(6)).seed(3).threads(2).build()) {
            trainer.fit(BEFORE, 4);
            return trainer.model();
        }
    }

    private static TrainerBuilder fineTuning(Kernels kernels, int threads) {
        return Trainer.of(network(3))
                .weights(TRAINED)
                .normalization(TRAINED.normalization())
                .trainable(HEAD)
                .optimizer(Adam.of(0.01).weightDecay(0.01))
                .batchSize(24)
                .ema(0.9)
                .seed(9)
                .kernels(kernels)
                .threads(threads);
    }

    private static void assertFrozen(Model before, Model after, Predicate<Parameter> trained) {
        float[] was = before.parameters();
        float[] is = after.parameters();
        for (Parameter p : after.network().parameters()) {
            int end = p.offset() + p.size();
            boolean same = Arrays.equals(was, p.offset(), end, is, p.offset(), end);
            assertEquals(!trained.test(p), same, p.name());
        }
    }

    @Test
    void aNewHeadLearnsOtherLabelsOnFrozenConvolutions() {
        try (Trainer trainer = fineTuning(Kernels.auto(), 2).build()) {
            double before = trainer.evaluate(AFTER).accuracy();
            trainer.fit(AFTER, 12);
            Model model = trainer.model();
            double after = model.evaluate(AFTER).accuracy();
            assertTrue(after > 0.9 && before < 0.6, before + " and then " + after);
            float[] was = TRAINED.parameters();
            float[] is = model.parameters();
            int head = model.network()
                    .nodes()
                    .stream()
                    .filter(node -> node.name().equals("fc1"))
                    .findFirst()
                    .orElseThrow()
                    .weight()
                    .offset();
            SameBits.assertSameBits(Arrays.copyOf(was, head), Arrays.copyOf(is, head), "frozen");
        }
    }

    private static String sha256(Kernels kernels, int threads) {
        try (Trainer trainer = fineTuning(kernels, threads).build()) {
            trainer.fit(AFTER, 3);
            return trainer.model().sha256();
        }
    }

    @Test
    void threadsAndKernelsDoNotMatter() {
        String expected = sha256(Kernels.of(KernelChoice.SCALAR), 1);
        for (int threads : new int[]{1, 2, 5}) {
            assertEquals(expected, sha256(Kernels.auto(), threads), threads + " threads");
        }
    }

    @Test
    void aResumedRunEndsWithTheSameBits(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("half.checkpoint");
        try (StoppedTrainer begun = new StoppedTrainer(fineTuning(Kernels.auto(), 2), 7)) {
            begun.fit(AFTER, 3).save(file);
        }
        Checkpoint half = Checkpoint.load(file);
        try (Trainer resumed = fineTuning(Kernels.auto(), 3).build()) {
            resumed.resume(AFTER, half);
            assertEquals(sha256(Kernels.auto(), 1), resumed.model().sha256());
        }
        try (Trainer all = fineTuning(Kernels.auto(), 1).trainable(p -> true).build()) {
            String message = assertThrows(IllegalArgumentException.class,
                    () -> all.resume(AFTER, half)).getMessage();
            assertTrue(message.startsWith("The option frozen must be conv1.weight conv1.bias"
                    + " bn1.weight bn1.bias bn1.running_mean bn1.running_var conv2.weight"
                    + " conv2.bias, but is none"), message);
        }
    }

    /** Layers that are frozen before, between and after those that are trained; a single tensor, too. */
    @ParameterizedTest
    @ValueSource(strings = {"conv1", "bn1", "bn1.bias", "conv2", "conv2.weight", "fc1", "fc2.bias"})
    void onlyWhatIsTrainedMoves(String trained) {
        Predicate<Parameter> which = p -> p.name().startsWith(trained);
        boolean norm = trained.startsWith("bn1");
        try (Trainer trainer = Trainer.from(TRAINED)
                .trainable(which)
                .optimizer(Sgd.nesterov(0.01, 0.9).weightDecay(0.1))
                .ema(0.5)
                .seed(1)
                .threads(2)
                .build()) {
            trainer.fit(BEFORE, 2);
            assertFrozen(TRAINED, trainer.model(),
                    p -> norm && p.name().startsWith("bn1.running") || which.test(p));
        }
    }

    /** Where nothing between is frozen, a step changes what is trained as it does in a whole step. */
    @ParameterizedTest
    @ValueSource(strings = {"conv1", "conv2.weight", "fc1", "fc2.bias"})
    void gradientsAreThoseOfAWholeStep(String trained) {
        Network plain = Network.input(1, 10, 10)
                .conv2d(6, 3)
                .silu()
                .maxPool(2)
                .conv2d(6, 3)
                .relu()
                .dense(12)
                .tanh()
                .dense(6)
                .build();
        int[] samples = {5, 3, 9, 11, 20, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42};
        try (Trainer whole = SyntheticImages.trainer(plain).threads(1).build();
                Trainer part = SyntheticImages.trainer(plain)
                        .trainable(p -> p.name().startsWith(trained))
                        .threads(2)
                        .build()) {
            assertEquals(whole.step(BEFORE, samples).loss(), part.step(BEFORE, samples).loss());
            float[] all = whole.gradients();
            float[] some = part.gradients();
            for (Parameter p : plain.parameters()) {
                int end = p.offset() + p.size();
                float[] expected = p.name().startsWith(trained)
                        ? Arrays.copyOfRange(all, p.offset(), end)
                        : new float[p.size()];
                SameBits.assertSameBits(expected, Arrays.copyOfRange(some, p.offset(), end),
                        p.name());
            }
        }
    }

    /** A frozen normalization normalizes by its averages: a sample doesn't depend on its batch. */
    @Test
    void aFrozenNormalizationDoesNotLookAtTheBatch() {
        try (Trainer trainer = Trainer.from(TRAINED).trainable(HEAD).threads(1).build()) {
            double loss = trainer.step(0, BEFORE, 7).loss();
            assertEquals(loss, TRAINED.evaluate(BEFORE.select(7)).loss(), 1e-5);
            double both = trainer.step(0, BEFORE, 7, 8).loss();
            assertEquals(2 * both - trainer.step(0, BEFORE, 8).loss(), loss, 1e-5);
        }
        try (Trainer trainer = Trainer.from(TRAINED).threads(1).build()) {
            assertNotEquals(trainer.step(0, BEFORE, 7, 8).loss(),
                    TRAINED.evaluate(BEFORE.select(7, 8)).loss(), 1e-3);
        }
    }

    @Test
    void aTrainerFromAModelBeginsWhereItEnded() {
        TrainerBuilder builder = Trainer.from(TRAINED.withLoss(Loss.huber(1))
                .withTemperature(2));
        assertEquals(List.of(), builder.drawn());
        try (Trainer trainer = builder.build()) {
            Model model = trainer.model();
            assertEquals(TRAINED.sha256(), model.sha256());
            assertEquals(TRAINED.normalization(), model.normalization());
            assertEquals(Loss.huber(1), model.loss());
            assertEquals(1, model.temperature());
        }
    }

    @Test
    void whatIsNotTakenIsDrawnAsEver() {
        TrainerBuilder builder = Trainer.of(network(3)).weights(TRAINED).seed(9);
        assertEquals(List.of("fc2.weight", "fc2.bias"),
                builder.drawn().stream().map(Parameter::name).toList());
        assertEquals(List.of("fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"),
                Trainer.of(network(6))
                        .weights(TRAINED, HEAD.negate())
                        .drawn()
                        .stream()
                        .map(Parameter::name)
                        .toList());
        try (Trainer taken = builder.build();
                Trainer drawn = Trainer.of(network(3)).seed(9).build()) {
            Parameter head = builder.drawn().getFirst();
            int end = taken.parameters().length;
            SameBits.assertSameBits(
                    Arrays.copyOfRange(drawn.parameters(), head.offset(), end),
                    Arrays.copyOfRange(taken.parameters(), head.offset(), end), "head");
        }
    }

    @Test
    void aModelOfOtherParametersIsRefused() {
        TrainerBuilder other = Trainer.of(Network.input(1, 3, 3).dense(2).build());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> other.weights(TRAINED))
                .getMessage()
                .startsWith("The option weights must be a model that has a parameter"));
        assertThrows(IllegalArgumentException.class, () -> other.trainable(p -> false));
        assertFalse(other.drawn().isEmpty());
        assertThrows(ShapeException.class, () -> {
            try (Trainer trainer = other.build()) {
                trainer.fit(BEFORE, 1);
            }
        });
    }

    @Test
    void decayActsOnWhatWasChosen() {
        try (Trainer some = decaying().decay(p -> p.name().endsWith("weight")).build();
                Trainer all = decaying().build();
                Trainer none = decaying().decay(p -> false).build()) {
            some.step(BEFORE, 1, 2, 3);
            all.step(BEFORE, 1, 2, 3);
            none.step(BEFORE, 1, 2, 3);
            for (Parameter p : TRAINED.network().parameters()) {
                int at = p.offset();
                boolean decays = p.name().endsWith("weight");
                assertEquals((decays ? all : none).parameters()[at], some.parameters()[at],
                        p.name());
                if (p.role().isTrained()) {
                    assertNotEquals(all.parameters()[at], none.parameters()[at], p.name());
                }
            }
        }
    }

    private static TrainerBuilder decaying() {
        return Trainer.from(TRAINED).optimizer(Sgd.momentum(0.1, 0.9).weightDecay(0.1)).threads(1);
    }
}
