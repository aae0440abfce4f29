package dev.lanewise.bench;

import dev.lanewise.bench.workload.NetworkWorkloads;
import dev.lanewise.bench.workload.Task;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.parallel.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * LeNet-5 with 61,706 parameters on images of MNIST's shape: scores are images a second, data,
 * loss, optimizer and all.
 */
@State(Scope.Benchmark)
@Warmup(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class TrainingBenchmark extends KernelBenchmark {
    /** Images of an invocation: 96 steps of 128. */
    static final int IMAGES = 12_288;

    /** Workers. */
    @Param({"1", "2"})
    int threads = 1;
    /** Which kernels. */
    @Param
    KernelParameter backend = KernelParameter.VECTOR;

    private Workers workers;
    private Task training;
    private Task inference;

    /** Makes data and trainer. */
    @Setup
    public void prepare() {
        Kernels kernels = backend.kernels();
        workers = Workers.own(threads);
        training = NetworkWorkloads.training(IMAGES).preparation().on(kernels, workers);
        inference = NetworkWorkloads.inference(IMAGES).preparation().on(kernels, workers);
    }

    /** Ends the workers. */
    @TearDown
    public void close() {
        training.close();
        inference.close();
        workers.close();
    }

    /** Training: batches of 128, Adam. Returns the parameters. */
    @Benchmark
    @OperationsPerInvocation(IMAGES)
    public float[] train() {
        training.run();
        return training.result();
    }

    /** Inference with loss and confusion matrix, which are returned. */
    @Benchmark
    @OperationsPerInvocation(IMAGES)
    public float[] evaluate() {
        inference.run();
        return inference.result();
    }
}
