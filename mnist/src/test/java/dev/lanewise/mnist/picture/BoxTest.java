package dev.lanewise.mnist.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxTest {
    private static final Box BOX = new Box(10, 20, 30, 40);

    @Test
    void theLongSide() {
        assertEquals(40, BOX.longSide());
        assertEquals(9, new Box(0, 0, 9, 2).longSide());
    }

    @Test
    void enlargedInBothDirections() {
        assertEquals(new Box(30, 60, 90, 120), BOX.enlarged(3));
    }

    @Test
    void whatSticksOutOfThePictureIsCutOff() {
        assertEquals(BOX, BOX.within(new Picture(40, 60, new int[40 * 60])));
        assertEquals(new Box(10, 20, 29, 38), BOX.within(new Picture(39, 58, new int[39 * 58])));
    }

    @Test
    void theUnionHoldsBoth() {
        assertEquals(new Box(5, 20, 35, 41), BOX.union(new Box(5, 60, 3, 1)));
        assertEquals(new Box(10, 19, 36, 41), BOX.union(new Box(41, 19, 5, 1)));
        assertEquals(BOX, BOX.union(new Box(11, 21, 1, 1)));
    }

    /** Below 0 it is the columns or rows that both share. */
    @ParameterizedTest
    @CsvSource({"45, 70, 5, 10", "40, 60, 0, 0", "38, 55, -2, -5", "0, 5, 5, 5"})
    void theGapLiesBetweenTheNearestSides(int x, int y, int gapX, int gapY) {
        Box other = new Box(x, y, 5, 10);
        assertEquals(gapX, BOX.gapX(other));
        assertEquals(gapX, other.gapX(BOX));
        assertEquals(gapY, BOX.gapY(other));
        assertEquals(gapY, other.gapY(BOX));
    }
}
