package dev.lanewise.bench;

import dev.lanewise.bench.workload.ConvolutionLayer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** LeNet's convolutions by textbook loops, the baseline of {@link ConvolutionBenchmark}; {@code
 * -jvmArgsAppend -XX:-UseSuperWord} keeps the compiler from vectorizing them. */
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class NaiveConvolutionBenchmark extends KernelBenchmark {
    /** Which layer. */
    @Param
    ConvolutionLayer layer = ConvolutionLayer.CONV1;

    private Prepared forward;

    /** Prepares the operands. */
    @Setup
    public void prepare() {
        forward = Prepared.of(layer.forwardNaive(), KernelParameter.SCALAR);
    }

    /** Forward. */
    @Benchmark
    public float[] forward(Costs costs) {
        return forward.run(costs);
    }
}
