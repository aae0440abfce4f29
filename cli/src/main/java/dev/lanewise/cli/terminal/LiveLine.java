package dev.lanewise.cli.terminal;

import java.io.PrintWriter;

/**
 * A line on {@code err} that is rewritten in place until it is kept or wiped; for terminals on which
 * {@link Terminal#rewritesLines()}. Not safe for use by several threads.
 *
 * <p>Every state is one short write, which leaves nothing switched on or off behind it, and the
 * cursor at the beginning of the line: what the terminal echoes meanwhile, such as {@code ^C}, the
 * next state covers. While it is written the terminal does not wrap (DECAWM), so that one which has
 * become narrower cuts the line instead of scrolling.
 */
public final class LiveLine implements AutoCloseable {
    private static final String WITHOUT_WRAPPING = "\r\u001b[?7l";
    private static final String REST_ERASED = "\u001b[K\u001b[?7h\r";

    private final PrintWriter err;
    private String shown = "";

    /** A line that is not there yet. */
    public LiveLine(Terminal terminal) {
        this.err = terminal.err();
    }

    /** Shows a text, which should have one column less than the terminal, in place of the one before. */
    public void show(String text) {
        shown = text;
        write(text, "");
    }

    /** Ends the line with a text that stays. */
    public void keep(String text) {
        shown = "";
        write(text, "\n");
    }

    /** Takes the line away, if there is one. */
    public void wipe() {
        if (!shown.isEmpty()) {
            show("");
        }
    }

    /** Ends the line, if there is one; what it showed last stays. */
    @Override
    public void close() {
        if (!shown.isEmpty()) {
            keep(shown);
        }
    }

    private void write(String text, String end) {
        err.print(WITHOUT_WRAPPING + text + REST_ERASED + end);
        err.flush();
    }
}
