package dev.lanewise.bench;

import dev.lanewise.bench.workload.ConvolutionLayer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** LeNet's two convolutions on a tile of 16 images: in place, and by an explicit im2col matrix as
 * the baseline. */
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class ConvolutionBenchmark extends KernelBenchmark {
    /** Which layer. */
    @Param
    ConvolutionLayer layer = ConvolutionLayer.CONV1;
    /** Which kernels. */
    @Param
    KernelParameter backend = KernelParameter.VECTOR;

    private Prepared forward;
    private Prepared forwardPooled;
    private Prepared forwardByIm2col;
    private Prepared inputGradient;
    private Prepared weightGradient;

    /** Prepares the operands. */
    @Setup
    public void prepare() {
        forward = Prepared.of(layer.forward(), backend);
        forwardPooled = Prepared.of(layer.forwardPooled(), backend);
        forwardByIm2col = Prepared.of(layer.forwardByIm2col(), backend);
        inputGradient = Prepared.of(layer.inputGradient(), backend);
        weightGradient = Prepared.of(layer.weightGradient(), backend);
    }

    /** Forward, the im2col rows read where they lie. */
    @Benchmark
    public float[] forward(Costs costs) {
        return forward.run(costs);
    }

    /** Forward, and the maximum of each window of 2×2 with its place, as training wants it. */
    @Benchmark
    public float[] forwardPooled(Costs costs) {
        return forwardPooled.run(costs);
    }

    /** Forward by an explicit im2col matrix and a matrix product. */
    @Benchmark
    public float[] forwardByIm2col(Costs costs) {
        return forwardByIm2col.run(costs);
    }

    /** The gradient of the input. */
    @Benchmark
    public float[] inputGradient(Costs costs) {
        return inputGradient.run(costs);
    }

    /** The gradient of the weights, a lane each. */
    @Benchmark
    public float[] weightGradient(Costs costs) {
        return weightGradient.run(costs);
    }
}
