package dev.lanewise.engine.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.ImageDataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.metric.ConfusionMatrix;
import dev.lanewise.engine.metric.Evaluation;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.Prediction;
import dev.lanewise.engine.model.Predictor;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.plan.ReferenceNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions and evaluations against a reference, one sample at a time or many at once. */
class EvaluatorTest {
    private static final Network NETWORK = Network.input(1, 9, 9)
            .conv2d(4, 3, Padding.SAME)
            .maxPool(2)
            .silu()
            .dense(7)
            .build();
    private static final Normalization NORMALIZATION = Normalization.of(1 / 64f, -2);
    private static final Dataset DATA = SyntheticImages.of(50, 9, 7, 6);
    private static final Model MODEL = model();

    private static Model model() {
        Random random = new Random(9);
        float[] parameters = new float[NETWORK.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) random.nextGaussian() / 4;
        }
        return Model.of(NETWORK, parameters, NORMALIZATION, Map.of());
    }

    private static float[] normalized(float[] raw) {
        float[] values = raw.clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] / 64 - 2;
        }
        return values;
    }

    private static double[] logits(Dataset data, int index) {
        return new ReferenceNetwork(NETWORK, 0).logits(ReferenceNetwork.widen(MODEL.parameters()),
                normalized(data.image(index).values()));
    }

    private static int argmax(double[] values) {
        return IntStream.range(0, values.length)
                .reduce((a, b) -> values[b] > values[a] ? b : a)
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 50})
    void anEvaluationIsTheReferences(int count) {
        Dataset data = DATA.slice(0, count);
        float[][] images = IntStream.range(0, count)
                .mapToObj(i -> normalized(data.image(i).values()))
                .toArray(float[][]::new);
        int[] labels = IntStream.range(0, count).map(data::label).toArray();
        int[] predicted = IntStream.range(0, count).map(i -> argmax(logits(data, i))).toArray();
        double loss = new ReferenceNetwork(NETWORK, 0)
                .loss(ReferenceNetwork.widen(MODEL.parameters()), images, labels);
        ConfusionMatrix expected = ConfusionMatrix.of(7, labels, predicted);
        Evaluation evaluation = MODEL.evaluate(data);
        assertEquals(loss, evaluation.loss(), 1e-6);
        assertEquals(count, evaluation.count());
        assertEquals(expected.accuracy(), evaluation.accuracy());
        for (int i = 0; i < 49; i++) {
            assertEquals(expected.count(i / 7, i % 7), evaluation.confusion().count(i / 7, i % 7));
        }
    }

    @Test
    @Tag("kernels")
    void threadsAndKernelsDoNotMatter() {
        double expected = MODEL.evaluate(DATA, Kernels.of(KernelChoice.SCALAR), 1).loss();
        for (int threads : new int[]{1, 2, 3, 5}) {
            assertEquals(expected, MODEL.evaluate(DATA, Kernels.auto(), threads).loss());
            assertEquals(expected,
                    MODEL.evaluate(DATA, Kernels.of(KernelChoice.SCALAR), threads).loss());
        }
    }

    @Test
    void aPredictionIsTheReferences() {
        for (int i = 0; i < DATA.size(); i++) {
            double[] logits = logits(DATA, i);
            double sum = 0;
            for (double logit : logits) {
                sum += StrictMath.exp(logit);
            }
            Prediction prediction = MODEL.predict(DATA.image(i));
            assertEquals(argmax(logits), prediction.label());
            for (int c = 0; c < logits.length; c++) {
                assertEquals(StrictMath.exp(logits[c]) / sum, prediction.probabilities()[c], 1e-6);
            }
            assertArrayEquals(prediction.probabilities(),
                    MODEL.predict(DATA.image(i).values()).probabilities());
        }
    }

    @Test
    @Tag("kernels")
    void kernelsPredictTheSameBits() {
        Predictor scalar = MODEL.predictor(Kernels.of(KernelChoice.SCALAR));
        for (int i = 0; i < DATA.size(); i++) {
            float[] expected = new float[7];
            int label = scalar.predict(DATA.image(i).values(), expected);
            Prediction prediction = MODEL.predict(DATA.image(i));
            assertEquals(label, prediction.label());
            assertArrayEquals(expected, prediction.probabilities());
        }
    }

    @Test
    void theFirstOfEqualsIsPredicted() {
        Network network = Network.input(1, 1, 2).dense(3).build();
        float[] parameters = {1, 0, 0, 1, 0, 1, 0, 0, 0};
        Model model = Model.of(network, parameters, Normalization.none(), Map.of());
        assertEquals(1, model.predict(new float[]{1, 2}).label());
        assertEquals(0, model.predict(new float[]{2, 2}).label());
    }

    /** Tiles of 16 samples and one by one: the same bits; the last tile is not full. */
    @Test
    void aWholeDataSetIsPredictedToTheBitsOfItsSamples() {
        for (int threads : new int[]{1, 3}) {
            List<Prediction> all = MODEL.predict(DATA, Kernels.auto(), threads);
            assertEquals(DATA.size(), all.size());
            for (int i = 0; i < DATA.size(); i++) {
                Prediction expected = MODEL.predict(DATA.image(i));
                assertEquals(expected.label(), all.get(i).label());
                assertArrayEquals(expected.probabilities(), all.get(i).probabilities());
            }
        }
    }

    /** A model is shared by all threads; each borrows a predictor of its own. */
    @Test
    void manyThreadsPredictTheSame() throws Exception {
        List<Prediction> expected = IntStream.range(0, DATA.size())
                .mapToObj(i -> MODEL.predict(DATA.image(i)))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> runs = new ArrayList<>();
            for (int run = 0; run < 8; run++) {
                int first = run * 5;
                runs.add(threads.submit(() -> differences(expected, first)));
            }
            for (Future<Integer> run : runs) {
                assertEquals(0, run.get());
            }
        }
    }

    private static int differences(List<Prediction> expected, int first) {
        int different = 0;
        for (int i = 0; i < 2000; i++) {
            int index = (first + i) % DATA.size();
            Prediction prediction = MODEL.predict(DATA.image(index));
            different += prediction.label() == expected.get(index).label()
                    && Arrays.equals(prediction.probabilities(),
                            expected.get(index).probabilities()) ? 0 : 1;
        }
        return different;
    }

    private static void assertRefused(String message, Runnable code) {
        assertEquals(message, assertThrows(ShapeException.class, code::run).getMessage());
    }

    @Test
    void samplesOfAnotherShapeAreRefused() {
        assertRefused(
                "The network's input must be 1×9×9, but the sample is 1×3×27; scale it to that size.",
                () -> MODEL.predict(Sample.of(new Shape(1, 3, 27), new float[81], 0)));
        assertRefused(
                "The network's input must have 81 values (1×9×9); you gave 80; give one for each pixel.",
                () -> MODEL.predict(new float[80]));
        assertRefused("The network's input must be 1×9×9, but the samples are 1×8×8; "
                + "use data of that size or a network for this one.",
                () -> MODEL.evaluate(SyntheticImages.of(3, 8, 7, 1)));
        Predictor predictor = MODEL.predictor(Kernels.auto());
        for (int values : new int[]{0, 80, 82, 100}) {
            assertRefused("The network's input must have 81 values (1×9×9); you gave " + values
                    + "; give one for each pixel.",
                    () -> predictor.predict(new float[values], new float[7]));
        }
        for (int classes : new int[]{0, 6, 8}) {
            assertRefused(
                    "The array of probabilities must have one for each of the 7 classes, but has "
                            + classes + "; make it that long.",
                    () -> predictor.predict(new float[81], new float[classes]));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void valuesThatAreNoNumbersAreRefused(float wrong) {
        Predictor predictor = MODEL.predictor(Kernels.of(KernelChoice.SCALAR));
        for (int at : new int[]{0, 40, 64, 80}) {
            float[] values = DATA.image(0).values();
            values[at] = wrong;
            Sample sample = Sample.of(new Shape(1, 9, 9), values, 0);
            for (Executable predict : new Executable[]{() -> MODEL.predict(values),
                    () -> MODEL.predict(sample), () -> MODEL.layerOutputs(sample),
                    () -> predictor.predict(values, new float[7])}) {
                assertEquals(
                        "The network's input must be 81 finite numbers (1×9×9), but the value at index "
                                + at + " is " + wrong + "; correct the sample.",
                        assertThrows(IllegalArgumentException.class, predict).getMessage());
            }
        }
        float[] probabilities = new float[7];
        assertEquals(MODEL.predict(DATA.image(0)).label(),
                predictor.predict(DATA.image(0).values(), probabilities), "after refusals");
    }

    /** Finite weights, and a normalization, that are too large. */
    @Test
    void outputsThatAreNoNumbersAreRefused() {
        Network linear = Network.input(1, 1, 2).dense(2).build();
        float[] weights = {3e38f, 3e38f, 0, 0, 0, 0};
        Model large = Model.of(linear, weights, Normalization.none(), Map.of());
        assertOutputsRefused(large, "Infinity", new float[]{1, 1});
        Model opposed = Model.of(Network.input(1, 1, 2).dense(2).dense(2).build(),
                new float[]{3e38f, 3e38f, 3e38f, 3e38f, 0, 0, 1, -1, 0, 0, 0, 0},
                Normalization.none(), Map.of());
        assertOutputsRefused(opposed, "NaN", new float[]{1, 1});
        Model scaled = Model.of(linear, new float[]{1e9f, 0, 0, 0, 0, 0},
                Normalization.of(1e30f, 0),
                Map.of());
        assertOutputsRefused(scaled, "Infinity", new float[]{1, 1});
    }

    private static void assertOutputsRefused(Model model, String found, float[] values) {
        String end = " must be finite numbers, but that of class 0 is " + found
                + "; its weights or its"
                + " normalization are too large, so train it with a smaller learning rate, or use"
                + " another model.";
        Dataset data = ImageDataset.of(new Shape(1, 1, 2), 2, new byte[]{0, 0, 1, 1}, new byte[2]);
        for (Executable predict : new Executable[]{() -> model.predict(values),
                () -> model.predictor(Kernels.of(KernelChoice.SCALAR))
                        .predict(values,
                                new float[2])}) {
            assertEquals("The network's outputs" + end,
                    assertThrows(OutputException.class, predict).getMessage());
        }
        for (Executable many : new Executable[]{() -> model.evaluate(data),
                () -> model.predict(data, Kernels.auto(), 1)}) {
            assertEquals("The network's outputs on sample 1" + end,
                    assertThrows(OutputException.class, many).getMessage());
        }
    }

    @Test
    void dataWithFewerClassesIsEvaluated() {
        Evaluation evaluation = MODEL.evaluate(SyntheticImages.of(20, 9, 3, 1));
        assertEquals(20, evaluation.count());
        assertEquals(7, evaluation.confusion().classes());
        assertTrue(evaluation.loss() > 0);
    }
}
