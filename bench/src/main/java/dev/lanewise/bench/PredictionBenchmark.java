package dev.lanewise.bench;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.Predictor;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.mnist.Lenet5;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time from the pixels of one image to its probabilities, LeNet-5 with 61,706 parameters. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsPrepend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class PredictionBenchmark {
    private static final int PIXELS = 28 * 28;

    /** Which kernels. */
    @Param
    Backend backend = Backend.VECTOR;

    private final float[] image = SyntheticData.floats(PIXELS);
    private final float[] probabilities = new float[10];
    private Predictor predictor = predictor(Backend.SCALAR);

    private static Predictor predictor(Backend backend) {
        Network network = Lenet5.standard();
        return Model.of(network, SyntheticData.floats(network.parameterCount()),
                Normalization.none(), Map.of()).predictor(backend.kernels());
    }

    /** Prepares the model. */
    @Setup
    public void prepare() {
        predictor = predictor(backend);
    }

    /** One image. */
    @Benchmark
    public int predict() {
        return predictor.predict(image, probabilities);
    }

    /** The probabilities of the last prediction. */
    float[] probabilities() {
        return probabilities;
    }
}
