package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.ImageDataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.lenet1998.MaximumAPosteriori;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Lenet5Networks;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.random.CounterRandom;
import dev.lanewise.engine.sdlm.Sdlm;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The weights of LeNet-5 after 200 steps, as committed: the same on every machine with fused
 * multiply-add, and another on every one without, from any number of threads, any width of vectors and
 * any kernels. A change here changes what everybody's training makes.
 */
@Tag("kernels")
@Timeout(300)
class GoldenHashTest {
    private static final Network LENET = Lenet5Networks.standard(Activation.SILU);
    private static final int SIDE = 28;
    private static final int CLASSES = 10;
    /** A tile and a quarter. */
    private static final int BATCH = 20;
    /** Ten steps, the last of 6 images. */
    private static final int SAMPLES = 9 * BATCH + 6;
    private static final int EPOCHS = 20;
    private static final Dataset DATA = digits();

    /** What is trained with, and the SHA-256 of the weights with fused multiply-add and without. */
    private enum Run {
        PLAIN("20302d80b175324a35271b0b0184af99fc86af594eff95fcee8d276d46cf60bd",
                "d433f0d0eb6545562e620e545e03ef6bb75593cfa37822200dc002e7a4321041", List.of(1),
                b -> b.optimizer(Sgd.of(0.05))),
        NESTEROV("7de09bfd6c06a7bc395440ee5ef095330607cfbbab3b39b56b9b46ddbed9c7b9",
                "3cd2c551a6407db2453f5192fb2731c88e0c6e982ab83c5c4d403d11ab734022",
                List.of(2, 1, 3, 7),
                b -> b.optimizer(Sgd.nesterov(0.02, 0.9).weightDecay(5e-4))
                        .schedule(Schedule.oneCycle())
                        .labelSmoothing(0.1)
                        .ema(0.99)
                        .augmentation(Augmentation.elastic())),
        ADAM("c3033e21ac37bd2e3ba0c00e859e584751878a46dd57ff5a09135dac6d4927cc",
                "b5969e522a05c797839b30516eac86b0d8349e4aa1076c782c82495ef869c6de", List.of(3),
                b -> b.optimizer(Adam.adamW(0.002, 0.01))
                        .schedule(Schedule.cosine().warmup(0.1))
                        .ema(0.99)
                        .augmentation(Augmentation.affine())),
        SDLM("25a8db8e80e448769f5cd955495ea7006f82807894612259947bafd48b7b25b8",
                "1b9ad1951d9bce1e31e5053672b3ee93a1cc9c9a67cb783bfba4baa2b8ffb53b", List.of(2),
                b -> b.optimizer(new Sdlm(0.002, 0.3, 40))
                        .schedule(Schedule.of(Schedule.Curve.LECUN_1998))
                        .loss(new MaximumAPosteriori(4)));

        private final String fused;
        private final String unfused;
        private final List<Integer> threads;
        private final UnaryOperator<TrainerBuilder> options;

        Run(String fused, String unfused, List<Integer> threads,
                UnaryOperator<TrainerBuilder> options) {
            this.fused = fused;
            this.unfused = unfused;
            this.threads = threads;
            this.options = options;
        }

        String sha256(Kernels kernels, int threads) {
            TrainerBuilder builder = options
                    .apply(SyntheticImages.trainer(LENET).batchSize(BATCH).seed(3))
                    .kernels(kernels)
                    .threads(threads);
            // Vector code that is not compiled yet is slow by a factor of hundreds.
            builder.warmUp();
            try (Trainer trainer = builder.build()) {
                trainer.fit(DATA, EPOCHS);
                return trainer.model().sha256();
            }
        }
    }

    /** Strokes at random places for each class, under noise: as dark and as sparse as digits. */
    private static Dataset digits() {
        CounterRandom random = new CounterRandom(1, CounterRandom.Purpose.WEIGHTS, 1);
        byte[] pixels = new byte[SAMPLES * SIDE * SIDE];
        byte[] labels = new byte[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            int label = i * 7 % CLASSES;
            labels[i] = (byte) label;
            int at = 5 + (int) (4 * random.uniform(i));
            for (int j = 0; j < SIDE * SIDE; j++) {
                int row = j / SIDE;
                int column = j % SIDE;
                boolean across = label < 5 && Math.abs(row - at - 3 * label) < 2;
                boolean down = label >= 5 && Math.abs(column - at - 3 * (label - 5)) < 2;
                boolean ink = (across || down) && row > 3 && row < 24 && column > 3 && column < 24;
                int noise = (int) (30 * random.uniform(SAMPLES + i * SIDE * SIDE + j));
                pixels[i * SIDE * SIDE + j] = (byte) (ink ? 225 + noise : noise);
            }
        }
        return ImageDataset.of(new Shape(1, SIDE, SIDE), CLASSES, pixels, labels);
    }

    /** Scalar kernels are slow: one number of threads for each run. */
    @ParameterizedTest
    @EnumSource
    void twoHundredStepsMakeTheCommittedWeights(Run run) {
        Kernels kernels = Kernels.auto();
        boolean slow = kernels.info().backend().equals("scalar");
        for (int threads : slow ? run.threads.subList(0, 1) : run.threads) {
            assertEquals(Fma.HARDWARE ? run.fused : run.unfused, run.sha256(kernels, threads),
                    threads + " threads, " + kernels.info());
        }
    }
}
