package dev.lanewise.bench;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.model.Evaluation;
import dev.lanewise.engine.train.Adam;
import dev.lanewise.engine.train.History;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.mnist.Lenet5;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
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
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgsPrepend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrainingBenchmark {
    /** Images of an invocation: 96 steps of 128. */
    static final int IMAGES = 12_288;
    private static final int BATCH = 128;
    private static final double RATE = 0.001;

    /** Workers. */
    @Param({"1", "2"})
    int threads = 1;
    /** Which kernels. */
    @Param
    Backend backend = Backend.VECTOR;

    private Dataset data = SyntheticData.images(1);
    private Trainer trainer = Trainer.of(Lenet5.standard()).threads(1).build();

    /** Makes data and trainer. */
    @Setup
    public void prepare() {
        trainer.close();
        data = SyntheticData.images(IMAGES);
        trainer = Trainer.of(Lenet5.standard())
                .optimizer(Adam.of(RATE))
                .batchSize(BATCH)
                .threads(threads)
                .kernels(backend.kernels())
                .build();
    }

    /** Ends the workers. */
    @TearDown
    public void close() {
        trainer.close();
    }

    /** Training: batches of 128, Adam. */
    @Benchmark
    @OperationsPerInvocation(IMAGES)
    public History train() {
        return trainer.fit(data, 1);
    }

    /** Inference with loss and confusion matrix. */
    @Benchmark
    @OperationsPerInvocation(IMAGES)
    public Evaluation evaluate() {
        return trainer.evaluate(data);
    }
}
