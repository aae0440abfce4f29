package dev.lanewise.mnist.picture;

import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.nn.Shape;

/**
 * A digit prepared as those of MNIST: 28×28 grey values 0…255, ink bright on black, and what was
 * found on the way. Immutable; safe for use by any number of threads.
 *
 * @since 0.1.0
 */
public final class DigitImage {
    /** Width and height of the image. */
    public static final int SIDE = 28;
    /** The digit fits into a square of this side. */
    static final int DIGIT_SIDE = 20;

    private final byte[] pixels;
    private final boolean darkOnLight;
    private final Box box;

    private DigitImage(byte[] pixels, boolean darkOnLight, Box box) {
        this.pixels = pixels;
        this.darkOnLight = darkOnLight;
        this.box = box;
    }

    /**
     * Prepares a picture of one handwritten digit, dark on light or light on dark, in any colours,
     * of any size, anywhere in the picture. Reads the picture only.
     *
     * <p>Transparent parts are laid over paper; a large picture is reduced; where it shows more than one sheet
     * of paper, a desk or a frame, it is cut to the sheet that bears the digit; the paper, however
     * unevenly lit, is subtracted; ink is told from noise by its contrast; specks, rules and frames
     * are dropped. What is left is brought into the form of MNIST: at most 20×20, its proportions
     * kept, full intensity 255, its centre of mass within [14, 15] on both axes, where pixel i
     * covers [i, i + 1).
     *
     * @param picture the picture
     * @return the image
     * @throws PictureException if there is no digit in the picture, or more than one
     */
    public static DigitImage prepare(Picture picture) {
        ColorPlanes colors = ColorPlanes.of(picture);
        Scenery.Cut cut = Scenery.of(colors);
        InkMap map = InkMap.of(cut.colors(), Paper.of(cut.colors()));
        DigitInk digit = DigitInk.of(map);
        if (Math.max(colors.width(), colors.height()) >= Scenery.MIN_SIDE
                && Frames.isShape(digit)) {
            throw PictureException.notOneDigit("a filled shape or a frame",
                    "cut the picture to the digit and the paper round it");
        }
        Box box = digit.box()
                .moved(cut.left(), cut.top())
                .enlarged(colors.factor())
                .within(picture);
        return new DigitImage(MnistFrame.of(digit), map.darkOnLight(), box);
    }

    /** {@return the image as a sample of shape 1×28×28 with raw values 0…255 and the label −1} */
    public Sample sample() {
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Byte.toUnsignedInt(pixels[i]);
        }
        return Sample.of(new Shape(1, SIDE, SIDE), values);
    }

    /** {@return a copy of the 784 pixels, row by row, as unsigned bytes} */
    public byte[] pixels() {
        return pixels.clone();
    }

    /** {@return whether the picture shows dark ink on lighter paper} */
    public boolean darkOnLight() {
        return darkOnLight;
    }

    /**
     * {@return the smallest box that holds the digit, in pixels of the picture; in a picture of more than
     * 500 pixels a side it is as coarse as the blocks to which that was reduced}
     */
    public Box box() {
        return box;
    }
}
