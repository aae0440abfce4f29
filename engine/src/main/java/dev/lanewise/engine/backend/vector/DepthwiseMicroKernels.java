package dev.lanewise.engine.backend.vector;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The micro-kernels of a depthwise convolution, of either direction: {@code y[pixel] (+)= Σ w[wAt[tap]] ·
 * x[xAt[tap] + pixel]}, one chain of fma a pixel in ascending tap. A pixel is a vector: of images, or of
 * neighbours along the rows of one image.
 */
final class DepthwiseMicroKernels {
    private DepthwiseMicroKernels() {}

    /** The numbers from 0: where the taps' weights lie. */
    static int[] ascending(int count) {
        int[] numbers = new int[count];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    /**
     * Computes neighbouring pixels.
     *
     * @param pixels how many
     * @param wAt offset of each tap's weight
     * @param xAt offset of what the first pixel sees through each tap
     * @param xStep floats from pixel to pixel in x
     * @param yStep floats from pixel to pixel in y
     * @param start the value at {@code si} that all start from; null starts from y
     */
    static void run(int pixels, float[] w, int wi, int[] wAt, float[] x, int xi, int[] xAt,
            int xStep, float[] y, int yi, int yStep, float @Nullable [] start, int si) {
        int done = 0;
        while (done < pixels) {
            int tile = next(pixels - done);
            int from = xi + done * xStep;
            int to = yi + done * yStep;
            switch (tile) {
                case 8 -> DepthwiseTiles.tile8(wAt.length, w, wi, wAt, x, from, xAt, xStep, y, to,
                        yStep, start, si);
                case 6 -> DepthwiseTiles.tile6(wAt.length, w, wi, wAt, x, from, xAt, xStep, y, to,
                        yStep, start, si);
                case 4 -> DepthwiseTiles.tile4(wAt.length, w, wi, wAt, x, from, xAt, xStep, y, to,
                        yStep, start, si);
                case 3 -> DepthwiseTiles.tile3(wAt.length, w, wi, wAt, x, from, xAt, xStep, y, to,
                        yStep, start, si);
                case 2 -> DepthwiseTiles.tile2(wAt.length, w, wi, wAt, x, from, xAt, xStep, y, to,
                        yStep, start, si);
                default -> DepthwiseTiles.tile1(wAt.length, w, wi, wAt, x, from, xAt, y, to, start,
                        si);
            }
            done += tile;
        }
    }

    /** How many of the pixels that are left the next tile takes: such that none is left alone. */
    private static int next(int left) {
        return switch (left) {
            case 9 -> 6;
            case 7 -> 4;
            case 5 -> 3;
            default -> Math.min(left, 8);
        };
    }
}
