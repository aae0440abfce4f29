package dev.lanewise.engine.backend.portable;

import dev.lanewise.engine.backend.ConvolutionInputGradient;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWindow;
import dev.lanewise.engine.backend.MapShape;
import java.util.Arrays;
import java.util.Objects;

/**
 * The gradient of the input of one group as a product for each row of the kernel, the last one first: for a
 * row of the input that is the order of the rows of the output. A row of B is the gradient of an output map,
 * shifted by a column of the kernel, with zeros where there is none: they change no sum.
 */
final class PortableInputGradient implements ConvolutionInputGradient {
    private final ConvolutionShape shape;
    private final ConvolutionWindow window;
    private final MapShape in;
    private final MapShape out;
    /** Rows of the input that are computed at a time. */
    private final int band;
    private final RowProducts products;
    private final RowProducts.Source gradients;
    /** {@code [kernelRow][in][kernelColumn][out]}. */
    private final float[] weights;
    /** The first row of the band that is computed. */
    private int first;
    private int kernelRow;

    PortableInputGradient(ConvolutionShape shape) {
        this.shape = shape.inPlace();
        this.window = shape.window();
        this.in = shape.in();
        this.out = shape.out();
        this.band = RowProducts.rowsTogether(in.rowLength(), in.height());
        this.products = new RowProducts(in.channels(), band * in.rowLength());
        this.gradients = this::copy;
        this.weights = new float[shape.weights()];
    }

    @Override
    public void run(float[] dy, int dyOffset, float[] w, int wOffset, float[] dx, int dxOffset) {
        Objects.checkFromIndexSize(dyOffset, out.span(), dy.length);
        Objects.checkFromIndexSize(wOffset, shape.weights(), w.length);
        Objects.checkFromIndexSize(dxOffset, in.span(), dx.length);
        order(w, wOffset);
        for (first = 0; first < in.height(); first += band) {
            int rows = Math.min(band, in.height() - first);
            move(rows, dx, dxOffset, false);
            for (kernelRow = window.height() - 1; kernelRow >= 0; kernelRow--) {
                if (isSeen(rows)) {
                    int k = window.width() * out.channels();
                    products.add(in.channels(), rows * in.rowLength(), k, gradients, dy, dyOffset,
                            weights, kernelRow * in.channels() * k, k, 1);
                }
            }
            move(rows, dx, dxOffset, true);
        }
    }

    private void order(float[] w, int wOffset) {
        int to = 0;
        for (int row = 0; row < window.height(); row++) {
            for (int c = 0; c < in.channels(); c++) {
                for (int column = 0; column < window.width(); column++) {
                    int from = wOffset + (c * window.height() + row) * window.width() + column;
                    for (int o = 0; o < out.channels(); o++, to++) {
                        weights[to] = w[from + o * shape.taps()];
                    }
                }
            }
        }
    }

    /** Copies rows of the band to where they are summed, or back. */
    private void move(int rows, float[] dx, int dxOffset, boolean back) {
        int length = in.rowLength();
        for (int c = 0; c < in.channels(); c++) {
            int at = dxOffset + c * in.channelStride() + first * in.rowStride();
            for (int r = 0; r < rows; r++, at += in.rowStride()) {
                if (back) {
                    System.arraycopy(products.sums[c], r * length, dx, at, length);
                } else {
                    System.arraycopy(dx, at, products.sums[c], r * length, length);
                }
            }
        }
    }

    /** The row of the output that sees a row of the band by the kernel's row; −1 if none does. */
    private int outputRow(int r) {
        int distance = first + r - kernelRow * window.dilationHeight();
        int row = distance / window.strideHeight();
        return distance < 0 || distance % window.strideHeight() != 0 || row >= out.height() ? -1
                : row;
    }

    private boolean isSeen(int rows) {
        for (int r = 0; r < rows; r++) {
            if (outputRow(r) >= 0) {
                return true;
            }
        }
        return false;
    }

    private void copy(int p, float[] dy, int offset, float[] to, int n) {
        int length = in.rowLength();
        int left = p / out.channels() * window.dilationWidth() * in.lanes();
        int map = offset + p % out.channels() * out.channelStride();
        for (int r = 0; r * length < n; r++) {
            int row = outputRow(r);
            int at = r * length;
            if (row < 0) {
                Arrays.fill(to, at, at + length, 0f);
            } else {
                copyRow(dy, map + row * out.rowStride(), to, at, left);
            }
        }
    }

    private void copyRow(float[] dy, int from, float[] to, int at, int left) {
        int end = at + in.rowLength();
        if (window.strideWidth() == 1) {
            int begin = at + left;
            int behind = begin + out.rowLength();
            Arrays.fill(to, at, begin, 0f);
            System.arraycopy(dy, from, to, begin, out.rowLength());
            Arrays.fill(to, behind, end, 0f);
        } else {
            Arrays.fill(to, at, end, 0f);
            Columns.scatter(dy, from, to, at + left, window.strideWidth() * in.lanes(), in.lanes(),
                    out.rowLength());
        }
    }
}
