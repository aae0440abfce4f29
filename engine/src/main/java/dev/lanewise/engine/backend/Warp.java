package dev.lanewise.engine.backend;

/**
 * Resampling of one map by bilinear interpolation, prepared for one {@link WarpShape}. Holds scratch
 * arrays, so it belongs to one thread at a time.
 */
public interface Warp {
    /** Numbers of an affine map. */
    int COEFFICIENTS = 6;

    /** What it was prepared for. */
    WarpShape shape();

    /**
     * Sets each pixel of {@code y} to the value of {@code x} at a place between its pixels; beyond
     * them is 0. With i = row·width + column the place is
     *
     * <pre>
     * u = fma(strength, displacement[i], fma(a, column, fma(b, row, c)))             the column
     * v = fma(strength, displacement[padded + i], fma(d, column, fma(e, row, f)))    the row
     * </pre>
     *
     * and the value, of the four pixels around it, {@code t = fma(p, x01 − x00, x00)}, {@code s =
     * fma(p, x11 − x10, x10)}, {@code y = fma(q, s − t, t)}, where p and q are what (u + 1) and (v + 1),
     * u limited to [−1, width] and v to [−1, height] before, exceed whole numbers by.
     *
     * @param x the map, row by row from {@code xOffset}
     * @param map a, b, c, d, e, f: finite
     * @param displacement columns from 0, rows from {@link WarpShape#padded}; at least two times that
     *     long; finite
     * @param y receives the map, row by row from {@code yOffset}; may be {@code x}
     * @throws IndexOutOfBoundsException if an operand does not lie inside its array
     */
    void run(float[] x, int xOffset, float[] map, float strength, float[] displacement, float[] y,
            int yOffset);
}
