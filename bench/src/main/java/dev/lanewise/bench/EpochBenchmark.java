package dev.lanewise.bench;

import dev.lanewise.engine.metric.Evaluation;
import dev.lanewise.engine.train.Adam;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.mnist.Mnist;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From MNIST's packed resources to a test result: reading the data, an epoch of LeNet-5 over 60,000
 * images in batches of 128 with Adam, evaluation of 10,000. The first iteration of a fork is the
 * cold one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class EpochBenchmark extends KernelBenchmark {
    private static final int BATCH = 128;
    private static final double RATE = 0.001;

    /** Workers. */
    @Param({"1", "2"})
    int threads = 1;
    /** Which kernels. */
    @Param
    KernelParameter backend = KernelParameter.VECTOR;

    /** One epoch, end to end. */
    @Benchmark
    public Evaluation epoch() {
        Mnist mnist = Mnist.load();
        try (Trainer trainer = Trainer.of(Lenet5.standard())
                .normalization(Mnist.NORMALIZATION)
                .optimizer(Adam.of(RATE))
                .batchSize(BATCH)
                .threads(threads)
                .kernels(backend.kernels())
                .build()) {
            trainer.fit(mnist.train(), 1);
            return trainer.evaluate(mnist.test());
        }
    }
}
