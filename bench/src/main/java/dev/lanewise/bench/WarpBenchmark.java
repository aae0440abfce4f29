package dev.lanewise.bench;

import dev.lanewise.bench.workload.TileWorkloads;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The resampling of one distorted image. */
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class WarpBenchmark extends KernelBenchmark {
    /** Which kernels. */
    @Param
    KernelParameter backend = KernelParameter.VECTOR;

    private Prepared warp;

    /** Prepares the operands. */
    @Setup
    public void prepare() {
        warp = Prepared.of(TileWorkloads.warp(), backend);
    }

    /** One image. */
    @Benchmark
    public float[] warp(Costs costs) {
        return warp.run(costs);
    }
}
