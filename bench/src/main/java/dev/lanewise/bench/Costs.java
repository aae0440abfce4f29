package dev.lanewise.bench;

import dev.lanewise.bench.workload.Workload;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Counters beside the score of a benchmark: floating-point operations and bytes of compulsory
 * traffic. JMH makes rates of them and names them after the fields.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Costs {
    /** Operations done in this iteration. */
    public long flops;
    /** Bytes moved in this iteration. */
    public long bytes;

    /** Begins an iteration. */
    @Setup(Level.Iteration)
    public void begin() {
        flops = 0;
        bytes = 0;
    }

    /** Counts one run. */
    void add(Workload workload) {
        flops += workload.flops();
        bytes += workload.bytes();
    }

    /** Counts bytes. */
    void addBytes(long moved) {
        bytes += moved;
    }
}
