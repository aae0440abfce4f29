package dev.lanewise.engine.backend.portable;

/** Copies columns that don't lie side by side. */
final class Columns {
    private Columns() {}

    /**
     * Copies columns, {@code step} floats apart, side by side.
     *
     * @param lanes floats of a column
     * @param length floats of all columns
     */
    static void gather(float[] x, int from, int step, float[] y, int to, int lanes, int length) {
        if (lanes == 1) {
            for (int i = 0; i < length; i++) {
                y[to + i] = x[from + i * step];
            }
            return;
        }
        for (int at = 0, source = from; at < length; at += lanes, source += step) {
            System.arraycopy(x, source, y, to + at, lanes);
        }
    }

    /** The same the other way round. */
    static void scatter(float[] x, int from, float[] y, int to, int step, int lanes, int length) {
        if (lanes == 1) {
            for (int i = 0; i < length; i++) {
                y[to + i * step] = x[from + i];
            }
            return;
        }
        for (int at = 0, target = to; at < length; at += lanes, target += step) {
            System.arraycopy(x, from + at, y, target, lanes);
        }
    }
}
