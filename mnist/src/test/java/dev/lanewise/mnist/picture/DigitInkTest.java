package dev.lanewise.mnist.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rectangles of full ink on clean paper, at and just beyond each rule's limit. */
class DigitInkTest {
    private static final int SIDE = 200;
    private static final float INK = 100;
    /** An upright stroke of area 2000. */
    private static final Box MAIN = new Box(40, 50, 20, 100);

    /** A sheet on which 50 is surely ink. */
    private static InkMap sheet(int width, int height, double luminance, Box... boxes) {
        float[] contrast = new float[width * height];
        for (Box box : boxes) {
            fill(contrast, width, box, INK);
        }
        return new InkMap(width, height, contrast, 0, 50, INK, luminance, true);
    }

    private static void fill(float[] contrast, int width, Box box, float value) {
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            Arrays.fill(contrast, y * width + box.x(), y * width + box.x() + box.width(), value);
        }
    }

    private static Box found(Box... boxes) {
        return DigitInk.of(sheet(SIDE, SIDE, 255, boxes)).box();
    }

    private static String refusal(InkMap map) {
        return assertThrows(PictureException.class, () -> DigitInk.of(map)).getMessage();
    }

    private static void assertKept(Box mark, Box... others) {
        Box[] all = Arrays.copyOf(others, others.length + 1);
        all[others.length] = mark;
        Box expected = Arrays.stream(all).reduce(Box::union).orElseThrow();
        assertEquals(expected, found(all));
    }

    private static void assertTwoDigits(Box... boxes) {
        assertEquals(
                "the picture must show one digit, but has 2 marks that stand apart; cut the picture to one"
                        + " digit.",
                refusal(sheet(SIDE, SIDE, 255, boxes)));
    }

    @Test
    void inkIsKeptAsItIs() {
        DigitInk digit = DigitInk.of(sheet(SIDE, SIDE, 255, MAIN));
        float[] expected = new float[SIDE * SIDE];
        fill(expected, SIDE, MAIN, 1);
        assertEquals(SIDE, digit.width());
        assertEquals(MAIN, digit.box());
        assertArrayEquals(expected, digit.ink());
    }

    /** Four pixels, 0.04 of its length, belong to a mark on all sides; fainter ones to no box. */
    @Test
    void softEdgesBelongToTheDigit() {
        InkMap map = sheet(SIDE, SIDE, 255, MAIN);
        map.contrast()[100 * SIDE + 63] = 11;
        map.contrast()[100 * SIDE + 64] = 40;
        map.contrast()[154 * SIDE + 36] = 10;
        map.contrast()[153 * SIDE + 50] = 150;
        DigitInk digit = DigitInk.of(map);
        assertEquals(0.11f, digit.ink()[100 * SIDE + 63], 1e-6);
        assertEquals(0, digit.ink()[100 * SIDE + 64]);
        assertEquals(0, digit.ink()[154 * SIDE + 36]);
        assertEquals(1, digit.ink()[153 * SIDE + 50]);
        assertEquals(new Box(40, 50, 24, 104), digit.box());
    }

    /** A quarter of the ink is full. */
    @ParameterizedTest
    @CsvSource({"25, 0.8", "24, 1"})
    void fullInkIsThatOfTheStrongestQuarter(int strongRows, float others) {
        InkMap map = sheet(SIDE, SIDE, 255, MAIN);
        fill(map.contrast(), SIDE, new Box(40, 50, 20, strongRows), 125);
        DigitInk digit = DigitInk.of(map);
        assertEquals(1, digit.ink()[50 * SIDE + 40]);
        assertEquals(others, digit.ink()[149 * SIDE + 59], 1e-6);
    }

    /** What is near enough to touch, eight pixels away, belongs to the digit unless it's a speck. */
    @Test
    void specksAreDropped() {
        assertKept(new Box(68, 60, 3, 7), MAIN);
        assertEquals(MAIN, found(MAIN, new Box(68, 60, 4, 5)));
        assertKept(new Box(69, 60, 6, 10), MAIN);
        assertEquals(MAIN, found(MAIN, new Box(69, 60, 1, 59)));
        assertKept(new Box(45, 158, 3, 7), MAIN);
        assertEquals(MAIN, found(MAIN, new Box(45, 159, 3, 7)));
    }

    @Test
    void strokesAreNotFarApart() {
        assertKept(new Box(85, 100, 10, 10), MAIN);
        assertEquals(MAIN, found(MAIN, new Box(86, 100, 10, 10)));
        assertKept(new Box(40, 175, 10, 10), MAIN);
        assertEquals(MAIN, found(MAIN, new Box(40, 176, 10, 10)));
        assertKept(new Box(5, 100, 10, 10), MAIN);
        assertEquals(MAIN, found(MAIN, new Box(4, 100, 10, 10)));
    }

    /** By half of the height and 0.3 of the area, or 0.85 of the height and a tenth of the area. */
    @Test
    void aLargeMarkBesideTheDigitIsAnother() {
        assertTwoDigits(MAIN, new Box(69, 60, 12, 50));
        assertKept(new Box(69, 60, 13, 49), MAIN);
        assertKept(new Box(69, 60, 11, 54), MAIN);
        assertTwoDigits(MAIN, new Box(69, 60, 3, 85));
        assertKept(new Box(69, 60, 3, 84), MAIN);
        assertKept(new Box(69, 60, 2, 85), MAIN);
        assertTwoDigits(MAIN, new Box(19, 60, 12, 50));
    }

    /** Beside is what shares most rows and few columns; else it must be far to be another. */
    @Test
    void aMarkBelowTheDigitIsAPartOfIt() {
        assertKept(new Box(69, 125, 12, 50), MAIN);
        assertTwoDigits(MAIN, new Box(69, 124, 12, 50));
        Box top = new Box(40, 10, 20, 80);
        assertKept(new Box(40, 110, 20, 60), top);
        assertTwoDigits(top, new Box(40, 111, 20, 60));
        Box foot = new Box(40, 140, 60, 10);
        assertKept(new Box(97, 70, 20, 50), MAIN, foot);
        assertTwoDigits(MAIN, foot, new Box(98, 70, 20, 50));
    }

    @Test
    void allMarksApartAreCounted() {
        assertEquals(
                "the picture must show one digit, but has 3 marks that stand apart; cut the picture to one"
                        + " digit.",
                refusal(sheet(SIDE, SIDE, 255, MAIN, new Box(90, 60, 15, 90),
                        new Box(140, 60, 15, 90))));
    }

    /** At least half as wide as the picture and eight times as wide as high. */
    @Test
    void rulesAreDropped() {
        assertEquals(MAIN, found(MAIN, new Box(40, 160, 100, 12)));
        assertKept(new Box(40, 160, 100, 13), MAIN);
        assertKept(new Box(40, 160, 99, 12), MAIN);
    }

    @Test
    void whatRunsAcrossThePictureIsAFrameIfAMarkIsInside() {
        Box upright = new Box(60, 0, 3, SIDE);
        Box enough = new Box(120, 90, 20, 20);
        assertEquals(enough, found(enough, upright));
        assertEquals(upright, found(new Box(120, 90, 20, 19), upright));
        Box across = new Box(0, 170, SIDE, 26);
        assertEquals(MAIN, found(MAIN, across));
    }

    @ParameterizedTest
    @CsvSource({"40, 30, 4, 3", "200, 150, 6, 5", "100, 300, 9, 8"})
    void aDigitHasASizeOfItsOwn(int width, int height, int enough, int less) {
        Box box = new Box(10, 10, enough, enough);
        assertEquals(box, DigitInk.of(sheet(width, height, 255, box)).box());
        assertEquals("the picture is empty; write the digit larger or with more"
                + " contrast to the paper.",
                refusal(sheet(width, height, 40, new Box(10, 10, less, less))));
        assertEquals("the picture is dark all over; take it in better"
                + " light, or write light on dark with more contrast.",
                refusal(sheet(width, height, 39.9, new Box(10, 10, less, less))));
    }

    @Test
    void paperWithoutInkIsEmpty() {
        assertEquals("the picture is empty; write the digit larger or with more"
                + " contrast to the paper.",
                refusal(new InkMap(9, 9, new float[81], 0, 8, 8, 255, true)));
    }

    /** 2.5 times as wide as high, or 1.5 times across the whole picture. */
    @Test
    void aDigitIsNotMuchWiderThanHigh() {
        Box wide = new Box(10, 20, 50, 20);
        assertEquals(wide, found(wide));
        assertEquals(
                "the picture must show one digit, but has a mark of 51×20 pixels, wider than any digit; cut"
                        + " the picture to one upright digit.",
                refusal(sheet(SIDE, SIDE, 255, new Box(10, 20, 51, 20))));
        Box across = new Box(0, 20, SIDE, 134);
        assertEquals(across, found(across));
        assertEquals(
                "the picture must show one digit, but has a mark of 200×133 pixels, wider than any digit; cut"
                        + " the picture to one upright digit.",
                refusal(sheet(SIDE, SIDE, 255, new Box(0, 20, SIDE, 133))));
    }
}
