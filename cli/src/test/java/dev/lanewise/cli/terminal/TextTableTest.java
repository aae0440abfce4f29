package dev.lanewise.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link TextTable}. */
class TextTableTest {

    @Test
    void alignsColumnsUnderTheirHeading() {
        TextTable table = TextTable.ofNumbers(3)
                .row("Name", "N", "Share")
                .row("a", "1,000", "0.5")
                .row("longer", "2", "1");
        assertEquals(List.of(
                "Name        N  Share",
                "────────────────────",
                "a       1,000    0.5",
                "longer      2      1"), table.lines());
    }

    @Test
    void leavesLastColumnsOutUntilItFits() {
        TextTable table = TextTable.ofNumbers(3).row("Name", "N", "Share").row("a", "1", "0.5");
        assertEquals("Name  N  Share", table.lines(14).get(0));
        assertEquals("Name  N", table.lines(13).get(0));
        assertEquals("Name", table.lines(3).get(0));
    }

    @Test
    void refusesRowsOfAnotherLength() {
        TextTable table = TextTable.ofNumbers(2);
        assertEquals("A row must have 2 cells; you gave 3.",
                assertThrows(IllegalArgumentException.class, () -> table.row("a", "b", "c"))
                        .getMessage());
    }
}
