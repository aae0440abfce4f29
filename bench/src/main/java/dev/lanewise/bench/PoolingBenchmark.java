package dev.lanewise.bench;

import dev.lanewise.bench.workload.ConvolutionLayer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The gradient of the 2×2 maximum behind each of LeNet's convolutions, on a tile of 16 images. */
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class PoolingBenchmark extends KernelBenchmark {
    /** Which layer. */
    @Param
    ConvolutionLayer layer = ConvolutionLayer.CONV1;
    /** Which kernels. */
    @Param
    KernelParameter backend = KernelParameter.VECTOR;

    private Prepared maxGradient;

    /** Prepares the operands. */
    @Setup
    public void prepare() {
        maxGradient = Prepared.of(layer.poolGradient(), backend);
    }

    /** Passes each gradient to the winner of its window. */
    @Benchmark
    public float[] maxGradient(Costs costs) {
        return maxGradient.run(costs);
    }
}
