package dev.lanewise.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Equality as the engine promises it: the same bits, except that −0 equals +0. */
public final class SameBits {
    private SameBits() {}

    /** Fails at the first value that differs. */
    public static void assertSameBits(float[] expected, float[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToIntBits(expected[i] + 0f) != Float.floatToIntBits(actual[i] + 0f)) {
                assertEquals(expected[i], actual[i], what + ", value " + i);
            }
        }
    }
}
