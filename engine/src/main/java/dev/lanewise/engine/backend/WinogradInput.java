package dev.lanewise.engine.backend;

import java.util.Arrays;

/**
 * The transformed rows of a band of maps: {@code [point][map][row][tile][lane]}. A row of zeros stands for
 * one outside of the maps, and zeros for columns outside. Where tiles hold one image, those of all rows are
 * transformed side by side. Belongs to one thread.
 */
final class WinogradInput {
    /** Which rows and columns of maps the tiles see. */
    private final MapShape maps;
    private final int top;
    private final int left;
    private final boolean gradient;
    private final int columns;
    private final WinogradKernels kernels;
    private final int lanes;
    /** Columns between tiles. */
    private final int step = Winograd.OUTPUTS;
    private final int tiles;
    /** Tiles that see no column outside, from the first to before the last. */
    private final int firstInside;
    private final int lastInside;
    /** Columns of a tile at an end, or of all tiles of a map of one image. */
    private final float[] scratch;
    final float[] values;
    /** Floats from a row of tiles to the next, from a map to the next, and from a point to the next. */
    final int row;
    final int map;
    final int point;

    /**
     * Allocates.
     *
     * @param maps what is read
     * @param top rows of zeros above them
     * @param left columns of zeros before them
     * @param tiles tiles in a row
     * @param rows most rows of a band
     * @param gradient whether tiles are the four columns of a gradient, not the six of an input
     */
    WinogradInput(WinogradKernels kernels, MapShape maps, int top, int left, int tiles, int rows,
            boolean gradient) {
        this.kernels = kernels;
        this.maps = maps;
        this.top = top;
        this.left = left;
        this.tiles = tiles;
        this.gradient = gradient;
        this.columns = gradient ? Winograd.OUTPUTS : Winograd.POINTS;
        this.lanes = maps.lanes();
        this.firstInside = Math.min(Math.ceilDiv(left, step), tiles);
        this.lastInside = Math.clamp(Math.floorDiv(maps.width() + left - columns, step) + 1L,
                firstInside, tiles);
        this.row = tiles * lanes;
        this.map = rows * row;
        this.point = Math.multiplyExact(maps.channels(), map);
        // Products round rows up to a tile of images.
        this.values = new float[Math.addExact(Math.multiplyExact(Winograd.POINTS, point),
                Backend.TILE)];
        this.scratch = new float[columns * (lanes == 1 ? map : lanes)];
    }

    /** Transforms {@code rows} rows from {@code first} on, which counts those above the maps. */
    void transform(float[] x, int offset, int first, int rows) {
        for (int c = 0; c < maps.channels(); c++) {
            int source = offset + c * maps.channelStride();
            if (lanes == 1) {
                transformImage(x, source, first, rows, c * map);
                continue;
            }
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
        int at = source + (firstInside * step - left) * lanes;
        transform(lastInside - firstInside, lanes, x, at, step * lanes, lanes,
                target + firstInside * lanes);
        for (int t = 0; t < firstInside; t++) {
            transformEnd(x, source, t, target);
        }
        for (int t = lastInside; t < tiles; t++) {
            transformEnd(x, source, t, target);
        }
    }

    private void transformEnd(float[] x, int source, int tile, int target) {
        for (int j = 0; j < columns; j++) {
            int column = tile * step + j - left;
            if (column >= 0 && column < maps.width()) {
                System.arraycopy(x, source + column * lanes, scratch, j * lanes, lanes);
            } else {
                Arrays.fill(scratch, j * lanes, (j + 1) * lanes, 0f);
            }
        }
        transform(1, lanes, scratch, 0, 0, lanes, target + tile * lanes);
    }

    /** All tiles of a map of one image: column j of each is copied behind the others'. */
    private void transformImage(float[] x, int source, int first, int rows, int target) {
        for (int j = 0; j < columns; j++) {
            int from = Math.min(Math.ceilDiv(Math.max(0, left - j), step), tiles);
            int to = Math.clamp(Math.ceilDiv((long) maps.width() + left - j, step), from, tiles);
            for (int r = 0; r < rows; r++) {
                int y = first + r - top;
                int plane = j * map + r * tiles;
                boolean inside = y >= 0 && y < maps.height();
                int begin = inside ? from : tiles;
                int end = inside ? to : tiles;
                Arrays.fill(scratch, plane, plane + begin, 0f);
                int at = source + y * maps.rowStride() + j - left;
                for (int t = begin; t < end; t++) {
                    scratch[plane + t] = x[at + t * step];
                }
                Arrays.fill(scratch, plane + end, plane + tiles, 0f);
            }
        }
        transform(1, rows * tiles, scratch, 0, 0, map, target);
    }

    private void transform(int count, int width, float[] d, int offset, int tileStep,
            int columnStep, int target) {
        if (gradient) {
            kernels.transformGradient(count, width, d, offset, tileStep, columnStep, values,
                    target, point);
        } else {
            kernels.transformInput(count, width, d, offset, tileStep, columnStep, values, target,
                    point);
        }
    }
}
