package dev.lanewise.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.metric.ConfusionMatrix;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.plan.SameBits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a model answers to a program that gives it plain arrays. */
@Tag("kernels")
class ServingTest {
    private static final Network NETWORK = Network.input(1, 9, 9)
            .conv2d(5, 3, Padding.SAME)
            .maxPool(2)
            .batchNorm()
            .silu()
            .residual(block -> block.conv2d(5, 3, Padding.SAME).tanh())
            .dense(21)
            .relu()
            .dense(4)
            .build();
    private static final Dataset DATA = SyntheticImages.of(37, 9, 4, 3);
    private static final Model MODEL = model();

    private static Model model() {
        float[] parameters = new float[NETWORK.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) (StrictMath.sin(i) / 4);
        }
        // A variance is not below 0.
        NETWORK.parameters()
                .stream()
                .filter(p -> p.name().endsWith("running_var"))
                .forEach(p -> Arrays.fill(parameters, p.offset(), p.offset() + p.size(), 0.7f));
        return Model.of(NETWORK, parameters, SyntheticImages.NORMALIZATION, Map.of())
                .withClassNames(List.of("cat", "dog", "owl", "fox"));
    }

    private static float[][] samples() {
        return IntStream.range(0, DATA.size())
                .mapToObj(i -> DATA.image(i).values())
                .toArray(float[][]::new);
    }

    @Test
    void outputsAreTheLogits() {
        for (int i = 0; i < 5; i++) {
            Sample sample = DATA.image(i);
            SameBits.assertSameBits(MODEL.layerOutputs(sample).getLast().values(),
                    MODEL.outputs(sample.values()), "sample " + i);
            SameBits.assertSameBits(MODEL.predict(sample).probabilities(),
                    MODEL.probabilities(sample.values()), "sample " + i);
        }
    }

    @Test
    void manySamplesHaveTheBitsOfOne() {
        float[][] samples = samples();
        float[][] outputs = MODEL.outputs(samples);
        float[] flat = new float[samples.length * 81];
        for (int i = 0; i < samples.length; i++) {
            System.arraycopy(samples[i], 0, flat, i * 81, 81);
            SameBits.assertSameBits(MODEL.outputs(samples[i]), outputs[i], "sample " + i);
        }
        assertArrayEquals(outputs, Serving.rows(MODEL.outputs(flat, samples.length), 4));
        assertEquals(0, MODEL.outputs(new float[0][]).length);
        assertEquals(0, MODEL.outputs(new float[0], 0).length);
    }

    @Test
    void classifyNamesTheMostProbableClasses() {
        float[] sample = DATA.image(3).values();
        float[] probabilities = MODEL.probabilities(sample);
        List<Prediction.ClassProbability> all = MODEL.classify(sample, 9);
        assertEquals(4, all.size());
        for (int i = 0; i < 4; i++) {
            assertEquals(probabilities[all.get(i).label()], all.get(i).probability());
            assertEquals(MODEL.classNames().get(all.get(i).label()), all.get(i).name());
            assertTrue(i == 0 || all.get(i).probability() <= all.get(i - 1).probability());
        }
        assertEquals(all.subList(0, 2), MODEL.classify(sample, 2));
        assertEquals(MODEL.predict(sample).label(), all.getFirst().label());
        assertThrows(IllegalArgumentException.class, () -> MODEL.classify(sample, 0));
    }

    @Test
    void aModelOfValuesHasOutputsAlone() {
        Model values = MODEL.withLoss(Loss.huber(1));
        float[] sample = DATA.image(3).values();
        SameBits.assertSameBits(MODEL.outputs(sample), values.outputs(sample), "outputs");
        assertEquals("Probabilities must be those of logits; this model was trained with the loss"
                + " Huber and has none; ask for its outputs.",
                assertThrows(IllegalStateException.class, () -> values.probabilities(sample))
                        .getMessage());
        assertThrows(IllegalStateException.class, () -> values.classify(sample, 1));
    }

    @Test
    void oneValueIsNoClass() {
        Network one = Network.input(2).dense(1).build();
        Model model = Model.of(one, new float[3], Normalization.none(), Map.of())
                .withLoss(Loss.meanSquaredError());
        model.warmUp();
        Dataset data = Dataset.of(new float[2][2], new float[2][1]);
        Kernels kernels = Kernels.auto();
        for (Executable call : List.<Executable>of(() -> model.predict(new float[2]),
                () -> model.predict(data, kernels, 1),
                () -> model.predictor(kernels).predict(new float[2]),
                () -> model.predictor(kernels).predict(new float[2], new float[1]))) {
            assertEquals(
                    "A prediction must be of at least 2 classes, but the model has 1 output and"
                            + " the loss MeanSquaredError; ask for its outputs.",
                    assertThrows(IllegalStateException.class, call).getMessage());
        }
        assertEquals(0, model.withLoss(Loss.binaryCrossEntropy()).predict(new float[2]).label());
    }

    /** Neither classes nor targets. */
    @Test
    void samplesWithoutTargetsArePredicted() {
        Dataset bare = new Dataset() {
            @Override
            public int size() {
                return 3;
            }

            @Override
            public Shape shape() {
                return DATA.shape();
            }

            @Override
            public void read(int index, float[] into, int offset) {
                DATA.read(index, into, offset);
            }
        };
        assertEquals(MODEL.predict(DATA.slice(0, 3), Kernels.auto(), 1),
                MODEL.predict(bare, Kernels.auto(), 1));
        String layer = MODEL.network().nodes().getFirst().name();
        assertEquals(3, MODEL.features(layer, bare).length);
    }

    @Test
    void labelsThatDoNotExcludeEachOtherHaveAProbabilityEach() {
        Model labels = MODEL.withLoss(Loss.binaryCrossEntropy());
        float[] sample = DATA.image(3).values();
        float[] logits = labels.outputs(sample);
        float[] probabilities = labels.probabilities(sample);
        for (int i = 0; i < logits.length; i++) {
            assertEquals(1 / (1 + StrictMath.exp(-logits[i])), probabilities[i], 1e-6);
        }
        assertEquals("Classes must exclude each other to be ranked; this model was trained with the"
                + " loss BinaryCrossEntropy, for which each is true or not; ask for its"
                + " probabilities.",
                assertThrows(IllegalStateException.class, () -> labels.classify(sample, 1))
                        .getMessage());
    }

    @Test
    void featuresAreWhatEveryLayerMakes() {
        float[][] samples = samples();
        for (int node = 0; node < NETWORK.nodes().size(); node++) {
            String name = NETWORK.nodes().get(node).name();
            float[][] features = MODEL.features(name, DATA);
            assertArrayEquals(features, MODEL.features(name, samples), name);
            for (int i : new int[]{0, 15, 16, 36}) {
                SameBits.assertSameBits(
                        MODEL.layerOutputs(DATA.image(i)).get(node).values(), features[i],
                        name + " of sample " + i);
            }
        }
        assertEquals("The layer must be one of [conv1, pool1, bn1, silu1, conv2, tanh1, add1, fc1,"
                + " relu1, fc2]; you gave 'fc9'.",
                assertThrows(IllegalArgumentException.class, () -> MODEL.features("fc9", DATA))
                        .getMessage());
    }

    @Test
    void wrongSamplesAreNamed() {
        float[][] samples = samples();
        samples[20][7] = Float.NaN;
        float[] infinite = new float[81];
        infinite[80] = Float.NEGATIVE_INFINITY;
        assertTrue(assertThrows(IllegalArgumentException.class, () -> MODEL.outputs(samples))
                .getMessage()
                .startsWith("Sample 20 of the data set must be 81 finite numbers"
                        + " (1×9×9), but the value at index 7 is NaN"));
        for (Executable call : List
                .<Executable>of(() -> MODEL.predict(infinite),
                        () -> MODEL.classify(infinite, 1), () -> MODEL.outputs(infinite))) {
            assertTrue(assertThrows(IllegalArgumentException.class, call).getMessage()
                    .contains("but the value at index 80 is -Infinity"));
        }
        float[][] shortOne = {new float[81], new float[80]};
        assertEquals(
                "Sample 1 must have 81 values (1×9×9), but has 80; make all samples that long.",
                assertThrows(ShapeException.class, () -> MODEL.outputs(shortOne)).getMessage());
        assertEquals("An array of 2 samples must have 81 values for each (1×9×9), but has 161 in"
                + " all; give as many samples as you say.",
                assertThrows(ShapeException.class, () -> MODEL.outputs(new float[161], 2))
                        .getMessage());
        assertThrows(ShapeException.class, () -> MODEL.outputs(new float[80]));
    }

    @Test
    void atMostTwiceTheProcessorsPredictorsAreKept() throws InterruptedException {
        int most = 2 * Runtime.getRuntime().availableProcessors();
        AtomicInteger made = new AtomicInteger();
        BoundedPool<Object> pool = new BoundedPool<>(() -> {
            made.incrementAndGet();
            return new Object();
        });
        CountDownLatch all = new CountDownLatch(most + 5);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < most + 5; i++) {
            threads.add(Thread.ofVirtual().start(() -> pool.use(thing -> {
                all.countDown();
                try {
                    all.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return thing;
            })));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(most + 5, made.get());
        assertEquals(most, pool.idle());
        pool.use(thing -> thing);
        assertEquals(most + 5, made.get());
    }

    @Test
    void predictorsShareTheWeightsTheyPrepare() {
        Predictor first = MODEL.predictor(Kernels.auto());
        Predictor second = MODEL.predictor(Kernels.of(KernelChoice.SCALAR));
        float[] sample = DATA.image(5).values();
        SameBits.assertSameBits(first.predict(sample).probabilities(),
                second.predict(sample).probabilities(), "probabilities");
    }

    @Test
    void warmUpChangesNothing() {
        float[] sample = DATA.image(5).values();
        Model fresh = MODEL.withProvenance(Map.of());
        fresh.warmUp();
        SameBits.assertSameBits(MODEL.outputs(sample), fresh.outputs(sample), "outputs");
    }

    @Test
    void allOfThemCanBeRead() {
        assertEquals("Model[" + NETWORK + ", " + NETWORK.parameterCount() + " parameters]",
                MODEL.toString());
        assertEquals("ConfusionMatrix[accuracy=0.75, actual class by row, predicted by column]\n"
                + " 1 1\n 0 2",
                ConfusionMatrix.of(2, new int[]{0, 0, 1, 1}, new int[]{0, 1, 1, 1}).toString());
        assertTrue(MODEL.predict(new float[81]).toString().startsWith("Prediction[label="));
        assertEquals("Normalization[scale=[1.0, 2.0], shift=[0.0, 0.5]]",
                Normalization.of(new float[]{1, 2}, new float[]{0, 0.5f}).toString());
    }
}
