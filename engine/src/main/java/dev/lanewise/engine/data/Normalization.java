package dev.lanewise.engine.data;

/**
 * How raw values become network input: {@code scale·value + shift}, rounded once.
 *
 * @param scale factor
 * @param shift summand
 */
public record Normalization(float scale, float shift) {
    private static final float BYTE_RANGE = 255f;

    /** Checks that both numbers are finite. */
    public Normalization {
        if (!Float.isFinite(scale) || !Float.isFinite(shift)) {
            throw new IllegalArgumentException(
                    "A normalization needs a finite scale and shift; found " + scale + " and "
                            + shift + ".");
        }
    }

    /** Values as they are. */
    public static Normalization none() {
        return new Normalization(1f, 0f);
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
                    "A normalization expected a deviation above 0, found " + deviation
                            + "; with data of one value alone, use unit().");
        }
        return new Normalization((float) (1 / (BYTE_RANGE * deviation)),
                (float) (-mean / deviation));
    }
}
