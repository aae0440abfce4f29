package dev.lanewise.cli.network;

import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Padding;

/**
 * A convolution whose number of outputs is still open.
 *
 * @param height rows of the kernel
 * @param width columns of the kernel
 * @param same whether the padding is "same"
 * @param padding rows and columns of zeros on every side, if it isn't
 * @param stride in both directions
 */
record Filter(int height, int width, boolean same, int padding, int stride) {

    /** Refuses what no convolution can have. */
    Filter {
        convolution(1, height, width, same, padding, stride);
    }

    /** The convolution with so many outputs. */
    Conv2d of(int outChannels) {
        return convolution(outChannels, height, width, same, padding, stride);
    }

    private static Conv2d convolution(int outChannels, int height, int width, boolean same,
            int padding, int stride) {
        Conv2d valid = Conv2d.of(outChannels, height, width).stride(stride);
        return same ? valid.padding(Padding.SAME) : valid.padding(padding);
    }
}
