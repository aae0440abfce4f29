package dev.lanewise.cli.terminal;

/**
 * Emphasis by ANSI escape sequences (ECMA-48, select graphic rendition), or none.
 *
 * @param colored whether sequences are written
 */
public record Style(boolean colored) {
    private static final String RESET = "\u001b[0m";

    /** What matters most. */
    public String strong(String text) {
        return wrap("\u001b[1m", text);
    }

    /** What is good news. */
    public String good(String text) {
        return wrap("\u001b[1;32m", text);
    }

    /** What may be overlooked. */
    public String faint(String text) {
        return wrap("\u001b[2m", text);
    }

    private String wrap(String sequence, String text) {
        return colored ? sequence + text + RESET : text;
    }
}
