package dev.lanewise.cli.command;

/**
 * What all commands' help has in common at its end: examples, each a sentence and below it, indented
 * and bold, what to type, in lines of at most 60 columns. The man pages are made of the same text.
 */
public final class HelpFooter {
    /** The heading of the examples. */
    public static final String EXAMPLES = "%nExamples:%n";

    private HelpFooter() {}
}
