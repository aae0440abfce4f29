package dev.lanewise.engine.backend;

import java.util.Objects;

/** The one range of the three arrays of an activation. */
public final class ActivationRange {
    private ActivationRange() {}

    /**
     * Checks that {@code [offset, offset + length)} lies in all three arrays.
     *
     * @throws IndexOutOfBoundsException if it does not
     */
    public static void check(float[] x, float[] y, float[] slope, int offset, int length) {
        Objects.checkFromIndexSize(offset, length,
                Math.min(x.length, Math.min(y.length, slope.length)));
    }
}
