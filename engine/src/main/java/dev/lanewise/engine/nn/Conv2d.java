package dev.lanewise.engine.nn;

/**
 * A two-dimensional convolution (cross-correlation, as the field uses the word) with bias. Weights
 * are {@code [outChannels, inChannels, kernelHeight, kernelWidth]}.
 *
 * @param outChannels number of output feature maps
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param stride step between output positions, in both directions
 * @param padding rows and columns of zeros on every side
 * @param dilation distance between kernel taps; 1 is a dense kernel
 */
public record Conv2d(int outChannels, int kernelHeight, int kernelWidth, int stride, int padding,
        int dilation) implements Layer {

    /** Checks the ranges of all six numbers. */
    public Conv2d {
        if (outChannels < 1 || kernelHeight < 1 || kernelWidth < 1 || stride < 1 || padding < 0
                || dilation < 1) {
            throw new ShapeException(
                    "A convolution needs outChannels, kernel, stride and dilation of at least 1 and padding of at least 0; it has outChannels "
                            + outChannels + ", kernel " + kernelHeight + "×" + kernelWidth
                            + ", stride " + stride + ", padding " + padding + ", dilation "
                            + dilation + ".");
        }
    }

    /** A square, dense kernel at stride 1. */
    public static Conv2d of(int outChannels, int kernel, Padding padding) {
        if (padding == Padding.SAME && kernel % 2 == 0) {
            throw new ShapeException("Padding SAME needs an odd kernel, not " + kernel + "; use "
                    + (kernel + 1) + " or padding VALID.");
        }
        return new Conv2d(outChannels, kernel, kernel, 1, padding.amount(kernel), 1);
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
}
