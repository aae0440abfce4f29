package dev.lanewise.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** A table of text with a heading and aligned columns. Not safe for use by several threads. */
public final class TextTable {
    private static final String GAP = "  ";

    /** On which side a column's texts begin. */
    public enum Align {
        /** Text. */
        LEFT,
        /** Numbers. */
        RIGHT
    }

    private final List<Align> aligns;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with one column for each entry. */
    public TextTable(List<Align> aligns) {
        this.aligns = List.copyOf(aligns);
    }

    /** A table whose first column is text and whose others are numbers. */
    public static TextTable ofNumbers(int columns) {
        List<Align> aligns = new ArrayList<>(List.of(Align.LEFT));
        while (aligns.size() < columns) {
            aligns.add(Align.RIGHT);
        }
        return new TextTable(aligns);
    }

    /** Adds a row; the first is the heading. */
    public TextTable row(List<String> cells) {
        if (cells.size() != aligns.size()) {
            throw new IllegalArgumentException("A row must have " + aligns.size()
                    + " cells; you gave " + cells.size() + ".");
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** Adds a row; the first is the heading. */
    public TextTable row(String... cells) {
        return row(List.of(cells));
    }

    /** The table's lines, without the last columns if they are wider than {@code columns} else. */
    public List<String> lines(int columns) {
        int count = aligns.size();
        List<String> lines = firstColumns(count);
        while (count > 1 && lines.get(1).length() > columns) {
            count--;
            lines = firstColumns(count);
        }
        return lines;
    }

    /** The table's lines: the heading, a rule, and the rows. */
    public List<String> lines() {
        return firstColumns(aligns.size());
    }

    private List<String> firstColumns(int count) {
        int[] widths = new int[count];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(line(row, widths));
        }
        int width = (widths.length - 1) * GAP.length();
        for (int column : widths) {
            width += column;
        }
        lines.add(1, "─".repeat(width));
        return lines;
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            String blank = " ".repeat(widths[i] - cell.length());
            line.append(i == 0 ? "" : GAP)
                    .append(aligns.get(i) == Align.LEFT ? cell + blank : blank + cell);
        }
        return line.toString().stripTrailing();
    }
}
