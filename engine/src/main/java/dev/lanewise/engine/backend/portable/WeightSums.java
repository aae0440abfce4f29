package dev.lanewise.engine.backend.portable;

/** Sums of products of gradients and inputs, some columns in a pass: two loads for each fma. */
final class WeightSums {
    /** Columns that are added in a pass. */
    static final int COLUMNS = 4;

    private WeightSums() {}

    /** Columns rounded up to whole passes. */
    static int roundUp(int columns) {
        return Math.ceilDiv(columns, COLUMNS) * COLUMNS;
    }

    /** Repeats the lanes of an input until a row is full. */
    static void repeat(int lanes, int width, float[] x, int from, float[] row) {
        System.arraycopy(x, from, row, 0, lanes);
        for (int done = lanes; done < width; done *= 2) {
            System.arraycopy(row, 0, row, done, Math.min(done, width - done));
        }
    }

    /** Adds four columns to a row of sums, one after the other. */
    static void add(int n, float[] d0, float[] x0, float[] d1, float[] x1, float[] d2,
            float[] x2, float[] d3, float[] x3, float[] sums) {
        for (int i = 0; i < n; i++) {
            float sum = Math.fma(d1[i], x1[i], Math.fma(d0[i], x0[i], sums[i]));
            sums[i] = Math.fma(d3[i], x3[i], Math.fma(d2[i], x2[i], sum));
        }
    }
}
