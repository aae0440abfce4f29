package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Zero bytes a training step, over all threads, once the compiler is through: the proof, too, that
 * no vector is boxed. A window of steps without one byte shows that a step needs none; when it
 * comes depends on how busy the machine is.
 */
@Tag("allocation")
class AllocationTest {
    private static final int WINDOW = 25;
    private static final int BATCH = 20;
    private static final int EPOCH = 400;
    private static final int MOST_STEPS = 100 * EPOCH;
    /** Every kind of layer; the first two have LeNet's widths, for which kernels are special. */
    private static final Network NETWORK = Network.input(1, 12, 12)
            .conv2d(6, 5, Padding.SAME)
            .maxPool(2)
            .silu()
            .conv2d(16, 3)
            .layer(AveragePool2d.of(2))
            .tanh()
            .dense(24)
            .relu()
            .dense(10)
            .build();
    /** Windows lie inside epochs, whose ends may allocate. */
    private static final Dataset DATA = SyntheticImages.of(160, 12, 10, 1)
            .select(IntStream.range(0, EPOCH * BATCH).map(i -> i % 160).toArray());

    /**
     * Watches windows of steps and stops the run at the first that allocates nothing, if every
     * thread worked in it.
     */
    private static class Watcher implements TrainingListener {
        final AllocatedBytes bytes = new AllocatedBytes();
        private final Thread caller = Thread.currentThread();
        private final AtomicInteger readByHelpers = new AtomicInteger();
        private final int most;
        private long before;
        private long least = Long.MAX_VALUE;
        private int steps;
        private boolean alone;
        private @Nullable Trainer trainer;

        Watcher(int most) {
            this.most = most;
        }

        @Override
        public void onStep(StepProgress progress) {
            steps++;
            int position = progress.step() % WINDOW;
            if (position == 1) {
                readByHelpers.set(0);
                before = bytes.sum();
            } else if (position == 0) {
                long allocated = bytes.sum() - before;
                if (alone || readByHelpers.get() > 0) {
                    least = Math.min(least, allocated);
                }
                if (least == 0 || steps >= most) {
                    Objects.requireNonNull(trainer).stop();
                }
            }
        }

        /** The bytes of the window that allocated least. */
        long run(KernelChoice kernels, int threads, Optimizer optimizer, boolean profile) {
            alone = threads == 1;
            Dataset watched = new ForwardingDataset(DATA) {
                @Override
                public void read(int index, float[] into, int offset) {
                    if (Thread.currentThread() != caller) {
                        readByHelpers.incrementAndGet();
                    }
                    super.read(index, into, offset);
                }
            };
            try (ForkJoinPool pool = bytes.pool(Math.max(1, threads - 1));
                    Trainer training = SyntheticImages.trainer(NETWORK)
                            .batchSize(BATCH)
                            .optimizer(optimizer)
                            .ema(0.99)
                            .labelSmoothing(0.1)
                            .schedule(Schedule.linear().warmup(0.1))
                            .augmentation(Augmentation.elastic())
                            .corruption(0.5)
                            .clipNorm(threads == 1 ? 1 : 0)
                            .kernels(Kernels.of(kernels))
                            .pool(pool, threads)
                            .profile(profile)
                            .listener(this)
                            .build()) {
                trainer = training;
                training.fit(watched, MOST_STEPS / EPOCH);
                return least;
            }
        }
    }

    static Stream<Arguments> teams() {
        return Stream.of(KernelChoice.AUTO, KernelChoice.SCALAR)
                .flatMap(kernels -> Stream.of(1, 2)
                        .map(threads -> Arguments.of(kernels, threads,
                                threads == 1 ? Adam.of(1e-4) : Sgd.nesterov(1e-3, 0.9))));
    }

    @ParameterizedTest
    @MethodSource("teams")
    void aWarmTrainingStepAllocatesNothing(KernelChoice kernels, int threads,
            Optimizer optimizer) {
        assertEquals(0, new Watcher(MOST_STEPS).run(kernels, threads, optimizer, false),
                "bytes in a window");
    }

    @Test
    void aProfiledStepAllocatesNothingEither() {
        assertEquals(0, new Watcher(MOST_STEPS).run(KernelChoice.AUTO, 2, Sgd.of(1e-3), true),
                "bytes in a window");
    }

    /** The canary: 16 bytes a step or more, in a window of 24 steps, must be seen. */
    @Test
    void aListenerThatAllocatesIsCaught() {
        Object[] kept = new Object[1];
        Watcher watcher = new Watcher(EPOCH) {
            @Override
            public void onStep(StepProgress progress) {
                super.onStep(progress);
                kept[0] = new float[1];
            }
        };
        long least = watcher.run(KernelChoice.SCALAR, 1, Sgd.of(1e-3), false);
        assertTrue(least >= 16L * (WINDOW - 1), least + " bytes in a window");
    }

    @Test
    void aCallThatAllocatesIsCaught() {
        Object[] kept = new Object[1];
        assertTrue(AllocatedBytes.ofWarm(() -> kept[0] = new float[1], 200_000_000) > 0);
    }

    /** The other canary: what a helper allocates counts as much as what the caller does. */
    @Test
    void aHelperThatAllocatesIsCaught() {
        AllocatedBytes bytes = new AllocatedBytes();
        Object[] kept = new Object[1];
        try (ForkJoinPool pool = bytes.pool(1)) {
            pool.submit(() -> bytes.sum()).join();
            long before = bytes.sum();
            pool.submit(() -> kept[0] = new byte[1_000_000]).join();
            long allocated = bytes.sum() - before;
            assertTrue(allocated >= 1_000_000, allocated + " bytes");
        }
    }
}
