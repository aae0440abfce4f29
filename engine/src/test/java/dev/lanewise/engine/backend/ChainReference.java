package dev.lanewise.engine.backend;

import java.util.Locale;
import org.opentest4j.AssertionFailedError;

/**
 * What an array of sums must hold, twice: near the truth, which is summed in double precision, and
 * to the bit what a chain of float operations in the order of the calls makes of it.
 *
 * <p>A chain of k operations on floats, each rounded once (an {@code fma} or an addition), ends
 * within γ(k)·(|start| + Σ |term|) of the exact sum, with γ(k) = k·u / (1 − k·u) and u = 2⁻²⁴
 * (Higham, Accuracy and Stability of Numerical Algorithms, chapter 3). The double sum obeys the
 * same bound with u = 2⁻⁵³, since a product of two floats is exact in a double. An element that no
 * term reaches must keep its bits.
 */
final class ChainReference {
    private final double[] sum;
    private final double[] magnitude;
    private final int[] roundings;
    private final float[] chain;

    /** Starts from what the output holds. */
    ChainReference(float[] before) {
        sum = new double[before.length];
        magnitude = new double[before.length];
        roundings = new int[before.length];
        chain = new float[before.length];
        for (int i = 0; i < before.length; i++) {
            start(i, before[i]);
        }
    }

    /** γ(k) for the kernels and for this reference together. */
    static double gamma(int k) {
        return k * 0x1p-24 / (1 - k * 0x1p-24) + k * 0x1p-53 / (1 - k * 0x1p-53);
    }

    /** Begins a sum anew. */
    void start(int i, float value) {
        sum[i] = value;
        magnitude[i] = Math.abs(value);
        roundings[i] = 0;
        chain[i] = value;
    }

    /** Adds a term. */
    void add(int i, float term) {
        sum[i] += term;
        magnitude[i] += Math.abs(term);
        roundings[i]++;
        chain[i] += term;
    }

    /** Adds a product, rounded once; twice where the machine has no fma. */
    void add(int i, float a, float b) {
        double term = (double) a * b;
        sum[i] += term;
        magnitude[i] += Math.abs(term);
        roundings[i] += Fma.HARDWARE ? 1 : 2;
        chain[i] = Fma.of(a, b, chain[i]);
    }

    /** Adds a term times the rounded reciprocal of a whole number: three roundings. */
    void addQuotient(int i, float term, int divisor) {
        double quotient = (double) term / divisor;
        sum[i] += quotient;
        magnitude[i] += Math.abs(quotient);
        roundings[i] += 3;
        float part = term * (1f / divisor);
        chain[i] += part;
    }

    /** Multiplies a sum by the reciprocal of a whole number, which is itself rounded. */
    void divide(int i, int divisor) {
        sum[i] /= divisor;
        magnitude[i] /= divisor;
        roundings[i] += 2;
        chain[i] *= 1f / divisor;
    }

    /** Fails at the first value that is out of its bound or not the chain's. */
    void assertHolds(float[] actual, Object what) {
        for (int i = 0; i < sum.length; i++) {
            double bound = roundings[i] == 0 ? 0 : gamma(roundings[i]) * magnitude[i];
            if (!(Math.abs(actual[i] - sum[i]) <= bound)) {
                throw new AssertionFailedError(String.format(Locale.ROOT,
                        "%s: index %d: expected %s ± %s after %d roundings, found %s", what, i,
                        sum[i], bound, roundings[i], actual[i]));
            }
        }
        KernelFixture.assertSameBits(chain, actual, what);
    }
}
