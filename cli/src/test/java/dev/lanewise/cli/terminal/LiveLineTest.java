package dev.lanewise.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@link LiveLine}. */
class LiveLineTest {
    private static final String OFF = "\r\u001b[?7l";
    private static final String ON = "\u001b[K\u001b[?7h\r";

    private final StringWriter written = new StringWriter();
    private final LiveLine line = new LiveLine(terminal(written));

    private static Terminal terminal(Writer err) {
        return new Terminal(new PrintWriter(Writer.nullWriter()), new PrintWriter(err), true, true,
                80, Map.of());
    }

    @Test
    void everyStateSwitchesWrappingOnAgainAndReturnsToTheBeginning() {
        line.show("one");
        line.show("two");
        assertEquals(OFF + "one" + ON + OFF + "two" + ON, written.toString());
    }

    @Test
    void whatIsKeptStandsOnALineOfItsOwn() {
        line.show("one");
        line.keep("all");
        line.close();
        line.wipe();
        assertEquals(OFF + "one" + ON + OFF + "all" + ON + "\n", written.toString());
    }

    @Test
    void closingKeepsWhatWasShownLastAndOnlyOnce() {
        line.close();
        assertEquals("", written.toString());
        line.show("one");
        line.close();
        line.close();
        assertEquals(OFF + "one" + ON + OFF + "one" + ON + "\n", written.toString());
    }

    @Test
    void wipingLeavesAnEmptyLineToWriteOn() {
        line.wipe();
        assertEquals("", written.toString());
        line.show("one");
        line.wipe();
        line.close();
        assertEquals(OFF + "one" + ON + OFF + ON, written.toString());
    }

    @Test
    void aStateIsOneWrite() {
        List<String> writes = new ArrayList<>();
        Writer recorder = new Writer() {
            @Override
            public void write(char[] text, int offset, int length) {
                writes.add(new String(text, offset, length));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        new LiveLine(terminal(recorder)).keep("all");
        assertEquals(List.of(OFF + "all" + ON + "\n"), writes);
    }
}
