package dev.lanewise.mnist.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.model.Model;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.mnist.Mnist;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link DigitLine}. */
class DigitLineTest {
    private static final int CELL = 28 * 3;

    /** White paper. */
    private static int[] paper(int width, int height) {
        int[] argb = new int[width * height];
        Arrays.fill(argb, -1);
        return argb;
    }

    /** Draws a digit three times as large, dark, with its upper left corner at a place. */
    private static void draw(int[] argb, int width, float[] image, int left, int top) {
        for (int y = 0; y < CELL; y++) {
            for (int x = 0; x < CELL; x++) {
                int grey = 255 - (int) image[y / 3 * 28 + x / 3];
                argb[(top + y) * width + left + x] = 0xff000000 | grey * 0x10101;
            }
        }
    }

    private static Picture row(Dataset digits, int first, int count) {
        int width = CELL * count + 20;
        int[] argb = paper(width, CELL + 20);
        for (int i = 0; i < count; i++) {
            // No line is quite straight.
            draw(argb, width, digits.image(first + i).values(), 10 + CELL * i, 5 + i % 3 * 5);
        }
        argb[3 * width + 5] = 0xff000000;
        return new Picture(width, CELL + 20, argb);
    }

    @Test
    void findsTheDigitsFromLeftToRight() {
        Dataset test = Mnist.load().test();
        Model model = Lenet5.pretrained();
        int found = 0;
        int right = 0;
        for (int first = 0; first < 200; first += 5) {
            List<DigitImage> digits = DigitLine.prepare(row(test, first, 5));
            assertTrue(digits.size() <= 6, digits.size() + " of 5");
            if (digits.size() == 5) {
                for (int i = 0; i < 5; i++) {
                    found++;
                    right += model.predict(digits.get(i).sample()).label() == test.label(first + i)
                            ? 1
                            : 0;
                }
            }
        }
        assertTrue(found >= 190 && right >= 0.97 * found, right + " of " + found);
    }

    @Test
    void aSingleDigitIsPreparedAsEver() {
        Picture one = row(Mnist.load().test(), 0, 1);
        List<DigitImage> digits = DigitLine.prepare(one);
        assertEquals(1, digits.size());
        assertArrayEquals(DigitImage.prepare(one).pixels(), digits.getFirst().pixels());
    }

    @Test
    void whatIsNoLineIsRefused() {
        int width = 2 * CELL;
        int[] argb = paper(width, 2 * CELL);
        draw(argb, width, Mnist.load().test().image(0).values(), 0, 0);
        draw(argb, width, Mnist.load().test().image(1).values(), CELL, CELL);
        Picture stairs = new Picture(width, 2 * CELL, argb);
        assertEquals("the digits must stand in one line from left to right; crop the picture to one"
                + " line.",
                assertThrows(PictureException.class, () -> DigitLine.prepare(stairs))
                        .getMessage());
        Picture empty = new Picture(50, 50, paper(50, 50));
        assertTrue(assertThrows(PictureException.class, () -> DigitLine.prepare(empty))
                .getMessage()
                .contains("the picture is empty"));
        Picture long21 = row(Mnist.load().test(), 0, 21);
        assertThrows(PictureException.class, () -> DigitLine.prepare(long21));
    }
}
