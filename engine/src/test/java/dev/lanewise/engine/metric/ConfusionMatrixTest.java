package dev.lanewise.engine.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Counts and ratios, worked out by hand. */
class ConfusionMatrixTest {
    private static final double EXACT = 1e-15;
    /** Rows are actual: [2 1 0 0] [0 3 0 0] [1 1 1 0] and a class that never was. */
    private final ConfusionMatrix matrix = ConfusionMatrix.of(4,
            new int[]{0, 0, 0, 1, 1, 1, 2, 2, 2},
            new int[]{0, 0, 1, 1, 1, 1, 0, 1, 2});

    @Test
    void counts() {
        assertEquals(4, matrix.classes());
        assertEquals(2, matrix.count(0, 0));
        assertEquals(1, matrix.count(0, 1));
        assertEquals(0, matrix.count(1, 0));
        assertEquals(1, matrix.count(2, 1));
        assertEquals(3, matrix.support(2));
        assertEquals(0, matrix.support(3));
        assertEquals(5, matrix.predictions(1));
        assertEquals(1, matrix.predictions(2));
        assertEquals(9, matrix.total());
        assertEquals(6, matrix.correct());
    }

    @Test
    void equalCountsAreEqual() {
        int[] actual = {0, 1, 2, 1};
        ConfusionMatrix other = ConfusionMatrix.of(3, actual, new int[]{0, 1, 2, 2});
        ConfusionMatrix equal = ConfusionMatrix.of(3, new int[]{1, 1, 2, 0},
                new int[]{2, 1, 2, 0});
        assertEquals(other, equal);
        assertEquals(other.hashCode(), equal.hashCode());
        assertNotEquals(other, ConfusionMatrix.of(3, actual, actual));
        assertNotEquals(other, ConfusionMatrix.of(4, actual, actual));
    }

    @Test
    void ratios() {
        assertEquals(6 / 9.0, matrix.accuracy(), EXACT);
        assertEquals(2 / 3.0, matrix.precision(0), EXACT);
        assertEquals(3 / 5.0, matrix.precision(1), EXACT);
        assertEquals(1, matrix.precision(2), EXACT);
        assertEquals(2 / 3.0, matrix.recall(0), EXACT);
        assertEquals(1, matrix.recall(1), EXACT);
        assertEquals(1 / 3.0, matrix.recall(2), EXACT);
        assertEquals(2 / 3.0, matrix.f1(0), EXACT);
        assertEquals(0.75, matrix.f1(1), EXACT);
        assertEquals(0.5, matrix.f1(2), EXACT);
        assertEquals((2 / 3.0 + 0.75 + 0.5) / 4, matrix.macroF1(), EXACT);
    }

    @Test
    void ratiosWithoutACaseAreZero() {
        assertEquals(0, matrix.precision(3));
        assertEquals(0, matrix.recall(3));
        assertEquals(0, matrix.f1(3));
        ConfusionMatrix empty = ConfusionMatrix.of(2, new int[0], new int[0]);
        assertEquals(0, empty.accuracy());
        assertEquals(0, empty.macroF1());
        assertEquals(0, empty.total());
    }

    @Test
    void whatIsNoClassIsRefused() {
        assertThrows(IndexOutOfBoundsException.class,
                () -> ConfusionMatrix.of(2, new int[]{2}, new int[]{0}));
        assertThrows(IndexOutOfBoundsException.class,
                () -> ConfusionMatrix.of(2, new int[]{0}, new int[]{-1}));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.count(0, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.support(-1));
        assertEquals(
                "A confusion matrix must have as many predictions as labels; you gave 1 and 2.",
                assertThrows(IllegalArgumentException.class,
                        () -> ConfusionMatrix.of(2, new int[2], new int[1])).getMessage());
    }
}
