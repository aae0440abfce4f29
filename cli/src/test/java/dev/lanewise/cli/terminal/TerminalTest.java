package dev.lanewise.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Terminal}. */
class TerminalTest {

    private static Terminal terminal(boolean isTerminal, Map<String, String> environment,
            ColorChoice choice) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return new Terminal(nowhere, nowhere, isTerminal, isTerminal, 80, environment)
                .withColor(() -> choice);
    }

    @ParameterizedTest
    @CsvSource({
            "true,  AUTO,   '',       '',  true,  true",
            "false, AUTO,   '',       '',  false, false",
            "true,  AUTO,   NO_COLOR, 1,   false, true",
            "true,  AUTO,   NO_COLOR, '',  true,  true",
            "true,  AUTO,   TERM,    dumb, false, false",
            "true,  AUTO,   TERM,   xterm, true,  true",
            "false, ALWAYS, NO_COLOR, 1,   true,  false",
            "true,  NEVER,  '',       '',  false, true"})
    void coloursAndRewritesWhereThatIsWelcome(boolean isTerminal, ColorChoice choice,
            String variable, String value, boolean colored, boolean rewrites) {
        Terminal terminal = terminal(isTerminal,
                variable.isEmpty() ? Map.of() : Map.of(variable, value), choice);
        assertEquals(colored, terminal.outStyle().colored());
        assertEquals(colored, terminal.errStyle().colored());
        assertEquals(rewrites, terminal.rewritesLines());
    }

    @Test
    void anAsciiStreamGetsAscii() {
        assertEquals("1x28x28 --- ... -> ==. 5x5",
                written(StandardCharsets.US_ASCII, "1×28×28 ─–− … → ━━┄ 5×5"));
    }

    @Test
    void aUnicodeStreamGetsAllSigns() {
        String text = "1×28×28 ─–− … → ━━┄ äß";
        assertEquals(text, written(StandardCharsets.UTF_8, text));
    }

    private static String written(Charset charset, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintWriter writer = Terminal.writer(bytes, charset);
        writer.print(text);
        writer.flush();
        return bytes.toString(charset);
    }

    @Test
    void stylesWrapAndReset() {
        assertEquals("x", new Style(false).good("x"));
        for (String styled : new String[]{new Style(true).good("x"), new Style(true).faint("x"),
                new Style(true).strong("x")}) {
            assertTrue(styled.matches("\u001b\\[[0-9;]+mx\u001b\\[0m"), styled);
        }
    }
}
