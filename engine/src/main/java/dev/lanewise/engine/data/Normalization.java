package dev.lanewise.engine.data;

import dev.lanewise.engine.text.Attributes;

/**
 * How raw values become network input: {@code scale·value + shift}, rounded once.
 *
 * @param scale factor
 * @param shift summand
 */
public record Normalization(float scale, float shift) {
    private static final float BYTE_RANGE = 255f;
    private static final float LEAST = 1e-30f;
    private static final float MOST = 1e30f;

    /**
     * Checks that images remain images: a scale of 0 makes all of them alike, and the numbers that
     * greater or smaller ones than these make overflow or vanish within a network.
     *
     * @throws IllegalArgumentException unless 1e−30 ≤ |scale| ≤ 1e30 and |shift| ≤ 1e30
     */
    public Normalization {
        float size = Math.abs(scale);
        if (!(size >= LEAST && size <= MOST && Math.abs(shift) <= MOST)) {
            throw new IllegalArgumentException(
                    "A normalization needs a finite scale from 1e-30 to"
                            + " 1e30 and a shift of at most 1e30; it has " + scale + " and " + shift
                            + ".");
        }
    }

    /** Values as they are. */
    public static Normalization none() {
        return new Normalization(1f, 0f);
    }

    /** What it is made of, to compare. */
    @SuppressWarnings("exports") // For the engine itself.
    public Attributes attributes() {
        return Attributes.of("Normalization").with("scale", scale).with("shift", shift);
    }

    /** Bytes 0…255 to 0…1. */
    public static Normalization unit() {
        return new Normalization(1f / BYTE_RANGE, 0f);
    }

    /**
     * Bytes to zero mean and unit deviation.
     *
     * @param mean mean of the data on the scale 0…1
     * @param deviation standard deviation on the same scale, above 0
     * @throws IllegalArgumentException if it is not, or a number is not finite
     */
    public static Normalization standard(double mean, double deviation) {
        if (!(deviation > 0)) {
            throw new IllegalArgumentException(
                    "A normalization needs a deviation above 0; you gave " + deviation
                            + "; with data of one value alone, use unit().");
        }
        return new Normalization((float) (1 / (BYTE_RANGE * deviation)),
                (float) (-mean / deviation));
    }
}
