package dev.lanewise.bench.workload;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The most arithmetic that one core can do: chains of fused multiply-adds that touch registers
 * only. Twelve chains hide a latency of up to six cycles at two instructions a cycle.
 */
public final class FmaPeak {
    /** Independent chains. */
    public static final int CHAINS = 12;
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private FmaPeak() {}

    /** Floats in a vector here. */
    public static int lanes() {
        return SPECIES.length();
    }

    /** Floating-point operations of {@link #run}, the final sum of the chains left out. */
    public static long flops(int rounds) {
        return 2L * CHAINS * rounds * lanes();
    }

    /**
     * Lengthens every chain.
     *
     * @param factor start of every chain and its factor, between 0 and 1 so that sums stay finite
     * @param rounds fused multiply-adds of each chain
     * @return one lane of the sum of the chains: {@code 12·(factor + factor² + … +
     *     factor^(rounds+1) + factor^(rounds+1))} up to rounding
     */
    public static float run(float factor, int rounds) {
        FloatVector x = FloatVector.broadcast(SPECIES, factor);
        FloatVector a = x, b = x, c = x, d = x, e = x, f = x;
        FloatVector g = x, h = x, i = x, j = x, k = x, l = x;
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
