package dev.lanewise.cli.command;

import java.util.ArrayList;
import java.util.List;

/**
 * What all commands' help has in common at its end: examples, each a sentence and below it, indented
 * and bold, what to type, in lines of at most 60 columns. The man pages are made of the same text.
 */
public final class HelpFooter {
    /** The heading of the examples. */
    public static final String EXAMPLES = "%nExamples:%n";

    private static final String INDENT = "    ";
    private static final int COLUMNS = 60;

    private HelpFooter() {}

    /** A text in indented lines that fit the narrowest help, where picocli's own have no indent. */
    static List<String> paragraph(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > COLUMNS) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? INDENT : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
