package dev.lanewise.bench;

import java.util.concurrent.TimeUnit;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The most that one core can do: chains of fused multiply-adds that touch registers only. Twelve
 * chains hide a latency of up to six cycles at two instructions a cycle. The score is
 * floating-point operations a nanosecond, which is GFLOP/s; every other figure is read beside it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FmaPeakBenchmark {
    static final int CHAINS = 12;
    static final int ROUNDS = 4096;
    /** Lanes of 512 bits; {@link #lanes} corrects for narrower machines. */
    private static final int WIDEST = 16;
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private float factor = 0.999f;

    /** Floats in a vector here. */
    static int lanes() {
        return SPECIES.length();
    }

    /** Rounds that give {@code 2·CHAINS·ROUNDS·16} operations whatever the width. */
    static int rounds() {
        return ROUNDS * WIDEST / lanes();
    }

    /** Independent fma chains. */
    @Benchmark
    @OperationsPerInvocation(2 * CHAINS * ROUNDS * WIDEST)
    public float peak() {
        FloatVector x = FloatVector.broadcast(SPECIES, factor);
        FloatVector a = x, b = x, c = x, d = x, e = x, f = x;
        FloatVector g = x, h = x, i = x, j = x, k = x, l = x;
        int rounds = rounds();
        for (int r = 0; r < rounds; r++) {
            a = a.fma(x, x);
            b = b.fma(x, x);
            c = c.fma(x, x);
            d = d.fma(x, x);
            e = e.fma(x, x);
            f = f.fma(x, x);
            g = g.fma(x, x);
            h = h.fma(x, x);
            i = i.fma(x, x);
            j = j.fma(x, x);
            k = k.fma(x, x);
            l = l.fma(x, x);
        }
        FloatVector sum = a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l);
        return sum.lane(0);
    }
}
