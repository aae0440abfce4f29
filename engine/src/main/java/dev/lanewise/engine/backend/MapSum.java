package dev.lanewise.engine.backend;

/**
 * The sum of two stacks of maps, value by value, and 0 instead of what is below if {@code rectified}, as a
 * ReLU makes it.
 *
 * @param first the maps that are added to
 * @param second those that are added
 * @param out where the sums go; all three of the same extents
 * @param rectified whether sums below 0 become 0
 */
public record MapSum(MapShape first, MapShape second, MapShape out, boolean rectified) {

    /** Checks that all have the same extents. */
    public MapSum {
        if (!first.hasExtentsOf(out) || !second.hasExtentsOf(out)) {
            throw new IllegalArgumentException("Maps that are added must have the same extents; you"
                    + " gave " + first + " and " + second + " for " + out + ".");
        }
    }

    /** Rows of a map to go through: one long one where no side has a gap between rows. */
    public int rows() {
        return isWhole() ? 1 : out.height();
    }

    /** Floats of such a row. */
    public int rowLength() {
        return isWhole() ? out.height() * out.rowLength() : out.rowLength();
    }

    private boolean isWhole() {
        return first.hasWholeRows() && second.hasWholeRows() && out.hasWholeRows();
    }
}
