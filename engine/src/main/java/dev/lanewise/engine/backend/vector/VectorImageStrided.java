package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWindow;
import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.Tuning;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The convolution of one image whose columns a stride keeps apart, with outputs wide enough for vectors. Each
 * row is copied once, to a row for each column that the stride tells apart; there the lanes run along the
 * output's rows, as {@link VectorConvolution} has them without a stride.
 */
final class VectorImageStrided implements ConvolutionForward {
    private final ConvolutionShape shape;
    private final TileMicroKernels tiles;
    private final int stride;
    /** Floats of what a row is split into: of one part, and of all. */
    private final int part;
    private final int row;
    /** Where each tap of the first output lies among them. */
    private final int[] taps;
    private final float[] rows;
    private final @Nullable Epilogue end;

    VectorImageStrided(ConvolutionShape shape, Tuning.Products tuning, @Nullable Epilogue end) {
        this.end = end;
        MapShape in = shape.in();
        ConvolutionWindow window = shape.window();
        this.shape = shape;
        this.tiles = new TileMicroKernels(tuning);
        this.stride = window.strideWidth();
        this.part = Math.ceilDiv(in.width(), stride);
        this.row = part * stride;
        this.taps = new int[shape.taps()];
        for (int tap = 0; tap < taps.length; tap++) {
            int channel = tap / window.area();
            int across = tap % window.width() * window.dilationWidth();
            int down = tap % window.area() / window.width() * window.dilationHeight();
            taps[tap] = (channel * in.height() + down) * row + across % stride * part
                    + across / stride;
        }
        this.rows = new float[in.channels() * in.height() * row];
    }

    /**
     * Whether this is one image in one group, with rows of vectors, of whose input a stride leaves enough to
     * copy it all, and an array can hold it.
     */
    static boolean fits(ConvolutionShape shape) {
        MapShape in = shape.in();
        return in.lanes() == 1 && shape.groups() == 1 && shape.window().strideWidth() > 1
                && shape.window().area() >= shape.window().strideWidth() * 2L
                && shape.out().width() >= LENGTH
                && in.channels() * (long) in.height()
                        <= Integer.MAX_VALUE / ((long) in.width() + shape.window().strideWidth());
    }

    @Override
    public void run(float[] x, int xOffset, float[] w, int wOffset, float[] bias, int biasOffset,
            float[] y, int yOffset) {
        MapShape out = shape.out();
        Objects.checkFromIndexSize(xOffset, shape.in().span(), x.length);
        Objects.checkFromIndexSize(wOffset, shape.weights(), w.length);
        Objects.checkFromIndexSize(biasOffset, out.channels(), bias.length);
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
        split(x, xOffset);
        for (int r = 0; r < out.height(); r++) {
            tiles.multiply(out.channels(), out.width(), taps.length, w, wOffset, taps.length, 1,
                    rows, r * shape.window().strideHeight() * row, taps, y,
                    yOffset + r * out.rowStride(), out.channelStride(), bias, biasOffset,
                    end);
        }
    }

    private void split(float[] x, int xOffset) {
        MapShape in = shape.in();
        for (int c = 0, to = 0; c < in.channels(); c++) {
            for (int r = 0; r < in.height(); r++, to += row) {
                int from = xOffset + c * in.channelStride() + r * in.rowStride();
                for (int first = 0; first < Math.min(stride, in.width()); first++) {
                    StridedCopy.copy(x, from + first, stride, rows, to + first * part,
                            Math.ceilDiv(in.width() - first, stride));
                }
            }
        }
    }
}
