package dev.lanewise.cli.show;

import dev.lanewise.cli.picture.Gallery;
import dev.lanewise.cli.picture.GreyImage;
import dev.lanewise.cli.picture.Tile;
import dev.lanewise.cli.terminal.Style;
import dev.lanewise.cli.terminal.TerminalImage;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.random.CounterRandom;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Images of a data set with their indices and labels, for the terminal or as a picture.
 *
 * @param data the images
 * @param indices which of them
 */
@SuppressWarnings("ArrayRecordComponent")
public record ShownImages(Dataset data, int[] indices) {
    private static final int GAP = 2;
    private static final int COLUMNS = 4;
    private static final int TILE_WIDTH = 140;
    private static final int DIGIT_WIDTH = 28;

    /** Images drawn by a seed, no one twice; of no more than there are. */
    public static ShownImages random(Dataset data, int count, long seed) {
        int[] order = new CounterRandom(seed, CounterRandom.Purpose.SHOWN, 0)
                .permutation(data.size());
        return new ShownImages(data, Arrays.copyOf(order, Math.min(count, order.length)));
    }

    /**
     * The images side by side as lines of text, with captions; as many in a row as fit, but at least
     * one. Where the lines don't fit, images have half the size.
     *
     * @param columns width of the terminal
     * @param rows height of the terminal
     */
    public List<String> lines(int columns, int rows, Style style) {
        int width = data.shape().width();
        int inRow = inRow(columns, width);
        long lines = Math.ceilDiv(indices.length, inRow)
                * (Math.ceilDiv(data.shape().height(), 2) + 2L) - 1;
        boolean halved = lines > rows && width > 1 && data.shape().height() > 1;
        return halved ? lines(inRow(columns, width / 2), width / 2, true, style)
                : lines(inRow, width, false, style);
    }

    private int inRow(int columns, int width) {
        return Math.max(1, (columns + GAP) / (cellWidth(width) + GAP));
    }

    private List<String> lines(int inRow, int width, boolean halved, Style style) {
        TerminalImage terminal = new TerminalImage(style);
        List<String> lines = new ArrayList<>();
        for (int first = 0; first < indices.length; first += inRow) {
            int last = Math.min(indices.length, first + inRow);
            List<StringBuilder> row = new ArrayList<>(List.of(new StringBuilder()));
            for (int i = first; i < last; i++) {
                String gap = " ".repeat(i == first ? 0 : GAP);
                GreyImage whole = GreyImage.of(data.image(indices[i]));
                GreyImage image = halved ? whole.halved() : whole;
                String caption = caption(indices[i]);
                row.get(0)
                        .append(gap)
                        .append(style.strong(caption))
                        .append(" ".repeat(cellWidth(width) - caption.length()));
                List<String> drawn = terminal.lines(image.pixels(), image.width(),
                        image.height());
                for (int line = 0; line < drawn.size(); line++) {
                    if (row.size() == line + 1) {
                        row.add(new StringBuilder());
                    }
                    row.get(line + 1)
                            .append(gap)
                            .append(drawn.get(line))
                            .append(" ".repeat(cellWidth(width) - width));
                }
            }
            row.forEach(line -> lines.add(line.toString().stripTrailing()));
            if (last < indices.length) {
                lines.add("");
            }
        }
        return lines;
    }

    private int cellWidth(int imageWidth) {
        int width = imageWidth;
        for (int index : indices) {
            width = Math.max(width, caption(index).length());
        }
        return width;
    }

    private String caption(int index) {
        return "#" + index + "  label " + data.label(index);
    }

    /** A contact sheet of four images in a row. */
    public BufferedImage sheet(String title) {
        List<Tile> tiles = new ArrayList<>();
        for (int index : indices) {
            tiles.add(Tile.of(GreyImage.of(data.image(index)),
                    List.of("label " + data.label(index), "#" + index), Tile.Mark.NONE));
        }
        int columns = indices.length > 2 * COLUMNS
                ? (int) Math.ceil(Math.sqrt(indices.length))
                : COLUMNS;
        int scale = Math.max(1,
                TILE_WIDTH / Math.max(data.shape().width(), DIGIT_WIDTH));
        return new Gallery(title, List.of(),
                List.of(Gallery.Section.of("", columns, scale, tiles, 0))).draw();
    }
}
