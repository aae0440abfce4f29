package dev.lanewise.bench.harness;

import dev.lanewise.bench.workload.Workload;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;

/**
 * Measures workloads within a time. What is compared is sampled in turns, the limit, the vector
 * kernels, the scalar ones, so that a machine that is disturbed or clocks itself down does so to
 * all three.
 */
public final class KernelBench {
    /** Turns that make a row: with fewer there is no median to speak of. */
    static final int LEAST_TURNS = 3;
    private static final int MOST_TURNS = 51;
    private static final long MOST_ROW_NANOS = 2_500_000_000L;
    /** Which part of a row's time, one of so many, the kernels and the limit may be warmed up. */
    private static final int LEAST_WARM_UP = 5;
    private static final int MOST_WARM_UP = 2;
    private static final int LIMIT_WARM_UP = 10;
    /** And which part is for the turns. */
    private static final int TURNS = 2;
    private static final int LIMIT_SAMPLES = 15;
    private static final long LIMIT_WARM_UP_NANOS = 200_000_000;
    /** Traffic of a pass over arrays that the caches of a core hold, but not its first. */
    private static final long CACHE_BYTES = 384 << 10;
    /** Traffic of a pass, of all threads together, over what no usual last-level cache holds. */
    private static final long MEMORY_BYTES = 192 << 20;

    private final Kernels vector;
    private final Workers workers;
    private final Progress progress;
    private final LongSupplier clock;
    private final long end;
    private final DoubleStream.Builder peaks = DoubleStream.builder();

    private KernelBench(Workers workers, long nanos, Progress progress, LongSupplier clock) {
        this.vector = Kernels.of(KernelChoice.VECTOR);
        this.workers = workers;
        this.progress = progress;
        this.clock = clock;
        this.end = clock.getAsLong() + nanos;
    }

    /**
     * Measures.
     *
     * @param selection what
     * @param threads on how many threads: they share products and batches, and each has its own
     *     tile elsewhere
     * @param nanos how long it may take; exceeded by one sample of the slowest workload at most
     * @throws UnsupportedOperationException if the vector kernels can't run
     */
    public static Report run(List<Workload> selection, int threads, long nanos,
            Progress progress) {
        return run(selection, threads, nanos, progress, System::nanoTime);
    }

    /**
     * The FMA peak of a number of threads together, in operations a second. Takes about half a
     * second once the compiler has seen to the kernel.
     */
    public static Statistics peak(int threads) {
        try (Workers workers = Workers.own(threads);
                Sampler peak = Sampler.ofPeak(workers, System::nanoTime)) {
            return limit(peak);
        }
    }

    static Report run(List<Workload> selection, int threads, long nanos, Progress progress,
            LongSupplier clock) {
        try (Workers workers = Workers.own(threads)) {
            return new KernelBench(workers, nanos, progress, clock).measure(selection);
        }
    }

    private Report measure(List<Workload> selection) {
        progress.onNext("FMA peak and bandwidth", 0, selection.size());
        Sampler.settleLoop();
        try (Sampler peak = Sampler.ofPeak(workers, clock)) {
            Statistics first = limit(peak);
            peaks.add(first.median());
            Statistics cache = limit(Sampler.ofBandwidth(CACHE_BYTES, workers, clock));
            Statistics memory = limit(
                    Sampler.ofBandwidth(MEMORY_BYTES / workers.count(), workers, clock));
            List<Comparison> rows = new ArrayList<>();
            List<Workload> omitted = new ArrayList<>();
            for (int i = 0; i < selection.size(); i++) {
                Workload workload = selection.get(i);
                progress.onNext(workload.kernel() + " " + workload.shape(), i, selection.size());
                compare(workload, peak, selection.size() - i)
                        .ifPresentOrElse(rows::add, () -> omitted.add(workload));
            }
            return new Report(vector.info(), workers.count(),
                    Statistics.of(peaks.build().toArray()), cache, memory, rows, omitted);
        }
    }

    private static Statistics limit(Sampler sampler) {
        sampler.warmUp(LIMIT_WARM_UP_NANOS, 2 * LIMIT_WARM_UP_NANOS);
        double[] rates = new double[LIMIT_SAMPLES];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = sampler.sample();
        }
        return Statistics.of(rates);
    }

    /** Empty if there is no time left. */
    private Optional<Comparison> compare(Workload workload, Sampler peak, int rowsLeft) {
        long start = clock.getAsLong();
        long nanos = Math.min(MOST_ROW_NANOS, (end - start) / rowsLeft);
        if (nanos <= 0) {
            return Optional.empty();
        }
        try (Sampler fast = Sampler.of(workload, vector, workers, clock);
                Sampler plain = Sampler.of(workload, Kernels.of(KernelChoice.SCALAR), workers,
                        clock);
                Sampler limit = workload.isBandwidthBound()
                        ? Sampler.ofBandwidth(workload.bytes(), workers, clock)
                        : peak) {
            fast.warmUp(nanos / LEAST_WARM_UP, nanos / MOST_WARM_UP);
            plain.warmUp(nanos / LEAST_WARM_UP, nanos / MOST_WARM_UP);
            limit.warmUp(nanos / LIMIT_WARM_UP, nanos / LEAST_WARM_UP);
            return turns(workload, plain, fast, limit, clock.getAsLong() + nanos / TURNS);
        }
    }

    private Optional<Comparison> turns(Workload workload, Sampler plain, Sampler fast,
            Sampler limit, long rowEnd) {
        DoubleStream.Builder scalars = DoubleStream.builder();
        DoubleStream.Builder vectors = DoubleStream.builder();
        DoubleStream.Builder limits = DoubleStream.builder();
        int turns = 0;
        long now = clock.getAsLong();
        while (turns < MOST_TURNS && now < end && (turns < LEAST_TURNS || now < rowEnd)) {
            double most = limit.sample();
            limits.add(most);
            if (!workload.isBandwidthBound()) {
                peaks.add(most);
            }
            vectors.add(fast.sample());
            scalars.add(plain.sample());
            turns++;
            now = clock.getAsLong();
        }
        return turns < LEAST_TURNS ? Optional.empty()
                : Optional.of(new Comparison(workload, Statistics.of(scalars.build().toArray()),
                        Statistics.of(vectors.build().toArray()),
                        Statistics.of(limits.build().toArray())));
    }
}
