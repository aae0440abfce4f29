package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Lenet5Networks;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.plan.SameBits;
import dev.lanewise.engine.sdlm.Sdlm;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same bits from any number of threads, any kernels, any pool. Batches have 48 samples, the
 * last one 22: three tiles, and two of which one is not full.
 */
@Tag("kernels")
@Timeout(120)
class DeterminismTest {
    private static final Network NETWORK = Network.input(1, 13, 13)
            .conv2d(5, 3, Padding.SAME)
            .maxPool(2)
            .silu()
            .layer(Conv2d.of(7, 3).padding(1))
            .layer(AveragePool2d.of(3).stride(2))
            .tanh()
            .dense(19)
            .relu()
            .dense(6)
            .build();
    private static final Dataset DATA = SyntheticImages.of(3 * 48 + 22, 13, 6, 3);

    /** What a run leaves behind. */
    private record Outcome(float[] parameters, List<Double> losses) {
        void assertSame(Outcome other, String what) {
            assertEquals(losses, other.losses, what);
            SameBits.assertSameBits(parameters, other.parameters, what);
        }
    }

    private static Outcome train(UnaryOperator<TrainerBuilder> options) {
        TrainerBuilder builder = SyntheticImages.trainer(NETWORK)
                .batchSize(48)
                .seed(5)
                .threads(1)
                .ema(0.8)
                .labelSmoothing(0.1)
                .schedule(Schedule.oneCycle())
                .validation(DATA.slice(0, 21));
        try (Trainer trainer = options.apply(builder).build()) {
            History history = trainer.fit(DATA, 3);
            return new Outcome(trainer.model().parameters(),
                    history.epochs()
                            .stream()
                            .flatMap(e -> Stream.of(e.loss(), e.accuracy(),
                                    e.valLoss().orElseThrow(), e.valAccuracy().orElseThrow()))
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void threadsAndKernelsDoNotMatter(Optimizer optimizer) {
        Outcome expected = train(
                b -> b.optimizer(optimizer).kernels(Kernels.of(KernelChoice.SCALAR)));
        for (KernelChoice kernels : List.of(KernelChoice.AUTO, KernelChoice.SCALAR)) {
            for (int threads : new int[]{1, 2, 3, 5}) {
                expected.assertSame(
                        train(b -> b.optimizer(optimizer)
                                .kernels(Kernels.of(kernels))
                                .threads(threads)),
                        threads + " threads, " + kernels);
            }
        }
    }

    @Test
    void augmentedImagesDoNotDependOnThreadsAndKernels() {
        Outcome expected = train(b -> b.augmentation(Augmentation.elastic())
                .kernels(Kernels.of(KernelChoice.SCALAR)));
        for (int threads : new int[]{1, 2, 3}) {
            expected.assertSame(
                    train(b -> b.augmentation(Augmentation.elastic()).threads(threads)),
                    threads + " threads");
        }
    }

    @Test
    void aProfileDoesNotMatter() {
        Outcome expected = train(b -> b);
        for (int threads : new int[]{1, 2}) {
            expected.assertSame(train(b -> b.profile(true).threads(threads)),
                    threads + " threads, with a profile");
        }
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(Sgd.nesterov(0.05, 0.9).weightDecay(1e-3), Adam.adamW(0.01, 0.1),
                new Sdlm(0.01, 0.1, 60));
    }

    @Test
    void theCallersPoolDoesNotMatterNorWhetherItIsBusy() throws InterruptedException {
        Outcome expected = train(b -> b);
        try (ForkJoinPool pool = new ForkJoinPool(2)) {
            expected.assertSame(train(b -> b.pool(pool, 3)), "an idle pool");
            CountDownLatch release = new CountDownLatch(1);
            CountDownLatch taken = new CountDownLatch(2);
            List<ForkJoinTask<?>> hogs = List.of(hog(pool, taken, release),
                    hog(pool, taken, release));
            taken.await();
            expected.assertSame(train(b -> b.pool(pool, 3)), "a pool that never helps");
            release.countDown();
            hogs.forEach(ForkJoinTask::join);
            CountDownLatch end = new CountDownLatch(1);
            ForkJoinTask<?> now = pool.submit(() -> nowAndThen(pool, end));
            expected.assertSame(train(b -> b.pool(pool, 3)), "a pool that helps now and then");
            end.countDown();
            now.join();
            assertFalse(pool.isShutdown(), "a trainer leaves the caller's pool open");
        }
    }

    private static ForkJoinTask<?> hog(ForkJoinPool pool, CountDownLatch taken,
            CountDownLatch release) {
        return pool.submit(() -> {
            taken.countDown();
            return release.await(60, TimeUnit.SECONDS);
        });
    }

    /** Takes the pool's threads for a moment, again and again. */
    private static void nowAndThen(ForkJoinPool pool, CountDownLatch end) {
        while (end.getCount() > 0) {
            ForkJoinTask<?> other = pool.submit(() -> LockSupport.parkNanos(200_000));
            LockSupport.parkNanos(300_000);
            other.join();
        }
    }

    @Test
    void theSeedDecides() {
        Outcome first = train(b -> b);
        first.assertSame(train(b -> b), "a second run");
        Outcome other = train(b -> b.seed(6));
        assertNotEquals(first.losses, other.losses);
    }

    /** LeNet-5's own shapes, for which the vector kernels have their own paths. */
    @Test
    void lenetIsTheSameEverywhere() {
        Dataset data = SyntheticImages.of(53, 28, 10, 4);
        String expected = lenet(data, KernelChoice.SCALAR, 1);
        for (int threads : new int[]{1, 2, 3}) {
            assertEquals(expected, lenet(data, KernelChoice.AUTO, threads), threads + " threads");
        }
        assertEquals(expected, lenet(data, KernelChoice.SCALAR, 3), "scalar, 3 threads");
    }

    private static String lenet(Dataset data, KernelChoice kernels, int threads) {
        try (Trainer trainer = SyntheticImages.trainer(Lenet5Networks.standard(Activation.SILU))
                .seed(7)
                .batchSize(32)
                .threads(threads)
                .kernels(Kernels.of(kernels))
                .build()) {
            trainer.fit(data, 1);
            return trainer.model().sha256();
        }
    }

    /** With one image to a tile the leaves are others, but no less fixed. */
    @Test
    void singleImagesAreTheSameEverywhereToo() {
        Outcome expected = train(b -> b.batchSize(1).kernels(Kernels.of(KernelChoice.SCALAR)));
        expected.assertSame(train(b -> b.batchSize(1).threads(3)), "3 threads");
    }
}
