package dev.lanewise.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ProgressLine}. */
class ProgressLineTest {

    private static ProgressLine line(int columns, boolean colored) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return new ProgressLine(new Terminal(nowhere, nowhere, true, true, columns, Map.of()),
                new Style(colored));
    }

    private static ProgressLine example(int columns, boolean colored, double share) {
        return line(columns, colored).text(0, "first")
                .bar(2, share)
                .text(1, "second")
                .text(3, "third, which is long and matters least");
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 60, 80, 200})
    void fillsAllColumnsButTheLast(int columns) {
        assertEquals(columns - 1, example(columns, false, 0.5).fitted().length());
        assertEquals(columns - 1, example(columns, true, 0.5).fitted()
                .replaceAll("\u001b\\[[0-9;]*m", "")
                .length());
    }

    @Test
    void leavesOutWhatMattersLeast() {
        assertTrue(example(80, false, 0).fitted().contains("third"));
        String narrow = example(40, false, 0).fitted();
        assertFalse(narrow.contains("third"), narrow);
        assertTrue(narrow.contains("┄"), narrow);
        assertEquals("first  second" + " ".repeat(6), example(20, false, 0).fitted());
        assertEquals("first    ", example(10, false, 0).fitted());
    }

    @Test
    void theBarShowsTheShareThatIsDone() {
        assertEquals("━━━━━━━━┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄",
                line(100, false).bar(0, 0.26).fitted().strip());
        assertEquals("━".repeat(30), line(100, false).bar(0, 1).fitted().strip());
        assertEquals("┄".repeat(9), line(10, false).bar(0, 0).fitted());
    }

    @Test
    void offATerminalEverythingButTheBarIsWritten() {
        assertEquals("first  second  third, which is long and matters least",
                example(20, true, 0.5).whole());
    }
}
