package dev.lanewise.bench;

import dev.lanewise.bench.peers.GemmPeer;
import dev.lanewise.bench.workload.GemmWorkload;
import dev.lanewise.bench.workload.Task;
import dev.lanewise.bench.workload.Workload;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.parallel.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** {@link GemmBenchmark} beside its rivals. */
@Fork(value = 3, jvmArgsPrepend = {"--add-modules", "jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED"})
@SuppressWarnings("NullAway.Init") // JMH prepares before it runs.
public class GemmPeersBenchmark extends KernelBenchmark {
    /** m, k and n. */
    @Param({"64x64x64", "128x128x128", "256x256x256", "512x512x512", "1024x1024x1024",
            "2048x2048x2048", "6x25x784", "16x150x100", "128x400x120", "100352x25x6",
            "12800x150x16"})
    String shape = "64x64x64";
    /** Who multiplies. */
    @Param
    GemmPeer peer = GemmPeer.LANEWISE;
    /** Threads that share a product; VectorBLAS and EJML have one whatever this says. */
    @Param({"1", "2"})
    int threads = 1;

    private Workers workers;
    private Workload workload;
    private Task task;

    /** Prepares the operands. */
    @Setup
    public void prepare() {
        GemmProblem product = GemmWorkload.parse(shape);
        workers = Workers.own(threads);
        workload = GemmWorkload.of(product);
        task = peer.prepare(product, workers);
    }

    /** Ends what the peer began. */
    @TearDown
    public void close() {
        task.close();
        workers.close();
    }

    /** One product. */
    @Benchmark
    public void gemm(Costs costs) {
        task.run();
        costs.add(workload);
    }
}
