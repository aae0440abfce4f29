package dev.lanewise.cli.picture;

import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.model.ConfusionMatrix;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * A confusion matrix: in each cell the count and its share of the row. What is right and what is
 * wrong have a colour scale each, so that some 1,000 right answers a class do not drown the few wrong
 * ones, which are what one looks for.
 */
public final class ConfusionPicture {
    private static final int CELL_WIDTH = 76;
    private static final int CELL_HEIGHT = 56;
    private static final int MARGIN = 32;
    private static final int HEAD = 76;
    private static final int LABELS = 96;
    private static final int FOOT = 92;
    private static final double PERCENT = 100;
    private static final double PALEST = 0.12;
    private static final double DARK = 0.75;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 22);
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
    private static final Font COUNT = new Font(Font.SANS_SERIF, Font.BOLD, 17);
    private static final Font SHARE = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    private final ConfusionMatrix confusion;
    private final int classes;
    private final double largestMistake;

    private ConfusionPicture(ConfusionMatrix confusion) {
        this.confusion = confusion;
        this.classes = confusion.classes();
        double largest = 0;
        for (int actual = 0; actual < classes; actual++) {
            for (int predicted = 0; predicted < classes; predicted++) {
                largest = actual == predicted ? largest
                        : Math.max(largest, share(actual, predicted));
            }
        }
        this.largestMistake = largest;
    }

    /**
     * Draws the matrix: a row for each true class, a column for each predicted one.
     *
     * @param subject what was evaluated on what, for the line below the title
     */
    public static BufferedImage draw(ConfusionMatrix confusion, String subject) {
        return new ConfusionPicture(confusion).draw(subject);
    }

    private double share(int actual, int predicted) {
        return (double) confusion.count(actual, predicted)
                / Math.max(1, confusion.support(actual));
    }

    private BufferedImage draw(String subject) {
        int left = MARGIN + LABELS;
        int top = MARGIN + HEAD + 2 * MARGIN;
        BufferedImage picture = new BufferedImage(left + (classes + 1) * CELL_WIDTH + 2 * MARGIN,
                top + (classes + 1) * CELL_HEIGHT + FOOT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = Gallery.graphics(picture);
        int below = MARGIN + Gallery.text(g, TITLE, Palette.INK, "Confusion matrix", MARGIN,
                MARGIN);
        Gallery.text(g, TEXT, Palette.FAINT, subject, MARGIN, below);
        centered(g, TEXT, Palette.INK, "predicted class", left, top - 2 * MARGIN,
                classes * CELL_WIDTH);
        Gallery.text(g, TEXT, Palette.INK, "true class", MARGIN,
                top + classes * CELL_HEIGHT / 2 - MARGIN / 2);
        for (int c = 0; c < classes; c++) {
            String name = Integer.toString(c);
            centered(g, COUNT, Palette.INK, name, left + c * CELL_WIDTH, top - MARGIN, CELL_WIDTH);
            centered(g, COUNT, Palette.INK, name, left - MARGIN,
                    top + c * CELL_HEIGHT + middle(g, COUNT), MARGIN);
            for (int predicted = 0; predicted < classes; predicted++) {
                cell(g, c, predicted, left + predicted * CELL_WIDTH, top + c * CELL_HEIGHT);
            }
        }
        margins(g, left, top);
        Gallery.text(g, SHARE, Palette.FAINT, "in a cell: the count, and its share of the row;"
                + " blue is right, vermilion is wrong: the larger the share, the stronger",
                MARGIN, top + (classes + 1) * CELL_HEIGHT + MARGIN);
        g.dispose();
        return picture;
    }

    private static int middle(Graphics2D g, Font font) {
        return (CELL_HEIGHT - g.getFontMetrics(font).getHeight()) / 2;
    }

    private void cell(Graphics2D g, int actual, int predicted, int x, int y) {
        long count = confusion.count(actual, predicted);
        double share = share(actual, predicted);
        Color color = Color.WHITE;
        double strength = 0;
        if (count > 0) {
            strength = PALEST + (1 - PALEST) * (actual == predicted ? share
                    : share / largestMistake);
            color = Palette.between(Color.WHITE,
                    actual == predicted ? Palette.BLUE : Palette.VERMILION, strength);
        }
        g.setColor(color);
        g.fillRect(x, y, CELL_WIDTH - 1, CELL_HEIGHT - 1);
        g.setColor(Palette.LINE);
        g.drawRect(x - 1, y - 1, CELL_WIDTH, CELL_HEIGHT);
        if (count > 0) {
            Color ink = strength > DARK ? Color.WHITE : Palette.INK;
            int lines = g.getFontMetrics(COUNT).getHeight() + g.getFontMetrics(SHARE).getHeight();
            int line = y + (CELL_HEIGHT - lines) / 2;
            line += centered(g, COUNT, ink, Numbers.grouped(count), x, line, CELL_WIDTH);
            centered(g, SHARE, ink, percent(share), x, line, CELL_WIDTH);
        }
    }

    private static String percent(double share) {
        return Numbers.fixed(share * PERCENT, 1) + " %";
    }

    /** Recall at the end of each row, precision at the foot of each column. */
    private void margins(Graphics2D g, int left, int top) {
        int right = left + classes * CELL_WIDTH;
        int bottom = top + classes * CELL_HEIGHT;
        centered(g, TEXT, Palette.FAINT, "recall", right, top - MARGIN, CELL_WIDTH);
        Gallery.text(g, TEXT, Palette.FAINT, "precision", MARGIN, bottom + middle(g, TEXT));
        for (int c = 0; c < classes; c++) {
            centered(g, TEXT, Palette.INK, percent(confusion.recall(c)), right,
                    top + c * CELL_HEIGHT + middle(g, TEXT), CELL_WIDTH);
            centered(g, TEXT, Palette.INK, percent(confusion.precision(c)),
                    left + c * CELL_WIDTH, bottom + middle(g, TEXT), CELL_WIDTH);
        }
        centered(g, COUNT, Palette.INK, percent(confusion.accuracy()), right,
                bottom + middle(g, COUNT), CELL_WIDTH);
    }

    private static int centered(Graphics2D g, Font font, Color color, String line, int left,
            int top, int width) {
        FontMetrics metrics = g.getFontMetrics(font);
        return Gallery.text(g, font, color, line,
                left + (width - metrics.stringWidth(line)) / 2, top);
    }
}
