package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.Backend.TILE;
import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

/**
 * The micro-kernels of a convolution's weight gradient: dw[map][tap][lane] += Σ
 * dy[map][position][lane] · x[tap + position][lane], one chain of fma a weight and lane over the
 * positions in ascending order.
 *
 * <p>The positions' offsets stand in two tables, so that rows and columns are one loop of {@link
 * WeightGradientTiles}.
 */
final class WeightGradientMicroKernels {
    private static final int MAPS = 6;
    private static final int FEWER_MAPS = 4;
    private static final int TAPS = 4;
    private static final int FEWER_TAPS = 2;
    /** Taps of a kernel of 3 × 3. */
    private static final int WINDOW = 9;
    /** Maps and taps of a tile on 16 registers. */
    private static final int NARROW = 3;

    private WeightGradientMicroKernels() {}

    /**
     * Adds the gradient of {@code maps × taps.length} weights.
     *
     * @param dyMap floats between maps of {@code dy}
     * @param dyAt offset of each position in a map of {@code dy}
     * @param xAt offset of each position in {@code x}
     * @param taps offset of each tap in {@code x}
     */
    static void accumulate(int maps, float[] dy, int di, int dyMap, int[] dyAt, float[] x, int xi,
            int[] xAt, int[] taps, float[] dw, int wi) {
        int dwMap = taps.length * TILE;
        for (int lane = 0; lane < TILE; lane += LENGTH) {
            int map = 0;
            for (; map + MAPS <= maps; map += MAPS) {
                sixMaps(dy, di + lane + map * dyMap, dyMap, dyAt, x, xi + lane, xAt, taps, dw,
                        wi + lane + map * dwMap, dwMap);
            }
            for (; map + FEWER_MAPS <= maps; map += FEWER_MAPS) {
                fourMaps(dy, di + lane + map * dyMap, dyMap, dyAt, x, xi + lane, xAt, taps, dw,
                        wi + lane + map * dwMap, dwMap);
            }
            for (; map < maps; map++) {
                oneMap(dy, di + lane + map * dyMap, dyAt, x, xi + lane, xAt, taps, dw,
                        wi + lane + map * dwMap);
            }
        }
    }

    private static void sixMaps(float[] dy, int di, int dyMap, int[] dyAt, float[] x, int xi,
            int[] xAt, int[] taps, float[] dw, int wi, int dwMap) {
        int tap = 0;
        for (; Lanes.WIDE && tap + TAPS <= taps.length; tap += TAPS) {
            WeightGradientTiles.tile6x4(dyAt.length, dy, di, dyMap, dyAt, x, xi, xAt, taps, tap, dw,
                    wi + tap * TILE, dwMap);
        }
        for (; !Lanes.WIDE && tap + NARROW <= taps.length; tap += NARROW) {
            WeightGradientTiles.tile3x3(dyAt.length, dy, di, dyMap, dyAt, x, xi, xAt, taps, tap, dw,
                    wi + tap * TILE, dwMap);
            WeightGradientTiles.tile3x3(dyAt.length, dy, di + NARROW * dyMap, dyMap, dyAt, x, xi,
                    xAt, taps, tap, dw, wi + tap * TILE + NARROW * dwMap, dwMap);
        }
        for (; tap + FEWER_TAPS <= taps.length; tap += FEWER_TAPS) {
            WeightGradientTiles.tile6x2(dyAt.length, dy, di, dyMap, dyAt, x, xi, xAt, taps, tap, dw,
                    wi + tap * TILE, dwMap);
        }
        for (; tap < taps.length; tap++) {
            WeightGradientTiles.tile6x1(dyAt.length, dy, di, dyMap, dyAt, x, xi, xAt, taps, tap, dw,
                    wi + tap * TILE, dwMap);
        }
    }

    private static void fourMaps(float[] dy, int di, int dyMap, int[] dyAt, float[] x, int xi,
            int[] xAt, int[] taps, float[] dw, int wi, int dwMap) {
        int tap = 0;
        for (; Lanes.WIDE && tap + TAPS <= taps.length; tap += TAPS) {
            WeightGradientTiles.tile4x4(dyAt.length, dy, di, dyMap, dyAt, x, xi, xAt, taps, tap, dw,
                    wi + tap * TILE, dwMap);
        }
        for (; tap + FEWER_TAPS <= taps.length; tap += FEWER_TAPS) {
            WeightGradientTiles.tile4x2(dyAt.length, dy, di, dyMap, dyAt, x, xi, xAt, taps, tap, dw,
                    wi + tap * TILE, dwMap);
        }
        for (; tap < taps.length; tap++) {
            WeightGradientTiles.tile4x1(dyAt.length, dy, di, dyMap, dyAt, x, xi, xAt, taps, tap, dw,
                    wi + tap * TILE, dwMap);
        }
    }

    private static void oneMap(float[] dy, int di, int[] dyAt, float[] x, int xi,
            int[] xAt, int[] taps, float[] dw, int wi) {
        int tap = 0;
        for (; tap + WINDOW <= taps.length; tap += WINDOW) {
            WeightGradientTiles.tile1x9(dyAt.length, dy, di, dyAt, x, xi, xAt, taps, tap, dw,
                    wi + tap * TILE);
        }
        for (; tap + TAPS <= taps.length; tap += TAPS) {
            WeightGradientTiles.tile1x4(dyAt.length, dy, di, dyAt, x, xi, xAt, taps, tap, dw,
                    wi + tap * TILE);
        }
        for (; tap < taps.length; tap++) {
            WeightGradientTiles.tile1x1(dyAt.length, dy, di, dyAt, x, xi, xAt, taps, tap, dw,
                    wi + tap * TILE);
        }
    }
}
