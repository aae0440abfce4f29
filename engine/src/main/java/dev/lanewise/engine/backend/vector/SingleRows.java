package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.Epilogue;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/** The rows of a product that are left beside its tiles of several. */
final class SingleRows {
    private SingleRows() {}

    /** See {@link TileMicroKernels#panels}; {@code rows} is what {@code m} is there. */
    static void multiply(int vectors, int rows, int panels, int k, float[] a, int ai, int aRow,
            int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci, int ldc,
            float @Nullable [] start, int si, @Nullable Epilogue end, int row) {
        if (start != null) {
            start(vectors, rows, panels, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc, start,
                    si);
        } else {
            add(vectors, rows, panels, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci, ldc);
        }
        if (end != null) {
            VectorArithmetic.endRows(end, row, rows, panels * vectors * LENGTH, c, ci, ldc);
        }
    }

    private static void start(int vectors, int rows, int panels, int k, float[] a, int ai, int aRow,
            int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci, int ldc, float[] start,
            int si) {
        switch (vectors) {
            case 4 -> GemmTiles.start1x4(rows, panels, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci,
                    ldc, start, si);
            case 3 -> GemmTiles.start1x3(rows, panels, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci,
                    ldc, start, si);
            case 2 -> GemmTiles.start1x2(rows, panels, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci,
                    ldc, start, si);
            default -> {
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < panels * LENGTH; j += LENGTH) {
                        startOne(k, a, ai + i * aRow, aColumn, b, bi + j, bRows, c,
                                ci + i * ldc + j, start[si + i]);
                    }
                }
            }
        }
    }

    private static void add(int vectors, int rows, int panels, int k, float[] a, int ai, int aRow,
            int aColumn, float[] b, int bi, int[] bRows, float[] c, int ci, int ldc) {
        switch (vectors) {
            case 4 -> GemmTiles.add1x4(rows, panels, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci,
                    ldc);
            case 3 -> GemmTiles.add1x3(rows, panels, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci,
                    ldc);
            case 2 -> GemmTiles.add1x2(rows, panels, k, a, ai, aRow, aColumn, b, bi, bRows, c, ci,
                    ldc);
            default -> {
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < panels * LENGTH; j += LENGTH) {
                        addOne(k, a, ai + i * aRow, aColumn, b, bi + j, bRows, c,
                                ci + i * ldc + j);
                    }
                }
            }
        }
    }

    /**
     * One vector, which is no tile with loops over rows and panels of its own: around so short a chain the
     * compiler at times made an array of each sum.
     */
    private static void startOne(int k, float[] a, int ai, int aColumn, float[] b, int bi,
            int[] bRows, float[] c, int ci, float start) {
        FloatVector sum = FloatVector.broadcast(SPECIES, start);
        for (int p = 0; p < k; p++) {
            sum = FloatVector.broadcast(SPECIES, a[ai + p * aColumn])
                    .fma(FloatVector.fromArray(SPECIES, b, bi + bRows[p]), sum);
        }
        sum.intoArray(c, ci);
    }

    private static void addOne(int k, float[] a, int ai, int aColumn, float[] b, int bi,
            int[] bRows, float[] c, int ci) {
        FloatVector sum = FloatVector.fromArray(SPECIES, c, ci);
        for (int p = 0; p < k; p++) {
            sum = FloatVector.broadcast(SPECIES, a[ai + p * aColumn])
                    .fma(FloatVector.fromArray(SPECIES, b, bi + bRows[p]), sum);
        }
        sum.intoArray(c, ci);
    }
}
