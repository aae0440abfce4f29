package dev.lanewise.engine.nn;

/** How a convolution treats the border of its input. */
public enum Padding {
    /** No padding: the output shrinks by (kernel − 1) · dilation. */
    VALID,
    /**
     * Zeros on all sides so that the output of a stride-1 convolution has the input's size; needs
     * odd kernels.
     */
    SAME;

    int amount(int kernel) {
        return this == VALID ? 0 : (kernel - 1) / 2;
    }
}
