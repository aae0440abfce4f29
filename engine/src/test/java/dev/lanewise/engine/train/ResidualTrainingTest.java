package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.golden.GoldenResidual;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A residual network with batch normalization in training: ten steps as PyTorch makes them, and the same
 * bits from any number of threads, any kernels, in one run or resumed.
 */
@Tag("kernels")
class ResidualTrainingTest {
    // A float32 run of PyTorch is off by 3.4e-7 and by 1.4e-7 of the largest parameter.
    private static final double LOSSES = 2e-6;
    private static final double PARAMETERS = 2e-6;
    private static final Network NETWORK = GoldenResidual.NETWORK;
    private static final Dataset DATA = new Images();
    private static final int EPOCHS = 3;
    /** The SHA-256 of the weights with fused multiply-add, and without. */
    private static final String FINGERPRINT = Fma.HARDWARE
            ? "61643278d55435d4f64941be7689cb1d75e7cda396f92c9ee2b5baf4822808e8"
            : "ff3a2f10d05082feabcc8cdc87cea0db5d8703e3bd9fc4fc7bfee2cedb565e9d";

    /** The images of the golden run. */
    private record Images() implements Dataset {
        @Override
        public int size() {
            return GoldenResidual.IMAGES;
        }

        @Override
        public int classes() {
            return GoldenResidual.CLASSES;
        }

        @Override
        public Shape shape() {
            return NETWORK.inputShape();
        }

        @Override
        public int label(int index) {
            return GoldenResidual.label(index);
        }

        @Override
        public void read(int index, float[] into, int offset) {
            float[] image = GoldenResidual.image(index);
            System.arraycopy(image, 0, into, offset, image.length);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "SCALAR"})
    void tenStepsArePyTorchs(KernelChoice choice) {
        float[] parameters = GoldenResidual.parameters();
        double[] losses = GoldenSteps.run(NETWORK, choice, Loss.crossEntropy(),
                Sgd.momentum(GoldenResidual.LEARNING_RATE, GoldenResidual.MOMENTUM), DATA,
                GoldenResidual.BATCH, parameters);
        double[] expected = GoldenResidual.values("losses");
        for (int step = 0; step < losses.length; step++) {
            assertEquals(expected[step], losses[step], LOSSES, "loss of step " + step);
        }
        double[] after = GoldenResidual.values("parameters");
        double tolerance = PARAMETERS * Arrays.stream(after).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < after.length; i++) {
            assertEquals(after[i], parameters[i], tolerance, "parameter " + i);
        }
    }

    /** Batches of 48: three tiles, and at the end of an epoch a single one that is not full. */
    private static TrainerBuilder builder(Kernels kernels, int threads) {
        return SyntheticImages.trainer(NETWORK)
                .normalization(Normalization.none())
                .optimizer(Sgd.nesterov(0.05, 0.9))
                .batchSize(48)
                .ema(0.9)
                .seed(5)
                .kernels(kernels)
                .threads(threads);
    }

    private static String fingerprint(Kernels kernels, int threads) {
        try (Trainer trainer = builder(kernels, threads).build()) {
            trainer.fit(DATA, EPOCHS);
            return trainer.model().sha256();
        }
    }

    @Test
    void oneFingerprintFromAnyThreadsAndKernels() {
        assertEquals(FINGERPRINT, fingerprint(Kernels.of(KernelChoice.SCALAR), 1), "scalar");
        for (int threads = 1; threads <= 7; threads++) {
            assertEquals(FINGERPRINT, fingerprint(Kernels.auto(), threads), threads + " threads");
        }
    }

    @Test
    void aProfileDoesNotMatter() {
        try (Trainer trainer = builder(Kernels.auto(), 2).profile(true).build()) {
            trainer.fit(DATA, EPOCHS);
            assertEquals(FINGERPRINT, trainer.model().sha256());
            assertTrue(trainer.profile().steps() > 0);
        }
    }

    /** Stopped in the middle of an epoch, saved, read, and gone on with by other threads. */
    @Test
    void aResumedRunEndsWithTheSameBits(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("half.checkpoint");
        AtomicReference<Trainer> running = new AtomicReference<>();
        TrainingListener stopping = new TrainingListener() {
            @Override
            public void onStep(StepProgress progress) {
                if (progress.epoch() == 2 && progress.step() == 2) {
                    running.get().stop();
                }
            }
        };
        try (Trainer trainer = builder(Kernels.auto(), 2).listener(stopping).build()) {
            running.set(trainer);
            trainer.fit(DATA, EPOCHS);
            trainer.checkpoint().save(file);
        }
        try (Trainer resumed = builder(Kernels.auto(), 3).build()) {
            resumed.resume(DATA, Checkpoint.load(file));
            assertEquals(FINGERPRINT, resumed.model().sha256());
        }
    }
}
