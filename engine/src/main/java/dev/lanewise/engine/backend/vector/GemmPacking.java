package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Copies columns of B into a panel, its rows one after the other: a tile then reads one stream of
 * consecutive floats instead of a row here and a row there, each on its own page of memory.
 */
final class GemmPacking {
    private GemmPacking() {}

    /**
     * Packs B[k × columns], stored row by row.
     *
     * @param columns a multiple of the vector length
     * @param panel receives {@code k} rows of {@code columns} floats from {@code to}
     */
    static void plain(int k, int columns, float[] b, int bi, int ldb, float[] panel, int to) {
        for (int p = 0; p < k; p++) {
            int from = bi + p * ldb;
            int row = to + p * columns;
            for (int v = 0; v < columns; v += LENGTH) {
                FloatVector.fromArray(SPECIES, b, from + v).intoArray(panel, row + v);
            }
        }
    }

    /**
     * Packs B[k × columns], stored as its transpose [columns × k].
     *
     * @param panel receives {@code k} rows, {@code width} floats apart, from {@code to}
     */
    static void transposed(int k, int columns, float[] b, int bi, int ldb, float[] panel, int to,
            int width) {
        for (int c = 0; c < columns; c++) {
            int column = bi + c * ldb;
            for (int p = 0; p < k; p++) {
                panel[to + p * width + c] = b[column + p];
            }
        }
    }
}
