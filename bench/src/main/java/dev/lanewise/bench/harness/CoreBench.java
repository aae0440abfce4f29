package dev.lanewise.bench.harness;

import dev.lanewise.bench.workload.FmaPeak;
import dev.lanewise.engine.parallel.Workers;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Measures what one core can do at most, in about a second. The peak and the loads are sampled in
 * turns, so that a change of the clock rate changes both.
 */
public final class CoreBench {
    /** A working set that every first-level cache holds beside what else is in it. */
    public static final long L1_BYTES = 16 << 10;
    /** One that no first-level cache holds, and every second-level cache of today does. */
    public static final long L2_BYTES = 256 << 10;
    /** One that few second-level caches hold. */
    public static final long FAR_BYTES = 16 << 20;
    private static final long WARM_UP_NANOS = 80_000_000;
    private static final int TURNS = 15;
    /** A multiply-add is two operations. */
    private static final double FLOPS = 2;

    private CoreBench() {}

    /** Measures on the calling thread; needs the Vector API. */
    public static CoreLimits run() {
        return run(System::nanoTime);
    }

    static CoreLimits run(LongSupplier clock) {
        Sampler.settleLoop();
        try (Workers caller = Workers.own(1); Sampler peak = Sampler.ofPeak(caller, clock)) {
            List<Sampler> loads = Stream.of(L1_BYTES, L2_BYTES, FAR_BYTES)
                    .map(bytes -> Sampler.ofLoads(bytes, caller, clock))
                    .toList();
            peak.warmUp(WARM_UP_NANOS, 2 * WARM_UP_NANOS);
            loads.forEach(sampler -> sampler.warmUp(WARM_UP_NANOS, 2 * WARM_UP_NANOS));
            DoubleStream.Builder peaks = DoubleStream.builder();
            List<DoubleStream.Builder> shares = loads.stream()
                    .map(sampler -> DoubleStream.builder())
                    .toList();
            for (int turn = 0; turn < TURNS; turn++) {
                double most = peak.sample();
                peaks.add(most);
                for (int i = 0; i < shares.size(); i++) {
                    shares.get(i)
                            .add(loads.get(i).sample() * FLOPS * FmaPeak.lanes() / most);
                }
            }
            return new CoreLimits(of(peaks), of(shares.get(0)), of(shares.get(1)),
                    of(shares.get(2)));
        }
    }

    private static Statistics of(DoubleStream.Builder samples) {
        return Statistics.of(samples.build().toArray());
    }
}
