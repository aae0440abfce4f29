package dev.lanewise.cli.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands above a chart, at the left.
 *
 * @param title in bold; empty for none
 * @param subtitle lines below it, in grey
 */
public record Heading(String title, List<String> subtitle) {
    /** None: the page around the chart says it. */
    public static final Heading NONE = new Heading("", List.of());
    private static final int MARGIN = 16;
    private static final int TITLE_HEIGHT = 24;
    private static final int LINE_HEIGHT = 18;

    /** Keeps an unmodifiable copy of the lines. */
    public Heading {
        subtitle = List.copyOf(subtitle);
    }

    /** A heading whose lines are broken where they would be wider than a chart. */
    public static Heading of(String title, List<String> lines, int width) {
        List<String> broken = new ArrayList<>();
        for (String line : lines) {
            StringBuilder part = new StringBuilder();
            for (String word : line.split(" ", -1)) {
                String longer = part.isEmpty() ? word : part + " " + word;
                if (!part.isEmpty() && Lettering.width(longer, Lettering.TEXT, false) > width
                        - 2 * MARGIN) {
                    broken.add(part.toString());
                    part.setLength(0);
                    part.append(word);
                } else {
                    part.setLength(0);
                    part.append(longer);
                }
            }
            broken.add(part.toString());
        }
        return new Heading(title, broken);
    }

    /** Pixels from the upper edge to what is below. */
    public double height() {
        return title.isEmpty() && subtitle.isEmpty() ? 0
                : MARGIN + (title.isEmpty() ? 0 : TITLE_HEIGHT) + LINE_HEIGHT * subtitle.size();
    }

    /** Its words. */
    public List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        double y = MARGIN;
        if (!title.isEmpty()) {
            y += Lettering.TITLE;
            marks.add(new Mark.Words(MARGIN, y, title, Ink.INK, Lettering.TITLE, true,
                    Mark.Anchor.START, false));
            y += TITLE_HEIGHT - Lettering.TITLE;
        }
        for (String line : subtitle) {
            y += LINE_HEIGHT - 2;
            marks.add(Mark.Words.of(MARGIN, y, line, Ink.FAINT, Mark.Anchor.START));
            y += 2;
        }
        return marks;
    }
}
