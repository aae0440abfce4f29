package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.Backend.TILE;

import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionForwardWithWinner;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PoolShape;
import dev.lanewise.engine.backend.PooledConvolutionShape;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A convolution at stride 1 whose maximum over windows of 2×2 is taken in registers ({@link
 * PooledTiles}).
 */
final class VectorPooledConvolution {
    private static final int SIX = 6;
    private static final int FOUR = 4;
    private static final int WINDOW = 2;

    private final MapShape in;
    private final MapShape out;
    private final int[] taps;

    private final int weights;

    VectorPooledConvolution(PooledConvolutionShape shape) {
        this.in = shape.convolution().in();
        this.out = shape.pool().out();
        this.taps = VectorConvolution.taps(shape.convolution());
        this.weights = shape.convolution().weights();
    }

    /** Whether vectors, strides and windows are those that the tiles are made for. */
    static boolean fits(PooledConvolutionShape shape) {
        ConvolutionShape convolution = shape.convolution();
        PoolShape pool = shape.pool();
        return Lanes.LENGTH == TILE && convolution.in().lanes() == TILE
                && convolution.window().isDense() && convolution.groups() == 1
                && pool.window() == WINDOW && pool.stride() == WINDOW;
    }

    /** See {@link ConvolutionForward}. */
    void max(float[] x, int xOffset, float[] w, int wOffset, float[] bias, int biasOffset,
            float[] y, int yOffset) {
        maximum(x, xOffset, w, wOffset, bias, biasOffset, y, yOffset, null, 0);
    }

    /** See {@link ConvolutionForwardWithWinner}. */
    void maxWithWinner(float[] x, int xOffset, float[] w, int wOffset, float[] bias,
            int biasOffset, float[] y, int yOffset, float[] winner, int winnerOffset) {
        Objects.checkFromIndexSize(winnerOffset, out.span(), winner.length);
        maximum(x, xOffset, w, wOffset, bias, biasOffset, y, yOffset, winner, winnerOffset);
    }

    private void maximum(float[] x, int xOffset, float[] w, int wOffset, float[] bias,
            int biasOffset, float[] y, int yOffset, float @Nullable [] winner, int winnerOffset) {
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(wOffset, weights, w.length);
        Objects.checkFromIndexSize(biasOffset, out.channels(), bias.length);
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
        for (int row = 0; row < out.height(); row++) {
            for (int column = 0; column < out.width(); column++) {
                int at = row * out.rowStride() + column * TILE;
                window(x, xOffset + WINDOW * (row * in.rowStride() + column * TILE), w, wOffset,
                        bias, biasOffset, y, yOffset + at, winner, winnerOffset + at);
            }
        }
    }

    /** All maps at one position. */
    private void window(float[] x, int xi, float[] w, int wi, float[] bias, int bi, float[] y,
            int yi, float @Nullable [] winner, int winnerAt) {
        int k = taps.length;
        int xRow = in.rowStride();
        int yMap = out.channelStride();
        int maps = out.channels();
        int map = 0;
        for (; map + SIX <= maps; map += SIX) {
            PooledTiles.tile6x2x2(k, w, wi + map * k, k, x, xi, taps, xRow, bias, bi + map, y,
                    yi + map * yMap, yMap, winner, winnerAt + map * yMap);
        }
        for (; map + FOUR <= maps; map += FOUR) {
            PooledTiles.tile4x2x2(k, w, wi + map * k, k, x, xi, taps, xRow, bias, bi + map, y,
                    yi + map * yMap, yMap, winner, winnerAt + map * yMap);
        }
        for (; map < maps; map++) {
            PooledTiles.tile1x2x2(k, w, wi + map * k, x, xi, taps, xRow, bias, bi + map, y,
                    yi + map * yMap, winner, winnerAt + map * yMap);
        }
    }
}
