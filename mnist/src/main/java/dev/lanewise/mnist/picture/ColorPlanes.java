package dev.lanewise.mnist.picture;

import java.util.Arrays;

/**
 * The red, green and blue of a picture as planes of numbers 0…255, without transparency, and at
 * most {@link #MAX_SIDE} wide and high: a larger picture is reduced by averaging blocks of {@code
 * factor × factor} pixels, which also takes out noise.
 *
 * @param width number of columns
 * @param height number of rows
 * @param factor side, in pixels of the picture, of the block behind one value
 * @param planes red, green and blue, row by row
 */
@SuppressWarnings("ArrayRecordComponent")
record ColorPlanes(int width, int height, int factor, float[][] planes) {
    static final int CHANNELS = 3;
    /** Leaves twenty pixels and more to each pixel of an image whose digit fills the picture. */
    static final int MAX_SIDE = 500;
    private static final int OPAQUE = 0xFF;
    private static final float WHITE = 255;
    /** Sums of one block: red, green and blue, each times alpha, then alpha. */
    private static final int SUMS = CHANNELS + 1;

    /** Lays the picture over paper (see {@link #paperBehind}) and reduces it. */
    static ColorPlanes of(Picture picture) {
        int factor = Math.ceilDiv(Math.max(picture.width(), picture.height()), MAX_SIDE);
        int width = Math.ceilDiv(picture.width(), factor);
        int height = Math.ceilDiv(picture.height(), factor);
        float[] paper = paperBehind(picture);
        float[][] planes = new float[CHANNELS][width * height];
        long[] sums = new long[width * SUMS];
        for (int y = 0; y < height; y++) {
            int top = y * factor;
            int rows = Math.min(factor, picture.height() - top);
            Arrays.fill(sums, 0);
            for (int row = top; row < top + rows; row++) {
                addRow(picture, row, factor, sums);
            }
            for (int x = 0; x < width; x++) {
                long area = (long) rows * Math.min(factor, picture.width() - x * factor);
                long clear = OPAQUE * area - sums[x * SUMS + CHANNELS];
                for (int c = 0; c < CHANNELS; c++) {
                    double light = sums[x * SUMS + c] + (double) paper[c] * clear;
                    planes[c][y * width + x] = (float) (light / (OPAQUE * area));
                }
            }
        }
        return new ColorPlanes(width, height, factor, planes);
    }

    /** Adds a row of pixels to the sums of the blocks it runs through. */
    private static void addRow(Picture picture, int row, int factor, long[] sums) {
        int index = row * picture.width();
        for (int x = 0; x < picture.width(); x += factor) {
            int end = index + Math.min(factor, picture.width() - x);
            for (int at = x / factor * SUMS; index < end; index++) {
                add(picture.argb()[index], sums, at);
            }
        }
    }

    private static void add(int argb, long[] sums, int at) {
        int alpha = argb >>> 24;
        sums[at] += (long) alpha * (argb >> 16 & 0xFF);
        sums[at + 1] += (long) alpha * (argb >> 8 & 0xFF);
        sums[at + 2] += (long) alpha * (argb & 0xFF);
        sums[at + CHANNELS] += alpha;
    }

    /**
     * The colour behind the transparent parts. If most of the border is transparent, what can be
     * seen is the ink: light ink gets black paper, any other white. Otherwise the border is paper,
     * and its mean colour fills the holes.
     */
    private static float[] paperBehind(Picture picture) {
        float[] paper = new float[CHANNELS];
        if (isOpaque(picture)) {
            return paper;
        }
        long[] all = new long[SUMS];
        long[] border = new long[SUMS];
        long borderPixels = 0;
        for (int y = 0; y < picture.height(); y++) {
            addRow(picture, y, picture.width(), all);
            boolean edgeRow = y == 0 || y == picture.height() - 1;
            int step = edgeRow ? 1 : Math.max(1, picture.width() - 1);
            for (int x = 0; x < picture.width(); x += step) {
                add(picture.argb()[y * picture.width() + x], border, 0);
                borderPixels++;
            }
        }
        if (2 * border[CHANNELS] >= OPAQUE * borderPixels) {
            return meanColor(border);
        }
        Arrays.fill(paper, luminance(meanColor(all)) > WHITE / 2 ? 0 : WHITE);
        return paper;
    }

    private static boolean isOpaque(Picture picture) {
        int common = -1;
        for (int pixel : picture.argb()) {
            common &= pixel;
        }
        return common >>> 24 == OPAQUE;
    }

    private static float[] meanColor(long[] sums) {
        float[] mean = new float[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            mean[c] = sums[CHANNELS] == 0 ? 0 : (float) ((double) sums[c] / sums[CHANNELS]);
        }
        return mean;
    }

    /** The luma of ITU-R BT.709, a weighted mean of red, green and blue. */
    static double luminance(float[] color) {
        return 0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2];
    }
}
