package dev.lanewise.engine.kernel.vector;

import static dev.lanewise.engine.kernel.vector.Lanes.LENGTH;
import static dev.lanewise.engine.kernel.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Copies columns of B into a panel, its rows one after the other: a tile then reads one stream of
 * consecutive floats instead of a row here and a row there, each on its own page of memory.
 */
final class GemmPacking {
    private GemmPacking() {}

    /** Floats of a row of a panel of so many columns: whole vectors. */
    static int width(int columns) {
        return (columns + LENGTH - 1) / LENGTH * LENGTH;
    }

    /**
     * Packs B[k × columns], stored row by row.
     *
     * @param panel receives {@code k} rows of {@link #width} floats from {@code to}, filled up with
     *     zeros
     */
    static void plain(int k, int columns, float[] b, int bi, int ldb, float[] panel, int to) {
        int width = width(columns);
        VectorMask<Float> last = SPECIES.indexInRange(0, columns - width + LENGTH);
        for (int p = 0; p < k; p++) {
            int from = bi + p * ldb;
            int row = to + p * width;
            int v = 0;
            for (; v + LENGTH <= columns; v += LENGTH) {
                FloatVector.fromArray(SPECIES, b, from + v).intoArray(panel, row + v);
            }
            if (v < columns) {
                FloatVector.fromArray(SPECIES, b, from + v, last).intoArray(panel, row + v);
            }
        }
    }

    /** Packs B[k × columns], stored as its transpose [columns × k]; else as {@link #plain}. */
    static void transposed(int k, int columns, float[] b, int bi, int ldb, float[] panel, int to) {
        int width = width(columns);
        for (int c = 0; c < width; c++) {
            int column = bi + c * ldb;
            for (int p = 0; p < k; p++) {
                panel[to + p * width + c] = c < columns ? b[column + p] : 0f;
            }
        }
    }
}
