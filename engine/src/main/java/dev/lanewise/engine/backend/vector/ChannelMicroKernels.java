package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

/**
 * The micro-kernels of a convolution of one image whose lanes run along the output channels, for a panel of
 * some vectors of channels: {@code y[position][channel] = w[0][channel] + Σ w[1 + tap][channel] ·
 * x[positions[position] + taps[tap]]}, one chain of fma an output in ascending tap.
 */
final class ChannelMicroKernels {
    /** Vectors of the widest panel that the registers hold. */
    static final int WIDEST = Lanes.WIDE ? 4 : 2;

    private ChannelMicroKernels() {}

    /** How many of the vectors that are left the next panel takes. */
    static int nextPanel(int left) {
        return left >= WIDEST ? WIDEST : left >= 2 ? 2 : 1;
    }

    /** Positions of the largest tile of a panel; the others are its half, and so on. */
    private static int most(int vectors) {
        return (Lanes.WIDE ? 24 : 12) / vectors;
    }

    /**
     * Computes positions one after the other. The last tile may overlap the one before: it computes some
     * positions again, to the same bits.
     *
     * @param vectors of a panel
     * @param positions where each position's first tap lies in x
     * @param from the first position
     * @param count how many
     * @param wi where the panel's weights begin
     * @param y receives {@code count} rows of the panel's channels, from {@code yi}
     */
    static void run(int vectors, float[] x, int xi, int[] positions, int from, int count,
            int[] taps,
            float[] w, int wi, float[] y, int yi) {
        int most = most(vectors);
        for (int done = 0; done < count;) {
            int tile = most;
            while (tile > 1 && (tile > count || tile / 2 >= count - done)) {
                tile /= 2;
            }
            int first = Math.min(done, count - tile);
            tile(tile, vectors, x, xi, positions, from + first, taps, w, wi, y,
                    yi + first * vectors * LENGTH);
            done = first + tile;
        }
    }

    private static void tile(int rows, int vectors, float[] x, int xi, int[] positions, int from,
            int[] taps, float[] w, int wi, float[] y, int yi) {
        switch (vectors) {
            case 4 -> fourVectors(rows, x, xi, positions, from, taps, w, wi, y, yi);
            case 2 -> twoVectors(rows, x, xi, positions, from, taps, w, wi, y, yi);
            default -> oneVector(rows, x, xi, positions, from, taps, w, wi, y, yi);
        }
    }

    private static void fourVectors(int rows, float[] x, int xi, int[] positions, int from,
            int[] taps, float[] w, int wi, float[] y, int yi) {
        switch (rows) {
            case 6 -> ChannelTiles.tile6x4(x, xi, positions, from, taps, w, wi, y, yi);
            case 3 -> ChannelTiles.tile3x4(x, xi, positions, from, taps, w, wi, y, yi);
            default -> ChannelTiles.tile1x4(x, xi, positions, from, taps, w, wi, y, yi);
        }
    }

    private static void twoVectors(int rows, float[] x, int xi, int[] positions, int from,
            int[] taps, float[] w, int wi, float[] y, int yi) {
        switch (rows) {
            case 12 -> ChannelTiles.tile12x2(x, xi, positions, from, taps, w, wi, y, yi);
            case 6 -> ChannelTiles.tile6x2(x, xi, positions, from, taps, w, wi, y, yi);
            case 3 -> ChannelTiles.tile3x2(x, xi, positions, from, taps, w, wi, y, yi);
            default -> ChannelTiles.tile1x2(x, xi, positions, from, taps, w, wi, y, yi);
        }
    }

    private static void oneVector(int rows, float[] x, int xi, int[] positions, int from,
            int[] taps, float[] w, int wi, float[] y, int yi) {
        switch (rows) {
            case 24 -> ChannelTiles.tile24x1(x, xi, positions, from, taps, w, wi, y, yi);
            case 12 -> ChannelTiles.tile12x1(x, xi, positions, from, taps, w, wi, y, yi);
            case 6 -> ChannelTiles.tile6x1(x, xi, positions, from, taps, w, wi, y, yi);
            case 3 -> ChannelTiles.tile3x1(x, xi, positions, from, taps, w, wi, y, yi);
            default -> ChannelTiles.tile1x1(x, xi, positions, from, taps, w, wi, y, yi);
        }
    }
}
