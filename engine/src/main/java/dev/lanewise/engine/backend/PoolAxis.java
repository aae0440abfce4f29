package dev.lanewise.engine.backend;

/**
 * The windows of a pooling in one direction. The padding is stored nowhere: what of a window lies
 * outside of the map takes no part.
 *
 * @param window rows or columns of a window, at least 1
 * @param stride from one window to the next, at least 1
 * @param padding how far outside of the map the first window begins, at most half a window
 */
public record PoolAxis(int window, int stride, int padding) {

    /** Checks the ranges. */
    public PoolAxis {
        if (window < 1 || stride < 1) {
            throw new IllegalArgumentException(
                    "Pooling needs window and stride of at least 1; you gave " + window + " and "
                            + stride + ".");
        }
        if (padding < 0 || padding > window / 2) {
            throw new IllegalArgumentException("Pooling needs a padding from 0 to half its window;"
                    + " you gave " + padding + " for a window of " + window + ".");
        }
    }

    /** Windows that lie whole on a map of so many rows or columns and its padding. */
    int whole(int extent) {
        long room = extent + 2L * padding - window;
        return room < 0 ? 0 : (int) (room / stride) + 1;
    }

    /**
     * The same, and one more if it is needed for what is left and begins on the map or the padding
     * before it.
     */
    int covering(int extent) {
        long room = extent + 2L * padding - window;
        long count = Math.ceilDiv(room, stride) + 1;
        return (int) ((count - 1) * stride >= (long) extent + padding ? count - 1 : count);
    }

    /** Where a window begins on the map. */
    public int from(int index) {
        return Math.max(0, index * stride - padding);
    }

    /** Rows or columns of the map in a window. */
    public int length(int index, int extent) {
        return (int) Math.min(extent, (long) index * stride - padding + window) - from(index);
    }

    /** The same of the map and its padding. */
    long paddedLength(int index, int extent) {
        long start = (long) index * stride - padding;
        return Math.min((long) extent + padding, start + window) - start;
    }
}
