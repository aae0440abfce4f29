package dev.lanewise.cli.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link IndexRange}. */
class IndexRangeTest {

    @Test
    void isOneIndexOrSeveral() {
        assertEquals(Optional.of(new IndexRange(7, 7)), IndexRange.of("7"));
        IndexRange range = IndexRange.of("3-5").orElseThrow();
        assertArrayEquals(new int[]{3, 4, 5}, range.indices().toArray());
        assertEquals(3, range.count());
        assertEquals("3-5", range.toString());
        assertEquals("7", new IndexRange(7, 7).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "3-", "-3", "5-3", "3-5-7", "x", "1234567890", "3 - 5", "3..5"})
    void anythingElseIsNone(String text) {
        assertEquals(Optional.empty(), IndexRange.of(text));
    }
}
