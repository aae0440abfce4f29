package dev.lanewise.engine.backend;

/**
 * Each map times a number of its own plus another: {@code y = fma(scale, x, shift)}, and 0 instead of
 * what is below if {@code rectified}, as a ReLU makes it.
 *
 * @param in the maps that are read
 * @param out where they go: of the same extents; may be {@code in} in the same array and place
 * @param rectified whether values below 0 become 0
 */
public record ChannelAffine(MapShape in, MapShape out, boolean rectified) {

    /** Checks that both have the same extents. */
    public ChannelAffine {
        if (!in.hasExtentsOf(out)) {
            throw new IllegalArgumentException(
                    "Maps must keep their extents; you gave " + in + " and " + out + ".");
        }
    }

    /** Rows of a map to go through: one long one where neither side has a gap between rows. */
    public int rows() {
        return isWhole() ? 1 : in.height();
    }

    /** Floats of such a row. */
    public int rowLength() {
        return isWhole() ? in.height() * in.rowLength() : in.rowLength();
    }

    private boolean isWhole() {
        return in.hasWholeRows() && out.hasWholeRows();
    }
}
