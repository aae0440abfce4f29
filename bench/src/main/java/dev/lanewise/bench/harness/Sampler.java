package dev.lanewise.bench.harness;

import dev.lanewise.bench.workload.Axpy;
import dev.lanewise.bench.workload.FmaLoads;
import dev.lanewise.bench.workload.FmaPeak;
import dev.lanewise.bench.workload.Task;
import dev.lanewise.bench.workload.Workload;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Takes the rate of one kind of work on a team: so many runs in a row that the clock can tell.
 * Belongs to one thread at a time, like its team.
 */
final class Sampler implements AutoCloseable {
    /** Long for the clock and for waking threads, short enough for many samples. */
    private static final long SAMPLE_NANOS = 5_000_000;
    private static final double NANOS_A_SECOND = 1e9;
    /** What counts as faster. */
    private static final double GAIN = 1.03;
    /** A sample's repetitions at most grow so many times from one look at the clock to the next. */
    private static final int MOST_GROWTH = 8;
    /** Runs of one call of the innermost loop: called often, it is compiled early. */
    private static final int CHUNK = 32;
    /** Rounds of the chains: some 10 µs. */
    private static final int PEAK_ROUNDS = 2048;
    /** Rounds while cold, when every operation on a vector takes a microsecond. */
    private static final int COLD_PEAK_ROUNDS = 4;
    private static final int COLD_PEAK_RUNS = 20_000;
    /** An array of few vectors, for the same reason. */
    private static final long COLD_BYTES = 4 << 10;
    private static final int SETTLING_CALLS = 2_000;
    private static final float FACTOR = 0.999f;
    /** Keeps results alive. */
    private static volatile float sink;

    private final List<Runnable> shares;
    private final double amount;
    private final Workers workers;
    private final LongSupplier clock;
    private final List<Task> tasks;
    private long repetitions = 1;

    /**
     * Of some shares: one alone is run by the calling thread, of several each worker takes some.
     *
     * @param amount operations or bytes of all shares together, run once
     */
    private Sampler(List<Runnable> shares, double amount, Workers workers, LongSupplier clock,
            List<Task> tasks) {
        this.shares = shares;
        this.amount = amount;
        this.workers = workers;
        this.clock = clock;
        this.tasks = tasks;
    }

    /**
     * Shows the loop more kinds of work than the compiler inlines for. Else it would inline the
     * first ones, and runs of later ones would, by chance, cost hundreds of nanoseconds more.
     */
    static void settleLoop() {
        List<Runnable> kinds = List.of(() -> sink = 1, () -> sink = 2, () -> sink = 3);
        for (int i = 0; i < SETTLING_CALLS; i++) {
            for (Runnable kind : kinds) {
                chunk(kind, CHUNK);
                chunk(Task.of(new float[0], kind)::run, CHUNK);
            }
        }
    }

    /** Operations of a workload, or its bytes where bandwidth bounds it. */
    static Sampler of(Workload workload, Kernels kernels, Workers workers, LongSupplier clock) {
        int copies = workload.sharing() == Workload.Sharing.EACH ? workers.count() : 1;
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            tasks.add(workload.preparation().on(kernels, workers));
        }
        double once = workload.isBandwidthBound() ? workload.bytes() : workload.flops();
        return new Sampler(tasks.stream().<Runnable>map(task -> task::run).toList(),
                copies * once, workers, clock, tasks);
    }

    /** The most operations that the workers can do. */
    static Sampler ofPeak(Workers workers, LongSupplier clock) {
        for (int i = 0; i < COLD_PEAK_RUNS; i++) {
            sink = FmaPeak.run(FACTOR, COLD_PEAK_ROUNDS);
        }
        Runnable share = () -> sink = FmaPeak.run(FACTOR, PEAK_ROUNDS);
        return new Sampler(Stream.generate(() -> share).limit(workers.count()).toList(),
                (double) workers.count() * FmaPeak.flops(PEAK_ROUNDS), workers, clock, List.of());
    }

    /** The most bytes that the workers can move, each on arrays of its own, so many bytes a pass. */
    static Sampler ofBandwidth(long bytes, Workers workers, LongSupplier clock) {
        List<Axpy> updates = Stream.generate(() -> new Axpy(bytes))
                .limit(workers.count())
                .toList();
        return new Sampler(updates.stream().<Runnable>map(update -> update::run).toList(),
                (double) workers.count() * updates.getFirst().bytes(), workers, clock, List.of());
    }

    /** The most vectors that the workers can load, each from an array of its own of so many bytes. */
    static Sampler ofLoads(long bytes, Workers workers, LongSupplier clock) {
        FmaLoads cold = new FmaLoads(COLD_BYTES);
        for (int i = 0; i < COLD_PEAK_RUNS; i++) {
            sink = cold.pass();
        }
        List<FmaLoads> passes = Stream.generate(() -> new FmaLoads(bytes))
                .limit(workers.count())
                .toList();
        return new Sampler(
                passes.stream().<Runnable>map(pass -> () -> sink = pass.run()).toList(),
                (double) workers.count() * passes.getFirst().loads(), workers, clock, List.of());
    }

    /**
     * Runs at least once and until it gets no faster, that is, until its code is compiled; settles
     * how often a sample repeats.
     *
     * @param least nanoseconds to go on at the least; half of that without a gain is the end
     * @param most nanoseconds after which it ends all the same
     */
    void warmUp(long least, long most) {
        long start = clock.getAsLong();
        long now = start;
        long lastGain = start;
        double best = 0;
        repetitions = 1;
        while (now == start || (now - start < most
                && (now - start < least || now - lastGain < least / 2))) {
            double rate = sample();
            now = clock.getAsLong();
            if (rate > GAIN * best) {
                best = rate;
                lastGain = now;
            }
            double wanted = SAMPLE_NANOS / NANOS_A_SECOND * rate / amount;
            repetitions = Math.clamp((long) wanted, 1, MOST_GROWTH * repetitions);
        }
    }

    /** A sample: operations or bytes a second. */
    double sample() {
        long before = clock.getAsLong();
        repeat();
        return amount * repetitions * NANOS_A_SECOND / Math.max(1, clock.getAsLong() - before);
    }

    private void repeat() {
        if (shares.size() == 1) {
            repeat(shares.getFirst(), repetitions);
        } else {
            workers.run((worker, share) -> repeat(shares.get(share), repetitions), shares.size());
        }
    }

    private static void repeat(Runnable share, long times) {
        for (long left = times; left > 0; left -= CHUNK) {
            chunk(share, (int) Math.min(CHUNK, left));
        }
    }

    private static void chunk(Runnable share, int times) {
        for (int i = 0; i < times; i++) {
            share.run();
        }
    }

    @Override
    public void close() {
        tasks.forEach(Task::close);
    }
}
