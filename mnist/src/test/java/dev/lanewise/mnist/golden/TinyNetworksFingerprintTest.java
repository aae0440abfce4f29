package dev.lanewise.mnist.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.KernelInfo;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.train.Adam;
import dev.lanewise.engine.train.Checkpoint;
import dev.lanewise.engine.train.Schedule;
import dev.lanewise.engine.train.StoppedTrainer;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.mnist.TinyNetworks;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The weights of MLPerf Tiny's networks after two epochs, as committed: the same from any number of
 * threads, any kernels and any width of vectors, in one run or resumed. This module's tests run once for
 * each kind of kernels with this alone, as the engine's do.
 */
@Tag("kernels")
@Timeout(300)
class TinyNetworksFingerprintTest {
    /** 18 tiles and one of two samples, and three leaves of the 128 over which dense layers' gradients are summed. */
    private static final int BATCH = 2 * 128 + 2 * 16 + 2;
    /** Two steps an epoch, the second of two full tiles and one of one sample. */
    private static final int SAMPLES = BATCH + 33;
    private static final int EPOCHS = 2;
    private static final int STEPS = 2 * EPOCHS;
    private static final int MOST_THREADS = 7;
    private static final int STREAM = 34;

    /** A network with small inputs, and the SHA-256 of its weights with fused multiply-add and without. */
    private enum Run {
        RESNET8(TinyNetworks.resNet8(new Shape(3, 4, 5), 10),
                "61ee9447ab25f80063c93b398979a7300776511bfac1ef863f0e4a6c1aad7cab",
                "36c4ab7bf8df8549ed311b1eb8fa9a7e4de4b3904528d2835e1f371d54a2f0ea"),
        DS_CNN(TinyNetworks.dsCnn(new Shape(1, 11, 5), 12),
                "83607c82c4e07a3a16e082cebb3beef86991336ee7211371c0087db439b1d0dc",
                "e152c259f1c153f7b1ddae517e6cb0fefb2ae14638de5fcec69560c065222798"),
        MOBILENET(TinyNetworks.mobileNet(new Shape(3, 9, 10), 2),
                "cf0eca27850053ca38a2d2620ed9f568be63e4ad50636c9caa6234eb3f4c8842",
                "49a911b6d893b35c205b5e65f4e0d693d2c578fdde739ae4fa13a68a1b6108b4"),
        AUTOENCODER(TinyNetworks.autoencoder(40),
                "6bedc83028dd29e650b2927f23a511c76ec3a108845660ff867047ea85f68663",
                "490b1b828d44b46675542b818f9fdfb64b17bc69a5c107137c7e0638fb59d4b5");

        private final Network network;
        private final String fused;
        private final String unfused;

        Run(Network network, String fused, String unfused) {
            this.network = network;
            this.fused = fused;
            this.unfused = unfused;
        }

        String expected() {
            return Fma.HARDWARE ? fused : unfused;
        }

        Dataset data() {
            return new DrawnSamples(network, SAMPLES, STREAM, this == AUTOENCODER);
        }

        TrainerBuilder builder(KernelChoice kernels, int threads) {
            return Trainer.of(network)
                    .loss(this == AUTOENCODER ? Loss.meanSquaredError() : Loss.crossEntropy())
                    .optimizer(Adam.of(0.001).weightDecay(1e-4))
                    .schedule(Schedule.cosine())
                    .batchSize(BATCH)
                    .ema(0.9)
                    .seed(5)
                    .kernels(Kernels.of(kernels))
                    .threads(threads);
        }

        String sha256(KernelChoice kernels, int threads) {
            try (Trainer trainer = builder(kernels, threads).build()) {
                trainer.fit(data(), EPOCHS);
                return trainer.model().sha256();
            }
        }
    }

    @Test
    void thisRunHasTheKernelsItWasPromised() {
        KernelInfo info = Kernels.auto().info();
        assertEquals(System.getProperty("lanewise.test.expect.kernels"), info.backend());
        int bits = Integer.getInteger("lanewise.test.expect.bits", info.bits());
        assertEquals(bits, info.bits());
    }

    @ParameterizedTest
    @EnumSource
    void anyNumberOfThreadsMakesTheCommittedWeights(Run run) {
        for (int threads = 1; threads <= MOST_THREADS; threads++) {
            assertEquals(run.expected(), run.sha256(KernelChoice.AUTO, threads),
                    threads + " threads, " + Kernels.auto().info());
        }
    }

    @ParameterizedTest
    @EnumSource
    void scalarKernelsMakeThemToo(Run run) {
        assertEquals(run.expected(), run.sha256(KernelChoice.SCALAR, 2));
    }

    /** Stopped in the middle of the second epoch, saved, read, and gone on with by other threads. */
    @ParameterizedTest
    @EnumSource
    void aResumedRunMakesThemToo(Run run, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("begun.checkpoint");
        try (StoppedTrainer begun = new StoppedTrainer(run.builder(KernelChoice.AUTO, 2),
                STEPS - 1)) {
            begun.fit(run.data(), EPOCHS).save(file);
        }
        try (Trainer resumed = run.builder(KernelChoice.AUTO, 3).build()) {
            resumed.resume(run.data(), Checkpoint.load(file));
            assertEquals(run.expected(), resumed.model().sha256());
        }
    }
}
