package dev.lanewise.engine.backend;

import java.util.Arrays;
import java.util.Objects;

/** Pooling as nested loops, the lanes of a tile innermost. */
final class ScalarPooling {
    private final PoolShape shape;
    private final MapShape in;
    private final MapShape out;
    private final float share;

    /** Prepares pooling. */
    ScalarPooling(PoolShape shape) {
        this.shape = shape;
        this.in = shape.in();
        this.out = shape.out();
        this.share = 1f / (shape.window() * shape.window());
    }

    private int positions() {
        return out.channels() * out.height() * out.width();
    }

    /** Index in the input of the first element of the window of output {@code position}. */
    private int window(int position) {
        int column = position % out.width();
        int row = position / out.width() % out.height();
        return position / (out.width() * out.height()) * in.channelStride()
                + (row * in.rowStride() + column * in.lanes()) * shape.stride();
    }

    /** Index in the output of {@code position}. */
    private int output(int position) {
        int column = position % out.width();
        int row = position / out.width() % out.height();
        return position / (out.width() * out.height()) * out.channelStride() + row * out.rowStride()
                + column * out.lanes();
    }

    /** Distance of element {@code index} of a window, row-major, from its first. */
    private int inWindow(int index) {
        return index / shape.window() * in.rowStride() + index % shape.window() * in.lanes();
    }

    private int windowSize() {
        return shape.window() * shape.window();
    }

    private void check(float[] x, int xOffset, float[] y, int yOffset) {
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
    }

    /** See {@link PoolForward}. */
    void max(float[] x, int xOffset, float[] y, int yOffset) {
        check(x, xOffset, y, yOffset);
        for (int position = 0; position < positions(); position++) {
            for (int lane = 0; lane < in.lanes(); lane++) {
                int source = xOffset + window(position) + lane;
                y[yOffset + output(position) + lane] = x[source + inWindow(winner(x, source))];
            }
        }
    }

    /** See {@link PoolForwardWithWinner}. */
    void maxWithWinner(float[] x, int xOffset, float[] y, int yOffset, float[] winner,
            int winnerOffset) {
        check(x, xOffset, y, yOffset);
        Objects.checkFromIndexSize(winnerOffset, out.span(), winner.length);
        for (int position = 0; position < positions(); position++) {
            for (int lane = 0; lane < in.lanes(); lane++) {
                int source = xOffset + window(position) + lane;
                int best = winner(x, source);
                y[yOffset + output(position) + lane] = x[source + inWindow(best)];
                winner[winnerOffset + output(position) + lane] = best;
            }
        }
    }

    /** The first largest element of the window that begins at {@code source}. */
    private int winner(float[] x, int source) {
        int best = 0;
        for (int i = 1; i < windowSize(); i++) {
            best = x[source + inWindow(i)] > x[source + inWindow(best)] ? i : best;
        }
        return best;
    }

    /** See {@link PoolGradientByWinner}. */
    void maxGradient(float[] dy, int dyOffset, float[] winner, int winnerOffset, float[] dx,
            int dxOffset) {
        check(dx, dxOffset, dy, dyOffset);
        Objects.checkFromIndexSize(winnerOffset, out.span(), winner.length);
        clear(dx, dxOffset);
        for (int position = 0; position < positions(); position++) {
            for (int lane = 0; lane < in.lanes(); lane++) {
                int won = (int) winner[winnerOffset + output(position) + lane];
                dx[dxOffset + window(position) + inWindow(won) + lane] += dy[dyOffset
                        + output(position) + lane];
            }
        }
    }

    /** See {@link PoolForward}. */
    void average(float[] x, int xOffset, float[] y, int yOffset) {
        check(x, xOffset, y, yOffset);
        for (int position = 0; position < positions(); position++) {
            for (int lane = 0; lane < in.lanes(); lane++) {
                int source = xOffset + window(position) + lane;
                float sum = x[source];
                for (int i = 1; i < windowSize(); i++) {
                    sum += x[source + inWindow(i)];
                }
                y[yOffset + output(position) + lane] = sum * share;
            }
        }
    }

    /** See {@link PoolGradient}. */
    void averageGradient(float[] dy, int dyOffset, float[] dx, int dxOffset) {
        check(dx, dxOffset, dy, dyOffset);
        clear(dx, dxOffset);
        for (int position = 0; position < positions(); position++) {
            for (int lane = 0; lane < in.lanes(); lane++) {
                float part = dy[dyOffset + output(position) + lane] * share;
                for (int i = 0; i < windowSize(); i++) {
                    dx[dxOffset + window(position) + inWindow(i) + lane] += part;
                }
            }
        }
    }

    /** Sets every element of the input maps to 0 and leaves the gaps between its rows alone. */
    private void clear(float[] x, int offset) {
        for (int c = 0; c < in.channels(); c++) {
            for (int row = 0; row < in.height(); row++) {
                int from = offset + c * in.channelStride() + row * in.rowStride();
                Arrays.fill(x, from, from + in.rowLength(), 0f);
            }
        }
    }
}
