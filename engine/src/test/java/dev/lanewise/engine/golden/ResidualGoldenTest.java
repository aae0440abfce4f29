package dev.lanewise.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.plan.Plan;
import dev.lanewise.engine.plan.TrainingPass;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A residual network with batch normalization against PyTorch: one batch, and inference. */
class ResidualGoldenTest {
    // A float32 run of PyTorch is off by 7e-7, 1.4e-6 and 1.4e-6 of the largest value.
    private static final double LOGITS = 3e-6;
    private static final double GRADIENTS = 1e-5;
    private static final double INFERENCE = 5e-6;
    private static final Network NETWORK = GoldenResidual.NETWORK;

    static Stream<Arguments> passes() {
        return Stream.of(KernelChoice.AUTO, KernelChoice.SCALAR)
                .flatMap(kernels -> Stream.of(Backend.TILE, 1)
                        .map(lanes -> Arguments.of(kernels, lanes)));
    }

    @ParameterizedTest
    @MethodSource("passes")
    void theFirstBatchIsPyTorchs(KernelChoice kernels, int lanes) {
        TrainingPass pass = new TrainingPass(NETWORK, Kernels.of(kernels).backend(), lanes,
                GoldenResidual.BATCH);
        float[][] images = IntStream.range(0, GoldenResidual.BATCH)
                .mapToObj(GoldenResidual::image)
                .toArray(float[][]::new);
        int[] labels = IntStream.range(0, GoldenResidual.BATCH)
                .map(GoldenResidual::label)
                .toArray();
        pass.run(GoldenResidual.parameters(), images, labels, 0);
        assertClose("logits", LOGITS, flat(pass.logits()));
        assertEquals(GoldenResidual.values("losses")[0], pass.loss(), 1e-6, "loss");
        float[] gradient = pass.gradient().clone();
        // PyTorch has no gradient of running averages.
        NETWORK.parameters()
                .stream()
                .filter(p -> !p.role().isTrained())
                .forEach(p -> Arrays.fill(gradient, p.offset(), p.offset() + p.size(), 0f));
        assertClose("gradients", GRADIENTS, gradient);
    }

    @ParameterizedTest
    @MethodSource("passes")
    void inferenceByTheTrainedParametersIsPyTorchs(KernelChoice kernels, int lanes) {
        double[] trained = GoldenResidual.values("parameters");
        float[] parameters = new float[trained.length];
        for (int i = 0; i < trained.length; i++) {
            parameters[i] = (float) trained[i];
        }
        Plan plan = new Plan(NETWORK, Kernels.of(kernels).backend(), lanes, Plan.Use.INFERENCE);
        float[][] logits = new float[GoldenResidual.BATCH][GoldenResidual.CLASSES];
        for (int i = 0; i < logits.length; i++) {
            plan.load(GoldenResidual.image(i), 1, Normalization.none());
            plan.forward(parameters);
            for (int c = 0; c < GoldenResidual.CLASSES; c++) {
                logits[i][c] = plan.logits()[c * lanes];
            }
        }
        assertClose("inference", INFERENCE, flat(logits));
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = rows[i / rows[0].length][i % rows[0].length];
        }
        return flat;
    }

    private static void assertClose(String name, double relative, float[] actual) {
        double[] expected = GoldenResidual.values(name);
        double tolerance = relative * Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance, name + " " + i);
        }
    }
}
