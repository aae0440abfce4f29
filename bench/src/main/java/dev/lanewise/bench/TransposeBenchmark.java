package dev.lanewise.bench;

import dev.lanewise.bench.workload.TileWorkloads;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The transpose that makes 16 images to a tile. */
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class TransposeBenchmark extends KernelBenchmark {
    /** Which kernels. */
    @Param
    KernelParameter backend = KernelParameter.VECTOR;

    private Prepared transpose;

    /** Prepares the operands. */
    @Setup
    public void prepare() {
        transpose = Prepared.of(TileWorkloads.transpose(), backend);
    }

    /** One tile. */
    @Benchmark
    public float[] transpose(Costs costs) {
        return transpose.run(costs);
    }
}
