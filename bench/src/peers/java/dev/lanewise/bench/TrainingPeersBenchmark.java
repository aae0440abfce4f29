package dev.lanewise.bench;

import dev.lanewise.bench.peers.PeerData;
import dev.lanewise.bench.peers.PeerModel;
import dev.lanewise.bench.peers.PeerTrainer;
import dev.lanewise.bench.peers.TrainerPeer;
import dev.lanewise.bench.workload.NetworkWorkloads;

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
 * Training beside the rivals: steps of 128 images with Adam, on one batch of floats that are
 * normalized already and that each step copies to where it needs them. Scores are images a second.
 * {@link TrainingBenchmark} is ours as it is used, on many batches of bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgsPrepend = {"--add-modules", "jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED", "-Dai.djl.offline=true"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class TrainingPeersBenchmark {
    private static final int BATCH = NetworkWorkloads.BATCH;
    private static final float RATE = 0.001f;
    /** What is computed. */
    @Param("LENET5")
    PeerModel network = PeerModel.LENET5;
    /** Threads that share a step. */
    @Param({"1", "2"})
    int threads = 1;
    /** Who trains. */
    @Param
    TrainerPeer peer = TrainerPeer.LANEWISE;

    private PeerTrainer trainer;
    private PeerData data;

    /** Makes data and trainer. */
    @Setup
    public void prepare() {
        data = PeerData.of(network, BATCH);
        trainer = peer.prepare(network, BATCH, threads, RATE);
    }

    /** Ends the trainer. */
    @TearDown
    public void close() {
        trainer.close();
    }

    /** One step; returns its loss. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public float step() {
        return trainer.step(data.images(), data.labels());
    }
}
