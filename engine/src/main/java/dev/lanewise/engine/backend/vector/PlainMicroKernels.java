package dev.lanewise.engine.backend.vector;

import dev.lanewise.engine.backend.Epilogue;
import org.jspecify.annotations.Nullable;

/** What {@link TileMicroKernels} does with {@link PlainTiles} on 16 registers. */
final class PlainMicroKernels {
    private static final int SIX = TileMicroKernels.SIX;
    private static final int FOUR = TileMicroKernels.FOUR;
    private static final int WIDEST = 2;

    private PlainMicroKernels() {}

    /** Whether there are tiles for a panel so wide, and for such an A. */
    static boolean fit(int vectors, int aColumn) {
        return !Lanes.WIDE && vectors <= WIDEST && aColumn == 1;
    }

    /** See {@link TileMicroKernels#panel}. */
    static void panel(int vectors, int m, int k, float[] a, int ai, int aRow, float[] b, int bi,
            int[] bRows, float[] c, int ci, int ldc, float @Nullable [] start, int si,
            @Nullable Epilogue end, int row) {
        int i = 0;
        int sixesEnd = m - FOUR * TileMicroKernels.tilesOfFour(m);
        for (; i + SIX <= sixesEnd; i += SIX) {
            sixRows(vectors, k, a, ai + i * aRow, aRow, b, bi, bRows, c, ci + i * ldc, ldc, start,
                    si + i, end, row + i);
        }
        for (; i + FOUR <= m; i += FOUR) {
            fourRows(vectors, k, a, ai + i * aRow, aRow, b, bi, bRows, c, ci + i * ldc, ldc, start,
                    si + i, end, row + i);
        }
        for (; i < m; i++) {
            oneRow(vectors, k, a, ai + i * aRow, b, bi, bRows, c, ci + i * ldc, start, si + i, end,
                    row + i);
        }
    }

    private static void sixRows(int vectors, int k, float[] a, int ai, int aRow, float[] b, int bi,
            int[] bRows, float[] c, int ci, int ldc, float @Nullable [] start, int si,
            @Nullable Epilogue end, int row) {
        if (vectors == WIDEST) {
            PlainTiles.tile6x2(k, a, ai, aRow, b, bi, bRows, c, ci, ldc, start, si, end, row);
        } else {
            PlainTiles.tile6x1(k, a, ai, aRow, b, bi, bRows, c, ci, ldc, start, si, end, row);
        }
    }

    private static void fourRows(int vectors, int k, float[] a, int ai, int aRow, float[] b, int bi,
            int[] bRows, float[] c, int ci, int ldc, float @Nullable [] start, int si,
            @Nullable Epilogue end, int row) {
        if (vectors == WIDEST) {
            PlainTiles.tile4x2(k, a, ai, aRow, b, bi, bRows, c, ci, ldc, start, si, end, row);
        } else {
            PlainTiles.tile4x1(k, a, ai, aRow, b, bi, bRows, c, ci, ldc, start, si, end, row);
        }
    }

    private static void oneRow(int vectors, int k, float[] a, int ai, float[] b, int bi,
            int[] bRows, float[] c, int ci, float @Nullable [] start, int si,
            @Nullable Epilogue end, int row) {
        if (vectors == WIDEST) {
            PlainTiles.tile1x2(k, a, ai, b, bi, bRows, c, ci, start, si, end, row);
        } else {
            PlainTiles.tile1x1(k, a, ai, b, bi, bRows, c, ci, start, si, end, row);
        }
    }
}
