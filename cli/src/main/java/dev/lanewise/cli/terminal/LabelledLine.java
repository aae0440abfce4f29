package dev.lanewise.cli.terminal;

/** A line of a report: a label, and what it is about, in a column of its own. */
public final class LabelledLine {
    private LabelledLine() {}

    /** The line; {@code width} is that of the first column, more than the label's. */
    public static String of(String label, int width, String text) {
        return label + " ".repeat(width - label.length()) + text;
    }
}
