package dev.lanewise.bench;

import dev.lanewise.bench.workload.GemmWorkload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Matrix products by textbook loops, the baseline of {@link GemmBenchmark}; {@code -jvmArgsAppend
 * -XX:-UseSuperWord} keeps the compiler from vectorizing them. */
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class NaiveGemmBenchmark extends KernelBenchmark {
    /** m, k and n. */
    @Param({"64x64x64", "128x128x128", "256x256x256", "512x512x512", "1024x1024x1024",
            "6x25x784", "16x150x100", "128x400x120", "100352x25x6",
            "12800x150x16", "120x400x16"})
    String shape = "64x64x64";

    private Prepared gemm;

    /** Prepares the operands. */
    @Setup
    public void prepare() {
        gemm = Prepared.of(GemmWorkload.naive(GemmWorkload.parse(shape)), KernelParameter.SCALAR);
    }

    /** One product. */
    @Benchmark
    public float[] gemm(Costs costs) {
        return gemm.run(costs);
    }
}
