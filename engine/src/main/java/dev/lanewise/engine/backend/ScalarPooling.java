package dev.lanewise.engine.backend;

import java.util.Arrays;
import java.util.Objects;

/** Pooling as nested loops, the lanes of a tile innermost. */
final class ScalarPooling {
    private final PoolShape shape;
    private final MapShape in;
    private final MapShape out;

    /** Prepares pooling. */
    ScalarPooling(PoolShape shape) {
        this.shape = shape;
        this.in = shape.in();
        this.out = shape.out();
    }

    private int positions() {
        return out.channels() * out.height() * out.width();
    }

    private int row(int position) {
        return position / out.width() % out.height();
    }

    private int column(int position) {
        return position % out.width();
    }

    private int channel(int position) {
        return position / (out.width() * out.height());
    }

    /** Index in the input of the first element of the window of output {@code position}. */
    private int window(int position) {
        return channel(position) * in.channelStride()
                + shape.rows().from(row(position)) * in.rowStride()
                + shape.columns().from(column(position)) * in.lanes();
    }

    /** Index in the output of {@code position}. */
    private int output(int position) {
        return channel(position) * out.channelStride() + row(position) * out.rowStride()
                + column(position) * out.lanes();
    }

    /**
     * Distances of the elements of the window of output {@code position} from its first, row-major; what
     * lies outside of the map is no element.
     */
    private int inWindow(int position, int index) {
        int width = shape.columns().length(column(position), in.width());
        return index / width * in.rowStride() + index % width * in.lanes();
    }

    private int windowSize(int position) {
        return shape.size(row(position), column(position));
    }

    private float share(int position) {
        return shape.share(row(position), column(position));
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
                y[yOffset + output(position) + lane] = x[source
                        + inWindow(position, winner(x, source, position))];
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
                int best = winner(x, source, position);
                y[yOffset + output(position) + lane] = x[source + inWindow(position, best)];
                winner[winnerOffset + output(position) + lane] = best;
            }
        }
    }

    /** The first largest element of the window that begins at {@code source}. */
    private int winner(float[] x, int source, int position) {
        int best = 0;
        for (int i = 1; i < windowSize(position); i++) {
            float value = x[source + inWindow(position, i)];
            best = value > x[source + inWindow(position, best)] ? i : best;
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
                dx[dxOffset + window(position) + inWindow(position, won) + lane] += dy[dyOffset
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
                for (int i = 1; i < windowSize(position); i++) {
                    sum += x[source + inWindow(position, i)];
                }
                y[yOffset + output(position) + lane] = sum * share(position);
            }
        }
    }

    /** See {@link PoolGradient}. */
    void averageGradient(float[] dy, int dyOffset, float[] dx, int dxOffset) {
        check(dx, dxOffset, dy, dyOffset);
        clear(dx, dxOffset);
        for (int position = 0; position < positions(); position++) {
            for (int lane = 0; lane < in.lanes(); lane++) {
                float part = dy[dyOffset + output(position) + lane] * share(position);
                for (int i = 0; i < windowSize(position); i++) {
                    dx[dxOffset + window(position) + inWindow(position, i) + lane] += part;
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
