package dev.lanewise.mnist.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

/** Where the pixels of a digit go; a block of ink is easy to follow. */
class MnistFrameTest {

    /** Even ink in a box of a sheet of {@code width × height}. */
    private static DigitInk block(int width, int height, Box box, float strength) {
        float[] ink = new float[width * height];
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            for (int x = box.x(); x < box.x() + box.width(); x++) {
                ink[y * width + x] = strength;
            }
        }
        return new DigitInk(width, ink, box);
    }

    private static void assertPixels(IntBinaryOperator expected, DigitInk digit) {
        byte[] image = MnistFrame.of(digit);
        for (int i = 0; i < 28 * 28; i++) {
            int x = i % 28;
            int y = i / 28;
            assertEquals(expected.applyAsInt(x, y), Byte.toUnsignedInt(image[i]), x + ", " + y);
        }
    }

    private static boolean isIn(int x, int from, int count) {
        return x >= from && x < from + count;
    }

    /** Its centre of mass at 14: at 15 it would be as near to 14.5, and the even place wins. */
    @Test
    void aSquareFillsTheMiddleAtFullIntensity() {
        assertPixels((x, y) -> isIn(x, 4, 20) && isIn(y, 4, 20) ? 255 : 0,
                block(33, 31, new Box(7, 5, 20, 20), 0.3f));
    }

    @Test
    void proportionsAreKept() {
        assertPixels((x, y) -> isIn(x, 9, 10) && isIn(y, 4, 20) ? 255 : 0,
                block(70, 70, new Box(2, 20, 20, 40), 1));
        assertPixels((x, y) -> isIn(x, 4, 20) && isIn(y, 9, 10) ? 255 : 0,
                block(70, 70, new Box(20, 2, 40, 20), 1));
    }

    /** Each pixel becomes 4×4, the outermost mixed with paper: ⅞ and ⅝ of the ink. */
    @Test
    void smallDigitsAreEnlargedSmoothly() {
        float[] profile = {0.625f, 0.875f, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.875f,
                0.625f};
        assertPixels((x, y) -> isIn(x, 4, 20) && isIn(y, 4, 20)
                ? Math.round(255 * profile[x - 4] * profile[y - 4])
                : 0, block(9, 8, new Box(2, 1, 5, 5), 1));
    }

    /** A third of the ink is in the last row. */
    @Test
    void theCentreOfMassGoesToTheMiddle() {
        DigitInk digit = block(20, 20, new Box(0, 0, 20, 20), 0.1f);
        for (int x = 0; x < 20; x++) {
            digit.ink()[19 * 20 + x] = 1;
        }
        // 19 rows of 26 levels (0.1 · 255, rounded) about 9.5 and one of 255 about 19.5.
        double mass = (19 * 26 * 9.5 + 255 * 19.5) / (19 * 26 + 255);
        int top = (int) Math.rint(14.5 - mass);
        assertEquals(2, top);
        assertPixels((x, y) -> !isIn(x, 4, 20) || !isIn(y, top, 20) ? 0 : y == top + 19 ? 255 : 26,
                digit);
    }
}
