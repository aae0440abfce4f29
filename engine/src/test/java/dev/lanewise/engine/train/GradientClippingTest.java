package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.plan.SameBits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gradients whose norm is too large are made smaller, all alike. */
@Tag("kernels")
class GradientClippingTest {
    private static final Dataset DATA = SyntheticImages.of(90, 8, 5, 1);
    /** A dense layer of more values than a chunk of the norm. */
    private static final Network NETWORK = Network.input(1, 8, 8)
            .conv2d(6, 3)
            .batchNorm()
            .relu()
            .dense(40)
            .tanh()
            .dense(5)
            .build();

    private static TrainerBuilder trainer(Kernels kernels, int threads) {
        return SyntheticImages.trainer(NETWORK)
                .optimizer(Sgd.nesterov(0.1, 0.9).weightDecay(0.01))
                .kernels(kernels)
                .threads(threads)
                .batchSize(30)
                .seed(4);
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    private static int[] samples() {
        return new int[]{1, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22};
    }

    @Test
    void aLargeGradientIsMultipliedByOneFactor() {
        try (Trainer plain = trainer(Kernels.auto(), 2).build();
                Trainer clipped = trainer(Kernels.auto(), 2).clipNorm(0.25).build()) {
            assertEquals(OptionalDouble.empty(), plain.step(DATA, samples()).gradientNorm());
            float[] gradient = plain.gradients();
            double norm = norm(gradient);
            assertTrue(norm > 0.5, norm + " is no large norm");
            assertEquals(norm, clipped.step(DATA, samples()).gradientNorm().orElseThrow(),
                    1e-14 * norm);
            float factor = (float) (0.25 / (norm + 1e-6));
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= factor;
            }
            SameBits.assertSameBits(gradient, clipped.gradients(), "gradient");
            // Statistics of a batch are no gradients.
            Parameter mean = NETWORK.nodes().get(1).parameters().get(2);
            int end = mean.offset() + 2 * mean.size();
            SameBits.assertSameBits(Arrays.copyOfRange(plain.parameters(), mean.offset(), end),
                    Arrays.copyOfRange(clipped.parameters(), mean.offset(), end), "averages");
        }
    }

    @Test
    void aSmallGradientKeepsItsBits() {
        try (Trainer plain = trainer(Kernels.auto(), 1).build();
                Trainer clipped = trainer(Kernels.auto(), 2).clipNorm(1e6).build()) {
            plain.fit(DATA, 2);
            clipped.fit(DATA, 2);
            SameBits.assertSameBits(plain.parameters(), clipped.parameters(), "parameters");
        }
    }

    @Test
    void frozenParametersDoNotCount() {
        try (Trainer trainer = trainer(Kernels.auto(), 1).clipNorm(1e6)
                .trainable(p -> p.name().startsWith("fc1"))
                .build()) {
            double norm = trainer.step(DATA, samples()).gradientNorm().orElseThrow();
            assertEquals(norm(trainer.gradients()), norm, 1e-14 * norm);
        }
    }

    private static String sha256(Kernels kernels, int threads) {
        try (Trainer trainer = trainer(kernels, threads).clipNorm(0.3).build()) {
            trainer.fit(DATA, 3);
            return trainer.model().sha256();
        }
    }

    @Test
    void threadsAndKernelsDoNotMatter() {
        String expected = sha256(Kernels.of(KernelChoice.SCALAR), 1);
        for (int threads : new int[]{1, 2, 5}) {
            assertEquals(expected, sha256(Kernels.auto(), threads), threads + " threads");
        }
    }

    @Test
    void aResumedRunEndsWithTheSameBits(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("half.checkpoint");
        try (StoppedTrainer begun = new StoppedTrainer(
                trainer(Kernels.auto(), 2).clipNorm(0.3), 4)) {
            begun.fit(DATA, 3).save(file);
        }
        try (Trainer resumed = trainer(Kernels.auto(), 3).clipNorm(0.3).build();
                Trainer other = trainer(Kernels.auto(), 3).clipNorm(0.5).build()) {
            Checkpoint half = Checkpoint.load(file);
            resumed.resume(DATA, half);
            assertEquals(sha256(Kernels.auto(), 1), resumed.model().sha256());
            assertThrows(IllegalArgumentException.class, () -> other.resume(DATA, half));
        }
    }

    @Test
    void aWrongNormIsRefused() {
        for (double wrong : new double[]{-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertTrue(assertThrows(IllegalArgumentException.class,
                    () -> Trainer.of(NETWORK).clipNorm(wrong)).getMessage()
                    .startsWith("The option clipNorm must be a number above 0, or 0 for no"));
        }
    }
}
