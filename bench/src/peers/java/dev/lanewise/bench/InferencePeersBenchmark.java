package dev.lanewise.bench;

import dev.lanewise.bench.peers.NetworkPeer;
import dev.lanewise.bench.peers.PeerData;
import dev.lanewise.bench.peers.PeerModel;
import dev.lanewise.bench.peers.PeerNetwork;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Inference beside the rivals: from normalized images to logits. Scores are microseconds a batch;
 * with one image look at the median, {@code p0.50}. {@link InferenceBenchmark} and {@link
 * PredictionBenchmark} are ours as it is used, from bytes to classes. ONNX Runtime 1.29 wants more stack
 * than a thread of Java has: with 1 MiB it ends the process while it reads a model.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsPrepend = {"-Xss8m", "--add-modules", "jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED", "-Dai.djl.offline=true"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class InferencePeersBenchmark {
    /** Images of a batch. */
    @Param({"1", "128", "10000"})
    int images = 1;
    /** What is computed. */
    @Param("LENET5")
    PeerModel network = PeerModel.LENET5;
    /** Threads that share a batch. */
    @Param({"1", "2"})
    int threads = 1;
    /** Whose network. */
    @Param
    NetworkPeer peer = NetworkPeer.LANEWISE;

    private PeerNetwork prepared;
    private float[] batch;

    /** Makes data and network. */
    @Setup
    public void prepare() {
        batch = PeerData.of(network, images).images();
        prepared = peer.prepare(network.model(), images, threads);
    }

    /** Ends the network. */
    @TearDown
    public void close() {
        prepared.close();
    }

    /** One batch; returns its logits. */
    @Benchmark
    public float[] infer() {
        return prepared.logits(batch);
    }
}
