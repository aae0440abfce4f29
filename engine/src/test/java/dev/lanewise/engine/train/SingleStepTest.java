package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.ParameterRole;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.plan.SameBits;
import dev.lanewise.engine.random.CounterRandom;
import dev.lanewise.engine.sdlm.Sdlm;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops of one's own: steps on samples of one's own choice. */
class SingleStepTest {
    private static final Dataset DATA = SyntheticImages.of(70, 6, 4, 1);
    private static final Network NETWORK = Network.input(1, 6, 6)
            .conv2d(3, 3)
            .batchNorm()
            .silu()
            .dense(4)
            .build();
    private static final long SEED = 11;

    private static TrainerBuilder trainer(int batchSize) {
        return SyntheticImages.trainer(NETWORK)
                .optimizer(Adam.of(0.01).weightDecay(0.1))
                .labelSmoothing(0.1)
                .ema(0.9)
                .batchSize(batchSize)
                .seed(SEED)
                .threads(2);
    }

    private static int[] order(int epoch) {
        int[] order = new int[DATA.size()];
        new CounterRandom(SEED, CounterRandom.Purpose.SHUFFLE, epoch).permute(order);
        return order;
    }

    /** Batches of 1, of less than a tile, of a tile and a rest, and of all samples and more. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 32, 100})
    void theBatchesOfFitMakeItsBits(int batchSize) {
        try (Trainer fitted = trainer(batchSize).build();
                Trainer own = trainer(batchSize).build()) {
            List<EpochResult> epochs = fitted.fit(DATA, 2).epochs();
            for (EpochResult epoch : epochs) {
                int[] order = order(epoch.epoch());
                double loss = 0;
                int correct = 0;
                for (int from = 0; from < order.length; from += batchSize) {
                    StepResult result = own.step(DATA, Arrays.copyOfRange(order, from,
                            Math.min(order.length, from + batchSize)));
                    loss += result.loss() * result.count();
                    correct += result.correct();
                }
                assertEquals(epoch.loss(), loss / order.length, 1e-12);
                assertEquals(epoch.accuracy(), (double) correct / order.length);
            }
            SameBits.assertSameBits(fitted.parameters(), own.parameters(), "parameters");
            assertEquals(fitted.model().sha256(), own.model().sha256());
        }
    }

    @Test
    void fitGoesOnFromSingleSteps() {
        try (Trainer fitted = trainer(100).build(); Trainer own = trainer(100).build()) {
            fitted.fit(DATA, 1);
            own.step(DATA, order(1));
            // The order of the only batch is another one: epochs are counted by fit alone.
            assertEquals(1, own.fit(DATA, 1).epochs().getFirst().epoch());
            fitted.step(DATA, order(1));
            SameBits.assertSameBits(fitted.parameters(), own.parameters(), "parameters");
        }
    }

    /** Plain descent takes the gradient times the rate, so the parameters tell what it was. */
    @Test
    void gradientsAreWhatTheOptimizerWasGiven() {
        try (Trainer trainer = trainer(32).ema(0)
                .optimizer(Sgd.of(0.5).weightDecay(0.25))
                .build()) {
            float[] before = trainer.parameters();
            trainer.step(DATA, 3, 1, 4, 1, 5);
            float[] gradients = trainer.gradients();
            float[] after = trainer.parameters();
            assertEquals(NETWORK.parameterCount(), gradients.length);
            NETWORK.parameters().forEach(parameter -> {
                boolean running = parameter.role() == ParameterRole.RUNNING_MEAN
                        || parameter.role() == ParameterRole.RUNNING_VARIANCE;
                for (int i = parameter.offset(); i < parameter.offset()
                        + parameter.size(); i++) {
                    if (running) {
                        assertEquals(0, gradients[i]);
                    } else {
                        assertEquals(before[i] - 0.5 * (gradients[i] + 0.25 * before[i]), after[i],
                                1e-6);
                    }
                }
            });
            trainer.gradients()[0] = 7;
            trainer.parameters()[0] = 7;
            assertArrayEquals(gradients, trainer.gradients());
            assertArrayEquals(after, trainer.parameters());
        }
    }

    @Test
    void aRateOfZeroLeavesAllWeights() {
        try (Trainer trainer = SyntheticImages.trainer(
                Network.input(1, 6, 6).dense(4).build()).batchSize(8).build()) {
            float[] before = trainer.parameters();
            StepResult first = trainer.step(0, DATA, 0, 1, 2);
            assertArrayEquals(before, trainer.parameters());
            StepResult second = trainer.step(0.1, DATA, 0, 1, 2);
            assertEquals(first.loss(), second.loss());
            assertEquals(first.toString(), second.toString());
            assertEquals(first.accuracy(), first.correct() / 3.0);
        }
    }

    @Test
    void distortionsAreDrawnAnewInEveryStep() {
        try (Trainer trainer = trainer(8).augmentation(Augmentation.elastic()).build()) {
            trainer.step(0, DATA, 0, 1);
            float[] first = trainer.gradients();
            trainer.step(0, DATA, 0, 1);
            assertFalse(Arrays.equals(first, trainer.gradients()));
        }
    }

    private static void assertRefused(Class<? extends Exception> type, String message,
            Executable code) {
        assertEquals(message, assertThrows(type, code).getMessage());
    }

    @Test
    void whatIsNoStepIsRefused() {
        try (Trainer trainer = trainer(4).build()) {
            assertRefused(IllegalArgumentException.class,
                    "The samples of a step must be 1 to the batch size of 4; you gave 0.",
                    () -> trainer.step(DATA));
            assertRefused(IllegalArgumentException.class,
                    "The samples of a step must be 1 to the batch size of 4; you gave 5.",
                    () -> trainer.step(DATA, 1, 2, 3, 4, 5));
            assertRefused(IllegalArgumentException.class,
                    "A learning rate must be a number of at least 0; you gave -0.1.",
                    () -> trainer.step(-0.1, DATA, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> trainer.step(DATA, 70));
            assertThrows(ShapeException.class,
                    () -> trainer.step(SyntheticImages.of(9, 5, 4, 1), 1));
            assertRefused(IllegalStateException.class,
                    "Gradients are those of a single step; call step first.", trainer::gradients);
        }
        try (Trainer trainer = SyntheticImages.trainer(Network.input(1, 6, 6).dense(4).build())
                .optimizer(Sdlm.of(0.01))
                .build()) {
            assertRefused(IllegalStateException.class,
                    "A single step needs an optimizer that does not measure the data before every"
                            + " epoch; give the trainer another one, or call fit.",
                    () -> trainer.step(DATA, 1));
        }
    }

    @Test
    void thereIsNoCheckpointOfSingleSteps() {
        try (Trainer trainer = trainer(32).build()) {
            trainer.fit(DATA, 1);
            trainer.checkpoint();
            trainer.step(DATA, 1, 2, 3);
            assertRefused(IllegalStateException.class,
                    "The trainer has no checkpoint before it has trained, nor after a single step;"
                            + " call fit first.",
                    trainer::checkpoint);
            trainer.fit(DATA, 1);
            assertThrows(IllegalStateException.class, trainer::gradients);
            assertEquals(2, trainer.checkpoint().epoch());
        }
    }

    @Test
    void theSeedCanBeRead() {
        try (Trainer given = trainer(8).build();
                Trainer usual = Trainer.of(NETWORK).build()) {
            assertEquals(SEED, given.seed());
            assertEquals(0, usual.seed());
        }
    }
}
