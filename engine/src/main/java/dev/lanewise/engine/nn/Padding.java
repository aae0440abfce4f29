package dev.lanewise.engine.nn;

/**
 * How a convolution treats the border of its input.
 *
 * @since 0.1.0
 */
public enum Padding {
    /** No padding: at stride 1 the output shrinks by (kernel − 1) · dilation. */
    VALID,
    /**
     * Zeros so that the output has ⌈extent / stride⌉ rows and columns: at stride 1 the input's size.
     * An odd row or column of zeros lies at the bottom or the right, as in TensorFlow and ONNX
     * (SAME_UPPER).
     */
    SAME
}
