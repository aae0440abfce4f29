package dev.lanewise.bench.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

/** What it means that two networks agree. */
final class Logits {
    /** Of the largest logit: rounding of sums of some hundred products, in another order. */
    static final float TOLERANCE = 1e-4f;

    private Logits() {}

    static void assertClose(float[] expected, float[] actual) {
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertArrayEquals(expected, actual, TOLERANCE * largest);
    }
}
