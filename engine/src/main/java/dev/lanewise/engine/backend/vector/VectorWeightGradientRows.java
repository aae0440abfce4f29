package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.Backend.TILE;
import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWeightGradient;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.Tuning;
import java.util.Objects;

/**
 * The weight gradient of a full tile on 16 registers, row by row of the kernel ({@link
 * WeightGradientRows}): the same chains as {@link WeightGradientMicroKernels}.
 *
 * <p>Two maps of dy and one of x pass for each row of the kernel and half of the lanes again, so they
 * are cut into bands that stay in the nearest cache.
 */
final class VectorWeightGradientRows implements ConvolutionWeightGradient {
    private static final int MAPS = 2;
    private static final int TAPS = 5;

    private final ConvolutionShape shape;
    private final MapShape in;
    private final MapShape out;
    private final int kernelHeight;
    private final int kernelWidth;
    /** Output rows of a band. */
    private final int band;
    private final int dwMap;

    VectorWeightGradientRows(ConvolutionShape shape, Tuning.Bands tuning) {
        this.shape = shape;
        this.in = shape.in();
        this.out = shape.out();
        this.kernelHeight = shape.window().height();
        this.kernelWidth = shape.window().width();
        this.band = tuning.gradientRows(out.height(),
                MAPS * out.rowStride() + in.rowStride(), (kernelHeight - 1) * in.rowStride());
        this.dwMap = shape.taps() * TILE;
    }

    /** Whether registers and taps are those that the tiles are made for. */
    static boolean fits(ConvolutionShape shape) {
        return !Lanes.WIDE && VectorConvolution.isTile(shape) && shape.window().isDense()
                && shape.window().dilationWidth() == 1 && shape.window().width() % TAPS == 0;
    }

    @Override
    public void run(float[] x, int xOffset, float[] dy, int dyOffset, float[] dw, int dwOffset) {
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(dyOffset, out.span(), dy.length);
        Objects.checkFromIndexSize(dwOffset, Math.multiplyExact(shape.weights(), TILE), dw.length);
        for (int map = 0; map < out.channels(); map += MAPS) {
            for (int channel = 0; channel < in.channels(); channel++) {
                int xi = xOffset + channel * in.channelStride();
                int di = dyOffset + map * out.channelStride();
                int wi = dwOffset + map * dwMap + channel * kernelHeight * kernelWidth * TILE;
                for (int row = 0; row < out.height(); row += band) {
                    band(Math.min(MAPS, out.channels() - map), Math.min(band, out.height() - row),
                            x, xi + row * in.rowStride(), dy, di + row * out.rowStride(), dw, wi);
                }
            }
        }
    }

    /** What some rows of one or two output maps add to the taps of one input map. */
    private void band(int maps, int rows, float[] x, int xi, float[] dy, int di, float[] dw,
            int wi) {
        for (int lane = 0; lane < TILE; lane += LENGTH) {
            for (int tap = 0; tap < kernelHeight * kernelWidth; tap += TAPS) {
                int from = xi + lane + shape.window().tapOffset(tap, in);
                int to = wi + lane + tap * TILE;
                if (maps == MAPS) {
                    WeightGradientRows.tile2x5(rows, out.width(), dy, di + lane,
                            out.channelStride(), out.rowStride(), x, from, in.rowStride(), dw, to,
                            dwMap);
                } else {
                    WeightGradientRows.tile1x5(rows, out.width(), dy, di + lane, out.rowStride(),
                            x, from, in.rowStride(), dw, to);
                }
            }
        }
    }
}
