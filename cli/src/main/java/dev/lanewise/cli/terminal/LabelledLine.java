package dev.lanewise.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** A line of a report: a label, and what it is about, in a column of its own. */
public final class LabelledLine {
    private LabelledLine() {}

    /** The lines, wrapped between words where they would be wider than {@code columns}. */
    public static List<String> wrapped(String label, int width, String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(of(label, width, ""));
        boolean empty = true;
        for (String word : text.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > columns) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(width));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }

    /** The line; {@code width} is that of the first column, more than the label's. */
    public static String of(String label, int width, String text) {
        return label + " ".repeat(width - label.length()) + text;
    }
}
