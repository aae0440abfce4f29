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
 * 6, 5, 4 or 1 rows whose sums stay in registers.
 */
final class TileMicroKernels {
    /** Rows of a tile that is one vector wide, where there are 32 registers. */
    private static final int TWELVE = 12;
    static final int SIX = 6;
    private static final int FIVE = 5;
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
            int panels = panelsAtOnce(m, panel, n / LENGTH - v);
            int j = Math.min(v * LENGTH, n - panel * LENGTH);
            panels(panels, panel, m, k, a, ai, aRow, aColumn, b, bi + j, bRows, c, ci + j, ldc,
                    start, si, end, 0);
            v += panels * panel;
        }
    }

    /**
     * How many panels of a width a tile may pass in one call: where all rows are tiles of one kind,
     * those that lie side by side, and on 16 registers, whose tiles are done sooner. Elsewhere the
     * rows of a panel follow each other, while it is in the nearest cache.
     */
    private int panelsAtOnce(int m, int panel, int wholeVectors) {
        int panels = 1;
        if (!Lanes.WIDE || m <= FIVE || m % SIX == 0) {
            while (wholeVectors >= (panels + 1) * panel
                    && nextPanel(wholeVectors - panels * panel) == panel) {
                panels++;
            }
        }
        return panels;
    }

    /**
     * Panels of C side by side, tile below tile.
     *
     * @param vectors how many vectors wide each is, at most {@link Tuning.Products#WIDEST}
     * @param row which of the rows of {@code end} is their first
     */
    static void panels(int panels, int vectors, int m, int k, float[] a, int ai, int aRow,
            int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci, int ldc,
            float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        switch (vectors) {
            case 4 -> fourVectors(panels, m, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc,
                    start, si, end, row);
            case 3 -> threeVectors(panels, m, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc,
                    start, si, end, row);
            case 2 -> twoVectors(panels, m, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc,
                    start, si, end, row);
            case 1 -> oneVector(panels, m, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc,
                    start, si, end, row);
            default -> throw new IllegalArgumentException("A panel of " + vectors + " vectors.");
        }
    }

    private static void fourVectors(int panels, int m, int k, float[] a, int ai, int aRow,
            int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci, int ldc,
            float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        int fours = fours(m);
        int fives = fives(m);
        int sixes = (m - FOUR * fours - FIVE * fives) / SIX;
        int top = 0;
        if (sixes > 0) {
            GemmTiles.tile6x4(sixes, panels, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc,
                    start, si, end, row);
            top = SIX * sixes;
        }
        if (fives > 0) {
            GemmTiles.tile5x4(fives, panels, k, a, ai + top * aRow, aRow, aColumn, b, bi, bRows, c,
                    ci + top * ldc, ldc, start, si + top, end, row + top);
            top += FIVE * fives;
        }
        if (fours > 0) {
            GemmTiles.tile4x4(fours, panels, k, a, ai + top * aRow, aRow, aColumn, b, bi, bRows, c,
                    ci + top * ldc, ldc, start, si + top, end, row + top);
            top += FOUR * fours;
        }
        if (top < m) {
            SingleRows.multiply(4, m - top, panels, k, a, ai + top * aRow, aRow, aColumn, b, bi,
                    bRows, c, ci + top * ldc, ldc, start, si + top, end, row + top);
        }
    }

    private static void threeVectors(int panels, int m, int k, float[] a, int ai, int aRow,
            int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci, int ldc,
            float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        int fours = fours(m);
        int fives = fives(m);
        int sixes = (m - FOUR * fours - FIVE * fives) / SIX;
        int top = 0;
        if (sixes > 0) {
            GemmTiles.tile6x3(sixes, panels, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc,
                    start, si, end, row);
            top = SIX * sixes;
        }
        if (fives > 0) {
            GemmTiles.tile5x3(fives, panels, k, a, ai + top * aRow, aRow, aColumn, b, bi, bRows, c,
                    ci + top * ldc, ldc, start, si + top, end, row + top);
            top += FIVE * fives;
        }
        if (fours > 0) {
            GemmTiles.tile4x3(fours, panels, k, a, ai + top * aRow, aRow, aColumn, b, bi, bRows, c,
                    ci + top * ldc, ldc, start, si + top, end, row + top);
            top += FOUR * fours;
        }
        if (top < m) {
            SingleRows.multiply(3, m - top, panels, k, a, ai + top * aRow, aRow, aColumn, b, bi,
                    bRows, c, ci + top * ldc, ldc, start, si + top, end, row + top);
        }
    }

    private static void twoVectors(int panels, int m, int k, float[] a, int ai, int aRow,
            int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci, int ldc,
            float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        if (PlainMicroKernels.fit(aColumn)) {
            PlainMicroKernels.panels(panels, 2, m, k, a, ai, aRow, b, bi, bRows, c, ci, ldc, start,
                    si, end, row);
            return;
        }
        int fours = fours(m);
        int fives = fives(m);
        int sixes = (m - FOUR * fours - FIVE * fives) / SIX;
        int top = 0;
        if (sixes > 0) {
            GemmTiles.tile6x2(sixes, panels, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc,
                    start, si, end, row);
            top = SIX * sixes;
        }
        if (fives > 0) {
            GemmTiles.tile5x2(fives, panels, k, a, ai + top * aRow, aRow, aColumn, b, bi, bRows, c,
                    ci + top * ldc, ldc, start, si + top, end, row + top);
            top += FIVE * fives;
        }
        if (fours > 0) {
            GemmTiles.tile4x2(fours, panels, k, a, ai + top * aRow, aRow, aColumn, b, bi, bRows, c,
                    ci + top * ldc, ldc, start, si + top, end, row + top);
            top += FOUR * fours;
        }
        if (top < m) {
            SingleRows.multiply(2, m - top, panels, k, a, ai + top * aRow, aRow, aColumn, b, bi,
                    bRows, c, ci + top * ldc, ldc, start, si + top, end, row + top);
        }
    }

    private static void oneVector(int panels, int m, int k, float[] a, int ai, int aRow,
            int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci, int ldc,
            float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        if (PlainMicroKernels.fit(aColumn)) {
            PlainMicroKernels.panels(panels, 1, m, k, a, ai, aRow, b, bi, bRows, c, ci, ldc, start,
                    si, end, row);
            return;
        }
        int fours = tilesOfFour(m);
        int sixes = (m - FOUR * fours) / SIX;
        int twelves = Lanes.WIDE ? sixes / 2 : 0;
        int top = TWELVE * twelves;
        if (twelves > 0) {
            GemmTiles.tile12x1(twelves, panels, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc,
                    start, si, end, row);
        }
        if (sixes > 2 * twelves) {
            GemmTiles.tile6x1(sixes - 2 * twelves, panels, k, a, ai + top * aRow, aRow, aColumn, b,
                    bi, bRows, c, ci + top * ldc, ldc, start, si + top, end, row + top);
            top = SIX * sixes;
        }
        if (fours > 0) {
            GemmTiles.tile4x1(fours, panels, k, a, ai + top * aRow, aRow, aColumn, b, bi, bRows, c,
                    ci + top * ldc, ldc, start, si + top, end, row + top);
            top += FOUR * fours;
        }
        if (top < m) {
            SingleRows.multiply(1, m - top, panels, k, a, ai + top * aRow, aRow, aColumn, b, bi,
                    bRows, c, ci + top * ldc, ldc, start, si + top, end, row + top);
        }
    }

    /**
     * A panel of {@link Lanes#HALF_LENGTH} columns, tile below tile.
     *
     * @param start one value a row of C to start from, from {@code si}; null starts from C
     */
    static void halfPanel(int m, int k, float[] a, int ai, int aRow, int aColumn, float[] b, int bi,
            int[] bRows, float[] c, int ci, int ldc, float @Nullable [] start, int si) {
        int twelves = m / TWELVE;
        int fours = m % TWELVE / FOUR;
        int top = TWELVE * twelves;
        if (twelves > 0) {
            GemmTiles.half12x1(twelves, 1, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc,
                    start, si, null, 0);
        }
        if (fours > 0) {
            GemmTiles.half4x1(fours, 1, k, a, ai + top * aRow, aRow, aColumn, b, bi, bRows, c, ci +
                    top * ldc, ldc, start, si + top, null, 0);
            top += FOUR * fours;
        }
        if (top < m) {
            GemmTiles.half1x1(m - top, 1, k, a, ai + top * aRow, aRow, aColumn, b, bi, bRows, c, ci
                    + top * ldc, ldc, start, si + top, null, 0);
        }
    }

    /**
     * Tiles of four rows: as few tiles as six rows each allow are made one row lower until they fit,
     * and two rows where that is not enough. Seven rows, and less than four, leave single ones.
     */
    private static int fours(int rows) {
        return rows < FOUR || rows == SIX + 1 ? 0 : Math.max(0, missing(rows) - tiles(rows));
    }

    /** Tiles of five rows. */
    private static int fives(int rows) {
        return rows < FOUR || rows == SIX + 1 ? 0 : missing(rows) - 2 * fours(rows);
    }

    private static int tiles(int rows) {
        return Math.ceilDiv(rows, SIX);
    }

    /** Rows by which tiles of six are too many. */
    private static int missing(int rows) {
        return SIX * tiles(rows) - rows;
    }

    /** Tiles of four rows that, after tiles of six, leave at most one row. */
    static int tilesOfFour(int rows) {
        int rest = rows % SIX;
        return rest >= FOUR ? 1 : rest >= 2 && rows > SIX ? 2 : 0;
    }
}
