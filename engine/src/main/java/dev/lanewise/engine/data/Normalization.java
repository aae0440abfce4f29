package dev.lanewise.engine.data;

import dev.lanewise.engine.text.Attributes;
import dev.lanewise.engine.text.Described;

/**
 * How raw values become network input: {@code scale·value + shift}, rounded once.
 */
@SuppressWarnings("exports") // What it extends is for the engine itself.
public final class Normalization extends Described {
    private static final float BYTE_RANGE = 255f;
    private static final float LEAST = 1e-30f;
    private static final float MOST = 1e30f;
    private static final Normalization NONE = new Normalization(1, 0);
    private final float scale;
    private final float shift;

    private Normalization(float scale, float shift) {
        float size = Math.abs(scale);
        if (!(size >= LEAST && size <= MOST && Math.abs(shift) <= MOST)) {
            throw new IllegalArgumentException(
                    "A normalization needs a finite scale from 1e-30 to"
                            + " 1e30 and a shift of at most 1e30; it has " + scale + " and " + shift
                            + ".");
        }
        this.scale = scale;
        this.shift = shift;
    }

    /**
     * A factor and a summand. A scale of 0 would make all values alike, and numbers that are greater or
     * smaller than these overflow or vanish within a network.
     *
     * @throws IllegalArgumentException unless 1e−30 ≤ |scale| ≤ 1e30 and |shift| ≤ 1e30
     */
    public static Normalization of(float scale, float shift) {
        return new Normalization(scale, shift);
    }

    /** Values as they are. */
    public static Normalization none() {
        return NONE;
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

    /** The same with another factor. */
    public Normalization scale(float value) {
        return new Normalization(value, shift);
    }

    /** The same with another summand. */
    public Normalization shift(float value) {
        return new Normalization(scale, value);
    }

    /** The factor. */
    public float scale() {
        return scale;
    }

    /** The summand. */
    public float shift() {
        return shift;
    }

    @Override
    public Attributes attributes() {
        return Attributes.of("Normalization").with("scale", scale).with("shift", shift);
    }
}
