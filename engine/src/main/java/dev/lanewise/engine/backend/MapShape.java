package dev.lanewise.engine.backend;

/**
 * How a stack of feature maps of one tile of images lies in a {@code float[]}: {@code
 * [channel][row][column][lane]}, the images of the tile innermost (the CHWN layout). Element (c, y,
 * x, lane) lies at {@code offset + c·channelStride + y·rowStride + x·lanes + lane}.
 *
 * <p>Strides may be larger than the map: then it is a window into a larger one, such as the inside
 * of a map stored with a border of zeros, or a band of rows.
 *
 * @param channels number of maps
 * @param height rows of each
 * @param width columns of each
 * @param lanes images in the tile
 * @param rowStride floats from one row to the next, at least width · lanes
 * @param channelStride floats from one map to the next, at least (height − 1) · rowStride +
 *     width · lanes unless there is one channel
 */
public record MapShape(int channels, int height, int width, int lanes, int rowStride,
        int channelStride) {

    /**
     * Checks that extents are positive and that rows and maps do not overlap.
     *
     * @throws TooLargeException if no array can hold them
     */
    public MapShape {
        checkExtents(channels, height, width, lanes);
        long rowLength = (long) width * lanes;
        boolean mapsOverlap = channels > 1 && channelStride < (height - 1L) * rowStride + rowLength;
        if (rowStride < rowLength || mapsOverlap) {
            throw new IllegalArgumentException(
                    "Rows of " + width + "×" + lanes + " floats and maps of " + height
                            + " rows overlap at row stride " + rowStride + " and channel stride "
                            + channelStride + ".");
        }
        checkSpan((channels - 1L) * channelStride + (height - 1L) * rowStride + rowLength, channels,
                height, width, lanes);
    }

    private static void checkExtents(int channels, int height, int width, int lanes) {
        if (channels < 1 || height < 1 || width < 1 || lanes < 1) {
            throw new IllegalArgumentException(
                    "A map needs channels, height, width and lanes of at least 1; you gave "
                            + channels + ", " + height + ", " + width + ", " + lanes + ".");
        }
    }

    private static int checkSpan(long floats, int channels, int height, int width, int lanes) {
        return TooLargeException.require(floats, "A stack of maps", "floats", channels + " maps of "
                + height + "×" + width + " for " + lanes + (lanes == 1 ? " image" : " images"));
    }

    /** Maps without gaps. */
    public static MapShape dense(int channels, int height, int width, int lanes) {
        checkExtents(channels, height, width, lanes);
        // A row is no longer than the whole; the products of three ints need a look at their parts.
        long row = (long) width * lanes;
        long map = row > Integer.MAX_VALUE ? row : row * height;
        return new MapShape(channels, height, width, lanes,
                checkSpan(row, channels, height, width, lanes),
                checkSpan(map, channels, height, width, lanes));
    }

    /** The same strides with other rows: a band of this map. */
    public MapShape rows(int count) {
        return new MapShape(channels, count, width, lanes, rowStride, channelStride);
    }

    /** The same strides with other channels: some of these maps. */
    public MapShape channels(int count) {
        return new MapShape(count, height, width, lanes, rowStride, channelStride);
    }

    /** Floats from the first element to one past the last. */
    public int span() {
        return (channels - 1) * channelStride + (height - 1) * rowStride + width * lanes;
    }

    /** Floats of data in one row: width · lanes. */
    public int rowLength() {
        return width * lanes;
    }

    /** Whether there is no gap between the rows of a map. */
    public boolean hasWholeRows() {
        return rowStride == rowLength();
    }

    /** Whether other maps are as many and as large. */
    public boolean hasExtentsOf(MapShape other) {
        return channels == other.channels && height == other.height && width == other.width
                && lanes == other.lanes;
    }

    /** Whether there is no gap between rows and maps. */
    public boolean isDense() {
        return hasWholeRows() && (channels == 1 || channelStride == height * rowStride);
    }
}
