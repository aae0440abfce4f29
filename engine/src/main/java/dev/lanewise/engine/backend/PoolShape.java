package dev.lanewise.engine.backend;

/**
 * Pooling between two stacks of maps. A window that doesn't lie whole on its map and the padding around
 * is dropped, or its part on the map is pooled: the output's size tells.
 *
 * @param in the maps that are read
 * @param out the maps that are made; channels and lanes equal the input's
 * @param rows windows from top to bottom
 * @param columns windows from left to right
 * @param countsPadding whether a mean also divides by what its window has of the padding, as zeros
 */
public record PoolShape(MapShape in, MapShape out, PoolAxis rows, PoolAxis columns,
        boolean countsPadding) {

    /** Checks that the output has a size that the other numbers give. */
    public PoolShape {
        int height = count(in, rows, columns, out.height(), true);
        int width = count(in, rows, columns, out.width(), false);
        if (in.channels() != out.channels() || in.lanes() != out.lanes() || height != out.height()
                || width != out.width()) {
            throw new IllegalArgumentException("Pooling " + in + " by " + rows + " and " + columns
                    + " gives " + in.channels() + " maps of " + height + "×" + width
                    + " and the same lanes; you gave " + out + ".");
        }
    }

    /** Square windows without padding. */
    public PoolShape(MapShape in, MapShape out, int window, int stride) {
        this(in, out, new PoolAxis(window, stride, 0), new PoolAxis(window, stride, 0), true);
    }

    /** Of the two counts that windows allow the wanted one, or else that of whole windows. */
    private static int count(MapShape in, PoolAxis rows, PoolAxis columns, int wanted,
            boolean down) {
        PoolAxis axis = down ? rows : columns;
        int extent = down ? in.height() : in.width();
        int count = axis.covering(extent) == wanted ? wanted : axis.whole(extent);
        if (count < 1) {
            throw new IllegalArgumentException("Pooling needs a window that fits the maps of "
                    + in.height() + "×" + in.width() + "; you gave " + rows.window() + "×"
                    + columns.window() + "; take a smaller one.");
        }
        return count;
    }

    /** Pooling between dense maps by square windows without padding; those that don't lie whole are dropped. */
    public static PoolShape dense(MapShape in, int window, int stride) {
        PoolAxis axis = new PoolAxis(window, stride, 0);
        return dense(in, axis, axis, false, true);
    }

    /**
     * Pooling between dense maps.
     *
     * @param ceil whether the part on the map of a window that doesn't lie whole is pooled
     */
    public static PoolShape dense(MapShape in, PoolAxis rows, PoolAxis columns, boolean ceil,
            boolean countsPadding) {
        int height = count(in, rows, columns, ceil ? rows.covering(in.height()) : 0, true);
        int width = count(in, rows, columns, ceil ? columns.covering(in.width()) : 0, false);
        return new PoolShape(in, MapShape.dense(in.channels(), height, width, in.lanes()), rows,
                columns, countsPadding);
    }

    /** Whether every window lies whole on its map. */
    public boolean isWhole() {
        return isWhole(rows, in.height(), out.height())
                && isWhole(columns, in.width(), out.width());
    }

    private static boolean isWhole(PoolAxis axis, int in, int out) {
        return axis.padding() == 0 && axis.length(out - 1, in) == axis.window();
    }

    /** Whether these are whole square windows of that size that touch and don't overlap. */
    public boolean tilesBy(int window) {
        PoolAxis axis = new PoolAxis(window, window, 0);
        return rows.equals(axis) && columns.equals(axis) && isWhole();
    }

    /** Whether windows may overlap. */
    public boolean overlaps() {
        return rows.stride() < rows.window() || columns.stride() < columns.window();
    }

    /** Elements of the map in the window of an output. */
    public int size(int row, int column) {
        return rows.length(row, in.height()) * columns.length(column, in.width());
    }

    /** What each of them counts in the mean of its window. */
    public float share(int row, int column) {
        return 1f / (countsPadding
                ? rows.paddedLength(row, in.height()) * columns.paddedLength(column, in.width())
                : size(row, column));
    }
}
