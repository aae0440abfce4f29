package dev.lanewise.engine.backend.portable;

import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWindow;
import dev.lanewise.engine.backend.MapShape;
import java.util.Objects;

/**
 * The forward pass of one group as a product: a row of B is what a tap reads for some rows of the output, a
 * row of C what an output map has there.
 */
final class PortableForward implements ConvolutionForward {
    private final ConvolutionShape shape;
    private final ConvolutionWindow window;
    private final MapShape in;
    private final MapShape out;
    /** Rows of the output that are made at a time. */
    private final int band;
    private final RowProducts products;
    private final RowProducts.Source taps;

    PortableForward(ConvolutionShape shape) {
        this.shape = shape.inPlace();
        this.window = shape.window();
        this.in = shape.in();
        this.out = shape.out();
        this.band = RowProducts.rowsTogether(out.rowLength(), out.height());
        this.products = new RowProducts(out.channels(), band * out.rowLength());
        this.taps = this::copy;
    }

    @Override
    public void run(float[] x, int xOffset, float[] w, int wOffset, float[] bias, int biasOffset,
            float[] y, int yOffset) {
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(wOffset, shape.weights(), w.length);
        Objects.checkFromIndexSize(biasOffset, out.channels(), bias.length);
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
        int length = out.rowLength();
        for (int row = 0; row < out.height(); row += band) {
            int rows = Math.min(band, out.height() - row);
            for (int o = 0; o < out.channels(); o++) {
                products.start(o, bias[biasOffset + o], rows * length);
            }
            products.add(out.channels(), rows * length, shape.taps(), taps, x,
                    xOffset + row * window.strideHeight() * in.rowStride(), w, wOffset,
                    shape.taps(), 1);
            for (int o = 0; o < out.channels(); o++) {
                int target = yOffset + o * out.channelStride() + row * out.rowStride();
                for (int r = 0; r < rows; r++) {
                    System.arraycopy(products.sums[o], r * length, y, target + r * out.rowStride(),
                            length);
                }
            }
        }
    }

    private void copy(int tap, float[] x, int offset, float[] to, int n) {
        int area = window.area();
        int from = offset + tap / area * in.channelStride() + window.tapOffset(tap % area, in);
        int length = out.rowLength();
        int step = window.strideHeight() * in.rowStride();
        for (int at = 0; at < n; at += length, from += step) {
            if (window.strideWidth() == 1) {
                System.arraycopy(x, from, to, at, length);
            } else {
                Columns.gather(x, from, window.strideWidth() * in.lanes(), to, at, in.lanes(),
                        length);
            }
        }
    }
}
