package dev.lanewise.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a message quotes does no harm to a terminal, and has an end. */
class QuotedTest {

    @Test
    void charactersThatStandForNothingAreEscaped() {
        assertEquals("\\u001b[31m\\u000a\\u0007\\u007f\\u009b\\u202e\\u2028 größer 😀 \"'\\",
                Quoted.of("\u001b[31m\n\u0007\u007f\u009b\u202e\u2028 größer 😀 \"'\\"));
        assertEquals("\\ud800", Quoted.of("\ud800"));
    }

    @Test
    void aTextIsCutButNoCharacterIs() {
        assertEquals("x".repeat(100), Quoted.of("x".repeat(100)));
        assertEquals("x".repeat(100) + "…", Quoted.of("x".repeat(900_000)));
        assertEquals("x".repeat(99) + "…", Quoted.of("x".repeat(99) + "😀😀"));
        assertEquals("x".repeat(98) + "😀…", Quoted.of("x".repeat(98) + "😀😀"));
    }

    @Test
    void wholeNumbersAreWhole() {
        assertEquals("[6, 1, 5.5, -3, 0, 1.0E300, null, true, a, {k=2}]",
                Quoted.value(Arrays.asList(6.0, 1.0, 5.5, -3.0, -0.0, 1e300, null, true, "a",
                        Map.of("k", 2.0))));
        assertEquals("9007199254740991", Quoted.value(9007199254740991.0));
        assertEquals("Infinity", Quoted.value(Double.POSITIVE_INFINITY));
    }

    @Test
    void listsAndMapsAreCut() {
        assertEquals(101, Quoted.value(Collections.nCopies(10_000_000, 1.0)).length());
        assertEquals(101, Quoted.value(Map.of("k".repeat(500_000), List.of())).length());
    }

    @Test
    void aNameIsNotCut() {
        assertEquals("x".repeat(200) + "\\u0009", Quoted.escaped("x".repeat(200) + "\t"));
    }
}
