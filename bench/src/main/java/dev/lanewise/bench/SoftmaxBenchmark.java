package dev.lanewise.bench;

import dev.lanewise.bench.workload.TileWorkloads;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Softmax with cross-entropy on the 10 logits of 16 images. */
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class SoftmaxBenchmark extends KernelBenchmark {
    /** Which kernels. */
    @Param
    KernelParameter backend = KernelParameter.VECTOR;

    private Prepared crossEntropy;

    /** Prepares the operands. */
    @Setup
    public void prepare() {
        crossEntropy = Prepared.of(TileWorkloads.softmaxCrossEntropy(), backend);
    }

    /** The gradient of the loss by the logits. */
    @Benchmark
    public float[] crossEntropy(Costs costs) {
        return crossEntropy.run(costs);
    }
}
