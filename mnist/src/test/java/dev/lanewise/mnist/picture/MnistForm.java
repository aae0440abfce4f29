package dev.lanewise.mnist.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What holds for every image of MNIST. */
final class MnistForm {
    private MnistForm() {}

    /** Ink in at most 20×20, its brightest pixel 255, its centre of mass in [14, 15] both ways. */
    static void assertHolds(DigitImage image) {
        byte[] pixels = image.pixels();
        assertEquals(28 * 28, pixels.length);
        int[] rows = new int[28];
        int[] columns = new int[28];
        int peak = 0;
        for (int i = 0; i < pixels.length; i++) {
            int value = Byte.toUnsignedInt(pixels[i]);
            rows[i / 28] += value;
            columns[i % 28] += value;
            peak = Math.max(peak, value);
        }
        assertEquals(255, peak, "peak");
        assertHolds("rows", rows);
        assertHolds("columns", columns);
    }

    /** Checks the sums of rows or columns; pixel i covers [i, i + 1). */
    private static void assertHolds(String name, int[] sums) {
        int first = sums.length;
        int last = -1;
        double mass = 0;
        double moment = 0;
        for (int i = 0; i < sums.length; i++) {
            if (sums[i] > 0) {
                first = Math.min(first, i);
                last = i;
            }
            mass += sums[i];
            moment += sums[i] * (i + 0.5);
        }
        int extent = last - first + 1;
        double center = moment / mass;
        assertTrue(extent <= 20, () -> name + " of ink: " + extent);
        assertTrue(center >= 14 && center <= 15, () -> name + ": centre of mass at " + center);
    }
}
