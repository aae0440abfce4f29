package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.List;
import java.util.Map;

/**
 * A two-dimensional convolution (cross-correlation, as the field uses the word) with bias. Weights
 * are {@code [outChannels, inChannels, kernelHeight, kernelWidth]}.
 */
public final class Conv2d extends DescribedLayer {
    private final int outChannels;
    private final int kernelHeight;
    private final int kernelWidth;
    private final int stride;
    private final int padding;
    private final int dilation;

    private Conv2d(int outChannels, int kernelHeight, int kernelWidth, int stride, int padding,
            int dilation) {
        if (outChannels < 1 || kernelHeight < 1 || kernelWidth < 1 || stride < 1 || padding < 0
                || dilation < 1) {
            throw new ShapeException(
                    "A convolution needs outChannels, kernel, stride and dilation of at least 1 and padding of at least 0; it has outChannels "
                            + outChannels + ", kernel " + kernelHeight + "×" + kernelWidth
                            + ", stride " + stride + ", padding " + padding + ", dilation "
                            + dilation + ".");
        }
        this.outChannels = outChannels;
        this.kernelHeight = kernelHeight;
        this.kernelWidth = kernelWidth;
        this.stride = stride;
        this.padding = padding;
        this.dilation = dilation;
    }

    /** A square, dense kernel at stride 1, without padding. */
    public static Conv2d of(int outChannels, int kernel) {
        return of(outChannels, kernel, kernel);
    }

    /** An oblong, dense kernel at stride 1, without padding. */
    public static Conv2d of(int outChannels, int kernelHeight, int kernelWidth) {
        return new Conv2d(outChannels, kernelHeight, kernelWidth, 1, 0, 1);
    }

    /** A square, dense kernel at stride 1. */
    public static Conv2d of(int outChannels, int kernel, Padding padding) {
        if (padding == Padding.SAME && kernel % 2 == 0) {
            throw new ShapeException("Padding SAME needs an odd kernel, not " + kernel + "; use "
                    + (kernel + 1) + " or padding VALID.");
        }
        return of(outChannels, kernel).padding(padding.amount(kernel));
    }

    static Conv2d of(LayerAttributes.Reader from) {
        return new Conv2d(from.whole("outChannels"), from.whole("kernelHeight"),
                from.whole("kernelWidth"), from.whole("stride"), from.whole("padding"),
                from.whole("dilation"));
    }

    /** The same with another step between output positions, in both directions. */
    public Conv2d stride(int value) {
        return new Conv2d(outChannels, kernelHeight, kernelWidth, value, padding, dilation);
    }

    /** The same with so many rows and columns of zeros on every side. */
    public Conv2d padding(int value) {
        return new Conv2d(outChannels, kernelHeight, kernelWidth, stride, value, dilation);
    }

    /** The same with another distance between kernel taps; 1 is a dense kernel. */
    public Conv2d dilation(int value) {
        return new Conv2d(outChannels, kernelHeight, kernelWidth, stride, padding, value);
    }

    /** Number of output feature maps. */
    public int outChannels() {
        return outChannels;
    }

    /** Rows of the kernel. */
    public int kernelHeight() {
        return kernelHeight;
    }

    /** Columns of the kernel. */
    public int kernelWidth() {
        return kernelWidth;
    }

    /** Step between output positions, in both directions. */
    public int stride() {
        return stride;
    }

    /** Rows and columns of zeros on every side. */
    public int padding() {
        return padding;
    }

    /** Distance between kernel taps. */
    public int dilation() {
        return dilation;
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        int height = extent(name, "rows", input.height(), kernelHeight);
        int width = extent(name, "columns", input.width(), kernelWidth);
        return new Shape(outChannels, height, width);
    }

    private int extent(String name, String what, int input, int kernel) {
        long reach = (kernel - 1L) * dilation + 1;
        long room = input + 2L * padding;
        if (reach > room) {
            throw new ShapeException("Layer " + name + " needs at least "
                    + (reach - 2L * padding) + " " + what + ", but its input has " + input
                    + "; use a smaller kernel, more padding, or fewer layers before it.");
        }
        long extent = (room - reach) / stride + 1;
        if (extent > Integer.MAX_VALUE) {
            throw new ShapeException("Layer " + name + " must make at most "
                    + Integer.MAX_VALUE + " " + what + ", but would make " + extent
                    + "; use less padding or a larger stride.");
        }
        return (int) extent;
    }

    @Override
    public long multiplyAdds(Shape input) {
        return (long) outputShape(stem(), input).size() * input.channels() * kernelHeight
                * kernelWidth;
    }

    @Override
    public String stem() {
        return "conv";
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        int taps = Math.multiplyExact(kernelHeight, kernelWidth);
        return Parameter.weightAndBias(
                List.of(outChannels, input.channels(), kernelHeight, kernelWidth), outChannels,
                Math.multiplyExact(input.channels(), taps), Math.multiplyExact(outChannels, taps));
    }

    @Override
    public int border() {
        return padding;
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return Math.max(1, (extent - 1) * stride + 1
                + ((rows ? kernelHeight : kernelWidth) - 1) * dilation - 2 * padding);
    }

    @Override
    public String type() {
        return "conv2d";
    }

    @Override
    public Map<String, Object> attributes() {
        return LayerAttributes.none()
                .with("outChannels", outChannels)
                .with("kernelHeight", kernelHeight)
                .with("kernelWidth", kernelWidth)
                .with("stride", stride)
                .with("padding", padding)
                .with("dilation", dilation)
                .values();
    }

    @Override
    public String summary() {
        return "Conv2d " + kernelHeight + "×" + kernelWidth;
    }
}
