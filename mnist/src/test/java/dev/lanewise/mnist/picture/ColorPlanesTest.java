package dev.lanewise.mnist.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorPlanesTest {
    private static final int CLEAR = 0x00FFFFFF;

    private static ColorPlanes of(int width, int... argb) {
        return ColorPlanes.of(new Picture(width, argb.length / width, argb));
    }

    @Test
    void opaqueColoursAreKept() {
        ColorPlanes colors = of(2, 0xFF010203, 0xFFFF0080);
        assertEquals(1, colors.factor());
        assertEquals(2, colors.width());
        assertEquals(1, colors.height());
        assertArrayEquals(new float[][]{{1, 255}, {2, 0}, {3, 128}}, colors.planes());
    }

    @ParameterizedTest
    @CsvSource({"500, 2, 1, 500, 2", "501, 3, 2, 251, 2", "2, 1001, 3, 1, 334"})
    void largePicturesAreReduced(int width, int height, int factor, int newWidth, int newHeight) {
        int[] argb = new int[width * height];
        Arrays.fill(argb, 0xFF102030);
        ColorPlanes colors = of(width, argb);
        assertEquals(factor, colors.factor());
        assertEquals(newWidth, colors.width());
        assertEquals(newHeight, colors.height());
        float[] even = new float[newWidth * newHeight];
        for (int c = 0; c < ColorPlanes.CHANNELS; c++) {
            Arrays.fill(even, 0x10 * (c + 1));
            assertArrayEquals(even, colors.planes()[c]);
        }
    }

    /** Blocks of 2×2; the last row and the last column have half a block. */
    @Test
    void aBlockBecomesItsMean() {
        int width = 501;
        int[] argb = new int[width * 3];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = 0xFF000000 | i / width << 16 | i % width % 256 << 8;
        }
        ColorPlanes colors = of(width, argb);
        assertEquals(0.5f, colors.planes()[0][0]);
        assertEquals(2, colors.planes()[0][251]);
        assertEquals(0.5f, colors.planes()[1][0]);
        assertEquals(2.5f, colors.planes()[1][252]);
        assertEquals(500 % 256, colors.planes()[1][250]);
        assertEquals(500 % 256, colors.planes()[1][501]);
    }

    /** An opaque pixel in the middle of nine: what can be seen is the ink. */
    @ParameterizedTest
    @CsvSource({"FF000000, 255", "FFFFFFFF, 0", "FF7F7F7F, 255", "FF808080, 0"})
    void behindInkAloneIsItsOpposite(String ink, float paper) {
        int[] argb = new int[9];
        Arrays.fill(argb, CLEAR);
        argb[4] = Integer.parseUnsignedInt(ink, 16);
        float[][] planes = of(3, argb).planes();
        for (int c = 0; c < ColorPlanes.CHANNELS; c++) {
            for (int i = 0; i < 9; i++) {
                assertEquals(i == 4 ? argb[4] & 0xFF : paper, planes[c][i]);
            }
        }
    }

    /** Twelve pixels of border, half of them opaque red or blue: their mean is the paper. */
    @Test
    void anOpaqueBorderIsPaperAndFillsTheHoles() {
        int red = 0xFFFF0000;
        int blue = 0xFF0000FF;
        int[] argb = {red, red, red, CLEAR, blue, CLEAR, CLEAR, CLEAR, blue, CLEAR, CLEAR, CLEAR,
                blue, CLEAR, CLEAR, CLEAR};
        float[][] planes = of(4, argb).planes();
        assertArrayEquals(new float[]{127.5f, 0, 127.5f},
                new float[]{planes[0][5], planes[1][5], planes[2][5]});
        argb[12] = CLEAR;
        // Less than half is opaque now: light or dark decides, and the mean is dark.
        assertEquals(255, of(4, argb).planes()[1][5]);
    }

    @Test
    void halfTransparentInkIsLaidOverThePaper() {
        int[] argb = new int[9];
        Arrays.fill(argb, CLEAR);
        argb[4] = 0x66000000;
        assertEquals(255 * 0.6f, of(3, argb).planes()[0][4], 1e-4);
    }

    @Test
    void aWhollyTransparentPictureIsWhite() {
        assertArrayEquals(new float[]{255, 255}, of(2, 0, 0).planes()[2]);
    }

    @Test
    void luminanceIsThatOfRec709() {
        assertEquals(0.2126 * 10 + 0.7152 * 20 + 0.0722 * 30,
                ColorPlanes.luminance(new float[]{10, 20, 30}), 1e-12);
    }
}
