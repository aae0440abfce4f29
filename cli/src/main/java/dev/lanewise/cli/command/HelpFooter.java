package dev.lanewise.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * What all commands' help has in common at its end: examples, each a sentence and below it, indented
 * and bold, what to type, in lines of at most 60 columns. The man pages are made of the same text.
 */
public final class HelpFooter {
    /** The heading of the examples. */
    public static final String EXAMPLES = "%nExamples:%n";

    private static final String PROGRAM = "lanewise";
    private static final String COMMAND = "@|bold ";
    private static final String INDENT = "    ";
    private static final int COLUMNS = 60;

    private HelpFooter() {}

    /**
     * Lets the usage lines and the examples of a program and its commands begin with what the user
     * typed to start it, so that they can be pasted.
     */
    public static void call(CommandLine program, String name) {
        program.getHelpSectionMap()
                .computeIfPresent(UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                        (key, synopsis) -> help -> synopsis.render(help)
                                .replaceFirst(PROGRAM, Matcher.quoteReplacement(name)));
        UsageMessageSpec usage = program.getCommandSpec().usageMessage();
        usage.footer(Arrays.stream(usage.footer())
                .map(line -> line.replace(COMMAND + PROGRAM + " ", COMMAND + name + " "))
                .toArray(String[]::new));
        program.getSubcommands().values().forEach(command -> call(command, name));
    }

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
