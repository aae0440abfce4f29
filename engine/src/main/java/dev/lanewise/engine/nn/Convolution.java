package dev.lanewise.engine.nn;

/** What convolutions and transposed ones have in common: a window, its steps, and groups. */
abstract sealed class Convolution extends DescribedLayer permits Conv2d, ConvTranspose2d {
    final int outChannels;
    final Kernel2d kernel;
    final int groups;

    Convolution(int outChannels, Kernel2d kernel, int groups) {
        this.outChannels = outChannels;
        this.kernel = kernel;
        this.groups = groups;
    }

    /** {@return the number of output feature maps} */
    public final int outChannels() {
        return outChannels;
    }

    /** {@return the rows of the kernel} */
    public final int kernelHeight() {
        return kernel.size().height();
    }

    /** {@return the columns of the kernel} */
    public final int kernelWidth() {
        return kernel.size().width();
    }

    /** {@return the rows between windows, which lie in the input, or transposed in the output} */
    public final int strideHeight() {
        return kernel.stride().height();
    }

    /** {@return the columns between windows, which lie in the input, or transposed in the output} */
    public final int strideWidth() {
        return kernel.stride().width();
    }

    /** {@return the distance between rows of taps} */
    public final int dilationHeight() {
        return kernel.dilation().height();
    }

    /** {@return the distance between columns of taps} */
    public final int dilationWidth() {
        return kernel.dilation().width();
    }

    /** {@return the parts into which the maps on both sides are cut} */
    public final int groups() {
        return groups;
    }
}
