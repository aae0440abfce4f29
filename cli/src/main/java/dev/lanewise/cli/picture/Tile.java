package dev.lanewise.cli.picture;

import java.awt.Color;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * One image of a gallery.
 *
 * @param width pixels in a row
 * @param height rows
 * @param colors of the pixels as 0xRRGGBB, row by row
 * @param caption lines below it
 * @param mark how it is marked
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tile(int width, int height, int[] colors, List<String> caption, Mark mark) {
    private static final double WHITE = 255;

    /** Keeps an unmodifiable copy of the caption. */
    public Tile {
        caption = List.copyOf(caption);
    }

    /** A mark is a frame, and a sign in its corner for those who see no colours. */
    public enum Mark {
        /** None. */
        NONE,
        /** A right answer: a tick. */
        RIGHT,
        /** A wrong answer: a cross. */
        WRONG
    }

    /** A grey image. */
    public static Tile of(GreyImage image, List<String> caption, Mark mark) {
        double[] values = new double[image.pixels().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Byte.toUnsignedInt(image.pixels()[i]) / WHITE;
        }
        return of(image.width(), image.height(), values, Palette::grey, caption, mark);
    }

    /** Values in the colours of a palette. */
    static Tile of(int width, int height, double[] values, DoubleFunction<Color> palette,
            List<String> caption, Mark mark) {
        int[] colors = new int[values.length];
        for (int i = 0; i < colors.length; i++) {
            colors[i] = palette.apply(values[i]).getRGB();
        }
        return new Tile(width, height, colors, caption, mark);
    }
}
