package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.lenet1998.MaximumAPosteriori;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.plan.SameBits;
import dev.lanewise.engine.sdlm.Sdlm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that was interrupted and resumed ends with the bits of one that was not. */
@Tag("kernels")
class CheckpointTest {
    private static final Network NETWORK = Network.input(1, 6, 6)
            .conv2d(3, 3)
            .maxPool(2)
            .silu()
            .dense(4)
            .build();
    private static final Dataset DATA = SyntheticImages.of(90, 6, 4, 1);
    private static final Dataset VALIDATION = SyntheticImages.of(60, 6, 4, 2);
    private static final int EPOCHS = 3;

    @TempDir
    private Path folder;

    /** Of 90 samples: steps of 32, 32 and 26. */
    private static TrainerBuilder trainer() {
        return SyntheticImages.trainer(NETWORK).seed(11).batchSize(32).threads(2);
    }

    static Stream<UnaryOperator<TrainerBuilder>> options() {
        return Stream.of(b -> b, b -> b.optimizer(Sgd.of(0.1)),
                b -> b.optimizer(Adam.adamW(0.01, 0.1)).schedule(Schedule.oneCycle()),
                b -> b.ema(0.9).labelSmoothing(0.1).schedule(Schedule.linear().warmup(0.2)),
                b -> b.optimizer(Adam.of(0.05)).ema(0.8).validation(VALIDATION),
                b -> b.validation(VALIDATION).patience(1).optimizer(Sgd.nesterov(0.5, 0.9)),
                b -> b.dropLast(true), b -> b.optimizer(new Sdlm(0.01, 0.1, 40)),
                b -> b.optimizer(Sdlm.of(0.01)).batchSize(1).loss(new MaximumAPosteriori(3)),
                b -> b.augmentation(Augmentation.elastic()),
                b -> b.batchSize(1));
    }

    /** All of an epoch but how long it took. */
    private static List<Object> numbers(History history) {
        return history.epochs()
                .stream()
                .<Object>map(e -> List.of(e.epoch(), e.loss(), e.accuracy(), e.valLoss(),
                        e.valAccuracy(), e.learningRate()))
                .toList();
    }

    /** Trains until a number of steps is done, and says where that is. */
    private Checkpoint interrupted(TrainerBuilder options, int steps) throws IOException {
        List<Runnable> stop = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            private int done;

            @Override
            public void onStep(StepProgress progress) {
                if (++done == steps) {
                    stop.forEach(Runnable::run);
                }
            }
        };
        try (Trainer trainer = options.listener(listener).build()) {
            stop.add(trainer::stop);
            trainer.fit(DATA, EPOCHS);
            return saved(trainer.checkpoint());
        }
    }

    /** As a file that was written and read. */
    private Checkpoint saved(Checkpoint checkpoint) throws IOException {
        Path file = folder.resolve("last.checkpoint");
        checkpoint.save(file);
        return Checkpoint.load(file);
    }

    @ParameterizedTest
    @MethodSource("options")
    void fromAnyStepOnTheBitsAreThoseOfARunWithoutInterruption(
            UnaryOperator<TrainerBuilder> options) throws IOException {
        Model expected;
        List<Object> epochs;
        int steps;
        try (Trainer trainer = options.apply(trainer()).build()) {
            History history = trainer.fit(DATA, EPOCHS);
            expected = trainer.model();
            epochs = numbers(history);
            steps = trainer.checkpoint().steps() * history.epochs().size();
        }
        int stride = Math.max(1, steps / 9);
        for (int step = 1; step <= steps; step += stride) {
            Checkpoint checkpoint = interrupted(options.apply(trainer()), step);
            KernelChoice kernels = step % 2 == 0 ? KernelChoice.SCALAR : KernelChoice.AUTO;
            try (Trainer trainer = options.apply(trainer())
                    .threads(1 + step % 3)
                    .kernels(Kernels.of(kernels))
                    .build()) {
                assertEquals(epochs, numbers(trainer.resume(DATA, checkpoint)), "step " + step);
                SameBits.assertSameBits(expected.parameters(), trainer.model().parameters(),
                        "step " + step);
            }
        }
    }

    @Test
    void aResumedRunCanBeInterruptedAgainAndTrainOn() throws IOException {
        float[] expected;
        try (Trainer trainer = trainer().validation(VALIDATION).build()) {
            trainer.fit(DATA, EPOCHS);
            trainer.fit(DATA, 1);
            expected = trainer.model().parameters();
        }
        Checkpoint checkpoint = interrupted(trainer().validation(VALIDATION), 2);
        for (int i = 0; i < 5; i++) {
            List<Runnable> stop = new ArrayList<>();
            TrainingListener once = new TrainingListener() {
                @Override
                public void onStep(StepProgress progress) {
                    stop.forEach(Runnable::run);
                }
            };
            try (Trainer trainer = trainer().validation(VALIDATION).listener(once).build()) {
                stop.add(trainer::stop);
                trainer.resume(DATA, checkpoint);
                checkpoint = saved(trainer.checkpoint());
            }
        }
        assertEquals(3, checkpoint.epoch());
        assertEquals(1, checkpoint.step());
        assertEquals(2, checkpoint.results().size());
        try (Trainer trainer = trainer().validation(VALIDATION).build()) {
            assertEquals(EPOCHS, trainer.resume(DATA, checkpoint).epochs().size());
            assertEquals(4, trainer.fit(DATA, 1).epochs().get(0).epoch());
            SameBits.assertSameBits(expected, trainer.model().parameters(), "trained on");
        }
    }

    @Test
    void theListenerMayTakeOneAfterEveryEpoch() throws IOException {
        List<Supplier<Checkpoint>> take = new ArrayList<>();
        List<Checkpoint> taken = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onEpochEnd(EpochResult result) {
                take.forEach(each -> taken.add(each.get()));
            }
        };
        try (Trainer trainer = trainer().listener(listener).build()) {
            take.add(trainer::checkpoint);
            trainer.fit(DATA, EPOCHS);
            for (Checkpoint checkpoint : taken) {
                try (Trainer other = trainer().build()) {
                    other.resume(DATA, saved(checkpoint));
                    SameBits.assertSameBits(trainer.model().parameters(),
                            other.model().parameters(), "epoch " + checkpoint.epoch());
                }
            }
        }
        assertEquals(List.of(1, 2, 3), taken.stream().map(Checkpoint::epoch).toList());
        assertEquals(3, taken.get(0).steps());
        assertEquals(EPOCHS, taken.get(0).epochs());
    }

    static Stream<Arguments> otherOptions() {
        return Stream.of(
                other("network must be {\"input\":[1,6,6],\"layers\":[{\"type\":\"conv2d\"",
                        b -> SyntheticImages.trainer(Network.input(1, 6, 6).dense(4).build())
                                .seed(11)
                                .batchSize(32)),
                other("seed must be 11, but is 12",
                        b -> b.seed(12)),
                other("batchSize must be 32, but is 16",
                        b -> b.batchSize(16)),
                other("learningRate of the optimizer must be 0.05, but is 0.1",
                        b -> b.optimizer(Sgd.of(0.1))),
                other("curve of the schedule must be CONSTANT, but is COSINE",
                        b -> b.schedule(Schedule.cosine())),
                other("scale of the normalization", b -> b.normalization(
                        Normalization.none())),
                other("dropLast", b -> b.dropLast(true)),
                other("labelSmoothing of the loss must be 0.0, but is 0.1",
                        b -> b.labelSmoothing(0.1)),
                other("ema", b -> b.ema(0.5)),
                other("patience", b -> b.validation(VALIDATION).patience(2)),
                other("validation must be none, but is 60",
                        b -> b.validation(VALIDATION)));
    }

    private static Arguments other(String message, UnaryOperator<TrainerBuilder> options) {
        return Arguments.of(message, options);
    }

    @ParameterizedTest
    @MethodSource("otherOptions")
    void otherOptionsAreRefused(String message, UnaryOperator<TrainerBuilder> options)
            throws IOException {
        Checkpoint checkpoint = interrupted(trainer(), 2);
        try (Trainer trainer = options.apply(trainer()).build()) {
            IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class,
                    () -> trainer.resume(DATA, checkpoint));
            assertTrue(refusal.getMessage().contains("The option " + message),
                    refusal::getMessage);
            assertEquals(refusal.getMessage(), assertThrows(IllegalArgumentException.class,
                    () -> trainer.requireResumable(DATA.size(), checkpoint)).getMessage());
        }
    }

    @Test
    void theSameOptionsCanBeResumed() throws IOException {
        Checkpoint checkpoint = interrupted(trainer(), 2);
        try (Trainer trainer = trainer().threads(1).build()) {
            trainer.requireResumable(DATA.size(), checkpoint);
        }
    }

    /** The bits of the rest would be neither those of the one machine nor of the other. */
    @Test
    void whereFusedMultiplyAddIsAnotherItIsRefused() throws IOException {
        Checkpoint made = interrupted(trainer(), 2);
        SortedMap<String, String> options = new TreeMap<>(made.options());
        String here = options.get("fusedMultiplyAdd");
        String other = here.equals("true") ? "false" : "true";
        options.put("fusedMultiplyAdd", other);
        Checkpoint checkpoint = saved(new Checkpoint(options, made.progress(), made.epochsDone(),
                made.results(), made.best(), made.state()));
        try (Trainer trainer = trainer().build()) {
            float[] before = trainer.model().parameters();
            assertEquals("The option fusedMultiplyAdd must be " + other + ", but is " + here
                    + "; go on with what the checkpoint was made with.",
                    assertThrows(IllegalArgumentException.class,
                            () -> trainer.resume(DATA, checkpoint)).getMessage());
            SameBits.assertSameBits(before, trainer.model().parameters(), "after the refusal");
        }
    }

    @Test
    void anotherNumberOfSamplesIsRefused() throws IOException {
        Checkpoint checkpoint = interrupted(trainer(), 2);
        try (Trainer trainer = trainer().build()) {
            IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class,
                    () -> trainer.resume(DATA.slice(0, 89), checkpoint));
            assertEquals("The option samples must be 90, but is 89; go on with what the checkpoint"
                    + " was made with.", refusal.getMessage());
        }
    }

    @Test
    void aTrainerThatHasNotTrainedHasNone() {
        try (Trainer trainer = trainer().build()) {
            assertThrows(IllegalStateException.class, trainer::checkpoint);
        }
    }

    @Test
    void aModelIsNoCheckpoint() throws IOException {
        try (Trainer trainer = trainer().build()) {
            Path file = folder.resolve("model.safetensors");
            trainer.model().save(file);
            ModelFormatException refusal = assertThrows(ModelFormatException.class,
                    () -> Checkpoint.load(file));
            assertEquals("The checkpoint " + file + " can't be read: it must have the format"
                    + " \"lanewise checkpoint 3\", but has \"lanewise 2\"; name a checkpoint, or use"
                    + " the version of Lanewise that wrote it.", refusal.getMessage());
        }
    }
}
