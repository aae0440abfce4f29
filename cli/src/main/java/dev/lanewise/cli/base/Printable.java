package dev.lanewise.cli.base;

import dev.lanewise.engine.text.Quoted;

/** Texts from outside, such as names of files and what files say, as they may be printed. */
public final class Printable {
    private static final int MOST = 900;
    private static final int END = 200;

    private Printable() {}

    /**
     * A text in which what would steer a terminal is spelled out, such as {@code \}{@code u001b} for
     * the beginning of an escape sequence, and a very long one is cut in its middle.
     */
    public static String of(String text) {
        String escaped = Quoted.escaped(text);
        return escaped.length() <= MOST ? escaped
                : escaped.substring(0, MOST - END) + "…"
                        + escaped.substring(escaped.length() - END);
    }
}
