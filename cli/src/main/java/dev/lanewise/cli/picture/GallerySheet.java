package dev.lanewise.cli.picture;

import dev.lanewise.cli.chart.Ink;
import dev.lanewise.cli.chart.SceneDrawing;
import dev.lanewise.cli.terminal.Numbers;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Draws a gallery as one picture. */
final class GallerySheet {
    private static final int MARGIN = 24;
    private static final int GAP = 14;
    private static final int CAPTION_GAP = 4;
    private static final int SECTION_GAP = 26;
    private static final int MARK_SIZE = 16;
    private static final int LEAST_WIDTH = 420;
    private static final int LEGEND_WIDTH = 120;
    private static final int LEGEND_HEIGHT = 10;
    private static final int FRAME = 3;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 20);
    private static final Font SUBTITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    private static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final Font CAPTION = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Color INK = new Color(Ink.INK.rgb());
    private static final Color FAINT = new Color(Ink.FAINT.rgb());
    private static final Color LINE = new Color(Ink.LINE.rgb());
    private static final Color RIGHT = new Color(Ink.BLUE.rgb());
    private static final Color WRONG = new Color(Ink.VERMILION.rgb());

    private final Gallery gallery;

    GallerySheet(Gallery gallery) {
        this.gallery = gallery;
    }

    /** The size of a section's cells, and how many stand in a row. */
    private record Grid(int columns, int rows, int cellWidth, int cellHeight, int tileHeight,
            int left, int above) {

        static Grid of(Gallery.Section section, Graphics2D g) {
            FontMetrics metrics = g.getFontMetrics(CAPTION);
            int cellWidth = 0;
            int tileHeight = 0;
            int lines = 0;
            for (Tile tile : section.tiles()) {
                cellWidth = Math.max(cellWidth, tile.width() * section.scale());
                tileHeight = Math.max(tileHeight, tile.height() * section.scale());
                lines = Math.max(lines, tile.caption().size());
                cellWidth = Math.max(cellWidth, widest(tile.caption(), metrics));
            }
            cellWidth = Math.max(cellWidth, widest(section.columnNames(), metrics));
            int captionHeight = lines == 0 ? 0 : CAPTION_GAP + lines * metrics.getHeight();
            int columns = Math.clamp(section.tiles().size(), 1, section.columns());
            int named = widest(section.rowNames(), metrics);
            return new Grid(columns, Math.ceilDiv(section.tiles().size(), columns),
                    cellWidth + GAP, tileHeight + captionHeight + GAP, tileHeight,
                    named == 0 ? 0 : named + GAP,
                    section.columnNames().isEmpty() ? 0 : metrics.getHeight() + CAPTION_GAP);
        }

        private static int widest(List<String> texts, FontMetrics metrics) {
            return texts.stream().mapToInt(metrics::stringWidth).max().orElse(0);
        }

        int width() {
            return left + columns * cellWidth - GAP;
        }

        int height() {
            return above + rows * cellHeight - GAP;
        }
    }

    BufferedImage draw() {
        Graphics2D measuring = SceneDrawing
                .graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        List<Grid> grids = new ArrayList<>();
        int width = Math.max(LEAST_WIDTH,
                measuring.getFontMetrics(TITLE).stringWidth(gallery.title()));
        for (String line : gallery.subtitle()) {
            width = Math.max(width, measuring.getFontMetrics(SUBTITLE).stringWidth(line));
        }
        int height = headHeight(measuring);
        for (Gallery.Section section : gallery.sections()) {
            Grid grid = Grid.of(section, measuring);
            grids.add(grid);
            width = Math.max(width, Math.max(grid.width(), headingWidth(section, measuring)));
            height += SECTION_GAP + headingHeight(section, measuring) + grid.height();
        }
        measuring.dispose();
        BufferedImage picture = new BufferedImage(SceneDrawing.SCALE * (width + 2 * MARGIN),
                SceneDrawing.SCALE * (height + 2 * MARGIN), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = SceneDrawing.graphics(picture);
        int y = head(g);
        for (int i = 0; i < grids.size(); i++) {
            y += SECTION_GAP;
            y = heading(g, gallery.sections().get(i), y);
            tiles(g, gallery.sections().get(i), grids.get(i), y);
            y += grids.get(i).height();
        }
        g.dispose();
        return picture;
    }

    private int headHeight(Graphics2D g) {
        return g.getFontMetrics(TITLE).getHeight()
                + gallery.subtitle().size() * g.getFontMetrics(SUBTITLE).getHeight();
    }

    private int head(Graphics2D g) {
        int y = MARGIN + text(g, TITLE, INK, gallery.title(), MARGIN, MARGIN);
        for (String line : gallery.subtitle()) {
            y += text(g, SUBTITLE, FAINT, line, MARGIN, y);
        }
        return y;
    }

    private static int headingWidth(Gallery.Section section, Graphics2D g) {
        int legend = section.legend() == 0 ? 0
                : 3 * GAP + LEGEND_WIDTH + 2 * g.getFontMetrics(CAPTION).stringWidth("−0.000");
        return g.getFontMetrics(HEADING).stringWidth(section.heading()) + legend;
    }

    private static int headingHeight(Gallery.Section section, Graphics2D g) {
        return section.heading().isEmpty() ? 0
                : g.getFontMetrics(HEADING).getHeight() + 2 * CAPTION_GAP;
    }

    private static int heading(Graphics2D g, Gallery.Section section, int y) {
        if (section.heading().isEmpty()) {
            return y;
        }
        text(g, HEADING, INK, section.heading(), MARGIN, y);
        if (section.legend() != 0) {
            legend(g, section, y);
        }
        return y + headingHeight(section, g);
    }

    private static void legend(Graphics2D g, Gallery.Section section, int y) {
        String most = Numbers.significant(section.legend(), 2);
        FontMetrics metrics = g.getFontMetrics(CAPTION);
        int x = MARGIN + g.getFontMetrics(HEADING).stringWidth(section.heading()) + 2 * GAP;
        text(g, CAPTION, FAINT, "−" + most, x, y);
        x += metrics.stringWidth("−" + most) + CAPTION_GAP;
        int top = y + (metrics.getHeight() - LEGEND_HEIGHT) / 2;
        for (int i = 0; i < LEGEND_WIDTH; i++) {
            g.setColor(Palette.diverging(2.0 * i / (LEGEND_WIDTH - 1) - 1));
            g.fillRect(x + i, top, 1, LEGEND_HEIGHT);
        }
        text(g, CAPTION, FAINT, most, x + LEGEND_WIDTH + CAPTION_GAP, y);
    }

    private static void tiles(Graphics2D g, Gallery.Section section, Grid grid, int top) {
        FontMetrics metrics = g.getFontMetrics(CAPTION);
        for (int column = 0; column < section.columnNames().size(); column++) {
            String name = section.columnNames().get(column);
            text(g, CAPTION, FAINT, name, MARGIN + grid.left() + column * grid.cellWidth()
                    + (grid.cellWidth() - GAP - metrics.stringWidth(name)) / 2, top);
        }
        for (int row = 0; row < section.rowNames().size(); row++) {
            text(g, CAPTION, FAINT, section.rowNames().get(row), MARGIN, top + grid.above()
                    + row * grid.cellHeight() + (grid.tileHeight() - metrics.getHeight()) / 2);
        }
        for (int i = 0; i < section.tiles().size(); i++) {
            Tile tile = section.tiles().get(i);
            int x = MARGIN + grid.left() + i % grid.columns() * grid.cellWidth();
            int y = top + grid.above() + i / grid.columns() * grid.cellHeight();
            int cell = grid.cellWidth() - GAP;
            int left = x + (cell - tile.width() * section.scale()) / 2;
            pixels(g, tile, section.scale(), left, y);
            mark(g, tile, section.scale(), left, y);
            int below = y + grid.tileHeight() + CAPTION_GAP;
            Color color = tile.mark() == Tile.Mark.WRONG ? WRONG : INK;
            for (String line : tile.caption()) {
                int indent = (cell - metrics.stringWidth(line)) / 2;
                below += text(g, CAPTION, color, line, x + indent, below);
            }
        }
    }

    /** The frame lies outside of the pixels. */
    private static void pixels(Graphics2D g, Tile tile, int scale, int left, int top) {
        boolean wrong = tile.mark() == Tile.Mark.WRONG;
        int frame = wrong ? FRAME : 1;
        g.setColor(wrong ? WRONG : LINE);
        g.fillRect(left - frame, top - frame, tile.width() * scale + 2 * frame,
                tile.height() * scale + 2 * frame);
        g.setColor(Color.WHITE);
        g.fillRect(left, top, tile.width() * scale, tile.height() * scale);
        g.drawImage(tile.picture(), left, top, tile.width() * scale, tile.height() * scale, null);
    }

    /** A tick or a cross on a disc in the upper right corner. */
    private static void mark(Graphics2D g, Tile tile, int scale, int left, int top) {
        if (tile.mark() == Tile.Mark.NONE) {
            return;
        }
        boolean right = tile.mark() == Tile.Mark.RIGHT;
        g.setColor(right ? RIGHT : WRONG);
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
    private static int text(Graphics2D g, Font font, Color color, String line, int left,
            int top) {
        FontMetrics metrics = g.getFontMetrics(font);
        g.setFont(font);
        g.setColor(color);
        g.drawString(line, left, top + metrics.getAscent());
        return metrics.getHeight();
    }
}
