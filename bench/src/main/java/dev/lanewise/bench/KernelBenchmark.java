package dev.lanewise.bench;

import dev.lanewise.bench.workload.Task;
import dev.lanewise.bench.workload.Workload;
import dev.lanewise.engine.parallel.Workers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How kernels are measured: runs a second, with the counters {@code flops} and {@code bytes} beside
 * the score. Each thread of JMH works on operands of its own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgsPrepend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class KernelBenchmark {

    /** A workload that is ready to run, with its costs. */
    record Prepared(Workload workload, Task task) {

        /** Prepares a workload for the calling thread alone. */
        static Prepared of(Workload workload, KernelParameter backend) {
            return new Prepared(workload, workload.prepare(backend.kernels()));
        }

        /** Prepares a workload for a team. */
        static Prepared of(Workload workload, KernelParameter backend, Workers workers) {
            return new Prepared(workload, workload.preparation().on(backend.kernels(), workers));
        }

        /** Runs once, counts it, and returns what was computed. */
        float[] run(Costs costs) {
            task.run();
            costs.add(workload);
            return task.result();
        }
    }
}
