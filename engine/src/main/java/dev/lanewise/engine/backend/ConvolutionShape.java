package dev.lanewise.engine.backend;

/**
 * A convolution between two stacks of maps. Weights are {@code
 * [out][in][kernelHeight][kernelWidth]}; the k-th tap of an output runs over (input channel, kernel
 * row, kernel column) in that order.
 *
 * <p>{@code padding} counts the zeros that are <em>not</em> stored. The direct kernels read maps in
 * place and want it to be 0: a padded convolution reads a map that is stored with its border. {@link Im2col} takes any padding.
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

    /**
     * Checks that the output has the size that the other numbers give.
     *
     * @throws TooLargeException if no array can hold the weights
     */
    public ConvolutionShape {
        checkRanges(kernelHeight, kernelWidth, stride, padding, dilation);
        check("rows", in.height(), out.height(), kernelHeight, stride, padding, dilation);
        check("columns", in.width(), out.width(), kernelWidth, stride, padding, dilation);
        if (in.lanes() != out.lanes()) {
            throw new IllegalArgumentException(
                    "Input and output of a convolution must hold the same images; you gave "
                            + in.lanes()
                            + " and " + out.lanes() + " lanes.");
        }
        long area = (long) kernelHeight * kernelWidth;
        String kernels = out.channels() + "×" + in.channels() + " kernels of " + kernelHeight + "×"
                + kernelWidth;
        long taps = TooLargeException.require(area, "A convolution", "weights", kernels)
                * (long) in.channels();
        TooLargeException.require(
                TooLargeException.require(taps, "A convolution", "weights", kernels)
                        * (long) out.channels(),
                "A convolution", "weights", kernels);
    }

    private static void checkRanges(int kernelHeight, int kernelWidth, int stride, int padding,
            int dilation) {
        if (kernelHeight < 1 || kernelWidth < 1 || stride < 1 || padding < 0 || dilation < 1) {
            throw new IllegalArgumentException(
                    "A convolution needs kernel, stride and dilation of at least 1 and padding of at least 0; you gave kernel "
                            + kernelHeight + "×" + kernelWidth + ", stride " + stride
                            + ", dilation " + dilation + ", padding " + padding + ".");
        }
    }

    private static void check(String what, int in, int out, int kernel, int stride, int padding,
            int dilation) {
        int expected = outputExtent(in, kernel, stride, padding, dilation);
        if (expected != out) {
            throw new IllegalArgumentException("A convolution of " + in + " " + what
                    + " with kernel " + kernel + ", stride " + stride + ", padding " + padding
                    + " and dilation " + dilation + " gives " + expected + " " + what
                    + "; you gave "
                    + out + ".");
        }
    }

    /**
     * Number of output positions along one direction; 0 or less if the kernel does not fit.
     *
     * @throws IllegalArgumentException if kernel, stride or dilation is below 1 or the padding below 0
     * @throws TooLargeException if there are more than an {@code int} can count
     */
    public static int outputExtent(int in, int kernel, int stride, int padding, int dilation) {
        checkRanges(kernel, kernel, stride, padding, dilation);
        long extent = Math.floorDiv(in + 2L * padding - (kernel - 1L) * dilation - 1, (long) stride)
                + 1;
        TooLargeException.require(extent, "A convolution", "output positions in a row", extent);
        return (int) Math.max(Integer.MIN_VALUE, extent);
    }

    /** The same, where the kernel must fit. */
    private static int fittingExtent(String what, int in, int kernel, int stride, int padding,
            int dilation) {
        int extent = outputExtent(in, kernel, stride, padding, dilation);
        if (extent < 1) {
            throw new IllegalArgumentException("A convolution with kernel " + kernel + ", padding "
                    + padding + " and dilation " + dilation + " needs maps of at least "
                    + ((kernel - 1L) * dilation + 1 - 2L * padding) + " " + what + "; you gave "
                    + in
                    + "; take a smaller kernel or more padding.");
        }
        return extent;
    }

    /** A convolution between dense maps. */
    public static ConvolutionShape dense(MapShape in, int outChannels, int kernelHeight,
            int kernelWidth, int stride, int padding, int dilation) {
        checkRanges(kernelHeight, kernelWidth, stride, padding, dilation);
        MapShape out = MapShape.dense(outChannels,
                fittingExtent("rows", in.height(), kernelHeight, stride, padding, dilation),
                fittingExtent("columns", in.width(), kernelWidth, stride, padding, dilation),
                in.lanes());
        return new ConvolutionShape(in, out, kernelHeight, kernelWidth, stride, padding, dilation);
    }

    /**
     * This shape, if a kernel can read its maps in place.
     *
     * @throws IllegalArgumentException if its padding is not 0
     */
    public ConvolutionShape inPlace() {
        if (padding != 0) {
            throw new IllegalArgumentException(
                    "A convolution in place must have padding 0; you gave " + padding
                            + "; store the map with a border of zeros, or use Im2col.");
        }
        return this;
    }

    /**
     * The same convolution where it makes fewer rows.
     *
     * @param rows the output maps that it makes, of the same width
     */
    public ConvolutionShape band(MapShape rows) {
        int inputRows = (rows.height() - 1) * stride + (kernelHeight - 1) * dilation + 1;
        return new ConvolutionShape(in.rows(inputRows), rows, kernelHeight, kernelWidth, stride,
                padding, dilation);
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
