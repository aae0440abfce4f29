package dev.lanewise.mnist.picture;

/**
 * A decoded picture.
 *
 * @param width its width in pixels, at least 1
 * @param height its height in pixels, at least 1
 * @param argb {@code width × height} pixels, row by row, each {@code 0xAARRGGBB} in sRGB, not
 *     premultiplied by alpha; not copied, so treat them as read-only
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent")
public record Picture(int width, int height, int[] argb) {

    /** Checks the sizes. */
    public Picture {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("A picture must have at least 1×1 pixels; you gave "
                    + width + "×" + height + ".");
        }
        if (argb.length != (long) width * height) {
            throw new IllegalArgumentException("A picture of " + width + "×" + height
                    + " must have " + (long) width * height + " pixels; you gave " + argb.length
                    + ".");
        }
    }
}
