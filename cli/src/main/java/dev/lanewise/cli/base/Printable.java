package dev.lanewise.cli.base;

/** Texts from outside, such as names of files and what files say, as they may be printed. */
public final class Printable {
    private static final int MOST = 2000;
    private static final int END = 200;

    private Printable() {}

    /**
     * A text in which what would steer a terminal is spelled out, such as {@code \}{@code u001b} for
     * the beginning of an escape sequence, and a very long one is cut in its middle.
     */
    public static String of(String text) {
        String cut = text.length() <= MOST ? text
                : text.substring(0, MOST - END) + "…" + text.substring(text.length() - END);
        StringBuilder printable = new StringBuilder();
        cut.chars().forEach(c -> {
            if (steers(c)) {
                printable.append(String.format("\\u%04x", c));
            } else {
                printable.append((char) c);
            }
        });
        return printable.toString();
    }

    /** Control characters, line separators, and what turns the direction of writing. */
    private static boolean steers(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
