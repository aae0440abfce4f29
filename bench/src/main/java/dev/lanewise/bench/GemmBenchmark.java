package dev.lanewise.bench;

import dev.lanewise.bench.workload.GemmWorkload;
import dev.lanewise.engine.parallel.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Matrix products C[m × n] = A[m × k] · B[k × n] in LeNet's and in square shapes; the counters are
 * those of all workers together. */
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class GemmBenchmark extends KernelBenchmark {
    /** m, k and n. */
    @Param({"64x64x64", "128x128x128", "256x256x256", "512x512x512", "1024x1024x1024",
            "2048x2048x2048", "6x25x784", "16x150x100", "128x400x120", "100352x25x6",
            "12800x150x16", "120x400x16"})
    String shape = "64x64x64";
    /** Which kernels. */
    @Param
    KernelParameter backend = KernelParameter.VECTOR;

    /** Workers that share a product. */
    @Param("1")
    int threads = 1;

    private Workers workers;
    private Prepared gemm;

    /** Prepares the operands. */
    @Setup
    public void prepare() {
        workers = Workers.own(threads);
        gemm = Prepared.of(GemmWorkload.of(GemmWorkload.parse(shape)), backend, workers);
    }

    /** One product. */
    @Benchmark
    public float[] gemm(Costs costs) {
        return gemm.run(costs);
    }

    /** Ends the workers. */
    @TearDown
    public void close() {
        workers.close();
    }
}
