package dev.lanewise.bench;

import dev.lanewise.bench.workload.DenseLayer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** LeNet's dense layers: forward and the gradient of the input on a tile of 16 images, the gradient
 * of the weights over a batch of 128. */
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class DenseBenchmark extends KernelBenchmark {
    /** Which layer. */
    @Param
    DenseLayer layer = DenseLayer.DENSE1;
    /** Which kernels. */
    @Param
    KernelParameter backend = KernelParameter.VECTOR;

    private Prepared forward;
    private Prepared inputGradient;
    private Prepared weightGradient;

    /** Prepares the operands. */
    @Setup
    public void prepare() {
        forward = Prepared.of(layer.forward(), backend);
        inputGradient = Prepared.of(layer.inputGradient(), backend);
        weightGradient = Prepared.of(layer.weightGradient(), backend);
    }

    /** Forward. */
    @Benchmark
    public float[] forward(Costs costs) {
        return forward.run(costs);
    }

    /** The gradient of the input. */
    @Benchmark
    public float[] inputGradient(Costs costs) {
        return inputGradient.run(costs);
    }

    /** The gradient of the weights and of the bias. */
    @Benchmark
    public float[] weightGradient(Costs costs) {
        return weightGradient.run(costs);
    }
}
