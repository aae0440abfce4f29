package dev.lanewise.engine.kernel;

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
        if (window < 1 || stride < 1) {
            throw new IllegalArgumentException(
                    "Pooling needs window and stride of at least 1; found " + window + " and "
                            + stride + ".");
        }
        int height = ConvolutionShape.outputExtent(in.height(), window, stride, 0, 1);
        int width = ConvolutionShape.outputExtent(in.width(), window, stride, 0, 1);
        if (in.channels() != out.channels() || in.lanes() != out.lanes() || height != out.height()
                || width != out.width()) {
            throw new IllegalArgumentException("Pooling " + in + " by " + window + " at stride "
                    + stride + " gives " + in.channels() + " maps of "
                    + height + "×" + width + " and the same lanes; found " + out + ".");
        }
    }

    /** Pooling between dense maps. */
    public static PoolShape dense(MapShape in, int window, int stride) {
        return new PoolShape(in, MapShape.dense(in.channels(),
                ConvolutionShape.outputExtent(in.height(), window, stride, 0, 1),
                ConvolutionShape.outputExtent(in.width(), window, stride, 0, 1), in.lanes()),
                window, stride);
    }
}
