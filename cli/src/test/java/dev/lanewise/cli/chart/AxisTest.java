package dev.lanewise.cli.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Ticks are round numbers in the range, all with the same decimals or none too many. */
class AxisTest {
    private static List<String> labels(Axis axis, int about) {
        return axis.ticks(about).stream().map(Axis.Tick::label).toList();
    }

    @Test
    void linearTicksHaveOneNumberOfDecimals() {
        assertEquals(List.of("0.0", "0.2", "0.4", "0.6", "0.8", "1.0"),
                labels(new Axis("", 0, 1, false), 5));
        assertEquals(List.of("0", "20", "40", "60", "80", "100"),
                labels(new Axis("", 0, 100, false), 6));
        assertEquals(List.of("1", "2", "3"), labels(new Axis("", 0.9, 3.1, false), 3));
    }

    @Test
    void logarithmicTicksArePlainNumbers() {
        assertEquals(List.of("0.0001", "0.001", "0.01", "0.1", "1", "10"),
                labels(new Axis("", 1e-4, 10, true), 7));
        assertEquals(List.of("0.5", "1", "2", "5", "10"),
                labels(new Axis("", 0.4, 12, true), 6));
        assertEquals(List.of("0.3", "1", "3", "10"), labels(new Axis("", 0.3, 20, true), 4));
    }

    @Test
    void aNarrowLogarithmicRangeHasTicksToo() {
        assertTrue(new Axis("", 2.1, 2.9, true).ticks(5).size() >= 3);
        assertTrue(new Axis("", 1e-9, 1e9, true).ticks(5).size() >= 3);
    }

    @Test
    void sharesGoFromTheLeastToTheMost() {
        Axis axis = new Axis("", 0.01, 100, true);
        assertEquals(0.5, axis.share(1), 1e-12);
        assertEquals(0, axis.share(1e-5));
        assertEquals(1, axis.share(1e5));
        assertEquals(0.25, new Axis("", 0, 8, false).share(2));
    }

    @Test
    void thereIsNoRangeOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> new Axis("", 1, 1, false));
        assertThrows(IllegalArgumentException.class, () -> new Axis("", 0, 1, true));
        assertThrows(IllegalArgumentException.class, () -> new Axis("", 0, Double.NaN, false));
    }

    @Test
    void wordsThatTouchAreSeenToTouch() {
        Mark.Words one = Mark.Words.of(10, 20, "accuracy", Ink.INK, Mark.Anchor.START);
        assertTrue(one.extent()
                .overlaps(Mark.Words.of(30, 25, "loss", Ink.INK, Mark.Anchor.START).extent()));
        assertFalse(one.extent()
                .overlaps(Mark.Words.of(10, 40, "loss", Ink.INK, Mark.Anchor.START).extent()));
    }
}
