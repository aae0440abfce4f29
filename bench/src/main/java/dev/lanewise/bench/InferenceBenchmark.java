package dev.lanewise.bench;

import dev.lanewise.bench.workload.NetworkWorkloads;
import dev.lanewise.engine.parallel.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Inference of LeNet-5 on batches, from pixels to classes and loss; scores are batches a second.
 * One image is {@link PredictionBenchmark}.
 */
@State(Scope.Benchmark)
@Warmup(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class InferenceBenchmark extends KernelBenchmark {
    /** Images of a batch. */
    @Param({"16", "128", "10000"})
    int images = 16;
    /** Workers. */
    @Param({"1", "2"})
    int threads = 1;
    /** Which kernels. */
    @Param
    KernelParameter backend = KernelParameter.VECTOR;

    private Workers workers;
    private Prepared inference;

    /** Makes data and model. */
    @Setup
    public void prepare() {
        workers = Workers.own(threads);
        inference = Prepared.of(NetworkWorkloads.inference(images), backend, workers);
    }

    /** Ends the workers. */
    @TearDown
    public void close() {
        workers.close();
    }

    /** One batch; returns confusion matrix and loss. */
    @Benchmark
    public float[] infer(Costs costs) {
        return inference.run(costs);
    }
}
