package dev.lanewise.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Medians and spreads against numbers worked out by hand. */
class StatisticsTest {

    @Test
    void theMedianIsTheMiddleOne() {
        assertEquals(3, Statistics.of(9, 1, 3).median());
        assertEquals(2.5, Statistics.of(4, 1, 3, 2).median());
        assertEquals(7, Statistics.of(7).median());
    }

    @Test
    void theSpreadIsTheInterquartileRangeOverTheMedian() {
        // Quartiles 2 and 4 of 1 … 5, 20 and 40 of the same times ten: an outlier changes nothing.
        assertEquals(2.0 / 3, Statistics.of(5, 2, 4, 1, 3).spread());
        assertEquals(20.0 / 30, Statistics.of(20, 10, 40, 30, 5000).spread());
        // Quartiles 1.75 and 3.25, between two samples each.
        assertEquals(1.5 / 2.5, Statistics.of(1, 2, 3, 4).spread());
        assertEquals(0, Statistics.of(7).spread());
        assertEquals(4, Statistics.of(1, 2, 3, 4).samples());
    }

    @Test
    void noSampleIsAnError() {
        assertThrows(IllegalArgumentException.class, Statistics::of);
    }
}
