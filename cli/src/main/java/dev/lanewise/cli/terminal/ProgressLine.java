package dev.lanewise.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * One line made of parts, of which those that matter least are left out until it fits. A bar takes
 * what room remains. Not safe for use by several threads.
 */
public final class ProgressLine {
    private static final String GAP = "  ";
    private static final int SHORTEST_BAR = 8;
    private static final int LONGEST_BAR = 30;

    /** A part; the lower its rank, the longer it stays. */
    private sealed interface Part {
        int rank();

        /** Columns, those of the shortest bar for a bar. */
        int width();
    }

    /** A share as a bar. */
    private record Bar(int rank, double share) implements Part {
        @Override
        public int width() {
            return SHORTEST_BAR;
        }
    }

    /** A value between its label and its unit. */
    private record Value(int rank, String label, String value, String unit, int least)
            implements Part {
        @Override
        public int width() {
            return label.length() + Math.max(least, value.length()) + unit.length();
        }

        String plain() {
            return label + value + unit;
        }

        /** As wide as {@link #width} whatever the style. */
        String styled(Style style) {
            return faint(style, label) + " ".repeat(Math.max(0, least - value.length())) + value
                    + faint(style, unit);
        }

        private static String faint(Style style, String text) {
            return text.isEmpty() ? text : style.faint(text);
        }
    }

    private final int columns;
    private final Style style;
    private final List<Part> parts = new ArrayList<>();

    /** An empty line for {@code err}. */
    public ProgressLine(Terminal terminal, Style style) {
        // In the last column some terminals begin the next line.
        this.columns = terminal.columns() - 1;
        this.style = style;
    }

    /** Adds a text. */
    public ProgressLine text(int rank, String text) {
        return value(rank, "", text, "", 0);
    }

    /**
     * Adds a value.
     *
     * @param rank how early it is left out, from 0: the higher, the earlier; the first of equals stays
     * @param label what it is, with the blank between them
     * @param value its text
     * @param unit its unit, with the blank between them
     * @param least columns of the value at least, so that the line holds still while it changes
     */
    public ProgressLine value(int rank, String label, String value, String unit, int least) {
        parts.add(new Value(rank, label, value, unit, least));
        return this;
    }

    /** Adds a bar, of which a share is done. */
    public ProgressLine bar(int rank, double share) {
        parts.add(new Bar(rank, share));
        return this;
    }

    /** Everything but the bar, however long it gets, without style. */
    public String whole() {
        StringBuilder line = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Value value) {
                line.append(line.isEmpty() ? "" : GAP).append(value.plain());
            }
        }
        return line.toString();
    }

    /** The line without its bar, with at most as many columns as the terminal has, less one. */
    public String fittedValues() {
        parts.removeIf(Bar.class::isInstance);
        return fitted();
    }

    /** The line with at most as many columns as the terminal has, less one. */
    public String fitted() {
        boolean[] kept = new boolean[parts.size()];
        int room = columns + GAP.length();
        for (int rank = 0, seen = 0; seen < kept.length; rank++) {
            for (int i = 0; i < kept.length; i++) {
                if (parts.get(i).rank() == rank) {
                    seen++;
                    int width = GAP.length() + parts.get(i).width();
                    kept[i] = width <= room;
                    room -= kept[i] ? width : 0;
                }
            }
        }
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < kept.length; i++) {
            if (kept[i]) {
                line.append(line.isEmpty() ? "" : GAP).append(switch (parts.get(i)) {
                    case Bar bar -> drawn(bar, Math.min(LONGEST_BAR, SHORTEST_BAR + room));
                    case Value value -> value.styled(style);
                });
            }
        }
        return line.toString();
    }

    private String drawn(Bar bar, int width) {
        int filled = (int) Math.round(Math.clamp(bar.share(), 0.0, 1.0) * width);
        return style.good("━".repeat(filled)) + style.faint("┄".repeat(width - filled));
    }
}
