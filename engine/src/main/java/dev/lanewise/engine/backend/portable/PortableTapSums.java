package dev.lanewise.engine.backend.portable;

import static dev.lanewise.engine.backend.Backend.TILE;

import java.util.Arrays;

/**
 * The sums over positions that a Winograd convolution's weights need, with the lanes of all maps in a row: as
 * in {@link PortableWeightGradient}, an input is repeated for each map. What neighbouring taps read overlaps,
 * so each input is repeated once for a group of them. Belongs to one thread.
 */
final class PortableTapSums {
    /** The shortest row that pays. */
    private static final int LEAST_MAPS = 4;
    /** Floats of the repeated inputs of a group of several taps: 128 KB, a part of L2. */
    private static final int MOST_FLOATS = 1 << 15;

    private float[] sums = {};
    private final Rows gradients = new Rows();
    private final Rows inputs = new Rows();

    /** Rows that become more and longer when that is asked for, and are never given back. */
    private static final class Rows {
        float[][] rows = {};
        private int width;

        void reserve(int count, int floats) {
            if (count > rows.length || floats > width) {
                width = Math.max(width, floats);
                rows = new float[Math.max(count, rows.length)][width];
            }
        }
    }

    /** Whether rows are long enough, and all offsets apart by whole tiles of images. */
    static boolean fits(int maps, int[] positions, int[] taps) {
        return maps >= LEAST_MAPS && isAscending(positions) && isAscending(taps);
    }

    private static boolean isAscending(int[] offsets) {
        for (int i = 1; i < offsets.length; i++) {
            if (offsets[i] <= offsets[i - 1] || (offsets[i] - offsets[0]) % TILE != 0) {
                return false;
            }
        }
        return offsets.length > 0;
    }

    /** See {@link dev.lanewise.engine.backend.WinogradKernels#sum}. */
    void add(int maps, float[] dy, int dyOffset, int dyMap, float[] x, int xOffset,
            int[] positions, int[] taps, float[] s, int sOffset) {
        int width = maps * TILE;
        int extent = (positions[positions.length - 1] - positions[0]) / TILE + 1;
        if (sums.length < width) {
            sums = new float[width];
        }
        copyGradients(width, dy, dyOffset, dyMap, positions);
        int most = Math.max(MOST_FLOATS / width, extent);
        int first = 0;
        while (first < taps.length) {
            int end = first + 1;
            while (end < taps.length && slot(taps, first, end) + extent <= most) {
                end++;
            }
            repeat(width, slot(taps, first, end - 1) + extent, x,
                    xOffset + taps[first] + positions[0]);
            for (int tap = first; tap < end; tap++) {
                int to = sOffset + tap * TILE;
                Columns.gather(s, to, taps.length * TILE, sums, 0, TILE, width);
                addTap(width, positions, slot(taps, first, tap));
                Columns.scatter(sums, 0, s, to, taps.length * TILE, TILE, width);
            }
            first = end;
        }
    }

    /** How many inputs a tap or position is behind another. */
    private static int slot(int[] offsets, int first, int which) {
        return (offsets[which] - offsets[first]) / TILE;
    }

    /** A row for each position, and rows of zeros up to a whole pass. */
    private void copyGradients(int width, float[] dy, int dyOffset, int dyMap, int[] positions) {
        int columns = WeightSums.roundUp(positions.length);
        gradients.reserve(columns, width);
        for (int i = 0; i < columns; i++) {
            if (i < positions.length) {
                Columns.gather(dy, dyOffset + positions[i], dyMap, gradients.rows[i], 0, TILE,
                        width);
            } else {
                Arrays.fill(gradients.rows[i], 0, width, 0f);
            }
        }
    }

    private void repeat(int width, int count, float[] x, int from) {
        inputs.reserve(count, width);
        for (int i = 0; i < count; i++) {
            WeightSums.repeat(TILE, width, x, from + i * TILE, inputs.rows[i]);
        }
    }

    private void addTap(int width, int[] positions, int slot) {
        float[][] dy = gradients.rows;
        for (int i = 0; i < positions.length; i += WeightSums.COLUMNS) {
            WeightSums.add(width, dy[i], input(positions, i, slot), dy[i + 1],
                    input(positions, i + 1, slot), dy[i + 2], input(positions, i + 2, slot),
                    dy[i + 3], input(positions, i + 3, slot), sums);
        }
    }

    /** What a position sees; for one behind the last, whose gradient is 0, anything. */
    private float[] input(int[] positions, int i, int slot) {
        return inputs.rows[i < positions.length ? slot + slot(positions, 0, i) : 0];
    }
}
