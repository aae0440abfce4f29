package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.golden.GoldenLenet5;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Lenet5Networks;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.plan.TrainingPass;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The first ten losses of LeNet-5 with SiLU, each before its own step, against PyTorch: every
 * optimizer. A trainer shuffles, so these tests drive the step below it.
 */
class Lenet5LossesGoldenTest {
    private static final Network LENET = Lenet5Networks.standard(Activation.SILU);
    private static final double TOLERANCE = 1e-6;

    /** A run of {@code lenet5.py}. */
    private enum Run {
        SGD(Sgd.of(0.05), 0),
        NESTEROV(Sgd.nesterov(0.02, 0.9), 0),
        ADAM(Adam.of(0.002), 0),
        ADAMW(Adam.adamW(0.002, 0.01), 0),
        MOMENTUM_DECAY(Sgd.momentum(0.02, 0.9).weightDecay(5e-4), 0),
        SGD_SMOOTHING(Sgd.of(0.05), 0.1);

        final Optimizer optimizer;
        final double smoothing;

        Run(Optimizer optimizer, double smoothing) {
            this.optimizer = optimizer;
            this.smoothing = smoothing;
        }

        double[] losses() {
            return GoldenLenet5.values(
                    "silu.losses." + name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    static Stream<Arguments> runs() {
        return Stream.of(Run.values())
                .flatMap(run -> Stream.of(KernelChoice.AUTO, KernelChoice.SCALAR)
                        .map(kernels -> Arguments.of(run, kernels)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void lossesInTilesArePyTorchs(Run run, KernelChoice choice) {
        double[] losses = GoldenSteps.run(LENET, choice,
                Loss.crossEntropy().withLabelSmoothing(run.smoothing), run.optimizer, IMAGES,
                GoldenLenet5.BATCH, GoldenLenet5.parameters());
        assertLosses(run.losses(), losses);
    }

    /** The same with one image to a tile. */
    @ParameterizedTest
    @EnumSource
    void lossesImageByImageArePyTorchs(Run run) {
        Backend kernels = Kernels.auto().backend();
        float[] parameters = GoldenLenet5.parameters();
        OptimizerState update = new OptimizerState(kernels, run.optimizer, 0, parameters);
        TrainingPass pass = new TrainingPass(LENET, kernels, 1, GoldenLenet5.BATCH);
        double[] losses = new double[GoldenLenet5.BATCHES];
        for (int step = 0; step < losses.length; step++) {
            int first = step * GoldenLenet5.BATCH;
            int[] batch = IntStream.range(first, first + GoldenLenet5.BATCH).toArray();
            float[][] images = Arrays.stream(batch)
                    .mapToObj(GoldenLenet5::image)
                    .toArray(float[][]::new);
            int[] labels = Arrays.stream(batch).map(GoldenLenet5::label).toArray();
            pass.run(parameters, images, labels, run.smoothing);
            losses[step] = pass.loss();
            update.begin(run.optimizer.learningRate());
            update.apply(pass.gradient(), 0, parameters.length);
        }
        assertLosses(run.losses(), losses);
    }

    private static void assertLosses(double[] expected, double[] actual) {
        for (int step = 0; step < expected.length; step++) {
            assertEquals(expected[step], actual[step], TOLERANCE, "loss " + step);
        }
    }

    private static final Dataset IMAGES = new Dataset() {
        @Override
        public int size() {
            return GoldenLenet5.IMAGES;
        }

        @Override
        public Shape shape() {
            return new Shape(1, 28, 28);
        }

        @Override
        public int classes() {
            return GoldenLenet5.CLASSES;
        }

        @Override
        public int label(int index) {
            return GoldenLenet5.label(index);
        }

        @Override
        public void read(int index, float[] into, int offset) {
            System.arraycopy(GoldenLenet5.image(index), 0, into, offset, GoldenLenet5.PIXELS);
        }
    };
}
