package dev.lanewise.mnist.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On sheets of 20×20 whose outer ring is paper, most of it of one colour. */
class InkMapTest {
    private static final int SIDE = 20;

    /** The sheet's colour, less what {@code drop} takes from red at each pixel. */
    private static InkMap map(float red, float others, float... drop) {
        float[][] planes = new float[ColorPlanes.CHANNELS][SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            planes[0][i] = red - (i < drop.length ? drop[i] : 0);
            planes[1][i] = others;
            planes[2][i] = others;
        }
        ColorPlanes colors = new ColorPlanes(SIDE, SIDE, 1, planes);
        return InkMap.of(colors, Paper.of(colors));
    }

    /** Values in a column each, from the second row on; the rest is 0. */
    private static float[] columns(float... values) {
        float[] drop = new float[SIDE * SIDE - SIDE];
        for (int i = SIDE; i < drop.length; i++) {
            int column = i % SIDE - 1;
            drop[i] = column >= 0 && column < values.length ? values[column] : 0;
        }
        return drop;
    }

    @Test
    void contrastIsTheDifferenceAlongTheInksOwnDirection() {
        float[] drop = columns(100, 200, 200, -50);
        InkMap map = map(200, 150, drop);
        assertArrayEquals(Arrays.copyOf(drop, SIDE * SIDE), map.contrast(), 1e-3f);
        assertEquals(SIDE, map.width());
        assertEquals(SIDE, map.height());
        assertEquals(0, map.noise(), 1e-3);
        assertEquals(ColorPlanes.luminance(new float[]{200, 150, 150}), map.paperLuminance(), 1e-3);
        assertTrue(map.darkOnLight());
        assertFalse(map(20, 150, columns(-100, -200)).darkOnLight());
    }

    /** Ink of two strengths: Otsu's threshold ends the bin of the weaker; 0.7 of it counts. */
    @Test
    void theThresholdSplitsStrongFromWeak() {
        InkMap map = map(255, 255, columns(100, 200, 200));
        double bin = (200 - 8) / 256.0;
        int weak = (int) ((100 - 8) / bin);
        assertEquals(0.7 * (8 + bin * (weak + 1)), map.threshold(), 1e-3);
        assertEquals(200, map.strong(), 1e-3);
        assertTrue(map.hasInk());
    }

    /** Otsu (1979) by hand: of 10, 40, 50 and 200 the first three are the lower class. */
    @Test
    void theClassesDifferMost() {
        InkMap map = map(255, 255, columns(10, 40, 50, 200, 200, 180));
        double bin = (200 - 8) / 256.0;
        assertEquals(0.7 * (8 + bin * ((int) ((50 - 8) / bin) + 1)), map.threshold(), 1e-3);
        // 180 and two of 200: the median is 200's bin, the last one.
        assertEquals(200, map.strong(), 1e-3);
        assertEquals(8 + bin * ((int) ((180 - 8) / bin) + 1),
                map(255, 255, columns(10, 40, 50, 200, 180, 180)).strong(), 1e-3);
    }

    @Test
    void whatStandsOutByEightLevelsIsInkOnCleanPaper() {
        InkMap faint = map(255, 255, columns(9, 9));
        assertEquals(8, faint.threshold(), 1e-3);
        assertEquals(9, faint.strong(), 1e-3);
        assertTrue(faint.hasInk());
        assertFalse(map(255, 255, columns(8)).hasInk());
        assertFalse(map(255, 255).hasInk());
    }

    /** Two levels up or down on more than half of the pixels: σ = 1.4826 · 2, and 4σ is no ink. */
    @ParameterizedTest
    @CsvSource({"11.8, false", "17.7, false", "18.2, true"})
    void noiseIsNoInk(float ink, boolean expected) {
        float[] drop = new float[SIDE * SIDE];
        for (int i = 0; i < drop.length; i++) {
            drop[i] = i % 7 < 3 ? 0 : i % 7 < 5 ? 2 : -2;
        }
        for (int i = 10 * SIDE; i < 10 * SIDE + 15; i++) {
            drop[i] = ink;
        }
        InkMap map = map(200, 200, drop);
        assertEquals(1.4826 * 2, map.noise(), 0.01);
        assertEquals(expected, map.hasInk());
        assertTrue(map.threshold() >= 4 * map.noise());
    }

    @Test
    void coreIsWhatReachesTheThreshold() {
        InkMap map = new InkMap(3, 1, new float[]{49, 50, 51}, 0, 50, 100, 255, true);
        assertArrayEquals(new boolean[]{false, true, true}, map.core());
        assertFalse(map.isCore(0));
        assertTrue(map.isCore(1));
    }

    @Test
    void inkNeedsMoreThanTheNoise() {
        assertFalse(new InkMap(1, 1, new float[1], 20, 8, 120, 255, true).hasInk());
        assertTrue(new InkMap(1, 1, new float[1], 20, 8, 121, 255, true).hasInk());
        assertFalse(new InkMap(1, 1, new float[1], 0, 8, 8, 255, true).hasInk());
    }

    /** Below twice the noise, at most a tenth of full ink, there is none. */
    @ParameterizedTest
    @CsvSource({"3, 6, 0", "3, 53, 0.5", "3, 100, 1", "3, 130, 1", "3, -9, 0", "30, 10, 0",
            "30, 55, 0.5", "30, 100, 1"})
    void inkGoesFromPaperToFullInk(double noise, float contrast, float expected) {
        InkMap map = new InkMap(1, 1, new float[]{contrast}, noise, 50, 100, 255, true);
        assertEquals(expected, map.inkAt(0, 100), 1e-6);
    }
}
