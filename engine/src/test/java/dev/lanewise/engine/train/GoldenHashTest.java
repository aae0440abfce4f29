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
        PLAIN("7dd9960a4792778b6d9b9ef5af28fc9153627f3cccdaa792a7460c86705d81da",
                "33b4b9e65b592d582455a08afe5aa02f12d8244cd6a3a14309d36b8f1249e122", List.of(1),
                b -> b.optimizer(Sgd.of(0.05))),
        NESTEROV("df2a923cfd401601ffada24f8ac15913696052a7077c2c61ec9b66a7ecb24949",
                "a37ed8f46ac044cfbc43a8f6cee576888621e8b62d76f92db3e6bdd0a5417eaf",
                List.of(2, 1, 3, 7),
                b -> b.optimizer(Sgd.nesterov(0.02, 0.9).weightDecay(5e-4))
                        .schedule(Schedule.oneCycle())
                        .labelSmoothing(0.1)
                        .ema(0.99)
                        .augmentation(Augmentation.elastic())),
        ADAM("969d2ac135302f6ca7be32d80f59463fa1ab579c955487f903c6537215090b5f",
                "0e549bb87eeae488cb96687d35036cbbdad509ca7b53b545803547eb7b866e16", List.of(3),
                b -> b.optimizer(Adam.adamW(0.002, 0.01))
                        .schedule(Schedule.cosine().warmup(0.1))
                        .ema(0.99)
                        .augmentation(Augmentation.affine())),
        SDLM("67ca9094c937cb8e2f3fe9eb02e049fbbc678bb4862dffb9fc4ad86c0aa31649",
                "799e83001899b570432b58f2b52ea0c7e1602434c67cf8e88ae2044d99188a86", List.of(2),
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
