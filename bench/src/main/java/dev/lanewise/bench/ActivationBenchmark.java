package dev.lanewise.bench;

import dev.lanewise.bench.workload.TileWorkloads;
import dev.lanewise.engine.backend.ActivationFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Activations with their slopes on the 6 maps of 14×14 of a tile, and their gradient. */
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class ActivationBenchmark extends KernelBenchmark {
    /** Which activation. */
    @Param
    ActivationFunction activation = ActivationFunction.SILU;
    /** Which kernels. */
    @Param
    KernelParameter backend = KernelParameter.VECTOR;

    private Prepared forward;
    private Prepared gradient;

    /** Prepares the operands. */
    @Setup
    public void prepare() {
        forward = Prepared.of(TileWorkloads.activation(activation), backend);
        gradient = Prepared.of(TileWorkloads.activationGradient(), backend);
    }

    /** The activation and its slope. */
    @Benchmark
    public float[] forward(Costs costs) {
        return forward.run(costs);
    }

    /** Times the slope: the same for every activation. */
    @Benchmark
    public float[] gradient(Costs costs) {
        return gradient.run(costs);
    }
}
