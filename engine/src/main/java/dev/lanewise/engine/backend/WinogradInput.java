package dev.lanewise.engine.backend;

import java.util.Arrays;

/**
 * The transformed rows of a band of maps: {@code [point][map][row][tile][lane]}. A row of zeros stands for
 * one outside of the maps, and zeros for columns outside. Belongs to one thread.
 */
final class WinogradInput {
    /** Which rows and columns of maps the tiles see. */
    private final MapShape maps;
    private final int top;
    private final int left;
    private final WinogradKernels kernels;
    /** Columns from a tile to the next. */
    private final int columns;
    private final int lanes;
    private final int tiles;
    /** Tiles that see no column outside, from the first to before the last. */
    private final int firstInside;
    private final int lastInside;
    /** Columns of a tile at an end. */
    private final float[] scratch;
    final float[] values;
    /** Floats from a row of tiles to the next, from a map to the next, and from a point to the next. */
    final int row;
    final int map;
    final int point;

    /**
     * Allocates.
     *
     * @param form what the tiles are made to
     * @param maps what is read
     * @param top rows of zeros above them
     * @param left columns of zeros before them
     * @param tiles tiles in a row
     * @param rows most rows of a band
     */
    WinogradInput(WinogradKernels kernels, Winograd form, MapShape maps, int top, int left,
            int tiles, int rows) {
        this.columns = form.outputs();
        this.kernels = kernels;
        this.maps = maps;
        this.top = top;
        this.left = left;
        this.tiles = tiles;
        this.lanes = maps.lanes();
        this.firstInside = Math.min(Math.ceilDiv(left, columns), tiles);
        this.lastInside = Math.clamp(
                Math.floorDiv(maps.width() + left - Winograd.POINTS, columns) + 1L,
                firstInside, tiles);
        this.row = tiles * lanes;
        this.map = rows * row;
        this.point = Math.multiplyExact(maps.channels(), map);
        // Products round rows up to a tile of images.
        this.values = new float[Math.addExact(Math.multiplyExact(Winograd.POINTS, point),
                Backend.TILE)];
        this.scratch = new float[Winograd.POINTS * lanes];
    }

    /** Transforms {@code rows} rows from {@code first} on, which counts those above the maps. */
    void transform(float[] x, int offset, int first, int rows) {
        for (int c = 0; c < maps.channels(); c++) {
            int source = offset + c * maps.channelStride();
            for (int r = 0; r < rows; r++) {
                int y = first + r - top;
                int target = c * map + r * row;
                if (y < 0 || y >= maps.height()) {
                    clear(target);
                } else {
                    transformRow(x, source + y * maps.rowStride(), target);
                }
            }
        }
    }

    private void clear(int target) {
        for (int p = 0; p < Winograd.POINTS; p++) {
            int from = target + p * point;
            Arrays.fill(values, from, from + row, 0f);
        }
    }

    private void transformRow(float[] x, int source, int target) {
        int step = columns * lanes;
        kernels.transformInput(lastInside - firstInside, lanes, x,
                source + firstInside * step - left * lanes, step, lanes, values,
                target + firstInside * lanes, point);
        for (int t = 0; t < firstInside; t++) {
            transformEnd(x, source, t, target);
        }
        for (int t = lastInside; t < tiles; t++) {
            transformEnd(x, source, t, target);
        }
    }

    private void transformEnd(float[] x, int source, int tile, int target) {
        for (int j = 0; j < Winograd.POINTS; j++) {
            int column = tile * columns + j - left;
            if (column >= 0 && column < maps.width()) {
                System.arraycopy(x, source + column * lanes, scratch, j * lanes, lanes);
            } else {
                Arrays.fill(scratch, j * lanes, (j + 1) * lanes, 0f);
            }
        }
        kernels.transformInput(1, lanes, scratch, 0, 0, lanes, values, target + tile * lanes,
                point);
    }
}
