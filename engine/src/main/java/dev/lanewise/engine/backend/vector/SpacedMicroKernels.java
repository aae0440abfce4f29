package dev.lanewise.engine.backend.vector;

import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.backend.Tuning;
import org.jspecify.annotations.Nullable;

/**
 * The sums of products of {@link TileMicroKernels} where the vectors of a row of B and of C lie a step
 * apart: the same chains, to the same bits.
 */
final class SpacedMicroKernels {
    private final TileMicroKernels tiles;

    SpacedMicroKernels(Tuning.Products tuning) {
        this.tiles = new TileMicroKernels(tuning);
    }

    /**
     * Multiplies.
     *
     * @param vectors columns in vectors
     * @param bStep floats from one vector of a row of B to the next
     * @param bRows offset of each row of B
     * @param cStep floats from one vector of a row of C to the next
     * @param ldc floats between rows of C
     * @param start one value a row of C to start from, from {@code si}; null starts from C
     * @param end what becomes of the sums; null if they stay as they are
     */
    void multiply(int m, int vectors, int k, float[] a, int ai, int aRow, int aColumn, float[] b,
            int bi, int bStep, int[] bRows, float[] c, int ci, int cStep, int ldc,
            float @Nullable [] start, int si, @Nullable Epilogue end) {
        int v = 0;
        while (v < vectors) {
            int panel = tiles.nextPanel(vectors - v);
            int bv = bi + v * bStep;
            int cv = ci + v * cStep;
            int done = panel == 1 ? 0
                    : rows(panel, m, k, a, ai, aRow, aColumn, b, bv, bStep, bRows, c, cv, cStep,
                            ldc, start, si, end);
            for (int j = 0; j < panel && done < m; j++) {
                TileMicroKernels.panels(1, 1, m - done, k, a, ai + done * aRow, aRow, aColumn, b,
                        bv + j * bStep, bRows, c, cv + j * cStep + done * ldc, ldc, start,
                        si + done, end, done);
            }
            v += panel;
        }
    }

    /** The rows of a panel that fill tiles; returns how many they are. */
    private static int rows(int vectors, int m, int k, float[] a, int ai, int aRow, int aColumn,
            float[] b, int bi, int bStep, int[] bRows, float[] c, int ci, int cStep, int ldc,
            float @Nullable [] start, int si, @Nullable Epilogue end) {
        int i = 0;
        int sixesEnd = m - TileMicroKernels.FOUR * TileMicroKernels.tilesOfFour(m);
        for (; i + TileMicroKernels.SIX <= sixesEnd; i += TileMicroKernels.SIX) {
            sixRows(vectors, k, a, ai + i * aRow, aRow, aColumn, b, bi, bStep, bRows, c,
                    ci + i * ldc, cStep, ldc, start, si + i, end, i);
        }
        for (; i + TileMicroKernels.FOUR <= m; i += TileMicroKernels.FOUR) {
            fourRows(vectors, k, a, ai + i * aRow, aRow, aColumn, b, bi, bStep, bRows, c,
                    ci + i * ldc, cStep, ldc, start, si + i, end, i);
        }
        return i;
    }

    private static void sixRows(int vectors, int k, float[] a, int ai, int aRow, int aColumn,
            float[] b, int bi, int bStep, int[] bRows, float[] c, int ci, int cStep, int ldc,
            float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        switch (vectors) {
            case 4 -> SpacedTiles.tile6x4(k, a, ai, aRow, aColumn, b, bi, bStep, bRows, c, ci,
                    cStep, ldc, start, si, end, row);
            case 3 -> SpacedTiles.tile6x3(k, a, ai, aRow, aColumn, b, bi, bStep, bRows, c, ci,
                    cStep, ldc, start, si, end, row);
            case 2 -> SpacedTiles.tile6x2(k, a, ai, aRow, aColumn, b, bi, bStep, bRows, c, ci,
                    cStep, ldc, start, si, end, row);
            default -> throw new IllegalArgumentException("A panel of " + vectors + " vectors.");
        }
    }

    private static void fourRows(int vectors, int k, float[] a, int ai, int aRow, int aColumn,
            float[] b, int bi, int bStep, int[] bRows, float[] c, int ci, int cStep, int ldc,
            float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        switch (vectors) {
            case 4 -> SpacedTiles.tile4x4(k, a, ai, aRow, aColumn, b, bi, bStep, bRows, c, ci,
                    cStep, ldc, start, si, end, row);
            case 3 -> SpacedTiles.tile4x3(k, a, ai, aRow, aColumn, b, bi, bStep, bRows, c, ci,
                    cStep, ldc, start, si, end, row);
            case 2 -> SpacedTiles.tile4x2(k, a, ai, aRow, aColumn, b, bi, bStep, bRows, c, ci,
                    cStep, ldc, start, si, end, row);
            default -> throw new IllegalArgumentException("A panel of " + vectors + " vectors.");
        }
    }
}
