package dev.lanewise.bench;

import dev.lanewise.bench.workload.FmaPeak;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * The machine's peak, of one core or with {@code -t} of several. The score is floating-point
 * operations a nanosecond, which is GFLOP/s; every other figure is read beside it.
 */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FmaPeakBenchmark extends KernelBenchmark {
    private static final int ROUNDS = 4096;
    /** Lanes of 512 bits; {@link #rounds} corrects for narrower machines. */
    private static final int WIDEST = 16;
    static final int FLOPS = 2 * FmaPeak.CHAINS * ROUNDS * WIDEST;
    private float factor = 0.999f;

    /** Rounds that give {@link #FLOPS} operations whatever the width. */
    static int rounds() {
        return ROUNDS * WIDEST / FmaPeak.lanes();
    }

    /** Independent fma chains. */
    @Benchmark
    @OperationsPerInvocation(FLOPS)
    public float peak() {
        return FmaPeak.run(factor, rounds());
    }
}
