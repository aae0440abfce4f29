package dev.lanewise.bench;

import dev.lanewise.bench.workload.Axpy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Bandwidth by the update y ← y + s·x, of one core or with {@code -t} of several; the counter {@code
 * bytes} is bytes a second.
 */
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class BandwidthBenchmark extends KernelBenchmark {
    /** Bytes that a pass moves: on arrays that an L1, an L2, a last-level cache holds, and memory. */
    @Param({"24576", "393216", "6291456", "402653184"})
    long size = 24_576;

    private Axpy axpy;

    /** Makes the arrays. */
    @Setup
    public void prepare() {
        axpy = new Axpy(size);
    }

    /** One pass. */
    @Benchmark
    public float[] axpy(Costs costs) {
        axpy.run();
        costs.addBytes(axpy.bytes());
        return axpy.result();
    }
}
