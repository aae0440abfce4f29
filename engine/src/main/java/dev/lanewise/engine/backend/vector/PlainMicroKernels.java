package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.Epilogue;
import org.jspecify.annotations.Nullable;

/** What {@link TileMicroKernels} does with {@link PlainTiles} on 16 registers. */
final class PlainMicroKernels {
    private static final int SIX = TileMicroKernels.SIX;
    private static final int FOUR = TileMicroKernels.FOUR;
    private static final int WIDEST = 2;

    private PlainMicroKernels() {}

    /** Whether there are tiles for these registers and such an A, for panels of one or two vectors. */
    static boolean fit(int aColumn) {
        return !Lanes.WIDE && aColumn == 1;
    }

    /** See {@link TileMicroKernels#panels}. */
    static void panels(int panels, int vectors, int m, int k, float[] a, int ai, int aRow,
            float[] b, int bi, int[] bRows, float[] c, int ci, int ldc, float @Nullable [] start,
            int si, @Nullable Epilogue end, int row) {
        int i = 0;
        int sixesEnd = m - FOUR * TileMicroKernels.tilesOfFour(m);
        for (; i + SIX <= sixesEnd; i += SIX) {
            sixRows(panels, vectors, k, a, ai + i * aRow, aRow, b, bi, bRows, c, ci + i * ldc, ldc,
                    start, si + i);
        }
        for (; i + FOUR <= m; i += FOUR) {
            fourRows(panels, vectors, k, a, ai + i * aRow, aRow, b, bi, bRows, c, ci + i * ldc, ldc,
                    start, si + i);
        }
        for (; i < m; i++) {
            oneRow(panels, vectors, k, a, ai + i * aRow, b, bi, bRows, c, ci + i * ldc, start,
                    si + i);
        }
        if (end != null) {
            VectorArithmetic.endRows(end, row, m, panels * vectors * LENGTH, c, ci, ldc);
        }
    }

    private static void sixRows(int panels, int vectors, int k, float[] a, int ai, int aRow,
            float[] b, int bi, int[] bRows, float[] c, int ci, int ldc, float @Nullable [] start,
            int si) {
        if (vectors == WIDEST && start != null) {
            PlainTiles.start6x2(panels, k, a, ai, aRow, b, bi, bRows, c, ci, ldc, start, si);
        } else if (vectors == WIDEST) {
            PlainTiles.add6x2(panels, k, a, ai, aRow, b, bi, bRows, c, ci, ldc);
        } else if (start != null) {
            PlainTiles.start6x1(panels, k, a, ai, aRow, b, bi, bRows, c, ci, ldc, start, si);
        } else {
            PlainTiles.add6x1(panels, k, a, ai, aRow, b, bi, bRows, c, ci, ldc);
        }
    }

    private static void fourRows(int panels, int vectors, int k, float[] a, int ai, int aRow,
            float[] b, int bi, int[] bRows, float[] c, int ci, int ldc, float @Nullable [] start,
            int si) {
        if (vectors == WIDEST && start != null) {
            PlainTiles.start4x2(panels, k, a, ai, aRow, b, bi, bRows, c, ci, ldc, start, si);
        } else if (vectors == WIDEST) {
            PlainTiles.add4x2(panels, k, a, ai, aRow, b, bi, bRows, c, ci, ldc);
        } else if (start != null) {
            PlainTiles.start4x1(panels, k, a, ai, aRow, b, bi, bRows, c, ci, ldc, start, si);
        } else {
            PlainTiles.add4x1(panels, k, a, ai, aRow, b, bi, bRows, c, ci, ldc);
        }
    }

    private static void oneRow(int panels, int vectors, int k, float[] a, int ai,
            float[] b, int bi, int[] bRows, float[] c, int ci, float @Nullable [] start,
            int si) {
        if (vectors == WIDEST && start != null) {
            PlainTiles.start1x2(panels, k, a, ai, b, bi, bRows, c, ci, start, si);
        } else if (vectors == WIDEST) {
            PlainTiles.add1x2(panels, k, a, ai, b, bi, bRows, c, ci);
        } else if (start != null) {
            PlainTiles.start1x1(panels, k, a, ai, b, bi, bRows, c, ci, start, si);
        } else {
            PlainTiles.add1x1(panels, k, a, ai, b, bi, bRows, c, ci);
        }
    }
}
