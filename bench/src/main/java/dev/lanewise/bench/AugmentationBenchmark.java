package dev.lanewise.bench;

import dev.lanewise.bench.workload.NetworkWorkloads;
import dev.lanewise.bench.workload.Task;
import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.parallel.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** {@link TrainingBenchmark} with distorted images: scores are images a second. */
@State(Scope.Benchmark)
@Warmup(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class AugmentationBenchmark extends KernelBenchmark {
    /** Distortions of growing cost. */
    public enum Distortion {
        /** Images as they are. */
        NONE,
        /** A resampling. */
        AFFINE,
        /** Random displacements, smoothed, and a resampling. */
        ELASTIC
    }

    /** Workers. */
    @Param({"1", "2"})
    int threads = 1;
    /** What is done to the images. */
    @Param
    Distortion distortion = Distortion.ELASTIC;

    private Workers workers;
    private Task training;

    /** Makes data and trainer. */
    @Setup
    public void prepare() {
        Augmentation augmentation = switch (distortion) {
            case NONE -> Augmentation.none();
            case AFFINE -> Augmentation.affine();
            case ELASTIC -> Augmentation.elastic();
        };
        workers = Workers.own(threads);
        training = NetworkWorkloads.training(TrainingBenchmark.IMAGES, augmentation)
                .preparation()
                .on(KernelParameter.VECTOR.kernels(), workers);
    }

    /** Ends the workers. */
    @TearDown
    public void close() {
        training.close();
        workers.close();
    }

    /** Training: batches of 128, Adam. Returns the parameters. */
    @Benchmark
    @OperationsPerInvocation(TrainingBenchmark.IMAGES)
    public float[] train() {
        training.run();
        return training.result();
    }
}
