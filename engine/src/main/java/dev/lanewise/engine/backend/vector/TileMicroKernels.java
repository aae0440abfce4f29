package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.backend.Tuning;
import org.jspecify.annotations.Nullable;

/**
 * The micro-kernels that every sum of products in the forward direction runs on: C[m × n] (+)= A[m
 * × k] · B[k × n], one chain of fma an element in ascending k.
 *
 * <p>A is read in place, one number at a time, and broadcast, at any row and column stride: it may
 * be plain or transposed. Row p of B begins at {@code bi + bRows[p]}: a table, so that B may be a
 * matrix, a packed panel of one, or the rows of an im2col matrix that are slices of a feature map,
 * and one loop serves all.
 *
 * <p>C is cut into panels of some vectors ({@link Tuning.Products#panel}), and a panel into tiles of 12,
 * 6, 4 or 1 rows whose sums stay in registers.
 */
final class TileMicroKernels {
    /** Rows of a tile that is one vector wide, where there are 32 registers. */
    private static final int TWELVE = 12;
    static final int SIX = 6;
    static final int FOUR = 4;

    /** Most vectors in a panel. */
    private final int widest;

    TileMicroKernels(Tuning.Products tuning) {
        this.widest = tuning.panel();
    }

    /** How many of the vectors that are left the next panel takes. */
    int nextPanel(int left) {
        // Five are better cut into 3 + 2 than into 4 + 1.
        return left == widest + 1 && widest > 2 ? widest - 1 : Math.min(left, widest);
    }

    /** The same where the sums stay as they are. */
    void multiply(int m, int n, int k, float[] a, int ai, int aRow, int aColumn, float[] b,
            int bi, int[] bRows, float[] c, int ci, int ldc, float @Nullable [] start, int si) {
        multiply(m, n, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc, start, si, null);
    }

    /**
     * Multiplies. Where nothing is added to C, the last panel may overlap the one before: it
     * computes some columns again, to the same bits, and the width of a tile is never wasted.
     *
     * @param n columns in floats: a multiple of {@code LENGTH}, or at least {@code LENGTH} and
     *     {@code start} not null
     * @param bRows offset of each row of B
     * @param ldc floats between rows of C
     * @param start one value a row of C to start from, from {@code si}; null starts from C
     * @param end what becomes of the sums; null if they stay as they are
     */
    void multiply(int m, int n, int k, float[] a, int ai, int aRow, int aColumn, float[] b,
            int bi, int[] bRows, float[] c, int ci, int ldc, float @Nullable [] start, int si,
            @Nullable Epilogue end) {
        int vectors = (n + LENGTH - 1) / LENGTH;
        int v = 0;
        while (v < vectors) {
            int panel = Math.min(nextPanel(vectors - v), n / LENGTH);
            int j = Math.min(v * LENGTH, n - panel * LENGTH);
            if (PlainMicroKernels.fit(panel, aColumn)) {
                int panels = Math.max(1, (n / LENGTH - v) / panel);
                PlainMicroKernels.panels(panels, panel, m, k, a, ai, aRow, b, bi + j, bRows, c,
                        ci + j, ldc, start, si, end, 0);
                v += panels * panel;
                continue;
            }
            panel(panel, m, k, a, ai, aRow, aColumn, b, bi + j, bRows, c, ci + j, ldc, start, si,
                    end, 0);
            v += panel;
        }
    }

    /**
     * One panel of C, tile below tile.
     *
     * @param vectors how many vectors wide it is, at most {@link Tuning.Products#WIDEST}
     * @param row which of the rows of {@code end} is its first
     */
    static void panel(int vectors, int m, int k, float[] a, int ai, int aRow, int aColumn,
            float[] b, int bi, int[] bRows, float[] c, int ci, int ldc, float @Nullable [] start,
            int si, @Nullable Epilogue end, int row) {
        if (PlainMicroKernels.fit(vectors, aColumn)) {
            PlainMicroKernels.panels(1, vectors, m, k, a, ai, aRow, b, bi, bRows, c, ci, ldc, start,
                    si,
                    end, row);
            return;
        }
        int i = 0;
        int sixesEnd = m - FOUR * tilesOfFour(m);
        for (; Lanes.WIDE && vectors == 1 && i + TWELVE <= sixesEnd; i += TWELVE) {
            GemmTiles.tile12x1(k, a, ai + i * aRow, aRow, aColumn, b, bi, bRows, c, ci + i * ldc,
                    ldc, start, si + i, end, row + i);
        }
        for (; i + SIX <= sixesEnd; i += SIX) {
            sixRows(vectors, k, a, ai + i * aRow, aRow, aColumn, b, bi, bRows, c, ci + i * ldc, ldc,
                    start, si + i, end, row + i);
        }
        for (; i + FOUR <= m; i += FOUR) {
            fourRows(vectors, k, a, ai + i * aRow, aRow, aColumn, b, bi, bRows, c, ci + i * ldc,
                    ldc, start, si + i, end, row + i);
        }
        for (; i < m; i++) {
            oneRow(vectors, k, a, ai + i * aRow, aColumn, b, bi, bRows, c, ci + i * ldc, start,
                    si + i, end, row + i);
        }
    }

    /** Tiles of four rows that, after tiles of six, leave at most one row. */
    static int tilesOfFour(int rows) {
        int rest = rows % SIX;
        return rest >= FOUR ? 1 : rest >= 2 && rows > SIX ? 2 : 0;
    }

    private static void sixRows(int vectors, int k, float[] a, int ai, int aRow, int aColumn,
            float[] b, int bi, int[] bRows, float[] c, int ci, int ldc, float @Nullable [] start,
            int si, @Nullable Epilogue end, int row) {
        switch (vectors) {
            case 4 -> GemmTiles.tile6x4(k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc,
                    start, si, end, row);
            case 3 -> GemmTiles.tile6x3(k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc,
                    start, si, end, row);
            case 2 -> GemmTiles.tile6x2(k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc,
                    start, si, end, row);
            case 1 -> GemmTiles.tile6x1(k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc,
                    start, si, end, row);
            default -> throw new IllegalArgumentException("A panel of " + vectors + " vectors.");
        }
    }

    private static void fourRows(int vectors, int k, float[] a, int ai, int aRow, int aColumn,
            float[] b, int bi, int[] bRows, float[] c, int ci, int ldc, float @Nullable [] start,
            int si, @Nullable Epilogue end, int row) {
        switch (vectors) {
            case 4 -> GemmTiles.tile4x4(k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc,
                    start, si, end, row);
            case 3 -> GemmTiles.tile4x3(k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc,
                    start, si, end, row);
            case 2 -> GemmTiles.tile4x2(k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc,
                    start, si, end, row);
            case 1 -> GemmTiles.tile4x1(k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc,
                    start, si, end, row);
            default -> throw new IllegalArgumentException("A panel of " + vectors + " vectors.");
        }
    }

    private static void oneRow(int vectors, int k, float[] a, int ai, int aColumn, float[] b,
            int bi, int[] bRows, float[] c, int ci, float @Nullable [] start, int si,
            @Nullable Epilogue end, int row) {
        switch (vectors) {
            case 4 ->
                    GemmTiles.tile1x4(k, a, ai, aColumn, b, bi, bRows, c, ci, start, si, end, row);
            case 3 ->
                    GemmTiles.tile1x3(k, a, ai, aColumn, b, bi, bRows, c, ci, start, si, end, row);
            case 2 ->
                    GemmTiles.tile1x2(k, a, ai, aColumn, b, bi, bRows, c, ci, start, si, end, row);
            case 1 ->
                    GemmTiles.tile1x1(k, a, ai, aColumn, b, bi, bRows, c, ci, start, si, end, row);
            default -> throw new IllegalArgumentException("A panel of " + vectors + " vectors.");
        }
    }
}
