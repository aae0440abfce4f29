package dev.lanewise.cli.picture;

import dev.lanewise.engine.data.Sample;
import java.awt.image.BufferedImage;

/**
 * An image of one channel.
 *
 * @param width pixels in a row
 * @param height rows
 * @param pixels unsigned values, row by row; 0 is black; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record GreyImage(int width, int height, byte[] pixels) {
    private static final int WHITE = 255;

    /** Checks the number of pixels. */
    public GreyImage {
        if (pixels.length != width * height) {
            throw new IllegalArgumentException("An image of " + width + " × " + height
                    + " must have " + width * height + " pixels; you gave " + pixels.length + ".");
        }
    }

    /** The first channel of a sample whose raw values are bytes. */
    public static GreyImage of(Sample sample) {
        int width = sample.shape().width();
        int height = sample.shape().height();
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.clamp(Math.round(sample.values()[i]), 0, WHITE);
        }
        return new GreyImage(width, height, pixels);
    }

    /** Half as wide and high, a pixel for the mean of four; an odd last row or column is left out. */
    public GreyImage halved() {
        int columns = width / 2;
        byte[] means = new byte[columns * (height / 2)];
        for (int i = 0; i < means.length; i++) {
            int at = i / columns * 2 * width + i % columns * 2;
            int sum = Byte.toUnsignedInt(pixels[at]) + Byte.toUnsignedInt(pixels[at + 1])
                    + Byte.toUnsignedInt(pixels[at + width])
                    + Byte.toUnsignedInt(pixels[at + width + 1]);
            means[i] = (byte) (sum / 4);
        }
        return new GreyImage(columns, height / 2, means);
    }

    /** The same pixels as a picture, for a file. */
    public BufferedImage picture() {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setDataElements(0, 0, width, height, pixels);
        return picture;
    }
}
