package dev.lanewise.mnist.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.plan.Plan;
import dev.lanewise.engine.plan.TrainingPass;
import dev.lanewise.engine.train.GoldenSteps;
import dev.lanewise.engine.train.Sgd;
import dev.lanewise.engine.train.Trainer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** MLPerf Tiny's networks against PyTorch: one batch with its statistics, ten steps, and inference. */
class TinyNetworksGoldenTest {
    private static final double PARAMETERS = 2e-5;
    private static final double MOMENTUM = 0.9;

    static Stream<Arguments> runs() {
        return Stream.of(GoldenNetwork.values())
                .flatMap(network -> Stream.of(KernelChoice.AUTO, KernelChoice.SCALAR)
                        .map(kernels -> Arguments.of(network, kernels)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void logitsOfTheFirstBatchArePyTorchs(GoldenNetwork golden, KernelChoice kernels) {
        Dataset data = golden.data();
        float[][] samples = new float[GoldenNetwork.BATCH][data.shape().size()];
        int[] labels = new int[samples.length];
        for (int i = 0; i < samples.length; i++) {
            data.read(i, samples[i], 0);
            labels[i] = data.label(i);
        }
        for (int lanes : new int[]{Backend.TILE, 1}) {
            TrainingPass pass = new TrainingPass(golden.network, Kernels.of(kernels).backend(),
                    lanes, samples.length);
            pass.run(golden.parameters(), samples, labels, 0);
            assertClose(golden, "logits", flat(pass.logits()));
        }
    }

    /** Every gradient. The seed and the epoch are those that tiny.py drew DS-CNN's dropouts for. */
    @ParameterizedTest
    @MethodSource("runs")
    void gradientsOfTheFirstBatchArePyTorchs(GoldenNetwork golden, KernelChoice kernels) {
        Model first = Model.of(golden.network, golden.parameters(), Normalization.none(),
                Map.of());
        try (Trainer trainer = Trainer.of(golden.network)
                .weights(first)
                .loss(golden.loss())
                .seed(0)
                .kernels(Kernels.of(kernels))
                .threads(2)
                .build()) {
            double loss = trainer
                    .step(golden.data(), IntStream.range(0, GoldenNetwork.BATCH).toArray())
                    .loss();
            assertEquals(golden.values("losses")[0], loss, golden.lossBound);
            assertGradients(golden, trainer.gradients());
        }
    }

    /**
     * By the largest gradient of a layer, as that of a bias before a batch normalization is 0, and what is
     * computed for it the rounding errors of a sum.
     */
    private static void assertGradients(GoldenNetwork golden, float[] actual) {
        float[] expected = golden.gradients();
        List<Parameter> trained = golden.network.parameters()
                .stream()
                .filter(p -> p.role().isTrained())
                .toList();
        Map<String, Double> largest = new HashMap<>();
        for (Parameter p : trained) {
            for (int i = p.offset(); i < p.offset() + p.size(); i++) {
                largest.merge(layer(p), (double) Math.abs(expected[i]), Math::max);
            }
        }
        for (Parameter p : trained) {
            double bound = golden.gradientBound * largest.get(layer(p));
            for (int i = p.offset(); i < p.offset() + p.size(); i++) {
                assertEquals(expected[i], actual[i], bound, p.name() + " " + (i - p.offset()));
            }
        }
    }

    private static String layer(Parameter parameter) {
        return parameter.name().substring(0, parameter.name().indexOf('.'));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void tenStepsAndInferenceArePyTorchs(GoldenNetwork golden, KernelChoice kernels) {
        float[] parameters = golden.parameters();
        double[] losses = GoldenSteps.run(golden.network, kernels, golden.loss(),
                Sgd.momentum(golden.learningRate, MOMENTUM), golden.data(), GoldenNetwork.BATCH,
                parameters);
        double[] expected = golden.values("losses");
        for (int step = 0; step < expected.length; step++) {
            assertEquals(expected[step], losses[step], golden.lossBound,
                    "loss of step " + step);
        }
        for (Parameter p : golden.network.parameters()) {
            double[] sums = golden.values("parameters." + p.name());
            assertEquals(sums[0], GoldenNetwork.product(p, parameters),
                    PARAMETERS * sums[1] * Math.sqrt(p.size()), p.name());
        }
        for (int lanes : new int[]{Backend.TILE, 1}) {
            Plan plan = new Plan(golden.network, Kernels.of(kernels).backend(), lanes,
                    Plan.Use.INFERENCE);
            assertClose(golden, "inference", inferred(golden, plan, parameters));
        }
    }

    private static float[] inferred(GoldenNetwork golden, Plan plan, float[] parameters) {
        int outputs = golden.network.outputs();
        float[] logits = new float[GoldenNetwork.BATCH * outputs];
        float[] sample = new float[golden.network.inputShape().size()];
        for (int i = 0; i < GoldenNetwork.BATCH; i++) {
            golden.data().read(i, sample, 0);
            plan.load(sample, 1, Normalization.none());
            plan.forward(parameters);
            for (int c = 0; c < outputs; c++) {
                logits[i * outputs + c] = plan.logits()[c * plan.lanes()];
            }
        }
        return logits;
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = rows[i / rows[0].length][i % rows[0].length];
        }
        return flat;
    }

    private static void assertClose(GoldenNetwork golden, String name, float[] actual) {
        double[] expected = golden.values(name);
        double tolerance = golden.outputBound
                * Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance, name + " " + i);
        }
    }
}
