package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.Backend.TILE;
import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWeightGradient;
import dev.lanewise.engine.backend.ConvolutionWindow;
import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.backend.MapShape;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The depthwise convolution of 3 × 3 taps of a tile of images where a row moves on by one column or two,
 * on 32 registers ({@link DepthwiseRows}).
 */
final class VectorDepthwise3x3 {
    private static final int TAPS = 9;

    private final ConvolutionShape shape;
    private final MapShape in;
    private final MapShape out;
    private final int multiplier;
    private final boolean dense;
    /** Floats from what a row of outputs sees to what the next one sees. */
    private final int xDown;
    /** Floats from a row of taps to the next. */
    private final int xRow;
    private final @Nullable Epilogue end;

    /** {@code end} of the forward pass, if there is one. */
    VectorDepthwise3x3(ConvolutionShape shape, @Nullable Epilogue end) {
        this.end = end;
        this.shape = shape.inPlace();
        this.in = shape.in();
        this.out = shape.out();
        this.multiplier = out.channels() / shape.groups();
        this.dense = shape.window().strideWidth() == 1;
        this.xDown = shape.window().strideHeight() * in.rowStride();
        this.xRow = shape.window().dilationHeight() * in.rowStride();
    }

    /** Whether window, tile and registers are those that the rows are made for. */
    static boolean fits(ConvolutionShape shape) {
        ConvolutionWindow window = shape.window();
        return Lanes.WIDE && VectorDepthwise.fits(shape) && window.height() == 3
                && window.width() == 3 && window.dilationWidth() == 1 && window.strideWidth() <= 2;
    }

    /** See {@link ConvolutionForward}. */
    void forward(float[] x, int xOffset, float[] w, int wOffset, float[] bias, int biasOffset,
            float[] y, int yOffset) {
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(wOffset, shape.weights(), w.length);
        Objects.checkFromIndexSize(biasOffset, out.channels(), bias.length);
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
        for (int o = 0; o < out.channels(); o++) {
            int from = xOffset + o / multiplier * in.channelStride();
            int to = yOffset + o * out.channelStride();
            for (int lane = 0; lane < TILE; lane += LENGTH) {
                if (dense) {
                    DepthwiseRows.forward1(out.height(), out.width(), w, wOffset + o * TAPS, x,
                            from + lane, xDown, xRow, y, to + lane, out.rowStride(), bias,
                            biasOffset + o, end, o);
                } else {
                    DepthwiseRows.forward2(out.height(), out.width(), w, wOffset + o * TAPS, x,
                            from + lane, xDown, xRow, y, to + lane, out.rowStride(), bias,
                            biasOffset + o, end, o);
                }
            }
        }
    }

    /** See {@link ConvolutionWeightGradient}. */
    void weightGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dw,
            int dwOffset) {
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(dyOffset, out.span(), dy.length);
        Objects.checkFromIndexSize(dwOffset, Math.multiplyExact(shape.weights(), TILE), dw.length);
        for (int o = 0; o < out.channels(); o++) {
            int from = xOffset + o / multiplier * in.channelStride();
            int gradient = dyOffset + o * out.channelStride();
            int to = dwOffset + o * TAPS * TILE;
            for (int lane = 0; lane < TILE; lane += LENGTH) {
                if (dense) {
                    DepthwiseRows.weightGradient1(out.height(), out.width(), x, from + lane, xDown,
                            xRow, dy, gradient + lane, out.rowStride(), dw, to + lane);
                } else {
                    DepthwiseRows.weightGradient2(out.height(), out.width(), x, from + lane, xDown,
                            xRow, dy, gradient + lane, out.rowStride(), dw, to + lane);
                }
            }
        }
    }
}
