package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.golden.GoldenLenet5;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.parallel.Workers;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The losses against PyTorch: outputs, the first gradient and ten losses of training. {@code losses.py},
 * beside the file that it wrote in the test resources, says what was computed and how.
 */
class LossesGoldenTest {
    // A float32 run of PyTorch is off by 1e-7, at most 1.5e-7, and at most 1.8e-7 of the largest value.
    private static final double OUTPUTS = 5e-7;
    private static final double GRADIENTS = 6e-7;
    private static final double LOSSES = 6e-7;
    private static final int BATCH = 20;
    private static final int BATCHES = 10;
    private static final int SAMPLES = BATCH * BATCHES;
    private static final int INPUTS = 6;
    private static final int WIDTH = 5;
    private static final int LABEL_STREAM = 31;
    private static final int PARAMETER_STREAM = 32;
    private static final int INPUT_STREAM = 33;
    private static final int TARGET_STREAM = 34;
    private static final float[] WEIGHTS = {0.5f, 2, 1, 0.25f, 3};
    private static final Network NETWORK = Network.input(INPUTS, 1, 1)
            .dense(12)
            .tanh()
            .dense(WIDTH)
            .build();
    private static final Properties VALUES = GoldenLenet5.load("losses.properties");
    private static final Dataset CLASSES = Dataset.of(inputs(), IntStream.range(0, SAMPLES)
            .map(i -> GoldenLenet5.draw24(LABEL_STREAM, i) % WIDTH)
            .toArray());
    private static final Dataset SINES = values(
            (i, j) -> StrictMath.sin(6.0 * inputs()[i][0] + j));
    private static final Dataset LABELS = values((i, j) -> drawn(i, j) % 2);
    private static final Dataset SOFT = values((i, j) -> (drawn(i, j) % 8 + 1.0)
            / IntStream.range(0, WIDTH).map(k -> drawn(i, k) % 8 + 1).sum());
    /** What each name of the golden values is. */
    private static final Map<String, Run> RUNS = Map.ofEntries(
            Map.entry("mse", new Run(Loss.meanSquaredError(), SINES)),
            Map.entry("mae", new Run(Loss.meanAbsoluteError(), SINES)),
            Map.entry("huber", new Run(Loss.huber(0.5), SINES)),
            Map.entry("bce", new Run(Loss.binaryCrossEntropy(), LABELS)),
            Map.entry("bce.positive",
                    new Run(Loss.binaryCrossEntropy().positiveWeights(WEIGHTS), LABELS)),
            Map.entry("weights", new Run(Loss.crossEntropy().classWeights(WEIGHTS), CLASSES)),
            Map.entry("smoothing",
                    new Run(Loss.crossEntropy().classWeights(WEIGHTS).withLabelSmoothing(0.1),
                            CLASSES)),
            Map.entry("ignored", new Run(Loss.crossEntropy().ignoredLabel(2), CLASSES)),
            Map.entry("both",
                    new Run(Loss.crossEntropy().classWeights(WEIGHTS).ignoredLabel(2), CLASSES)),
            Map.entry("soft", new Run(Loss.crossEntropy(), SOFT)),
            Map.entry("soft.weights", new Run(Loss.crossEntropy().classWeights(WEIGHTS), SOFT)));

    private record Run(Loss loss, Dataset data) {}

    private interface Value {
        double of(int sample, int output);
    }

    private static int drawn(int sample, int output) {
        return GoldenLenet5.draw24(TARGET_STREAM, sample * WIDTH + output);
    }

    private static float[][] inputs() {
        float[][] x = new float[SAMPLES][INPUTS];
        for (int i = 0; i < SAMPLES * INPUTS; i++) {
            x[i / INPUTS][i % INPUTS] = GoldenLenet5.draw24(INPUT_STREAM, i) * 0x1p-24f;
        }
        return x;
    }

    private static Dataset values(Value value) {
        float[][] targets = new float[SAMPLES][WIDTH];
        for (int i = 0; i < SAMPLES; i++) {
            for (int j = 0; j < WIDTH; j++) {
                targets[i][j] = (float) value.of(i, j);
            }
        }
        return Dataset.of(inputs(), targets);
    }

    private static float[] parameters() {
        float[] parameters = new float[NETWORK.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = GoldenLenet5.draw24(PARAMETER_STREAM, i) * 0x1p-23f - 1;
        }
        return parameters;
    }

    private static void assertClose(String name, double relative, double[] actual) {
        double[] expected = Stream.of(VALUES.getProperty(name).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double tolerance = relative * Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertEquals(expected.length, actual.length, name);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance, name + " " + i);
        }
    }

    @Test
    void outputsArePyTorchs() {
        Model model = Model.of(NETWORK, parameters(), Normalization.none(), Map.of())
                .withLoss(Loss.meanSquaredError());
        double[] outputs = new double[BATCH * WIDTH];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = model.predict(inputs()[i / WIDTH]).probabilities()[i % WIDTH];
        }
        assertClose("outputs", OUTPUTS, outputs);
    }

    static Stream<Arguments> runs() {
        return RUNS.keySet()
                .stream()
                .sorted()
                .flatMap(name -> Stream.of(KernelChoice.AUTO, KernelChoice.SCALAR)
                        .map(kernels -> Arguments.of(name, kernels)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void tenStepsArePyTorchs(String name, KernelChoice choice) {
        Run run = RUNS.get(name);
        Backend kernels = Kernels.of(choice).backend();
        float[] parameters = parameters();
        OptimizerState update = new OptimizerState(kernels, Sgd.momentum(0.1, 0.9), 0, parameters);
        double[] losses = new double[BATCHES];
        try (Workers workers = Workers.own(2)) {
            StepRunner batch = new StepRunner(NETWORK, kernels,
                    new BatchOptions(BATCH, Normalization.none(), Augmentation.none(), 0,
                            run.loss()),
                    workers, parameters, update, run.data(), null);
            batch.begin(run.data(), IntStream.range(0, SAMPLES).toArray(), 0, 1);
            for (int step = 0; step < BATCHES; step++) {
                batch.step(step * BATCH, BATCH, 0.1);
                losses[step] = batch.sums().loss() / batch.sums().weight();
                if (step == 0) {
                    float[] gradient = batch.gradient();
                    assertClose(name + ".gradients", GRADIENTS,
                            IntStream.range(0, gradient.length)
                                    .mapToDouble(i -> gradient[i])
                                    .toArray());
                }
            }
        }
        assertClose(name + ".losses", LOSSES, losses);
    }
}
