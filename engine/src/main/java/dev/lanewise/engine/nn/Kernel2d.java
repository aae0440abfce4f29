package dev.lanewise.engine.nn;

/**
 * What convolutions of both kinds have in common.
 *
 * @param size rows and columns of the kernel
 * @param stride steps between windows
 * @param dilation distances between taps; 1 is a dense kernel
 */
record Kernel2d(Extent size, Extent stride, Extent dilation) {

    static Kernel2d of(int height, int width) {
        return new Kernel2d(new Extent(height, width), Extent.even(1), Extent.even(1));
    }

    static Kernel2d of(LayerAttributes.Reader from) {
        return new Kernel2d(new Extent(from.whole("kernelHeight"), from.whole("kernelWidth")),
                Extent.of(from, "stride"), Extent.of(from, "dilation"));
    }

    Kernel2d stride(int height, int width) {
        return new Kernel2d(size, new Extent(height, width), dilation);
    }

    Kernel2d dilation(int height, int width) {
        return new Kernel2d(size, stride, new Extent(height, width));
    }

    boolean isPositive() {
        return size.isAtLeast(1) && stride.isAtLeast(1) && dilation.isAtLeast(1);
    }

    /** Rows or columns from the first tap to the last. */
    long reach(boolean rows) {
        return (size.of(rows) - 1L) * dilation.of(rows) + 1;
    }

    int area() {
        return Math.multiplyExact(size.height(), size.width());
    }

    /** Rows and columns of the kernel, for messages and tables. */
    String sizeText() {
        return size.height() + "×" + size.width();
    }

    /** Refuses groups that don't divide the output channels. */
    static void requireGroups(int outChannels, int groups) {
        if (groups < 1 || outChannels % groups != 0) {
            throw new ShapeException("Groups of a convolution must divide its output channels; it"
                    + " has " + outChannels + " output channels and " + groups
                    + " groups; " + mend(outChannels, groups));
        }
    }

    /** The input channels of one group. */
    static int perGroup(String name, Shape input, int groups) {
        if (input.channels() % groups != 0) {
            throw new ShapeException("Layer " + name + " needs input channels that its " + groups
                    + " groups divide, but its input has " + input.channels() + "; "
                    + mend(input.channels(), groups));
        }
        return input.channels() / groups;
    }

    private static String mend(int channels, int groups) {
        int divisor = Math.max(groups, 1);
        while (channels % divisor != 0) {
            divisor--;
        }
        return "use groups(" + divisor + "), or channels that are a multiple of "
                + Math.max(groups, 1) + ".";
    }
}
