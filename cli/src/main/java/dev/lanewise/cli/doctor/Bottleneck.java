package dev.lanewise.cli.doctor;

import dev.lanewise.cli.terminal.Numbers;

/**
 * What binds the engine's kernels on a core.
 *
 * <p>The rule: the usual tile of a matrix product, 6 rows × 4 vectors, loads 10 times for 24 fused
 * multiply-adds (FMA), that is {@link #NEEDED} vectors for each. A cache that loads at least as many
 * while the core does an FMA keeps the units busy; one that loads fewer makes them wait. That leaves a
 * margin: 6 of the 10 loads broadcast one number, which never crosses a cache line and so costs less
 * than what is measured.
 */
public enum Bottleneck {
    /** The FMA units, with data in L1 or in L2. */
    FMA,
    /** The FMA units with data in L1; L2 with data that stream from it. */
    L2,
    /** Loads, even out of L1. */
    LOADS;

    /** Vectors that a kernel loads for each FMA. */
    public static final double NEEDED = 10.0 / 24;
    private static final int DECIMALS = 2;

    /**
     * By the rule.
     *
     * @param l1Loads vectors that L1 loads for each FMA that the core could do meanwhile
     * @param l2Loads those that L2 loads
     */
    public static Bottleneck of(double l1Loads, double l2Loads) {
        if (l1Loads < NEEDED) {
            return LOADS;
        }
        return l2Loads < NEEDED ? L2 : FMA;
    }

    /** What that means, in a sentence. */
    String sentence() {
        String needed = "the " + Numbers.fixed(NEEDED, DECIMALS)
                + " vectors that the kernels load for each FMA";
        return switch (this) {
            case FMA -> "the FMA units: L1 delivers " + needed + ", and so does L2";
            case L2 -> "the FMA units in what fits L1, which delivers " + needed
                    + "; L2 doesn't, so it binds what streams from it, such as gradients of"
                    + " convolutions with large maps";
            case LOADS -> "loads: even L1 doesn't deliver " + needed;
        };
    }
}
