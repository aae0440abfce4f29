package dev.lanewise.cli.terminal;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where output goes and what it may look like there. Results are written to {@code out}, everything
 * else to {@code err}.
 *
 * <p>Java can tell only whether standard input and output are <em>both</em> interactive, so the
 * launcher says which streams are terminals and how wide they are: {@code -Dlanewise.tty=out,err
 * -Dlanewise.columns=80 -Dlanewise.rows=24}. Without these properties no stream counts as a terminal.
 *
 * @param out results
 * @param err progress, remarks and errors
 * @param outIsTerminal whether {@code out} is shown on a terminal
 * @param errIsTerminal whether {@code err} is shown on a terminal
 * @param columns width of the terminal
 * @param rows height of the terminal
 * @param environment environment variables
 * @param color what the user asked for, known once the arguments are read
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean outIsTerminal,
        boolean errIsTerminal, int columns, int rows, Map<String, String> environment,
        Supplier<ColorChoice> color) {
    private static final int USUAL_COLUMNS = 80;
    private static final int LEAST_COLUMNS = 20;
    private static final int USUAL_ROWS = 24;

    /** A terminal of the usual height, on which the environment alone decides on colour. */
    public Terminal(PrintWriter out, PrintWriter err, boolean outIsTerminal, boolean errIsTerminal,
            int columns, Map<String, String> environment) {
        this(out, err, outIsTerminal, errIsTerminal, columns, USUAL_ROWS, environment,
                () -> ColorChoice.AUTO);
    }

    /** This terminal with colour as {@code choice} says when a style is asked for. */
    public Terminal withColor(Supplier<ColorChoice> choice) {
        return new Terminal(out, err, outIsTerminal, errIsTerminal, columns, rows, environment,
                choice);
    }

    /** The terminal of this process. */
    public static Terminal system() {
        List<String> terminals = List.of(System.getProperty("lanewise.tty", "").split(",", -1));
        return new Terminal(writer(FileDescriptor.out, System.out.charset()),
                writer(FileDescriptor.err, System.err.charset()), terminals.contains("out"),
                terminals.contains("err"),
                Math.max(LEAST_COLUMNS, Integer.getInteger("lanewise.columns", USUAL_COLUMNS)),
                Integer.getInteger("lanewise.rows", USUAL_ROWS), System.getenv(),
                () -> ColorChoice.AUTO);
    }

    /** Not through {@code System.out}, which keeps to itself that a disk is full. */
    private static PrintWriter writer(FileDescriptor file, Charset charset) {
        return writer(new FileOutputStream(file), charset);
    }

    /** A writer that replaces what the character set can't show. */
    static PrintWriter writer(OutputStream stream, Charset charset) {
        Writer writer = new BufferedWriter(new OutputStreamWriter(stream, charset));
        boolean showsAll = charset.newEncoder().canEncode(AsciiWriter.REPLACED);
        return new PrintWriter(showsAll ? writer : new AsciiWriter(writer));
    }

    /** Whether a line on {@code err} can be rewritten in place. */
    public boolean rewritesLines() {
        return errIsTerminal && !isDumb();
    }

    /** Colours for {@code out}. */
    public Style outStyle() {
        return style(outIsTerminal);
    }

    /** Colours for {@code err}. */
    public Style errStyle() {
        return style(errIsTerminal);
    }

    private Style style(boolean isTerminal) {
        return new Style(switch (color.get()) {
            case ALWAYS -> true;
            case NEVER -> false;
            // https://no-color.org: present and not empty, whatever the value
            case AUTO -> isTerminal && !isDumb()
                    && environment.getOrDefault("NO_COLOR", "").isEmpty();
        });
    }

    private boolean isDumb() {
        return "dumb".equals(environment.get("TERM"));
    }

    /** Writes the few signs that this program uses beyond ASCII in ASCII. */
    private static final class AsciiWriter extends FilterWriter {
        static final String REPLACED = "×–−─…→━┄▀█✗";
        private static final List<String> REPLACEMENTS = List.of("x", "-", "-", "-", "...", "->",
                "=", ".", "\"", "#", "x");

        AsciiWriter(Writer out) {
            super(out);
        }

        @Override
        public void write(int c) throws IOException {
            int index = REPLACED.indexOf(c);
            if (index < 0) {
                out.write(c);
            } else {
                out.write(REPLACEMENTS.get(index));
            }
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
                write(text[i]);
            }
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
                write(text.charAt(i));
            }
        }
    }
}
