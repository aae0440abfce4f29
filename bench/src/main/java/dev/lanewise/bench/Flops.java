package dev.lanewise.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A counter beside the score of a benchmark: floating-point operations a second. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Flops {
    /** Operations done in this iteration; JMH makes a rate of it and names it after the field. */
    public long flops;

    /** Begins an iteration. */
    @Setup(Level.Iteration)
    public void begin() {
        flops = 0;
    }

    /** Counts operations. */
    void add(long operations) {
        flops += operations;
    }
}
