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
    /** Two leaves of 128 samples, of which the second has a full tile and one of two samples. */
    private static final int BATCH = 128 + 16 + 2;
    /** Two steps an epoch, the second of two full tiles and one of one sample. */
    private static final int SAMPLES = BATCH + 33;
    private static final int EPOCHS = 2;
    private static final int STEPS = 2 * EPOCHS;
    private static final int MOST_THREADS = 7;
    private static final int STREAM = 34;

    /** A network with small inputs, and the SHA-256 of its weights with fused multiply-add and without. */
    private enum Run {
        RESNET8(TinyNetworks.resNet8(new Shape(3, 6, 5), 10),
                "bfe8862c2c09051716baefcd3ff54d33de342fd012f749c5081f44dfc02b83e1",
                "c000de92b0894ca76e42f1d2a30f2cb733442d13ee66d0c5fed2699e4d1a7c4a"),
        DS_CNN(TinyNetworks.dsCnn(new Shape(1, 11, 5), 12),
                "44e9d4ed95f8afa496a05c1bf96ea660caa182414413dea51560aee8a266f87b",
                "d0021f60a2e6712eebf4a0ba998d5fe410b7c0b1dd490c48ce7279db542692da"),
        MOBILENET(TinyNetworks.mobileNet(new Shape(3, 9, 10), 2),
                "7878e2ca234c433d6aead1566f800fcf2aa1b374e8830467fb4cd70b3c258c2d",
                "c51cdac50dcebc1e3da3f8d53da652567b96635e930ecf3856ec6d81f9dc901d"),
        AUTOENCODER(TinyNetworks.autoencoder(40),
                "46b474c79041f3b832c38979560e448c074dac8ef228c674572ceb337fb82401",
                "85e8c8d37a58d64c02e9f5464df5a9471ccb9f58c54c7229f2ba88c1d5ec5e8e");

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
