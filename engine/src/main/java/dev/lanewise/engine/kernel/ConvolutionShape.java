package dev.lanewise.engine.kernel;

/**
 * A convolution between two stacks of maps. Weights are {@code
 * [out][in][kernelHeight][kernelWidth]}; the k-th tap of an output runs over (input channel, kernel
 * row, kernel column) in that order.
 *
 * <p>{@code padding} counts the zeros that are <em>not</em> stored. The direct kernels of {@link
 * Convolution} read maps in place and want it to be 0: a padded convolution reads a map that is
 * stored with its border. {@link Im2col} takes any padding.
 *
 * @param in the maps that are read
 * @param out the maps that are made; its lanes equal the input's
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param stride step between output positions, in both directions
 * @param padding rows and columns of zeros around the stored input on every side
 * @param dilation distance between kernel taps
 */
public record ConvolutionShape(MapShape in, MapShape out, int kernelHeight, int kernelWidth,
        int stride, int padding, int dilation) {

    /** Checks that the output has the size that the other numbers give. */
    public ConvolutionShape {
        if (kernelHeight < 1 || kernelWidth < 1 || stride < 1 || padding < 0 || dilation < 1) {
            throw new IllegalArgumentException(
                    "A convolution needs kernel, stride and dilation of at least 1 and padding of at least 0; found kernel "
                            + kernelHeight + "×" + kernelWidth + ", stride " + stride
                            + ", dilation " + dilation + ", padding " + padding + ".");
        }
        check("rows", in.height(), out.height(), kernelHeight, stride, padding, dilation);
        check("columns", in.width(), out.width(), kernelWidth, stride, padding, dilation);
        if (in.lanes() != out.lanes()) {
            throw new IllegalArgumentException(
                    "Input and output of a convolution hold the same images; found " + in.lanes()
                            + " and " + out.lanes() + " lanes.");
        }
    }

    private static void check(String what, int in, int out, int kernel, int stride, int padding,
            int dilation) {
        int expected = outputExtent(in, kernel, stride, padding, dilation);
        if (expected != out) {
            throw new IllegalArgumentException("A convolution of " + in + " " + what
                    + " with kernel " + kernel + ", stride " + stride + ", padding " + padding
                    + " and dilation " + dilation + " gives " + expected + " " + what + "; found "
                    + out + ".");
        }
    }

    /** Number of output positions along one direction; 0 or less if the kernel does not fit. */
    public static int outputExtent(int in, int kernel, int stride, int padding, int dilation) {
        return Math.floorDiv(in + 2 * padding - (kernel - 1) * dilation - 1, stride) + 1;
    }

    /** A convolution between dense maps. */
    public static ConvolutionShape dense(MapShape in, int outChannels, int kernelHeight,
            int kernelWidth, int stride, int padding, int dilation) {
        MapShape out = MapShape.dense(outChannels,
                outputExtent(in.height(), kernelHeight, stride, padding, dilation),
                outputExtent(in.width(), kernelWidth, stride, padding, dilation), in.lanes());
        return new ConvolutionShape(in, out, kernelHeight, kernelWidth, stride, padding, dilation);
    }

    /** Taps of one output: the length of its chain of multiply-adds. */
    public int taps() {
        return in.channels() * kernelHeight * kernelWidth;
    }

    /** Number of weights. */
    public int weights() {
        return out.channels() * taps();
    }

    /** Output positions of one map. */
    public int positions() {
        return out.height() * out.width();
    }

    /** Multiply-adds of one pass over all lanes, the border included. */
    public long multiplyAdds() {
        return (long) weights() * positions() * in.lanes();
    }
}
