package dev.lanewise.mnist.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.plan.Plan;
import dev.lanewise.engine.plan.TrainingPass;
import dev.lanewise.engine.train.GoldenSteps;
import dev.lanewise.engine.train.Sgd;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** MLPerf Tiny's networks against PyTorch: one batch with its statistics, ten steps, and inference. */
class TinyNetworksGoldenTest {
    /** Of the largest gradient of a tensor, where that is not rounding errors alone: PyTorch's float32 has 2e-4. */
    private static final double GRADIENTS = 1e-3;
    private static final double LEAST = 1e-3;
    private static final double PARAMETERS = 2e-5;
    private static final double MOMENTUM = 0.9;
    /** A step so long that the parameters before it drown in it, and a power of two. */
    private static final double GIANT = 0x1p20;
    private static final int SUMS = 3;
    private static final int CHOSEN_STRIDE = 7919;

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

    @ParameterizedTest
    @MethodSource("runs")
    void gradientsOfTheFirstBatchArePyTorchs(GoldenNetwork golden, KernelChoice kernels) {
        float[] after = golden.parameters();
        GoldenSteps.run(golden.network, kernels, golden.loss(), Sgd.of(GIANT),
                golden.data().slice(0, GoldenNetwork.BATCH), GoldenNetwork.BATCH, after);
        float[] before = golden.parameters();
        float[] gradient = new float[after.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (float) ((before[i] - (double) after[i]) / GIANT);
        }
        for (Parameter p : golden.network.parameters()) {
            if (p.role().isTrained()) {
                assertGradient(golden, p, gradient);
            }
        }
    }

    private static void assertGradient(GoldenNetwork golden, Parameter p, float[] gradient) {
        double[] expected = golden.values("gradients." + p.name());
        double each = GRADIENTS * Math.max(LEAST, expected[2]);
        double squares = 0;
        for (int i = p.offset(); i < p.offset() + p.size(); i++) {
            squares += (double) gradient[i] * gradient[i];
        }
        double root = Math.sqrt(p.size());
        assertEquals(expected[0], GoldenNetwork.product(p, gradient), each * root, p.name());
        assertEquals(Math.sqrt(expected[1]), Math.sqrt(squares), each * root, p.name());
        for (int j = SUMS; j < expected.length; j++) {
            int i = (int) ((long) CHOSEN_STRIDE * (j - SUMS) % p.size());
            assertEquals(expected[j], gradient[p.offset() + i], each, p.name() + " " + i);
        }
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
