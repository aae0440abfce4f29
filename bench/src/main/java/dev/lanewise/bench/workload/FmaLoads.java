package dev.lanewise.bench.workload;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What a core's caches feed its arithmetic: chains of fused multiply-adds, as many as those of
 * {@link FmaPeak}, each of which takes one operand from an array of a given size. No vector is
 * aligned, as few are in arrays of Java: each of 64 bytes crosses a cache line, every second one of
 * 32 bytes does. Belongs to one thread at a time.
 */
public final class FmaLoads {
    /** What every loaded vector is multiplied by: exact sums, small ones. */
    static final float FACTOR = 0x1p-10f;
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LENGTH = SPECIES.length();
    /** Floats that all chains together take in a round. */
    private static final int STEP = FmaPeak.CHAINS * LENGTH;
    /** Where the vectors begin: objects begin at multiples of 8 bytes, and so do their data. */
    private static final int START = 1;
    /** Rounds of one call: they outweigh what begins and ends a call. */
    private static final int CALL_ROUNDS = 512;
    /** The values repeat after so many, which is no multiple of anything here. */
    private static final int PERIOD = 5;

    private final float[] x;
    /** Of each lane. */
    private final float[] sums = new float[LENGTH];
    private final int rounds;
    private final int passes;

    /**
     * An array.
     *
     * @param bytes its size, rounded up to whole rounds of all chains
     */
    public FmaLoads(long bytes) {
        rounds = Math.toIntExact(
                Math.max(1, Math.ceilDiv(bytes, Workload.bytesOf(STEP))));
        passes = Math.max(1, CALL_ROUNDS / rounds);
        x = new float[START + Math.multiplyExact(rounds, STEP)];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % PERIOD;
        }
    }

    /** Vectors that {@link #run} loads, and its fused multiply-adds. */
    public long loads() {
        return (long) passes * rounds * FmaPeak.CHAINS;
    }

    /**
     * Passes over the array: once if it is large, more often if it is small.
     *
     * @return the sum of the values passed, each times {@value #FACTOR}, up to rounding
     */
    public float run() {
        return run(passes);
    }

    /** Passes over the array once: little work where the array is small, for code that is cold. */
    public float pass() {
        return run(1);
    }

    private float run(int times) {
        float sum = 0;
        for (int from = 0; from < rounds; from += CALL_ROUNDS) {
            sum(sums, x, START + from * STEP,
                    START + Math.min(from + CALL_ROUNDS, rounds) * STEP, times);
            for (float lane : sums) {
                sum += lane;
            }
        }
        return sum;
    }

    private static void sum(float[] sums, float[] x, int from, int to, int passes) {
        FloatVector f = FloatVector.broadcast(SPECIES, FACTOR);
        FloatVector a = FloatVector.zero(SPECIES), b = a, c = a, d = a, e = a, g = a;
        FloatVector h = a, j = a, k = a, l = a, m = a, n = a;
        for (int pass = 0; pass < passes; pass++) {
            for (int i = from; i < to; i += STEP) {
                a = f.fma(FloatVector.fromArray(SPECIES, x, i), a);
                b = f.fma(FloatVector.fromArray(SPECIES, x, i + LENGTH), b);
                c = f.fma(FloatVector.fromArray(SPECIES, x, i + 2 * LENGTH), c);
                d = f.fma(FloatVector.fromArray(SPECIES, x, i + 3 * LENGTH), d);
                e = f.fma(FloatVector.fromArray(SPECIES, x, i + 4 * LENGTH), e);
                g = f.fma(FloatVector.fromArray(SPECIES, x, i + 5 * LENGTH), g);
                h = f.fma(FloatVector.fromArray(SPECIES, x, i + 6 * LENGTH), h);
                j = f.fma(FloatVector.fromArray(SPECIES, x, i + 7 * LENGTH), j);
                k = f.fma(FloatVector.fromArray(SPECIES, x, i + 8 * LENGTH), k);
                l = f.fma(FloatVector.fromArray(SPECIES, x, i + 9 * LENGTH), l);
                m = f.fma(FloatVector.fromArray(SPECIES, x, i + 10 * LENGTH), m);
                n = f.fma(FloatVector.fromArray(SPECIES, x, i + 11 * LENGTH), n);
            }
        }
        FloatVector left = a.add(b).add(c.add(d)).add(e.add(g));
        FloatVector right = h.add(j).add(k.add(l)).add(m.add(n));
        left.add(right).intoArray(sums, 0);
    }
}
