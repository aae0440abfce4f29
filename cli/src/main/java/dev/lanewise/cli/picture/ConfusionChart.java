package dev.lanewise.cli.picture;

import dev.lanewise.cli.chart.Heading;
import dev.lanewise.cli.chart.Ink;
import dev.lanewise.cli.chart.Lettering;
import dev.lanewise.cli.chart.Mark;
import dev.lanewise.cli.chart.Mark.Anchor;
import dev.lanewise.cli.chart.Scene;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.metric.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;

/** A confusion matrix as a chart: in each cell the count and its share of the row. */
public final class ConfusionChart {
    private static final int CELL_WIDTH = 58;
    private static final int CELL_HEIGHT = 42;
    private static final int MARGIN = 16;
    private static final int LINE_HEIGHT = 18;
    private static final int LEGEND = 90;
    private static final int LEGEND_STEP = 3;
    private static final int FOOT = 40;
    private static final double SMALL = 11;
    private static final double PERCENT = 100;

    private final ConfusionMatrix confusion;
    private final List<String> names;
    private final ConfusionColors colors;
    private final int classes;
    private final Heading heading;
    private final int left;
    private final int top;
    private final boolean turned;
    private final List<Mark> marks = new ArrayList<>();

    private ConfusionChart(ConfusionMatrix confusion, List<String> names, String subject) {
        this.confusion = confusion;
        this.names = names;
        this.colors = new ConfusionColors(confusion);
        this.classes = confusion.classes();
        double widest = names.stream()
                .mapToDouble(name -> Lettering.width(name, Lettering.TEXT, true))
                .max()
                .orElse(0);
        this.left = MARGIN + (int) Math.ceil(Math.max(widest,
                Lettering.width("true class", Lettering.TEXT, false))) + MARGIN / 2;
        this.turned = widest > CELL_WIDTH - 4;
        this.heading = Heading.of("Confusion matrix", List.of(subject), width());
        this.top = (int) heading.height() + 2 * MARGIN + LINE_HEIGHT
                + (turned ? (int) Math.ceil(widest) + MARGIN / 2 : LINE_HEIGHT);
    }

    /**
     * Draws the matrix: a row for each true class, a column for each predicted one.
     *
     * @param names of the classes
     * @param subject what was evaluated on what, for the line below the title
     */
    public static Scene draw(ConfusionMatrix confusion, List<String> names, String subject) {
        return new ConfusionChart(confusion, names, subject).scene();
    }

    private int width() {
        return left + (classes + 2) * CELL_WIDTH + MARGIN;
    }

    private Scene scene() {
        marks.addAll(heading.marks());
        int bottom = top + (classes + 1) * CELL_HEIGHT;
        marks.add(Mark.Words.of(left + classes * CELL_WIDTH / 2.0, heading.height() + 2 * MARGIN,
                "predicted class", Ink.INK, Anchor.MIDDLE));
        marks.add(Mark.Words.of(MARGIN, top - MARGIN / 2.0, "true class", Ink.INK, Anchor.START));
        for (int c = 0; c < classes; c++) {
            double x = left + (c + 0.5) * CELL_WIDTH;
            marks.add(turned
                    ? new Mark.Words(x + SMALL / 2, top - MARGIN / 2.0, names.get(c), Ink.INK,
                            Lettering.TEXT, true, Anchor.START, true)
                    : bold(x, top - MARGIN / 2.0, names.get(c), Anchor.MIDDLE));
            marks.add(bold(left - MARGIN / 2.0, middle(c), names.get(c), Anchor.END));
            for (int predicted = 0; predicted < classes; predicted++) {
                cell(c, predicted);
            }
        }
        margins();
        legends(bottom + LINE_HEIGHT);
        return new Scene(width(), bottom + FOOT, "Confusion matrix: "
                + Numbers.grouped(confusion.correct()) + " of " + Numbers.grouped(confusion.total())
                + " images were classified right.", marks);
    }

    private double middle(int row) {
        return top + (row + 0.5) * CELL_HEIGHT + LINE_HEIGHT / 4.0;
    }

    private static Mark bold(double x, double y, String text, Anchor anchor) {
        return new Mark.Words(x, y, text, Ink.INK, Lettering.TEXT, true, anchor, false);
    }

    private void cell(int actual, int predicted) {
        double x = left + predicted * CELL_WIDTH;
        double y = top + actual * CELL_HEIGHT;
        double opacity = colors.opacity(actual, predicted);
        if (opacity == 0) {
            marks.add(Mark.Words.of(x + CELL_WIDTH / 2.0, middle(actual), "·", Ink.FAINT,
                    Anchor.MIDDLE));
            return;
        }
        marks.add(new Mark.Area(x + 1, y + 1, CELL_WIDTH - 2, CELL_HEIGHT - 2,
                ConfusionColors.ink(actual, predicted), opacity));
        marks.add(bold(x + CELL_WIDTH / 2.0, y + LINE_HEIGHT,
                Numbers.grouped(confusion.count(actual, predicted)), Anchor.MIDDLE));
        marks.add(new Mark.Words(x + CELL_WIDTH / 2.0, y + 2 * LINE_HEIGHT - 3,
                percent(colors.share(actual, predicted)), Ink.INK, SMALL, false, Anchor.MIDDLE,
                false));
    }

    private static String percent(double share) {
        return Numbers.fixed(share * PERCENT, 1) + " %";
    }

    /** Images and recall at the end of each row, precision at the foot of each column. */
    private void margins() {
        double total = left + (classes + 0.5) * CELL_WIDTH;
        double recall = total + CELL_WIDTH;
        marks.add(Mark.Words.of(total, top - MARGIN / 2.0, "images", Ink.FAINT, Anchor.MIDDLE));
        marks.add(Mark.Words.of(recall, top - MARGIN / 2.0, "recall", Ink.FAINT, Anchor.MIDDLE));
        marks.add(Mark.Words.of(left - MARGIN / 2.0, middle(classes), "precision", Ink.FAINT,
                Anchor.END));
        for (int c = 0; c < classes; c++) {
            marks.add(Mark.Words.of(total, middle(c), Numbers.grouped(confusion.support(c)),
                    Ink.INK, Anchor.MIDDLE));
            marks.add(Mark.Words.of(recall, middle(c), percent(confusion.recall(c)), Ink.INK,
                    Anchor.MIDDLE));
            marks.add(Mark.Words.of(left + (c + 0.5) * CELL_WIDTH, middle(classes),
                    percent(confusion.precision(c)), Ink.INK, Anchor.MIDDLE));
        }
        marks.add(bold(total, middle(classes), Numbers.grouped(confusion.total()),
                Anchor.MIDDLE));
        double y = middle(classes);
        marks.add(bold(recall, y, percent(confusion.accuracy()), Anchor.MIDDLE));
        marks.add(new Mark.Words(recall, y + LINE_HEIGHT - 3, "accuracy", Ink.FAINT, SMALL, false,
                Anchor.MIDDLE, false));
    }

    private void legends(double y) {
        double x = MARGIN;
        x = legend(x, y, Ink.BLUE, "right: 0 %", "100 % of the row");
        if (colors.largestMistake() > 0) {
            legend(x + MARGIN, y, Ink.VERMILION, "wrong: 0 %",
                    percent(colors.largestMistake()) + " of the row");
        }
    }

    private double legend(double x, double y, Ink ink, String from, String to) {
        marks.add(Mark.Words.of(x, y, from, Ink.FAINT, Anchor.START));
        double start = x + Lettering.width(from, Lettering.TEXT, false) + 4;
        for (int i = 0; i < LEGEND; i += LEGEND_STEP) {
            marks.add(new Mark.Area(Math.rint(start) + i, y - 10, LEGEND_STEP, 12, ink,
                    ConfusionColors.opacity((double) i / LEGEND)));
        }
        marks.add(Mark.Words.of(start + LEGEND + 4, y, to, Ink.FAINT, Anchor.START));
        return start + LEGEND + 4 + Lettering.width(to, Lettering.TEXT, false);
    }
}
