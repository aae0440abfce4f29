package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.ImageDataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.loss.CustomLoss;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.metric.Evaluation;
import dev.lanewise.engine.metric.Metric;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Programs that train on plain arrays: classes, values, several labels, weights. */
@Tag("kernels")
class TargetsTest {
    @TempDir
    private Path folder;

    private static final Dataset XOR = Dataset.of(new float[][]{{0, 0}, {0, 1}, {1, 0}, {1, 1}},
            new int[]{0, 1, 1, 0});

    private static Network table(int inputs, int hidden, int outputs) {
        return Network.input(inputs, 1, 1).dense(hidden).tanh().dense(outputs).build();
    }

    /** The sine of one number. */
    private static Dataset sine(int samples) {
        float[][] x = new float[samples][1];
        float[][] y = new float[samples][1];
        for (int i = 0; i < samples; i++) {
            x[i][0] = 6f * i / samples - 3;
            y[i][0] = (float) StrictMath.sin(x[i][0]);
        }
        return Dataset.of(x, y);
    }

    private static Model trained(TrainerBuilder builder, Dataset data, int epochs) {
        try (Trainer trainer = builder.threads(2).build()) {
            trainer.fit(data, epochs);
            return trainer.model();
        }
    }

    @Test
    void xorIsLearnedByTheDefaults() {
        Model model = trained(Trainer.of(table(2, 8, 2)), XOR, 500);
        assertEquals(1, model.evaluate(XOR).accuracy());
    }

    @Test
    void xorIsLearnedByOneOutput() {
        Model model = trained(Trainer.of(table(2, 8, 1))
                .loss(Loss.binaryCrossEntropy())
                .optimizer(Adam.of(0.05)), XOR, 300);
        Evaluation evaluation = model.evaluate(XOR);
        assertEquals(1, evaluation.accuracy());
        assertEquals(2, evaluation.confusion().count(1, 1));
        assertEquals(1, model.predict(new float[]{0, 1}).label());
        assertTrue(model.predict(new float[]{0, 1}).probabilities()[0] > 0.9);
        assertTrue(model.predict(new float[]{0, 0}).confidence() > 0.9);
        assertEquals(model.predict(new float[]{1, 0}),
                model.predict(XOR, Kernels.auto(), 1).get(2));
    }

    @Test
    void valuesAreLearnedByTheDefaults() {
        Dataset data = sine(200);
        try (Trainer trainer = Trainer.of(table(1, 32, 1))
                .optimizer(Adam.of(0.01))
                .validation(data)
                .threads(2)
                .build()) {
            History history = trainer.fit(data, 150);
            EpochResult last = history.epochs().getLast();
            assertTrue(Double.isNaN(last.accuracy()));
            assertTrue(last.valAccuracy().isEmpty());
            assertTrue(last.valLoss().orElseThrow() < 0.01);
            assertEquals(trainer.evaluate(data).loss(),
                    history.best().orElseThrow().valLoss().orElseThrow());
            Model model = trainer.model();
            assertEquals(Loss.meanSquaredError(), model.loss());
            assertFalse(model.evaluate(data).hasClasses());
            assertThrows(IllegalStateException.class, () -> model.evaluate(data).accuracy());
            assertEquals(StrictMath.sin(1), model.outputs(new float[]{1})[0], 0.1);
        }
    }

    /** What is asked before any training doesn't decide about training. */
    @Test
    void anEvaluationBeforeTrainingDecidesNothing() {
        float[][] x = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        Dataset values = Dataset.of(x, new float[][]{{0, 1}, {1, 0}, {1, 0}, {0, 1}});
        Dataset named = ImageDataset.of(Shape.flat(2), 2, new byte[8], new byte[4])
                .normalization(Normalization.of(0.5f, 1))
                .classNames(List.of("no", "yes"));
        try (Trainer trainer = Trainer.of(table(2, 8, 2)).build()) {
            assertTrue(trainer.evaluate(named).hasClasses());
            assertFalse(trainer.evaluate(values).hasClasses());
            trainer.fit(XOR, 1);
            assertEquals(Loss.crossEntropy(), trainer.model().loss());
            assertEquals(Normalization.none(), trainer.model().normalization());
            assertEquals(trainer.model().evaluate(XOR), trainer.evaluate(XOR));
            assertThrows(IllegalArgumentException.class, () -> trainer.evaluate(
                    Dataset.of(x, new float[4][2])), "training decided");
        }
    }

    @Test
    void severalLabelsAreLearned() {
        float[][] x = new float[256][8];
        float[][] y = new float[256][2];
        for (int i = 0; i < x.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                x[i][bit] = i >> bit & 1;
            }
            y[i][0] = i & 1;
            y[i][1] = Integer.bitCount(i) > 4 ? 1 : 0;
        }
        Dataset data = Dataset.of(x, y);
        Model model = trained(Trainer.of(table(8, 16, 2))
                .loss(Loss.binaryCrossEntropy())
                .optimizer(Adam.of(0.02)), data, 40);
        for (int i = 0; i < x.length; i++) {
            float[] p = model.predict(x[i]).probabilities();
            assertEquals(y[i][0], Math.round(p[0]));
            assertEquals(y[i][1], Math.round(p[1]));
        }
    }

    @Test
    void threeHundredClassesAreLearned() {
        int classes = 300;
        float[][] x = new float[classes][classes];
        int[] labels = new int[classes];
        for (int i = 0; i < classes; i++) {
            x[i][i] = 1;
            labels[i] = classes - 1 - i;
        }
        Dataset data = Dataset.of(x, labels);
        Model model = trained(Trainer.of(Network.input(classes, 1, 1).dense(classes).build())
                .optimizer(Adam.of(0.1)), data, 10);
        assertEquals(1, model.evaluate(data).accuracy());
        assertEquals(0, model.predict(x[299]).label());
    }

    private static String refusal(Executable use) {
        return assertThrows(IllegalArgumentException.class, use).getMessage();
    }

    private static String refusal(Network network, Loss loss, Dataset data) {
        return refusal(() -> trained(Trainer.of(network).loss(loss), data, 1));
    }

    /** A loss that doesn't fit says which one does. */
    @Test
    void lossesThatDoNotFitAreRefused() {
        assertEquals("The cross-entropy must have at least 2 outputs, but the network has 1, whose"
                + " probability would always be 1; use Loss.binaryCrossEntropy(), or end the network"
                + " with dense(2).",
                refusal(() -> trained(Trainer.of(table(2, 4, 1)), XOR, 1)));
        assertEquals(
                "The cross-entropy must have classes, or a probability for each of the network's"
                        + " 1 outputs, but the data have 1 values a sample; use Loss.meanSquaredError() for"
                        + " values, or Loss.binaryCrossEntropy() for several labels.",
                refusal(table(1, 4, 1), Loss.crossEntropy(), sine(4)));
        assertEquals("The loss MeanSquaredError must have a target for each of the network's 2"
                + " outputs, but the data have 1 a sample; end the network with dense(1).",
                refusal(() -> trained(Trainer.of(table(1, 4, 2)), sine(4), 1)));
        assertEquals(
                "The loss Huber on a network with one output must be of targets that are values,"
                        + " but the data have 2 classes; give them as float[][] targets, or use"
                        + " Loss.binaryCrossEntropy().",
                refusal(table(2, 4, 1), Loss.huber(1), XOR));
        assertEquals("The class weights of a loss must be one for each of the network's 2 outputs;"
                + " you gave 3.",
                refusal(table(2, 4, 2), Loss.crossEntropy().classWeights(1, 2, 3), XOR));
        Dataset pairs = Dataset.of(new float[][]{{1}, {2}}, new float[][]{{0, 1}, {1, 0.5f}});
        assertEquals("Target 1 of the data set must be 2 probabilities that sum to 1 for the"
                + " cross-entropy, but is [1.0, 0.5]; use Loss.meanSquaredError() for values, or"
                + " Loss.binaryCrossEntropy() for several labels.",
                refusal(table(1, 4, 2), Loss.crossEntropy(), pairs));
        assertEquals("Target 0 of the data set must be numbers from 0 to 1 for the binary"
                + " cross-entropy, but the value at index 0 is 7.0; correct it, or use"
                + " Loss.meanSquaredError() for values of any size.",
                refusal(table(1, 4, 1), Loss.binaryCrossEntropy(),
                        Dataset.of(new float[1][1], new float[][]{{7}})));
        assertEquals("The validation set must have targets as the data have, classes, but has 2"
                + " values a sample; give both the same.",
                refusal(() -> trained(Trainer.of(table(1, 4, 2))
                        .validation(pairs)
                        .loss(Loss.crossEntropy()),
                        Dataset.of(new float[2][1], new int[]{0, 1}), 1)));
        assertThrows(IllegalArgumentException.class, () -> Loss.huber(1).classWeights(1));
        assertThrows(IllegalArgumentException.class, () -> Loss.huber(1).ignoredLabel(1));
        assertThrows(IllegalArgumentException.class, () -> Loss.crossEntropy().positiveWeights(1));
    }

    /** Targets and weights of anybody's data set are checked when they are read. */
    @Test
    void targetsAndWeightsThatAreNoNumbersAreNamed() {
        Dataset target = new ForwardingDataset(sine(40)) {
            @Override
            public void target(int index, float[] into, int offset) {
                into[offset] = index == 33 ? Float.POSITIVE_INFINITY : 0;
            }
        };
        assertEquals(
                "Target 33 of the data set must be 1 finite numbers, but the value at index 0 is"
                        + " Infinity; correct it, or the data set if it leaves values out.",
                refusal(() -> trained(Trainer.of(table(1, 4, 1)), target, 1)));
        Dataset weight = new ForwardingDataset(sine(40)) {
            @Override
            public float weight(int index) {
                return index == 33 ? Float.NaN : 1;
            }
        };
        assertEquals("The weight of sample 33 must be a finite number of at least 0, but is NaN;"
                + " correct it.", refusal(() -> trained(Trainer.of(table(1, 4, 1)), weight, 1)));
    }

    private static int best(History history) {
        return history.best().orElseThrow().epoch();
    }

    /** What is watched decides which epoch is best, and goes into checkpoints. */
    @Test
    void theBestEpochIsThatOfWhatIsMonitored() throws IOException {
        Dataset data = sine(64);
        Metric constant = new Metric() {
            @Override
            public String name() {
                return "constant";
            }

            @Override
            public double value(float[][] outputs, float[][] targets) {
                return outputs.length;
            }
        };
        Path file = folder.resolve("last.checkpoint");
        for (Metric metric : new Metric[]{Metric.meanAbsoluteError(), Metric.r2(), Metric.loss(),
                constant}) {
            TrainerBuilder builder = Trainer.of(table(1, 8, 1))
                    .optimizer(Sgd.of(0.9))
                    .validation(data)
                    .monitor(metric)
                    .threads(1);
            try (Trainer trainer = builder.build();
                    StoppedTrainer begun = new StoppedTrainer(builder, 5);
                    Trainer resumed = builder.build()) {
                History history = trainer.fit(data, 12);
                Comparator<EpochResult> better = Comparator.comparingDouble(
                        e -> (metric.higherIsBetter() ? 1 : -1) * e.valMetric().orElseThrow());
                double most = history.epochs()
                        .stream()
                        .max(better)
                        .orElseThrow()
                        .valMetric()
                        .orElseThrow();
                EpochResult best = history.best().orElseThrow();
                assertEquals(most, best.valMetric().orElseThrow());
                assertEquals(most, trainer.evaluate(data, metric).metric(metric.name()));
                begun.fit(data, 12).save(file);
                assertEquals(best(history), best(resumed.resume(data, Checkpoint.load(file))));
                assertEquals(trainer.model().sha256(), resumed.model().sha256());
                Checkpoint checkpoint = trainer.checkpoint();
                try (Trainer other = builder.monitor(Metric.auc()).build()) {
                    assertTrue(refusal(() -> other.requireResumable(64, checkpoint))
                            .startsWith("The option monitor must be "));
                }
            }
        }
    }

    @Test
    void patienceWatchesWhatIsMonitored() {
        Metric falling = new Metric() {
            private int calls;

            @Override
            public String name() {
                return "falling";
            }

            @Override
            public double value(float[][] outputs, float[][] targets) {
                return -++calls;
            }
        };
        Dataset data = sine(64);
        try (Trainer trainer = Trainer.of(table(1, 8, 1))
                .validation(data)
                .monitor(falling)
                .patience(3)
                .build()) {
            History history = trainer.fit(data, 20);
            assertEquals(4, history.epochs().size());
            assertEquals(1, best(history));
        }
        assertTrue(refusal(() -> Trainer.of(table(1, 8, 1)).monitor(falling).build())
                .contains("validation set"));
        assertTrue(refusal(() -> trained(Trainer.of(table(1, 8, 1))
                .validation(data)
                .monitor(Metric.accuracy()), data, 1)).contains("accuracy must be of classes"));
    }

    private static String fingerprint(Dataset data, Loss loss, Network network, int threads,
            KernelChoice kernels) {
        try (Trainer trainer = Trainer.of(network)
                .loss(loss)
                .kernels(Kernels.of(kernels))
                .batchSize(150)
                .threads(threads)
                .build()) {
            History history = trainer.fit(data, 3);
            return trainer.model().sha256() + history.epochs().getLast().loss()
                    + trainer.evaluate(data).loss();
        }
    }

    private static void assertOneFingerprint(Dataset data, Loss loss, Network network) {
        Set<String> seen = new HashSet<>();
        for (KernelChoice kernels : new KernelChoice[]{KernelChoice.AUTO, KernelChoice.SCALAR}) {
            for (int threads : new int[]{1, 2, 5}) {
                seen.add(fingerprint(data, loss, network, threads, kernels));
            }
        }
        assertEquals(1, seen.size(), loss::toString);
    }

    @Test
    void anyThreadsAndKernelsGiveTheSameBits() {
        float[] weights = new float[310];
        int[] labels = new int[310];
        float[][] soft = new float[310][];
        Random random = new Random(1);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextFloat();
            labels[i] = random.nextInt(3);
            float p = random.nextFloat();
            soft[i] = new float[]{p, 1 - p};
        }
        Dataset values = sine(310);
        Dataset classes = Dataset.of(read(values), labels).weighted(weights);
        for (Loss loss : new Loss[]{Loss.meanSquaredError(), Loss.meanAbsoluteError(),
                Loss.huber(0.1)}) {
            assertOneFingerprint(values, loss, table(1, 8, 1));
        }
        assertOneFingerprint(values.weighted(weights), Loss.meanSquaredError(), table(1, 8, 1));
        assertOneFingerprint(classes, Loss.crossEntropy(), table(1, 8, 3));
        assertOneFingerprint(classes, Loss.crossEntropy().classWeights(1, 2, 3).ignoredLabel(1),
                table(1, 8, 3));
        assertOneFingerprint(Dataset.of(read(values), soft), Loss.crossEntropy(), table(1, 8, 2));
        assertOneFingerprint(Dataset.of(read(values), soft),
                Loss.binaryCrossEntropy().positiveWeights(2, 0.5f), table(1, 8, 2));
    }

    private static float[][] read(Dataset data) {
        float[][] x = new float[data.size()][];
        Arrays.setAll(x, i -> data.image(i).values());
        return x;
    }

    /** A weight of 2 is the sample twice, and 0 is no sample, but for the order of sums. */
    @Test
    void weightsAreAsManySamples() {
        Dataset weighted = XOR.weighted(2, 1, 0, 1);
        Dataset repeated = XOR.select(0, 0, 1, 3);
        Network network = table(2, 4, 2);
        float[] a = trained(Trainer.of(network).batchSize(4), weighted, 20).parameters();
        float[] b = trained(Trainer.of(network).batchSize(4), repeated, 20).parameters();
        for (int i = 0; i < a.length; i++) {
            assertEquals(a[i], b[i], 1e-5);
        }
        Model model = trained(Trainer.of(network), XOR, 1);
        assertEquals(model.evaluate(repeated).loss(), model.evaluate(weighted).loss(), 1e-12);
        assertNotEquals(model.evaluate(XOR).loss(), model.evaluate(weighted).loss());
    }

    @Test
    void ignoredSamplesCountInNothing() {
        Dataset data = Dataset.of(new float[][]{{0, 0}, {0, 1}, {1, 0}, {1, 1}},
                new int[]{0, 1, 2, 2});
        Loss loss = Loss.crossEntropy().ignoredLabel(2);
        Network network = table(2, 4, 3);
        try (Trainer trainer = Trainer.of(network).loss(loss).validation(data).build()) {
            EpochResult epoch = trainer.fit(data, 1).epochs().getFirst();
            assertEquals(0, epoch.accuracy() * 2 % 1);
            Evaluation evaluation = trainer.evaluate(data);
            assertEquals(2, evaluation.count());
            assertEquals(trainer.model()
                    .withLoss(Loss.crossEntropy())
                    .evaluate(data.slice(0, 2))
                    .loss(), evaluation.loss());
        }
        Dataset ignored = data.slice(2, 4);
        Model before = trained(Trainer.of(network).loss(loss).optimizer(Sgd.of(0.5)), data, 1);
        try (Trainer trainer = Trainer.of(network).loss(loss).optimizer(Sgd.of(0.5)).build()) {
            float[] first = trainer.parameters();
            EpochResult epoch = trainer.fit(ignored, 1).epochs().getFirst();
            assertEquals(0, epoch.loss());
            assertTrue(Double.isNaN(epoch.accuracy()));
            assertTrue(Arrays.equals(first, trainer.parameters()));
            assertFalse(Arrays.equals(first, before.parameters()));
        }
    }

    /** A loss of the user's own: the quantile that lies above four fifths of the values. */
    @Test
    void ownLossesAreLowered() {
        CustomLoss quantile = new CustomLoss() {
            @Override
            public String name() {
                return "Quantile80";
            }

            @Override
            public double value(float[] outputs, float[] target) {
                double error = target[0] - outputs[0];
                return Math.max(0.8 * error, -0.2 * error);
            }

            @Override
            public void gradient(float[] outputs, float[] target, float[] gradient) {
                gradient[0] = target[0] > outputs[0] ? -0.8f : 0.2f;
            }
        };
        float[][] x = new float[100][1];
        float[][] y = new float[100][1];
        for (int i = 0; i < x.length; i++) {
            y[i][0] = i / 100f;
        }
        Dataset data = Dataset.of(x, y);
        Model model = trained(Trainer.of(Network.input(1, 1, 1).dense(1).build())
                .loss(Loss.custom(quantile))
                .optimizer(Adam.of(0.01)), data, 200);
        assertEquals(0.8, model.outputs(new float[]{0})[0], 0.05);
        assertTrue(model.evaluate(data).loss() < 0.1);
        assertOneFingerprint(data, Loss.custom(quantile), table(1, 4, 1));
    }
}
