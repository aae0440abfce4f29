package dev.lanewise.bench;

import dev.lanewise.bench.workload.OptimizerWorkloads;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** One optimizer step over LeNet's 61,706 parameters. */
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class OptimizerBenchmark extends KernelBenchmark {
    /** Which kernels. */
    @Param
    KernelParameter backend = KernelParameter.VECTOR;

    private Prepared sgd;
    private Prepared adam;

    /** Prepares the operands. */
    @Setup
    public void prepare() {
        sgd = Prepared.of(OptimizerWorkloads.sgd(), backend);
        adam = Prepared.of(OptimizerWorkloads.adam(), backend);
    }

    /** SGD with Nesterov momentum. */
    @Benchmark
    public float[] sgd(Costs costs) {
        return sgd.run(costs);
    }

    /** Adam. */
    @Benchmark
    public float[] adam(Costs costs) {
        return adam.run(costs);
    }
}
