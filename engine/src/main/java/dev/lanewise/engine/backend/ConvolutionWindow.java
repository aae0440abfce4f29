package dev.lanewise.engine.backend;

/**
 * What an output of a convolution sees of its input, and how far the next one sees further on.
 *
 * @param height rows of the kernel
 * @param width columns of the kernel
 * @param strideHeight input rows from one output row to the next
 * @param strideWidth input columns from one output column to the next
 * @param dilationHeight input rows from one row of taps to the next
 * @param dilationWidth input columns from one column of taps to the next
 */
public record ConvolutionWindow(int height, int width, int strideHeight, int strideWidth,
        int dilationHeight, int dilationWidth) {
    /** A single tap at every position. */
    public static final ConvolutionWindow POINT = square(1, 1, 1, 1);

    /** Checks that all are positive. */
    public ConvolutionWindow {
        if (Math.min(height, width) < 1 || Math.min(strideHeight, strideWidth) < 1
                || Math.min(dilationHeight, dilationWidth) < 1) {
            throw new IllegalArgumentException(
                    "A convolution needs kernel, stride and dilation of at least 1; you gave kernel "
                            + height + "×" + width + ", stride " + strideHeight + "×" + strideWidth
                            + ", dilation " + dilationHeight + "×" + dilationWidth + ".");
        }
    }

    /** One with the same stride and the same dilation in both directions. */
    public static ConvolutionWindow square(int height, int width, int stride, int dilation) {
        return new ConvolutionWindow(height, width, stride, stride, dilation, dilation);
    }

    /** Taps of one map. */
    public int area() {
        return height * width;
    }

    /** Whether the next output sees what lies beside: a stride of 1 in both directions. */
    public boolean isDense() {
        return strideHeight == 1 && strideWidth == 1;
    }

    /** Rows of input that so many rows of output see. */
    public int inputRows(int outputRows) {
        return (outputRows - 1) * strideHeight + (height - 1) * dilationHeight + 1;
    }

    /** Columns of input that so many columns of output see. */
    public int inputColumns(int outputColumns) {
        return (outputColumns - 1) * strideWidth + (width - 1) * dilationWidth + 1;
    }

    /** Offset of a tap of the first map from where an output's window begins. */
    public int tapOffset(int tap, MapShape in) {
        return tap / width * dilationHeight * in.rowStride()
                + tap % width * dilationWidth * in.lanes();
    }
}
