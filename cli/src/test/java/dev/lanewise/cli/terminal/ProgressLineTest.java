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
    @ValueSource(ints = {10, 20, 30, 40, 60, 80, 200})
    void leavesTheLastColumnFree(int columns) {
        String plain = example(columns, false, 0.5).fitted();
        assertTrue(plain.length() < columns, plain);
        assertEquals(plain, example(columns, true, 0.5).fitted()
                .replaceAll("\u001b\\[[0-9;]*m", ""));
    }

    @Test
    void theBarTakesTheRoomThatIsLeft() {
        assertEquals("first  ━━━━━━━━┄┄┄┄┄┄┄┄  second", example(32, false, 0.5).fitted());
        assertEquals("first  " + "━".repeat(30) + "  second", example(60, false, 1).fitted());
    }

    @Test
    void leavesOutWhatMattersLeast() {
        assertTrue(example(80, false, 0).fitted().contains("third"));
        String narrow = example(40, false, 0).fitted();
        assertFalse(narrow.contains("third"), narrow);
        assertTrue(narrow.contains("┄"), narrow);
        assertEquals("first  second", example(20, false, 0).fitted());
        assertEquals("first", example(10, false, 0).fitted());
        assertEquals("", example(5, false, 0).fitted());
    }

    @Test
    void whatStillFitsStaysThoughSomethingMoreImportantDoesNot() {
        assertEquals("a  c", line(8, false).text(0, "a").text(1, "bbbbbb").text(2, "c").fitted());
    }

    @Test
    void aValueKeepsItsWidthWhileItChanges() {
        assertEquals("ETA  0:09 h  end",
                line(40, false).value(0, "ETA ", "0:09", " h", 5).text(0, "end").fitted());
        assertEquals("ETA 10:09 h  end",
                line(40, false).value(0, "ETA ", "10:09", " h", 5).text(0, "end").fitted());
        assertEquals("ETA 0:09 h", line(40, false).value(0, "ETA ", "0:09", " h", 5).whole());
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
