package dev.lanewise.cli.picture;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * One image of a gallery.
 *
 * @param width pixels in a row
 * @param height rows
 * @param colors of the pixels as 0xAARRGGBB, row by row; 0 lets the ground through
 * @param caption lines below it
 * @param mark how it is marked
 * @param id a name that a page can lead to; empty for none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tile(int width, int height, int[] colors, List<String> caption, Mark mark,
        String id) {
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
        return new Tile(width, height, colors, caption, mark, "");
    }

    /** An even grey in the place of an image that does not exist. */
    static Tile absent(int width, int height) {
        int[] colors = new int[width * height];
        Arrays.fill(colors, Palette.ABSENT.getRGB());
        return new Tile(width, height, colors, List.of(), Mark.NONE, "");
    }

    /**
     * A bar for each value: upwards from the middle if it is above zero, else downwards.
     *
     * @param values from −1 to 1
     * @param barWidth pixels of a bar; a gap of one pixel follows it
     */
    static Tile bars(double[] values, int barWidth, int height, List<String> caption) {
        int width = values.length * (barWidth + 1) - 1;
        int[] colors = new int[width * height];
        int zero = height / 2;
        for (int x = 0; x < width; x++) {
            colors[zero * width + x] = Palette.ABSENT.getRGB();
            double value = Math.clamp(values[x / (barWidth + 1)], -1, 1);
            int reach = (int) Math.round(Math.abs(value) * (zero - 1));
            if (x % (barWidth + 1) == barWidth) {
                continue;
            }
            Color color = Palette.diverging(Math.signum(value));
            for (int i = 1; i <= reach; i++) {
                colors[(value > 0 ? zero - i : zero + i) * width + x] = color.getRGB();
            }
        }
        return new Tile(width, height, colors, caption, Mark.NONE, "");
    }

    /** The part above the middle: of bars of which none can be below zero. */
    Tile upperHalf() {
        int rows = height / 2 + 1;
        return new Tile(width, rows, Arrays.copyOf(colors, rows * width), caption, mark, id);
    }

    /** The same image with a name that a page can lead to. */
    Tile withId(String name) {
        return new Tile(width, height, colors, caption, mark, name);
    }

    /** Its pixels, one for each. */
    public BufferedImage picture() {
        boolean opaque = Arrays.stream(colors).allMatch(color -> color != 0);
        BufferedImage picture = new BufferedImage(width, height,
                opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(0, 0, width, height, colors, 0, width);
        return picture;
    }
}
