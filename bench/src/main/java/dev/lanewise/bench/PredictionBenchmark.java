package dev.lanewise.bench;

import dev.lanewise.bench.workload.NetworkWorkloads;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** The time from the pixels of one image to its probabilities, LeNet-5 with 61,706 parameters. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class PredictionBenchmark extends KernelBenchmark {
    /** Which kernels. */
    @Param
    KernelParameter backend = KernelParameter.VECTOR;

    private Prepared prediction;

    /** Prepares the model. */
    @Setup
    public void prepare() {
        prediction = Prepared.of(NetworkWorkloads.prediction(), backend);
    }

    /** One image; returns its probabilities. */
    @Benchmark
    public float[] predict(Costs costs) {
        return prediction.run(costs);
    }
}
