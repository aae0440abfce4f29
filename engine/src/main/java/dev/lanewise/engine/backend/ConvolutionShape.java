package dev.lanewise.engine.backend;

/**
 * A convolution between two stacks of maps. Weights are {@code
 * [out][in / groups][kernelHeight][kernelWidth]}; the k-th tap of an output runs over (input channel of
 * its group, kernel row, kernel column) in that order.
 *
 * <p>{@code padding} counts the zeros that are <em>not</em> stored. The direct kernels read maps in
 * place and want it to be 0: a padded convolution reads a map that is stored with its border. {@link Im2col} takes any padding.
 *
 * @param in the maps that are read
 * @param out the maps that are made; its lanes equal the input's
 * @param window kernel, stride and dilation
 * @param padding rows and columns of zeros around the stored input on every side
 * @param groups parts into which both stacks are cut; each part of the output sees its part of the
 *     input
 */
public record ConvolutionShape(MapShape in, MapShape out, ConvolutionWindow window, int padding,
        int groups) {

    /**
     * Checks that the output has the size that the other numbers give.
     *
     * @throws TooLargeException if no array can hold the weights
     */
    public ConvolutionShape {
        check("rows", in.height(), out.height(), window.height(), window.strideHeight(), padding,
                window.dilationHeight());
        check("columns", in.width(), out.width(), window.width(), window.strideWidth(), padding,
                window.dilationWidth());
        if (in.lanes() != out.lanes()) {
            throw new IllegalArgumentException(
                    "Input and output of a convolution must hold the same images; you gave "
                            + in.lanes()
                            + " and " + out.lanes() + " lanes.");
        }
        if (groups < 1 || in.channels() % groups != 0 || out.channels() % groups != 0) {
            throw new IllegalArgumentException(
                    "Groups of a convolution must divide the maps on both sides; you gave "
                            + in.channels() + " and " + out.channels() + " maps and " + groups
                            + " groups.");
        }
        checkWeights(in.channels() / groups, out.channels(), window.height(), window.width());
    }

    /** A convolution in one group, with one stride and one dilation. */
    public ConvolutionShape(MapShape in, MapShape out, int kernelHeight, int kernelWidth,
            int stride, int padding, int dilation) {
        this(in, out, ConvolutionWindow.square(kernelHeight, kernelWidth, stride, dilation),
                padding, 1);
    }

    private static void checkWeights(int inChannels, int outChannels, int height, int width) {
        String kernels = outChannels + "×" + inChannels + " kernels of " + height + "×" + width;
        long taps = TooLargeException.require((long) height * width, "A convolution", "weights",
                kernels) * (long) inChannels;
        TooLargeException.require(
                TooLargeException.require(taps, "A convolution", "weights", kernels)
                        * (long) outChannels,
                "A convolution", "weights", kernels);
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
        if (kernel < 1 || stride < 1 || padding < 0 || dilation < 1) {
            throw new IllegalArgumentException(
                    "A convolution needs kernel, stride and dilation of at least 1 and padding of at least 0; you gave kernel "
                            + kernel + ", stride " + stride + ", dilation " + dilation
                            + ", padding " + padding + ".");
        }
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

    /** A convolution between dense maps in one group. */
    public static ConvolutionShape dense(MapShape in, int outChannels, int kernelHeight,
            int kernelWidth, int stride, int padding, int dilation) {
        return dense(in, outChannels,
                ConvolutionWindow.square(kernelHeight, kernelWidth, stride, dilation), padding, 1);
    }

    /** A convolution between dense maps. */
    public static ConvolutionShape dense(MapShape in, int outChannels, ConvolutionWindow window,
            int padding, int groups) {
        MapShape out = MapShape.dense(outChannels,
                fittingExtent("rows", in.height(), window.height(), window.strideHeight(), padding,
                        window.dilationHeight()),
                fittingExtent("columns", in.width(), window.width(), window.strideWidth(), padding,
                        window.dilationWidth()),
                in.lanes());
        return new ConvolutionShape(in, out, window, padding, groups);
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
        return new ConvolutionShape(in.rows(window.inputRows(rows.height())), rows, window, padding,
                groups);
    }

    /** One of its groups. */
    public ConvolutionShape group() {
        return new ConvolutionShape(in.channels(in.channels() / groups),
                out.channels(out.channels() / groups), window, padding, 1);
    }

    /** Whether each output map sees a single input map and there are several of these. */
    public boolean isDepthwise() {
        return groups > 1 && groups == in.channels();
    }

    /** Taps of one output: the length of its chain of multiply-adds. */
    public int taps() {
        return in.channels() / groups * window.area();
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
