package dev.lanewise.engine.backend;

/**
 * Pooling between two stacks of maps. Windows that do not fit whole are dropped.
 *
 * @param in the maps that are read
 * @param out the maps that are made; channels and lanes equal the input's
 * @param window rows and columns of the window
 * @param stride step between windows
 */
public record PoolShape(MapShape in, MapShape out, int window, int stride) {

    /** Checks that the output has the size that the other numbers give. */
    public PoolShape {
        int height = extent(in, in.height(), window, stride);
        int width = extent(in, in.width(), window, stride);
        if (in.channels() != out.channels() || in.lanes() != out.lanes() || height != out.height()
                || width != out.width()) {
            throw new IllegalArgumentException("Pooling " + in + " by " + window + " at stride "
                    + stride + " gives " + in.channels() + " maps of "
                    + height + "×" + width + " and the same lanes; you gave " + out + ".");
        }
    }

    private static int extent(MapShape in, int extent, int window, int stride) {
        if (window < 1 || stride < 1) {
            throw new IllegalArgumentException(
                    "Pooling needs window and stride of at least 1; you gave " + window + " and "
                            + stride + ".");
        }
        if (window > extent) {
            throw new IllegalArgumentException("Pooling needs a window that fits the maps of "
                    + in.height() + "×" + in.width() + "; you gave " + window + "×" + window
                    + "; take a smaller one.");
        }
        return (extent - window) / stride + 1;
    }

    /** Pooling between dense maps. */
    public static PoolShape dense(MapShape in, int window, int stride) {
        return new PoolShape(in,
                MapShape.dense(in.channels(), extent(in, in.height(), window, stride),
                        extent(in, in.width(), window, stride), in.lanes()),
                window, stride);
    }
}
