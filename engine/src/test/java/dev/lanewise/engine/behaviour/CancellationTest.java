package dev.lanewise.engine.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.train.EpochResult;
import dev.lanewise.engine.train.History;
import dev.lanewise.engine.train.StepProgress;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainingListener;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work that a program ends early. */
@Tag("behaviour")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CancellationTest {
    private static final int FOR_EVER = Integer.MAX_VALUE / 4;

    @AfterEach
    void clearFlag() {
        Thread.interrupted();
    }

    private static TrainingListener onStep(Consumer<StepProgress> code) {
        return new TrainingListener() {
            @Override
            public void onStep(StepProgress progress) {
                code.accept(progress);
            }
        };
    }

    /** What a training that was cancelled leaves. */
    private record Left(History history, boolean interrupted, int stepsAfterwards) {}

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancellingTheFutureEndsTrainingAfterTheStep(boolean virtual) throws Exception {
        CountDownLatch began = new CountDownLatch(3);
        CountDownLatch cancelled = new CountDownLatch(1);
        int[] steps = new int[1];
        CompletableFuture<Left> left = new CompletableFuture<>();
        try (ExecutorService executor = virtual ? Executors.newVirtualThreadPerTaskExecutor()
                : Executors.newSingleThreadExecutor();
                Trainer trainer = SmallProgram.builder().listener(onStep(progress -> {
                    steps[0]++;
                    began.countDown();
                    if (began.getCount() == 0) {
                        awaitIgnoringInterrupts(cancelled);
                    }
                })).build()) {
            Future<?> training = executor.submit(() -> {
                History history = trainer.fit(SmallProgram.DATA, FOR_EVER);
                left.complete(new Left(history, Thread.currentThread().isInterrupted(),
                        steps[0] - 3));
            });
            began.await();
            assertTrue(training.cancel(true));
            cancelled.countDown();
            Left found = left.get();
            assertTrue(found.interrupted, "the flag is kept");
            assertEquals(0, found.stepsAfterwards);
            assertEquals(1, found.history.epochs().size());
            assertThrows(CancellationException.class, training::get);
            Model model = trainer.model();
            assertEquals(4, model.outputs(SmallProgram.DATA.image(0).values()).length);
            assertEquals(1, trainer.fit(SmallProgram.DATA, 1).epochs().size());
            assertNotEquals(model.sha256(), trainer.model().sha256());
        }
    }

    /** The step goes on until the future was cancelled; the flag that this sets is left as it is. */
    private static void awaitIgnoringInterrupts(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anInterruptDoesNotHarmPredictions() {
        Model model = SmallProgram.train(builder -> builder);
        float[] sample = SmallProgram.DATA.image(0).values();
        Thread.currentThread().interrupt();
        Object[] interrupted = answers(model, sample);
        assertTrue(Thread.interrupted(), "the flag is kept");
        Object[] expected = answers(model, sample);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], interrupted[i], "answer " + i);
        }
    }

    private static Object[] answers(Model model, float[] sample) {
        return new Object[]{model.predict(sample), model.classify(sample, 2),
                model.predict(SmallProgram.DATA, Kernels.auto(), 3),
                model.evaluate(SmallProgram.DATA, Kernels.auto(), 3).loss(),
                model.features("fc1", SmallProgram.DATA)[159][3],
                model.withTemperature(2)
                        .calibrated(SmallProgram.DATA, Kernels.auto(), 2)
                        .temperature()};
    }

    @Test
    void whatAListenerThrowsComesThroughAndTrainingGoesOn() {
        RuntimeException thrown = new RuntimeException("the listener's");
        int[] calls = new int[1];
        try (Trainer trainer = SmallProgram.builder().listener(new TrainingListener() {
            @Override
            public void onEpochEnd(EpochResult result) {
                calls[0]++;
                if (calls[0] == 2) {
                    throw thrown;
                }
            }
        }).build()) {
            assertSame(thrown, assertThrows(RuntimeException.class,
                    () -> trainer.fit(SmallProgram.DATA, 5)));
            assertEquals(4, trainer.model().outputs(SmallProgram.DATA.image(0).values()).length);
            assertEquals(2, trainer.fit(SmallProgram.DATA, 2).epochs().size());
            assertEquals(4, calls[0]);
        }
    }
}
