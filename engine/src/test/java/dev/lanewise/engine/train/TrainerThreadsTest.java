package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.nn.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** A trainer in the hands of several threads. */
@Timeout(60)
class TrainerThreadsTest {
    private static final Dataset DATA = SyntheticImages.of(64, 6, 4, 1);
    private static final int FOR_EVER = Integer.MAX_VALUE / 4;
    private static final String BUSY = "The trainer trains already; wait until it ends, or build"
            + " another one.";

    private static TrainerBuilder trainer() {
        return SyntheticImages.trainer(Network.input(1, 6, 6).dense(4).build())
                .batchSize(16)
                .threads(2);
    }

    private static TrainingListener onStep(Consumer<StepProgress> code) {
        return new TrainingListener() {
            @Override
            public void onStep(StepProgress progress) {
                code.accept(progress);
            }
        };
    }

    /** Trains in another thread while the calling one does something. */
    private static History whileTraining(Consumer<Trainer> code) throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        try (Trainer trainer = trainer().listener(onStep(progress -> began.countDown())).build()) {
            CompletableFuture<History> training = CompletableFuture
                    .supplyAsync(() -> trainer.fit(DATA, FOR_EVER));
            began.await();
            code.accept(trainer);
            trainer.stop();
            return training.join();
        }
    }

    @Test
    void aSecondThreadIsRefused() throws InterruptedException {
        whileTraining(trainer -> {
            for (Executable use : List.<Executable>of(() -> trainer.fit(DATA, 1),
                    () -> trainer.step(DATA, 1), () -> trainer.evaluate(DATA))) {
                assertEquals(BUSY, assertThrows(IllegalStateException.class, use).getMessage());
            }
        });
    }

    @Test
    void aListenerMayEvaluateButNotTrain() {
        List<String> refusals = new ArrayList<>();
        Trainer[] trainer = new Trainer[1];
        try (Trainer built = trainer().listener(onStep(progress -> {
            trainer[0].evaluate(DATA);
            refusals.add(assertThrows(IllegalStateException.class,
                    () -> trainer[0].fit(DATA, 1)).getMessage());
        })).build()) {
            trainer[0] = built;
            assertEquals(1, built.fit(DATA, 1).epochs().size());
        }
        assertEquals(List.of(BUSY, BUSY, BUSY, BUSY), refusals);
    }

    @Test
    void closingStopsAndWaits() throws InterruptedException {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        History history = whileTraining(trainer -> {
            trainer.close();
            closed.complete(true);
            assertEquals("The trainer is closed; build another one.",
                    assertThrows(IllegalStateException.class, () -> trainer.fit(DATA, 1))
                            .getMessage());
            trainer.model();
        });
        assertTrue(closed.join());
        assertTrue(history.epochs().size() < FOR_EVER);
    }

    @Test
    void aListenerCanCloseTheTrainer() {
        Trainer[] trainer = new Trainer[1];
        int[] steps = new int[1];
        Trainer built = trainer().listener(onStep(progress -> {
            steps[0]++;
            if (progress.step() == 2) {
                trainer[0].close();
            }
        })).build();
        trainer[0] = built;
        assertEquals(List.of(), built.fit(DATA, 3).epochs());
        assertEquals(2, steps[0]);
        assertThrows(IllegalStateException.class, () -> built.fit(DATA, 1));
        built.close();
    }

    @Test
    void anInterruptEndsTrainingAfterTheStep() {
        int[] steps = new int[1];
        try (Trainer trainer = trainer().listener(onStep(progress -> {
            steps[0]++;
            if (steps[0] == 7) {
                Thread.currentThread().interrupt();
            }
        })).build()) {
            assertEquals(1, trainer.fit(DATA, 5).epochs().size());
            assertEquals(7, steps[0]);
            assertEquals(List.of(), trainer.fit(DATA, 5).epochs());
            assertTrue(Thread.interrupted(), "the flag is kept");
            assertFalse(trainer.stopped());
            assertEquals(1, trainer.fit(DATA, 1).epochs().size(), "it was not stopped for good");
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void allListenersHearInTheirOrder() {
        List<String> heard = new ArrayList<>();
        class Named implements TrainingListener {
            private final String name;

            Named(String name) {
                this.name = name;
            }

            @Override
            public void onEpochStart(int epoch, int epochs, int steps) {
                heard.add(name + " starts");
            }

            @Override
            public void onStep(StepProgress progress) {
                heard.add(name + " " + progress.step());
            }

            @Override
            public void onEpochEnd(EpochResult result) {
                heard.add(name + " ends");
            }
        }
        TrainerBuilder builder = trainer().batchSize(64).listener(new Named("a"));
        try (Trainer one = builder.build();
                Trainer two = builder.listener(new Named("b")).build()) {
            one.fit(DATA, 1);
            two.fit(DATA, 1);
        }
        assertEquals(List.of("a starts", "a 1", "a ends", "a starts", "b starts", "a 1", "b 1",
                "a ends", "b ends"), heard);
    }
}
