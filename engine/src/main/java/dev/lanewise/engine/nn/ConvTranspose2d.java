package dev.lanewise.engine.nn;

import java.util.List;

/**
 * A transposed two-dimensional convolution with bias, as PyTorch defines it: each input value adds the
 * kernel, times itself, to the output, {@code stride} further on for the next value. It is the gradient
 * of a {@link Conv2d} of the same numbers by its input. Weights are {@code [inChannels, outChannels / groups,
 * kernelHeight, kernelWidth]}, and the fans of the first weights are counted on them as PyTorch does: in
 * is outChannels / groups times the taps.
 *
 * <p>An output has (in − 1) · stride − padding on both sides + (kernel − 1) · dilation + 1 + outputPadding
 * rows or columns.
 */
public final class ConvTranspose2d extends DescribedLayer {
    private final int outChannels;
    private final Kernel2d kernel;
    private final Border padding;
    private final Extent outputPadding;
    private final int groups;

    private ConvTranspose2d(int outChannels, Kernel2d kernel, Border padding, Extent outputPadding,
            int groups) {
        if (outChannels < 1 || !kernel.isPositive() || !padding.isValid()) {
            throw new ShapeException(
                    "A transposed convolution needs outChannels, kernel, stride and dilation of at least 1 and padding of at least 0; it has outChannels "
                            + outChannels + ", kernel " + kernel.sizeText() + ", stride "
                            + kernel.stride() + ", padding " + padding + ", dilation "
                            + kernel.dilation() + ".");
        }
        if (!outputPadding.isAtLeast(0) || exceeds(outputPadding, kernel, true)
                || exceeds(outputPadding, kernel, false)) {
            throw new ShapeException(
                    "A transposed convolution needs an outputPadding from 0 that is less than its stride or its dilation; it has outputPadding "
                            + outputPadding + ", stride " + kernel.stride() + ", dilation "
                            + kernel.dilation() + ".");
        }
        Kernel2d.requireGroups(outChannels, groups);
        this.outChannels = outChannels;
        this.kernel = kernel;
        this.padding = padding;
        this.outputPadding = outputPadding;
        this.groups = groups;
    }

    private static boolean exceeds(Extent outputPadding, Kernel2d kernel, boolean rows) {
        return outputPadding.of(rows) >= Math.max(kernel.stride().of(rows),
                kernel.dilation().of(rows));
    }

    /** A square, dense kernel at stride 1, without padding. */
    public static ConvTranspose2d of(int outChannels, int kernel) {
        return of(outChannels, kernel, kernel);
    }

    /** An oblong, dense kernel at stride 1, without padding. */
    public static ConvTranspose2d of(int outChannels, int kernelHeight, int kernelWidth) {
        return new ConvTranspose2d(outChannels, Kernel2d.of(kernelHeight, kernelWidth), Border.NONE,
                Extent.even(0), 1);
    }

    static ConvTranspose2d of(LayerAttributes.Reader from) {
        return new ConvTranspose2d(from.whole("outChannels"), Kernel2d.of(from),
                Border.of(from, "padding"),
                from.has("outputPadding") ? Extent.of(from, "outputPadding") : Extent.even(0),
                from.whole("groups", 1));
    }

    /** The same with another step of the output for a step of the input, in both directions. */
    public ConvTranspose2d stride(int value) {
        return stride(value, value);
    }

    /** The same with other steps of the output between rows and between columns of the input. */
    public ConvTranspose2d stride(int height, int width) {
        return new ConvTranspose2d(outChannels, kernel.stride(height, width), padding,
                outputPadding, groups);
    }

    /** The same without so many rows and columns on every side of the output. */
    public ConvTranspose2d padding(int value) {
        return padding(value, value);
    }

    /** The same without so many rows above and below, and columns before and behind. */
    public ConvTranspose2d padding(int rows, int columns) {
        return padding(rows, rows, columns, columns);
    }

    /** The same without so many rows and columns on each side of the output. */
    public ConvTranspose2d padding(int top, int bottom, int left, int right) {
        return new ConvTranspose2d(outChannels, kernel, new Border(top, bottom, left, right),
                outputPadding, groups);
    }

    /** The same with so many more rows at the bottom and columns at the right of the output. */
    public ConvTranspose2d outputPadding(int value) {
        return outputPadding(value, value);
    }

    /** The same with so many more rows at the bottom, and columns at the right. */
    public ConvTranspose2d outputPadding(int rows, int columns) {
        return new ConvTranspose2d(outChannels, kernel, padding, new Extent(rows, columns), groups);
    }

    /** The same with another distance between kernel taps; 1 is a dense kernel. */
    public ConvTranspose2d dilation(int value) {
        return dilation(value, value);
    }

    /** The same with other distances between rows of taps and between columns of taps. */
    public ConvTranspose2d dilation(int height, int width) {
        return new ConvTranspose2d(outChannels, kernel.dilation(height, width), padding,
                outputPadding, groups);
    }

    /** The same in so many groups, which must divide the output channels and those of the input. */
    public ConvTranspose2d groups(int value) {
        return new ConvTranspose2d(outChannels, kernel, padding, outputPadding, value);
    }

    /** Number of output feature maps. */
    public int outChannels() {
        return outChannels;
    }

    /** Rows of the kernel. */
    public int kernelHeight() {
        return kernel.size().height();
    }

    /** Columns of the kernel. */
    public int kernelWidth() {
        return kernel.size().width();
    }

    /** Output rows between input rows. */
    public int strideHeight() {
        return kernel.stride().height();
    }

    /** Output columns between input columns. */
    public int strideWidth() {
        return kernel.stride().width();
    }

    /** Distance between rows of taps. */
    public int dilationHeight() {
        return kernel.dilation().height();
    }

    /** Distance between columns of taps. */
    public int dilationWidth() {
        return kernel.dilation().width();
    }

    /** What is cut off the output on each side. */
    public Border padding() {
        return padding;
    }

    /** Rows that are added to the output at the bottom. */
    public int outputPaddingHeight() {
        return outputPadding.height();
    }

    /** Columns that are added to the output at the right. */
    public int outputPaddingWidth() {
        return outputPadding.width();
    }

    /** Parts into which the maps on both sides are cut. */
    public int groups() {
        return groups;
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        Kernel2d.perGroup(name, input, groups);
        return new Shape(outChannels, extent(name, input.height(), true),
                extent(name, input.width(), false));
    }

    private int extent(String name, int input, boolean rows) {
        long extent = (input - 1L) * kernel.stride().of(rows) + kernel.reach(rows)
                - padding.both(rows) + outputPadding.of(rows);
        if (extent < 1 || extent > Integer.MAX_VALUE) {
            throw new ShapeException("Layer " + name + " must make from 1 to " + Integer.MAX_VALUE
                    + (rows ? " rows" : " columns") + ", but would make " + extent + " of " + input
                    + (extent < 1 ? "; use less padding." : "; use a smaller stride."));
        }
        return (int) extent;
    }

    @Override
    public long multiplyAdds(Shape input) {
        return (long) input.size() * (outChannels / groups) * kernelHeight() * kernelWidth();
    }

    @Override
    public String stem() {
        return "convt";
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        Kernel2d.perGroup(stem(), input, groups);
        int taps = kernel.area();
        int outputs = outChannels / groups;
        return ParameterSpec.weightAndBias(
                List.of(input.channels(), outputs, kernelHeight(), kernelWidth()), outChannels,
                Math.multiplyExact(outputs, taps),
                Math.multiplyExact(input.channels() / groups, taps));
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        long more = extent - kernel.reach(rows) + padding.both(rows) - outputPadding.of(rows);
        return Math.toIntExact(Math.max(0, Math.ceilDiv(more, kernel.stride().of(rows))) + 1);
    }

    @Override
    public String type() {
        return "convTranspose2d";
    }

    @Override
    public LayerAttributes attributes() {
        return LayerAttributes.none()
                .with("outChannels", outChannels)
                .with("kernelHeight", kernelHeight())
                .with("kernelWidth", kernelWidth())
                .with("stride", kernel.stride().attribute())
                .with("padding", padding.attribute())
                .with("outputPadding", outputPadding.attribute(), 0)
                .with("dilation", kernel.dilation().attribute())
                .with("groups", groups, 1);
    }

    @Override
    public String summary() {
        return "ConvTranspose2d " + kernel.sizeText();
    }
}
