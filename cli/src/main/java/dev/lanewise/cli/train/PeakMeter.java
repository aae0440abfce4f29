package dev.lanewise.cli.train;

import com.sun.management.ThreadMXBean;
import dev.lanewise.bench.workload.FmaPeak;
import dev.lanewise.engine.kernel.Kernels;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Measures the most that this machine computes: fused multiply-adds in registers. */
final class PeakMeter {
    private static final long MOST_WARM_UP_NANOS = 5_000_000_000L;
    private static final int WARM_UP_ROUNDS = 16;
    private static final long WINDOW_NANOS = 50_000_000;
    private static final int WINDOW_ROUNDS = 4096;
    private static final int WINDOWS = 6;

    private final Phaser ready;
    /** Volatile, so that it is no constant to the compiler. */
    private volatile float factor = 0.999f;
    /** Takes the results, so that the compiler can leave none of them out. */
    @SuppressWarnings("UnusedVariable")
    private volatile float sink;

    private PeakMeter(int threads) {
        ready = new Phaser(threads);
    }

    /**
     * GFLOP/s of a number of threads together, in the best of some windows of time; empty where the
     * Vector API can't be used. Takes about half a second, longer where others keep the compiler
     * from its work.
     */
    static OptionalDouble gflops(int threads) {
        if (Kernels.auto().info().bits() == 0) {
            return OptionalDouble.empty();
        }
        PeakMeter meter = new PeakMeter(threads);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<CompletableFuture<double[]>> rates = Stream
                    .generate(() -> CompletableFuture.supplyAsync(meter::rates, pool))
                    .limit(threads)
                    .toList();
            return IntStream.range(0, WINDOWS)
                    .mapToDouble(i -> rates.stream().mapToDouble(rate -> rate.join()[i]).sum())
                    .max();
        }
    }

    /** GFLOP/s of one thread in each window; the windows of all threads begin together. */
    private double[] rates() {
        warmUp();
        ready.arriveAndAwaitAdvance();
        double[] rates = new double[WINDOWS];
        long start = System.nanoTime();
        for (int i = 0; i < WINDOWS; i++) {
            long end = start + WINDOW_NANOS;
            long flops = 0;
            long now = start;
            while (now < end) {
                sink = FmaPeak.run(factor, WINDOW_ROUNDS);
                flops += FmaPeak.flops(WINDOW_ROUNDS);
                now = System.nanoTime();
            }
            rates[i] = (double) flops / (now - start);
            start = now;
        }
        return rates;
    }

    /**
     * Makes short calls until one allocates nothing: then the compiler has made vector code of the
     * kernel, which until then boxes every vector. If that takes too long, what is measured is what
     * this virtual machine can do.
     */
    private void warmUp() {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long last = System.nanoTime() + MOST_WARM_UP_NANOS;
        boolean boxes = true;
        while (boxes && System.nanoTime() < last) {
            long before = threads.getCurrentThreadAllocatedBytes();
            sink = FmaPeak.run(factor, WARM_UP_ROUNDS);
            boxes = threads.getCurrentThreadAllocatedBytes() > before;
        }
    }
}
