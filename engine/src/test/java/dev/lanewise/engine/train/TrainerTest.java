package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.metric.Evaluation;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.plan.ReferenceNetwork;
import dev.lanewise.engine.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loop around the step: what is trained on, what is told of it, when it ends, what remains. */
@Timeout(60)
class TrainerTest {
    private static final Network NETWORK = Network.input(1, 6, 6)
            .conv2d(3, 3)
            .maxPool(2)
            .silu()
            .dense(4)
            .build();
    private static final Dataset DATA = SyntheticImages.of(100, 6, 4, 1);
    private static final Dataset VALIDATION = SyntheticImages.of(60, 6, 4, 2);
    private static final long SEED = 11;

    private static TrainerBuilder trainer() {
        return SyntheticImages.trainer(NETWORK).seed(SEED).batchSize(32).threads(2);
    }

    /** Hears everything, and may act on it. */
    private static class Recorder implements TrainingListener {
        final List<String> starts = new ArrayList<>();
        final List<String> steps = new ArrayList<>();
        final List<Double> rates = new ArrayList<>();
        final List<Double> losses = new ArrayList<>();
        final List<EpochResult> results = new ArrayList<>();

        @Override
        public void onEpochStart(int epoch, int epochs, int steps) {
            starts.add(epoch + "/" + epochs + " of " + steps);
        }

        @Override
        public void onStep(StepProgress p) {
            steps.add(p.epoch() + "/" + p.epochs() + ": " + p.step() + "/" + p.steps() + ", "
                    + p.images());
            rates.add(p.learningRate());
            losses.add(p.loss());
        }

        @Override
        public void onEpochEnd(EpochResult result) {
            results.add(result);
        }
    }

    @Test
    void trainingLearns() {
        try (Trainer trainer = trainer().build()) {
            double before = trainer.evaluate(VALIDATION).accuracy();
            History history = trainer.fit(DATA, 25);
            assertTrue(before < 0.6, "before: " + before);
            double after = trainer.model().evaluate(VALIDATION).accuracy();
            assertTrue(after > 0.95, "after: " + after);
            EpochResult last = history.epochs().get(24);
            assertEquals(25, last.epoch());
            assertTrue(last.accuracy() > 0.95 && last.loss() < history.epochs().get(0).loss());
            assertTrue(last.seconds() > 0 && last.imagesPerSecond() > 0);
            assertEquals(OptionalDouble.empty(), last.valLoss());
        }
    }

    @Test
    void everyStepIsTold() {
        Recorder recorder = new Recorder();
        try (Trainer trainer = trainer().listener(recorder).build()) {
            History history = trainer.fit(DATA, 2);
            assertEquals(recorder.results, history.epochs());
        }
        assertEquals(List.of("1/2 of 4", "2/2 of 4"), recorder.starts);
        assertEquals(List.of("1/2: 1/4, 32", "1/2: 2/4, 64", "1/2: 3/4, 96", "1/2: 4/4, 100",
                "2/2: 1/4, 32", "2/2: 2/4, 64", "2/2: 3/4, 96", "2/2: 4/4, 100"), recorder.steps);
        assertEquals(recorder.losses.get(3), recorder.results.get(0).loss());
        assertEquals(recorder.losses.get(7), recorder.results.get(1).loss());
    }

    @Test
    void theRestIsDroppedWhereThatIsWanted() {
        Recorder recorder = new Recorder();
        try (Trainer trainer = trainer().dropLast(true).listener(recorder).build()) {
            trainer.fit(DATA, 1);
        }
        assertEquals(List.of("1/1 of 3"), recorder.starts);
        assertEquals(List.of("1/1: 1/3, 32", "1/1: 2/3, 64", "1/1: 3/3, 96"), recorder.steps);
    }

    @Test
    void theScheduleSpansTheRun() {
        Recorder recorder = new Recorder();
        Schedule schedule = Schedule.cosine().warmup(0.3);
        try (Trainer trainer = trainer().optimizer(Sgd.of(0.02))
                .schedule(schedule)
                .listener(recorder)
                .build()) {
            trainer.fit(DATA, 3);
            trainer.fit(DATA, 3);
        }
        List<Double> expected = IntStream.range(0, 12)
                .mapToObj(step -> 0.02 * schedule.factor(step, 12))
                .toList();
        assertEquals(expected, recorder.rates.subList(0, 12));
        assertEquals(expected, recorder.rates.subList(12, 24), "each training has its course");
        assertEquals(expected.get(3), recorder.results.get(0).learningRate());
    }

    /** Samples come in the order that seed and epoch give, cut into batches; epochs count on. */
    @Test
    void everyEpochIsShuffledAnew() {
        List<Integer> read = new ArrayList<>();
        Dataset recording = new ForwardingDataset(DATA) {
            @Override
            public void read(int index, float[] into, int offset) {
                read.add(index);
                super.read(index, into, offset);
            }
        };
        try (Trainer trainer = trainer().threads(1).build()) {
            trainer.fit(recording, 2);
            trainer.fit(recording, 1);
        }
        List<Integer> expected = IntStream.rangeClosed(1, 3)
                .flatMap(epoch -> IntStream
                        .of(new CounterRandom(SEED, CounterRandom.Purpose.SHUFFLE, epoch)
                                .permutation(DATA.size())))
                .boxed()
                .toList();
        assertEquals(expected, read);
    }

    /** One step, taken apart: loss, and parameters moved against a gradient of finite differences. */
    @ParameterizedTest
    @CsvSource({"1, 0", "7, 0.1", "16, 0", "37, 0.2", "100, 0"})
    void aStepIsWhatTheDefinitionSays(int batch, double smoothing) {
        double rate = 0.3;
        Normalization normalization = Normalization.of(0.01f, -0.5f);
        float[][] images = IntStream.range(0, batch)
                .mapToObj(i -> normalized(DATA.image(i).values(), normalization))
                .toArray(float[][]::new);
        int[] labels = IntStream.range(0, batch).map(DATA::label).toArray();
        ReferenceNetwork reference = new ReferenceNetwork(NETWORK, smoothing);
        try (Trainer trainer = trainer().batchSize(batch)
                .labelSmoothing(smoothing)
                .normalization(normalization)
                .optimizer(Sgd.of(rate))
                .build()) {
            double[] before = ReferenceNetwork.widen(trainer.model().parameters());
            double[] gradient = reference.gradient(before, images, labels);
            History history = trainer.fit(DATA.slice(0, batch), 1);
            // The loss that is told is the plain one, whatever the gradient lowers.
            assertEquals(new ReferenceNetwork(NETWORK, 0).loss(before, images, labels),
                    history.epochs().get(0).loss(), 1e-6);
            assertEquals(share(reference, before, images, labels),
                    history.epochs().get(0).accuracy());
            float[] after = trainer.model().parameters();
            for (int i = 0; i < after.length; i++) {
                assertEquals(before[i] - rate * gradient[i], after[i], 2e-6, "parameter " + i);
            }
        }
    }

    private static float[] normalized(float[] raw, Normalization normalization) {
        float[] values = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            values[i] = Fma.of(raw[i], normalization.scale(), normalization.shift());
        }
        return values;
    }

    /** The share of images that the reference puts in the right class. */
    private static double share(ReferenceNetwork reference, double[] parameters, float[][] images,
            int[] labels) {
        long right = IntStream.range(0, images.length).filter(i -> {
            double[] logits = reference.logits(parameters, images[i]);
            return IntStream.range(0, logits.length).allMatch(c -> logits[c] <= logits[labels[i]]);
        }).count();
        return (double) right / images.length;
    }

    @Test
    void theBestValidatedEpochIsTheModel() {
        Recorder recorder = new Recorder();
        try (Trainer trainer = trainer().optimizer(Sgd.of(3))
                .validation(VALIDATION)
                .listener(recorder)
                .build()) {
            History history = trainer.fit(DATA, 20);
            EpochResult best = history.best().orElseThrow();
            assertTrue(best.epoch() < 20, "a run whose last epoch is best shows nothing");
            Evaluation evaluation = trainer.evaluate(VALIDATION);
            assertEquals(best.valAccuracy(), OptionalDouble.of(evaluation.accuracy()));
            assertEquals(best.valLoss(), OptionalDouble.of(evaluation.loss()));
            assertEquals(evaluation.loss(), trainer.model().evaluate(VALIDATION).loss());
        }
    }

    /** At this rate the second training only does harm. */
    @Test
    void theBestEpochOfAllTrainingIsTheModel() {
        Recorder recorder = new Recorder();
        try (Trainer trainer = trainer().optimizer(Sgd.of(3))
                .validation(VALIDATION)
                .listener(recorder)
                .build()) {
            History first = trainer.fit(DATA, 12);
            History second = trainer.fit(DATA.slice(0, 32), 1);
            EpochResult best = first.best().orElseThrow();
            assertEquals(13, second.best().orElseThrow().epoch());
            assertEquals(best, new History(recorder.results).best().orElseThrow());
            Evaluation evaluation = trainer.evaluate(VALIDATION);
            assertEquals(best.valLoss(), OptionalDouble.of(evaluation.loss()));
            assertEquals(evaluation.loss(), trainer.model().evaluate(VALIDATION).loss());
        }
        assertEquals("13/13 of 1", recorder.starts.get(12));
    }

    @Test
    void patienceBeginsAnewWithEachTraining() {
        try (Trainer trainer = trainer().optimizer(Sgd.of(1e-30))
                .validation(VALIDATION)
                .patience(2)
                .build()) {
            assertEquals(3, trainer.fit(DATA, 9).epochs().size());
            assertEquals(2, trainer.fit(DATA, 9).epochs().size());
        }
    }

    /** Batches larger than the data take no more memory than the data ask for. */
    @Test
    void aBatchMayBeLargerThanTheData() {
        List<String> models = new ArrayList<>();
        for (int batch : new int[]{100, 101, Integer.MAX_VALUE}) {
            Recorder recorder = new Recorder();
            try (Trainer trainer = trainer().batchSize(batch).listener(recorder).build()) {
                trainer.fit(DATA.slice(0, 1), 1);
                trainer.fit(DATA.slice(0, 40), 1);
                trainer.fit(DATA, 1);
                trainer.fit(DATA.slice(0, 17), 1);
                models.add(trainer.model().sha256());
            }
            assertEquals(List.of("1/1: 1/1, 1", "2/2: 1/1, 40", "3/3: 1/1, 100", "4/4: 1/1, 17"),
                    recorder.steps);
        }
        assertEquals(models.get(0), models.get(1));
        assertEquals(models.get(0), models.get(2));
    }

    @Test
    void patienceEndsTheRun() {
        try (Trainer trainer = trainer().optimizer(Sgd.of(3))
                .validation(VALIDATION)
                .patience(2)
                .build()) {
            History history = trainer.fit(DATA, 100);
            int epochs = history.epochs().size();
            assertTrue(epochs < 100);
            assertEquals(epochs - 2, history.best().orElseThrow().epoch());
            assertFalse(trainer.stopped());
        }
    }

    /** The average follows the weights and does not lead them. */
    @Test
    void theAverageIsTheModelWhereOneIsKept() {
        Recorder plain = new Recorder();
        Recorder averaged = new Recorder();
        try (Trainer without = trainer().listener(plain).build();
                Trainer with = trainer().listener(averaged).ema(0.9).build()) {
            without.fit(DATA, 15);
            with.fit(DATA, 15);
            assertEquals(plain.losses, averaged.losses);
            assertNotEquals(without.model().sha256(), with.model().sha256());
            assertTrue(with.evaluate(VALIDATION).accuracy() > 0.8);
        }
    }

    @Test
    void aListenerCanStopTheRun() {
        Trainer[] trainer = new Trainer[1];
        Recorder recorder = new Recorder() {
            @Override
            public void onStep(StepProgress progress) {
                super.onStep(progress);
                if (steps.size() == 7) {
                    trainer[0].stop();
                }
            }
        };
        try (Trainer stopping = trainer().listener(recorder).build()) {
            trainer[0] = stopping;
            History history = stopping.fit(DATA, 5);
            assertEquals(7, recorder.steps.size());
            assertEquals(1, history.epochs().size(), "an epoch that was cut short is none");
            assertTrue(stopping.stopped());
            assertEquals(5, stopping.fit(DATA, 5).epochs().size(), "it goes on");
            assertFalse(stopping.stopped());
            stopping.stop();
            assertTrue(stopping.stopped());
            assertEquals(List.of(), stopping.fit(DATA, 5).epochs(), "what was stopped before");
            assertTrue(stopping.stopped());
            assertEquals(1, stopping.fit(DATA, 1).epochs().size());
        }
    }

    @Test
    void aModelTellsHowItWasTrained() {
        Map<String, String> expected = Map.of("train.optimizer",
                Sgd.of(0.1).attributes().toString(),
                "train.schedule", Schedule.cosine().description(),
                "train.batch_size", "32",
                "train.seed", "7",
                "train.samples", Integer.toString(DATA.size()),
                "train.epochs_done", "2");
        try (Trainer trainer = trainer().optimizer(Sgd.of(0.1))
                .schedule(Schedule.cosine())
                .batchSize(32)
                .seed(7)
                .build()) {
            assertEquals(Set.of("train.optimizer", "train.schedule", "train.batch_size",
                    "train.seed", "train.epochs_done"), trainer.model().provenance().keySet());
            trainer.fit(DATA, 2);
            assertEquals(expected, trainer.model().provenance());
        }
        try (Trainer trainer = trainer().schedule((step, steps) -> 1).build()) {
            trainer.fit(DATA, 1);
            assertFalse(trainer.model().provenance().containsKey("train.schedule"));
        }
    }

    @Test
    void anotherThreadCanStopTheRun() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onStep(StepProgress progress) {
                began.countDown();
            }
        };
        try (Trainer trainer = trainer().listener(listener).build()) {
            Thread other = Thread.ofPlatform().start(() -> {
                try {
                    began.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                trainer.stop();
            });
            History history = trainer.fit(DATA, Integer.MAX_VALUE / 4);
            other.join();
            assertTrue(history.epochs().size() < 1_000_000);
            assertTrue(trainer.stopped());
        }
    }

    @Test
    void aSecondFitGoesOnFromTheFirst() {
        try (Trainer trainer = trainer().build()) {
            double first = trainer.fit(DATA, 3).epochs().get(2).loss();
            String between = trainer.model().sha256();
            double second = trainer.fit(DATA.slice(0, 80), 1).epochs().get(0).loss();
            assertTrue(second < first, second + " after " + first);
            assertNotEquals(between, trainer.model().sha256());
        }
    }

    /** A builder makes independent trainers: what is set afterwards is for the next. */
    @Test
    void aBuilderCanBeUsedAgain() {
        TrainerBuilder builder = trainer();
        try (Trainer first = builder.build();
                Trainer second = builder.seed(12).batchSize(10).build();
                Trainer alone = trainer().build()) {
            first.fit(DATA, 2);
            second.fit(DATA, 2);
            alone.fit(DATA, 2);
            assertEquals(alone.model().sha256(), first.model().sha256());
            assertNotEquals(alone.model().sha256(), second.model().sha256());
        }
    }

    @Test
    void aModelDoesNotChangeWhenTrainingGoesOn() {
        try (Trainer trainer = trainer().build()) {
            trainer.fit(DATA, 1);
            Model model = trainer.model();
            String before = model.sha256();
            trainer.fit(DATA, 1);
            assertEquals(before, model.sha256());
            assertEquals(Normalization.standard(0.1307, 0.3081), model.normalization());
        }
    }
}
