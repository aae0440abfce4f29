package dev.lanewise.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * A grey image as lines of text. With colour a cell holds two pixels, one above the other: an upper
 * half block, its colour and the one behind it, of the 26 greys of the usual 256 colours. Without
 * colour a sign stands for the mean of two pixels: the denser it is, the brighter they are.
 *
 * @param style whether there are colours
 */
public record TerminalImage(Style style) {
    private static final String HALF_BLOCK = "▀";
    private static final String RAMP = " .:-=+*#%@";
    private static final int WHITE = 255;
    private static final int GREYS = 26;
    private static final int FIRST_GREY = 231;
    private static final int BLACK_INDEX = 16;
    private static final int WHITE_INDEX = 231;

    /**
     * The lines of an image: one for every two rows of pixels, as wide as the image; a missing last
     * row is black.
     *
     * @param pixels unsigned values, row by row; 0 is black
     */
    public List<String> lines(byte[] pixels, int width, int height) {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < height; row += 2) {
            StringBuilder line = new StringBuilder();
            int before = -1;
            for (int column = 0; column < width; column++) {
                int upper = Byte.toUnsignedInt(pixels[row * width + column]);
                int lower = row + 1 < height
                        ? Byte.toUnsignedInt(pixels[(row + 1) * width + column])
                        : 0;
                if (style.colored()) {
                    int pair = index(upper) << Byte.SIZE | index(lower);
                    line.append(pair == before ? HALF_BLOCK
                            : "\u001b[38;5;" + index(upper) + ";48;5;" + index(lower) + "m"
                                    + HALF_BLOCK);
                    before = pair;
                } else {
                    line.append(RAMP.charAt((upper + lower) * (RAMP.length() - 1) / (2 * WHITE)));
                }
            }
            lines.add(line.append(style.colored() ? "\u001b[0m" : "").toString());
        }
        return lines;
    }

    /** Of the 256 colours: 16 is black, 232 to 255 are greys, 231 is white. */
    private static int index(int value) {
        int level = (value * (GREYS - 1) + WHITE / 2) / WHITE;
        return level == 0 ? BLACK_INDEX : level == GREYS - 1 ? WHITE_INDEX : FIRST_GREY + level;
    }
}
