package dev.lanewise.engine.backend;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Exact sums, and sums of magnitudes that bound how far a kernel's result may be from them. */
final class Bounds {
    private final float[] actual;
    private final double[] sum;
    private final double[] magnitude;

    Bounds(float[] actual) {
        this.actual = actual;
        this.sum = new double[actual.length];
        this.magnitude = new double[actual.length];
    }

    void add(int i, double term, double most) {
        sum[i] += term;
        magnitude[i] += most;
    }

    /**
     * Fails at the first element that is further from its sum than γ(roundings) times its magnitude. Those
     * that nothing was added to must hold what lies around outputs.
     */
    void assertHolds(int roundings, String name) {
        for (int i = 0; i < actual.length; i++) {
            int at = i;
            if (magnitude[i] == 0 && sum[i] == 0 && actual[i] == KernelFixture.UNTOUCHED) {
                continue;
            }
            double error = Math.abs(actual[i] - sum[i]);
            int all = (Fma.HARDWARE ? 1 : 2) * (roundings + WinogradCase.TRANSFORMS);
            double bound = ChainReference.gamma(all) * magnitude[i];
            assertTrue(error <= bound, () -> name + ": index " + at + " is " + actual[at]
                    + ", off by " + error + ", at most " + bound);
        }
    }
}
