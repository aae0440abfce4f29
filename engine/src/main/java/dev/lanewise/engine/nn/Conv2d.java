package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A two-dimensional convolution (cross-correlation, as the field uses the word) with bias. Weights
 * are {@code [outChannels, inChannels / groups, kernelHeight, kernelWidth]}.
 *
 * <p>With groups each part of the output maps reads its part of the input maps. With as many groups as
 * input channels it is a depthwise convolution; output channels are then a multiple of the input's, and
 * the maps made of one input map lie side by side.
 *
 * <p>{@link Padding#SAME} is counted as TensorFlow and ONNX (SAME_UPPER) count it: an output of
 * ⌈extent / stride⌉ rows and columns, and of the zeros that this takes the odd row or column at the
 * bottom or the right. At stride 1 with a kernel that reaches over an odd extent it is the same layer as
 * one with that even padding on all sides, in files too.
 *
 * @since 0.1.0
 */
public final class Conv2d extends Convolution {
    private static final String SAME = "same";
    /** Null where it depends on the input: SAME. */
    private final @Nullable Border padding;

    private Conv2d(int outChannels, Kernel2d kernel, @Nullable Border padding, int groups) {
        super(outChannels, kernel, groups);
        if (outChannels < 1 || !kernel.isPositive() || (padding != null && !padding.isValid())) {
            throw new ShapeException(
                    "A convolution needs outChannels, kernel, stride and dilation of at least 1 and padding of at least 0; it has outChannels "
                            + outChannels + ", kernel " + kernel.sizeText() + ", stride "
                            + kernel.stride() + ", padding " + (padding == null ? SAME : padding)
                            + ", dilation " + kernel.dilation() + ".");
        }
        Kernel2d.requireGroups(outChannels, groups);
        this.padding = padding;
    }

    /**
     * {@return a square, dense kernel at stride 1, without padding}
     *
     * @param outChannels the number of output maps
     * @param kernel rows and columns of the kernel
     */
    public static Conv2d of(int outChannels, int kernel) {
        return of(outChannels, kernel, kernel);
    }

    /**
     * {@return an oblong, dense kernel at stride 1, without padding}
     *
     * @param outChannels the number of output maps
     * @param kernelHeight rows of the kernel
     * @param kernelWidth columns of the kernel
     */
    public static Conv2d of(int outChannels, int kernelHeight, int kernelWidth) {
        return new Conv2d(outChannels, Kernel2d.of(kernelHeight, kernelWidth), Border.NONE, 1);
    }

    /**
     * {@return a square, dense kernel at stride 1}
     *
     * @param outChannels the number of output maps
     * @param kernel rows and columns of the kernel
     * @param padding what stands around the input
     */
    public static Conv2d of(int outChannels, int kernel, Padding padding) {
        return of(outChannels, kernel).padding(padding);
    }

    static Conv2d of(LayerAttributes.Reader from) {
        return new Conv2d(from.whole("outChannels"), Kernel2d.of(from),
                from.isText("padding", SAME) ? null : Border.of(from, "padding"),
                from.whole("groups", 1));
    }

    /**
     * {@return the same with another step between output positions, in both directions}
     *
     * @param value rows and columns of a step, at least 1
     */
    public Conv2d stride(int value) {
        return stride(value, value);
    }

    /**
     * {@return the same with other steps between output rows and between output columns}
     *
     * @param height rows of a step, at least 1
     * @param width columns of a step, at least 1
     */
    public Conv2d stride(int height, int width) {
        return new Conv2d(outChannels, kernel.stride(height, width), padding, groups);
    }

    /**
     * {@return the same with so many rows and columns of zeros on every side}
     *
     * @param value rows and columns on each side, at least 0
     */
    public Conv2d padding(int value) {
        return padding(value, value);
    }

    /**
     * {@return the same with so many rows of zeros above and below, and columns before and behind}
     *
     * @param rows rows above and below, at least 0
     * @param columns columns left and right, at least 0
     */
    public Conv2d padding(int rows, int columns) {
        return padding(rows, rows, columns, columns);
    }

    /**
     * {@return the same with so many rows and columns of zeros on each side}
     *
     * @param top rows above
     * @param bottom rows below
     * @param left columns left
     * @param right columns right
     */
    public Conv2d padding(int top, int bottom, int left, int right) {
        return new Conv2d(outChannels, kernel, new Border(top, bottom, left, right), groups);
    }

    /**
     * {@return the same with padding by name; SAME follows the stride, the dilation and the input}
     *
     * @param value SAME, or VALID for none
     */
    public Conv2d padding(Padding value) {
        return new Conv2d(outChannels, kernel, value == Padding.SAME ? null : Border.NONE, groups);
    }

    /**
     * {@return the same with another distance between kernel taps; 1 is a dense kernel}
     *
     * @param value rows and columns from one tap to the next, at least 1
     */
    public Conv2d dilation(int value) {
        return dilation(value, value);
    }

    /**
     * {@return the same with other distances between rows of taps and between columns of taps}
     *
     * @param height rows from one tap to the next, at least 1
     * @param width columns from one tap to the next, at least 1
     */
    public Conv2d dilation(int height, int width) {
        return new Conv2d(outChannels, kernel.dilation(height, width), padding, groups);
    }

    /**
     * {@return the same in so many groups, which must divide the output channels and those of the input; as
     * many as these are a depthwise convolution}
     *
     * @param value the number of groups, at least 1
     */
    public Conv2d groups(int value) {
        return new Conv2d(outChannels, kernel, padding, value);
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        Kernel2d.perGroup(name, input, groups);
        return new Shape(outChannels, extent(name, input, true), extent(name, input, false));
    }

    private int extent(String name, Shape shape, boolean rows) {
        int input = rows ? shape.height() : shape.width();
        int stride = kernel.stride().of(rows);
        if (padding == null) {
            return Math.ceilDiv(input, stride);
        }
        String what = rows ? "rows" : "columns";
        long zeros = padding.both(rows);
        long reach = kernel.reach(rows);
        long room = input + zeros;
        if (reach > room) {
            throw new ShapeException("Layer " + name + " needs at least "
                    + (reach - zeros) + " " + what + ", but its input has " + input
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
        return (long) outputShape(stem(), input).size() * (input.channels() / groups)
                * kernelHeight() * kernelWidth();
    }

    @Override
    public String stem() {
        return "conv";
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        int inChannels = Kernel2d.perGroup(stem(), input, groups);
        int taps = kernel.area();
        return Parameter.weightAndBias(
                List.of(outChannels, inChannels, kernelHeight(), kernelWidth()), outChannels,
                Math.multiplyExact(inChannels, taps),
                Math.multiplyExact(outChannels / groups, taps));
    }

    /**
     * {@return the zeros around an input of that shape}
     *
     * @param input the input's shape
     */
    public Border border(Shape input) {
        if (padding != null) {
            return padding;
        }
        int rows = zeros(input.height(), true);
        int columns = zeros(input.width(), false);
        return new Border(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
    }

    private int zeros(int input, boolean rows) {
        int stride = kernel.stride().of(rows);
        long last = (Math.ceilDiv(input, stride) - 1L) * stride;
        return Math.toIntExact(Math.max(0, last + kernel.reach(rows) - input));
    }

    @Override
    public Border border(List<Shape> inputs) {
        return border(inputs.getFirst());
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        long last = (extent - 1L) * kernel.stride().of(rows);
        return Math.toIntExact(Math.max(1, padding == null ? last + 1
                : last + kernel.reach(rows) - padding.both(rows)));
    }

    @Override
    public String type() {
        return "conv2d";
    }

    @Override
    public Map<String, Object> attributes() {
        return LayerAttributes.none()
                .with("outChannels", outChannels)
                .with("kernelHeight", kernelHeight())
                .with("kernelWidth", kernelWidth())
                .with("stride", kernel.stride().attribute())
                .with("padding", paddingAttribute())
                .with("dilation", kernel.dilation().attribute())
                .with("groups", groups, 1)
                .values();
    }

    /** SAME as a number where it is the same for every input. */
    private Object paddingAttribute() {
        if (padding != null) {
            return padding.attribute();
        }
        boolean even = kernel.stride().equals(Extent.even(1)) && kernel.reach(true) % 2 == 1
                && kernel.reach(true) == kernel.reach(false);
        return even ? Math.toIntExact(kernel.reach(true) / 2) : SAME;
    }

    @Override
    public String summary() {
        return "Conv2d " + kernel.sizeText();
    }
}
