package dev.lanewise.cli.picture;

import dev.lanewise.cli.terminal.Numbers;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A sheet of small images with captions, in sections under a title. Pixels stay squares, so that
 * what the network sees can be seen.
 */
public final class Gallery {
    private static final int MARGIN = 32;
    private static final int GAP = 14;
    private static final int CAPTION_GAP = 4;
    private static final int SECTION_GAP = 30;
    private static final int MARK_SIZE = 16;
    private static final int LEAST_WIDTH = 420;
    private static final int LEGEND_WIDTH = 120;
    private static final int LEGEND_HEIGHT = 10;
    private static final int FRAME = 3;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 22);
    private static final Font SUBTITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
    private static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    private static final Font CAPTION = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

    /**
     * Images that belong together.
     *
     * @param heading above them; empty for none
     * @param columns images in a row
     * @param scale width of a pixel in pixels of the picture
     * @param tiles the images, row by row
     * @param legend the range of the diverging palette, at both ends the same number; 0 for none
     */
    public record Section(String heading, int columns, int scale, List<Tile> tiles,
            double legend) {

        /** Keeps an unmodifiable copy of the tiles. */
        public Section {
            tiles = List.copyOf(tiles);
        }
    }

    private final String title;
    private final List<String> subtitle;
    private final List<Section> sections;

    /** A sheet; the lines of the subtitle stand below its title. */
    public Gallery(String title, List<String> subtitle, List<Section> sections) {
        this.title = title;
        this.subtitle = List.copyOf(subtitle);
        this.sections = List.copyOf(sections);
    }

    /** A picture without colours that are not in it, and without transparency. */
    static Graphics2D graphics(BufferedImage picture) {
        Graphics2D g = picture.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING,
                RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL,
                RenderingHints.VALUE_STROKE_PURE);
        return g;
    }

    /** The size of a section's cells, and how many stand in a row. */
    private record Grid(int columns, int rows, int cellWidth, int cellHeight, int tileHeight) {

        static Grid of(Section section, Graphics2D g) {
            FontMetrics metrics = g.getFontMetrics(CAPTION);
            int cellWidth = 0;
            int tileHeight = 0;
            int lines = 0;
            for (Tile tile : section.tiles()) {
                cellWidth = Math.max(cellWidth, tile.width() * section.scale());
                tileHeight = Math.max(tileHeight, tile.height() * section.scale());
                lines = Math.max(lines, tile.caption().size());
                for (String line : tile.caption()) {
                    cellWidth = Math.max(cellWidth, metrics.stringWidth(line));
                }
            }
            int captionHeight = lines == 0 ? 0 : CAPTION_GAP + lines * metrics.getHeight();
            int columns = Math.clamp(section.tiles().size(), 1, section.columns());
            return new Grid(columns, Math.ceilDiv(section.tiles().size(), columns),
                    cellWidth + GAP, tileHeight + captionHeight + GAP, tileHeight);
        }

        int width() {
            return columns * cellWidth - GAP;
        }

        int height() {
            return rows * cellHeight - GAP;
        }
    }

    /** Draws the sheet, as large as it must be. */
    public BufferedImage draw() {
        Graphics2D measuring = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                .createGraphics();
        List<Grid> grids = new ArrayList<>();
        int width = Math.max(LEAST_WIDTH, measuring.getFontMetrics(TITLE).stringWidth(title));
        for (String line : subtitle) {
            width = Math.max(width, measuring.getFontMetrics(SUBTITLE).stringWidth(line));
        }
        int height = headHeight(measuring);
        for (Section section : sections) {
            Grid grid = Grid.of(section, measuring);
            grids.add(grid);
            width = Math.max(width, Math.max(grid.width(), headingWidth(section, measuring)));
            height += SECTION_GAP + headingHeight(section, measuring) + grid.height();
        }
        BufferedImage picture = new BufferedImage(width + 2 * MARGIN, height + 2 * MARGIN,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D g = graphics(picture);
        int y = head(g);
        for (int i = 0; i < sections.size(); i++) {
            y += SECTION_GAP;
            y = heading(g, sections.get(i), y);
            tiles(g, sections.get(i), grids.get(i), y);
            y += grids.get(i).height();
        }
        g.dispose();
        measuring.dispose();
        return picture;
    }

    private int headHeight(Graphics2D g) {
        return g.getFontMetrics(TITLE).getHeight()
                + subtitle.size() * g.getFontMetrics(SUBTITLE).getHeight();
    }

    private int head(Graphics2D g) {
        int y = MARGIN + text(g, TITLE, Palette.INK, title, MARGIN, MARGIN);
        for (String line : subtitle) {
            y += text(g, SUBTITLE, Palette.FAINT, line, MARGIN, y);
        }
        return y;
    }

    private static int headingWidth(Section section, Graphics2D g) {
        int legend = section.legend() == 0 ? 0
                : 3 * GAP + LEGEND_WIDTH + 2 * g.getFontMetrics(CAPTION).stringWidth("−0.000");
        return g.getFontMetrics(HEADING).stringWidth(section.heading()) + legend;
    }

    private static int headingHeight(Section section, Graphics2D g) {
        return section.heading().isEmpty() ? 0
                : g.getFontMetrics(HEADING).getHeight() + 2 * CAPTION_GAP;
    }

    private static int heading(Graphics2D g, Section section, int y) {
        if (section.heading().isEmpty()) {
            return y;
        }
        text(g, HEADING, Palette.INK, section.heading(), MARGIN, y);
        if (section.legend() != 0) {
            legend(g, section, y);
        }
        return y + headingHeight(section, g);
    }

    private static void legend(Graphics2D g, Section section, int y) {
        String most = Numbers.significant(section.legend(), 2);
        FontMetrics metrics = g.getFontMetrics(CAPTION);
        int x = MARGIN + g.getFontMetrics(HEADING).stringWidth(section.heading()) + 2 * GAP;
        text(g, CAPTION, Palette.FAINT, "−" + most, x, y);
        x += metrics.stringWidth("−" + most) + CAPTION_GAP;
        int top = y + (metrics.getHeight() - LEGEND_HEIGHT) / 2;
        for (int i = 0; i < LEGEND_WIDTH; i++) {
            g.setColor(Palette.diverging(2.0 * i / (LEGEND_WIDTH - 1) - 1));
            g.fillRect(x + i, top, 1, LEGEND_HEIGHT);
        }
        text(g, CAPTION, Palette.FAINT, most, x + LEGEND_WIDTH + CAPTION_GAP, y);
    }

    private static void tiles(Graphics2D g, Section section, Grid grid, int top) {
        for (int i = 0; i < section.tiles().size(); i++) {
            Tile tile = section.tiles().get(i);
            int x = MARGIN + i % grid.columns() * grid.cellWidth();
            int y = top + i / grid.columns() * grid.cellHeight();
            int cell = grid.cellWidth() - GAP;
            int left = x + (cell - tile.width() * section.scale()) / 2;
            pixels(g, tile, section.scale(), left, y);
            mark(g, tile, section.scale(), left, y);
            int below = y + grid.tileHeight() + CAPTION_GAP;
            Color color = tile.mark() == Tile.Mark.WRONG ? Palette.VERMILION.darker()
                    : Palette.INK;
            for (String line : tile.caption()) {
                int indent = (cell - g.getFontMetrics(CAPTION).stringWidth(line)) / 2;
                below += text(g, CAPTION, color, line, x + indent, below);
            }
        }
    }

    /** The frame lies outside of the pixels. */
    private static void pixels(Graphics2D g, Tile tile, int scale, int left, int top) {
        boolean wrong = tile.mark() == Tile.Mark.WRONG;
        int frame = wrong ? FRAME : 1;
        g.setColor(wrong ? Palette.VERMILION : Palette.LINE);
        g.fillRect(left - frame, top - frame, tile.width() * scale + 2 * frame,
                tile.height() * scale + 2 * frame);
        for (int row = 0; row < tile.height(); row++) {
            for (int column = 0; column < tile.width(); column++) {
                g.setColor(new Color(tile.colors()[row * tile.width() + column]));
                g.fillRect(left + column * scale, top + row * scale, scale, scale);
            }
        }
    }

    /** A tick or a cross on a disc in the upper right corner. */
    private static void mark(Graphics2D g, Tile tile, int scale, int left, int top) {
        if (tile.mark() == Tile.Mark.NONE) {
            return;
        }
        boolean right = tile.mark() == Tile.Mark.RIGHT;
        g.setColor(right ? Palette.BLUE : Palette.VERMILION);
        int x = left + tile.width() * scale - MARK_SIZE;
        g.fillOval(x, top, MARK_SIZE, MARK_SIZE);
        g.setColor(Color.WHITE);
        g.setStroke(new BasicStroke(2));
        int third = MARK_SIZE / 3;
        if (right) {
            g.drawPolyline(new int[]{x + third - 1, x + MARK_SIZE / 2 - 1, x + MARK_SIZE - third},
                    new int[]{top + MARK_SIZE / 2, top + MARK_SIZE - third, top + third}, 3);
        } else {
            g.drawLine(x + third, top + third, x + MARK_SIZE - third, top + MARK_SIZE - third);
            g.drawLine(x + MARK_SIZE - third, top + third, x + third, top + MARK_SIZE - third);
        }
    }

    /** Draws a line of text below {@code top}; returns its height. */
    static int text(Graphics2D g, Font font, Color color, String line, int left, int top) {
        FontMetrics metrics = g.getFontMetrics(font);
        g.setFont(font);
        g.setColor(color);
        g.drawString(line, left, top + metrics.getAscent());
        return metrics.getHeight();
    }
}
