package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.List;
import java.util.Map;

/**
 * A transposed two-dimensional convolution with bias, as PyTorch defines it: each input value adds the
 * kernel, times itself, to the output, {@code stride} further on for the next value. It is the gradient
 * of a {@link Conv2d} of the same numbers by its input. Weights are {@code [inChannels, outChannels / groups,
 * kernelHeight, kernelWidth]}, and the fans of the first weights are counted on them as PyTorch does: in
 * is outChannels / groups times the taps.
 *
 * <p>An output has (in − 1) · stride − padding on both sides + (kernel − 1) · dilation + 1 + outputPadding
 * rows or columns.
 *
 * @since 0.1.0
 */
public final class ConvTranspose2d extends Convolution {
    private final Border padding;
    private final Extent outputPadding;

    private ConvTranspose2d(int outChannels, Kernel2d kernel, Border padding, Extent outputPadding,
            int groups) {
        super(outChannels, kernel, groups);
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
        this.padding = padding;
        this.outputPadding = outputPadding;
    }

    private static boolean exceeds(Extent outputPadding, Kernel2d kernel, boolean rows) {
        return outputPadding.of(rows) >= Math.max(kernel.stride().of(rows),
                kernel.dilation().of(rows));
    }

    /**
     * {@return a square, dense kernel at stride 1, without padding}
     *
     * @param outChannels the number of output maps
     * @param kernel rows and columns of the kernel
     */
    public static ConvTranspose2d of(int outChannels, int kernel) {
        return of(outChannels, kernel, kernel);
    }

    /**
     * {@return an oblong, dense kernel at stride 1, without padding}
     *
     * @param outChannels the number of output maps
     * @param kernelHeight rows of the kernel
     * @param kernelWidth columns of the kernel
     */
    public static ConvTranspose2d of(int outChannels, int kernelHeight, int kernelWidth) {
        return new ConvTranspose2d(outChannels, Kernel2d.of(kernelHeight, kernelWidth), Border.NONE,
                Extent.even(0), 1);
    }

    static ConvTranspose2d of(LayerAttributes.Reader from) {
        return new ConvTranspose2d(from.whole("outChannels"), Kernel2d.of(from),
                Border.of(from, "padding"),
                Extent.of(from.pair("outputPadding", 0)),
                from.whole("groups", 1));
    }

    /**
     * {@return the same with another step of the output for a step of the input, in both directions}
     *
     * @param value rows and columns of a step, at least 1
     */
    public ConvTranspose2d stride(int value) {
        return stride(value, value);
    }

    /**
     * {@return the same with other steps of the output between rows and between columns of the input}
     *
     * @param height rows of a step, at least 1
     * @param width columns of a step, at least 1
     */
    public ConvTranspose2d stride(int height, int width) {
        return new ConvTranspose2d(outChannels, kernel.stride(height, width), padding,
                outputPadding, groups);
    }

    /**
     * {@return the same without so many rows and columns on every side of the output}
     *
     * @param value rows and columns on each side, at least 0
     */
    public ConvTranspose2d padding(int value) {
        return padding(value, value);
    }

    /**
     * {@return the same without so many rows above and below, and columns before and behind}
     *
     * @param rows rows above and below, at least 0
     * @param columns columns left and right, at least 0
     */
    public ConvTranspose2d padding(int rows, int columns) {
        return padding(rows, rows, columns, columns);
    }

    /**
     * {@return the same without so many rows and columns on each side of the output}
     *
     * @param top rows above
     * @param bottom rows below
     * @param left columns left
     * @param right columns right
     */
    public ConvTranspose2d padding(int top, int bottom, int left, int right) {
        return new ConvTranspose2d(outChannels, kernel, new Border(top, bottom, left, right),
                outputPadding, groups);
    }

    /**
     * {@return the same with so many more rows at the bottom and columns at the right of the output}
     *
     * @param value rows and columns that are added
     */
    public ConvTranspose2d outputPadding(int value) {
        return outputPadding(value, value);
    }

    /**
     * {@return the same with so many more rows at the bottom, and columns at the right}
     *
     * @param rows rows that are added at the bottom
     * @param columns columns that are added at the right
     */
    public ConvTranspose2d outputPadding(int rows, int columns) {
        return new ConvTranspose2d(outChannels, kernel, padding, new Extent(rows, columns), groups);
    }

    /**
     * {@return the same with another distance between kernel taps; 1 is a dense kernel}
     *
     * @param value rows and columns from one tap to the next, at least 1
     */
    public ConvTranspose2d dilation(int value) {
        return dilation(value, value);
    }

    /**
     * {@return the same with other distances between rows of taps and between columns of taps}
     *
     * @param height rows from one tap to the next, at least 1
     * @param width columns from one tap to the next, at least 1
     */
    public ConvTranspose2d dilation(int height, int width) {
        return new ConvTranspose2d(outChannels, kernel.dilation(height, width), padding,
                outputPadding, groups);
    }

    /**
     * {@return the same in so many groups, which must divide the output channels and those of the input}
     *
     * @param value the number of groups, at least 1
     */
    public ConvTranspose2d groups(int value) {
        return new ConvTranspose2d(outChannels, kernel, padding, outputPadding, value);
    }

    /** {@return what is cut off the output on each side} */
    public Border padding() {
        return padding;
    }

    /** {@return the rows that are added to the output at the bottom} */
    public int outputPaddingHeight() {
        return outputPadding.height();
    }

    /** {@return the columns that are added to the output at the right} */
    public int outputPaddingWidth() {
        return outputPadding.width();
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
    public List<Parameter> parameters(Shape input) {
        Kernel2d.perGroup(stem(), input, groups);
        int taps = kernel.area();
        int outputs = outChannels / groups;
        return Parameter.weightAndBias(
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
    public Map<String, Object> attributes() {
        return LayerAttributes.none()
                .with("outChannels", outChannels)
                .with("kernelHeight", kernelHeight())
                .with("kernelWidth", kernelWidth())
                .with("stride", kernel.stride().attribute())
                .with("padding", padding.attribute())
                .with("outputPadding", outputPadding.attribute(), 0)
                .with("dilation", kernel.dilation().attribute())
                .with("groups", groups, 1)
                .values();
    }

    @Override
    public String summary() {
        return "ConvTranspose2d " + kernel.sizeText();
    }
}
