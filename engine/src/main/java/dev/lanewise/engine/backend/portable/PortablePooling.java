package dev.lanewise.engine.backend.portable;

import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PoolShape;
import java.util.Arrays;
import java.util.Objects;

/**
 * Pooling by whole windows, some rows of the output at a time: what stands at one place of all their windows
 * is copied side by side, and then one such row after the other is compared or added. Belongs to one thread.
 */
final class PortablePooling {
    /** Its square times the least difference of two floats is more than 1. */
    private static final float HUGE = 0x1p127f;

    private final PoolShape shape;
    private final MapShape in;
    private final MapShape out;
    /** Rows of the output, of all maps, that are made at a time. */
    private final int rows;
    private final float[] result;
    private final float[] winners;
    private final float[] values;

    PortablePooling(PoolShape shape) {
        this.shape = shape;
        this.in = shape.in();
        this.out = shape.out();
        this.rows = RowProducts.rowsTogether(out.rowLength(), out.channels() * out.height());
        int floats = rows * out.rowLength();
        this.result = new float[floats];
        this.winners = new float[floats];
        this.values = new float[floats];
    }

    /** Whether there are no windows with a place that isn't on the map. */
    static boolean fits(PoolShape shape) {
        return shape.isWhole();
    }

    /** Whether no input has gradients of several windows, too. */
    static boolean fitsGradient(PoolShape shape) {
        return fits(shape) && !shape.overlaps();
    }

    private int size() {
        return shape.size(0, 0);
    }

    private int allRows() {
        return out.channels() * out.height();
    }

    private int count(int row) {
        return Math.min(rows, allRows() - row);
    }

    private void check(float[] x, int xOffset, float[] y, int yOffset) {
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
    }

    /** See {@link dev.lanewise.engine.backend.PoolForward}. */
    void max(float[] x, int xOffset, float[] y, int yOffset) {
        check(x, xOffset, y, yOffset);
        for (int row = 0; row < allRows(); row += rows) {
            int count = count(row);
            gather(0, row, count, x, xOffset, result);
            for (int i = 1; i < size(); i++) {
                gather(i, row, count, x, xOffset, values);
                larger(count * out.rowLength(), values, result);
            }
            store(row, count, result, y, yOffset);
        }
    }

    /** See {@link dev.lanewise.engine.backend.PoolForwardWithWinner}. */
    void maxWithWinner(float[] x, int xOffset, float[] y, int yOffset, float[] winner,
            int winnerOffset) {
        check(x, xOffset, y, yOffset);
        Objects.checkFromIndexSize(winnerOffset, out.span(), winner.length);
        for (int row = 0; row < allRows(); row += rows) {
            int count = count(row);
            gather(0, row, count, x, xOffset, result);
            Arrays.fill(winners, 0f);
            for (int i = 1; i < size(); i++) {
                gather(i, row, count, x, xOffset, values);
                winner(count * out.rowLength(), i, values, result, winners);
            }
            store(row, count, result, y, yOffset);
            store(row, count, winners, winner, winnerOffset);
        }
    }

    /** See {@link dev.lanewise.engine.backend.PoolGradientByWinner}. */
    void maxGradient(float[] dy, int dyOffset, float[] winner, int winnerOffset, float[] dx,
            int dxOffset) {
        check(dx, dxOffset, dy, dyOffset);
        Objects.checkFromIndexSize(winnerOffset, out.span(), winner.length);
        clear(dx, dxOffset);
        for (int row = 0; row < allRows(); row += rows) {
            int count = count(row);
            load(row, count, dy, dyOffset, result);
            load(row, count, winner, winnerOffset, winners);
            for (int i = 0; i < size(); i++) {
                ofWinner(count * out.rowLength(), i, winners, result, values);
                scatter(i, row, count, values, dx, dxOffset);
            }
        }
    }

    /** See {@link dev.lanewise.engine.backend.PoolForward}. */
    void average(float[] x, int xOffset, float[] y, int yOffset) {
        check(x, xOffset, y, yOffset);
        for (int row = 0; row < allRows(); row += rows) {
            int count = count(row);
            gather(0, row, count, x, xOffset, result);
            for (int i = 1; i < size(); i++) {
                gather(i, row, count, x, xOffset, values);
                add(count * out.rowLength(), values, result);
            }
            scale(count * out.rowLength(), shape.share(0, 0), result);
            store(row, count, result, y, yOffset);
        }
    }

    /** See {@link dev.lanewise.engine.backend.PoolGradient}. */
    void averageGradient(float[] dy, int dyOffset, float[] dx, int dxOffset) {
        check(dx, dxOffset, dy, dyOffset);
        clear(dx, dxOffset);
        for (int row = 0; row < allRows(); row += rows) {
            int count = count(row);
            load(row, count, dy, dyOffset, result);
            scale(count * out.rowLength(), shape.share(0, 0), result);
            for (int i = 0; i < size(); i++) {
                scatter(i, row, count, result, dx, dxOffset);
            }
        }
    }

    private static void larger(int n, float[] values, float[] largest) {
        for (int i = 0; i < n; i++) {
            largest[i] = Math.max(largest[i], values[i]);
        }
    }

    /** A comparison as arithmetic, which is made to vectors where a choice isn't: 1 for a larger value, else 0. */
    private static void winner(int n, float index, float[] values, float[] largest,
            float[] winners) {
        for (int i = 0; i < n; i++) {
            float won = Math.min(1f, Math.max(0f, (values[i] - largest[i]) * HUGE * HUGE));
            winners[i] = Math.fma(won, index - winners[i], winners[i]);
            largest[i] = Math.max(largest[i], values[i]);
        }
    }

    /** The gradients where {@code index} won, else 0. */
    private static void ofWinner(int n, float index, float[] winners, float[] dy, float[] dx) {
        for (int i = 0; i < n; i++) {
            dx[i] = Math.max(0f, 1f - Math.abs(winners[i] - index)) * dy[i];
        }
    }

    private static void add(int n, float[] values, float[] sums) {
        for (int i = 0; i < n; i++) {
            sums[i] += values[i];
        }
    }

    private static void scale(int n, float factor, float[] values) {
        for (int i = 0; i < n; i++) {
            values[i] *= factor;
        }
    }

    /** Where a place of the windows of a row of the output lies in the input. */
    private int source(int place, int row) {
        int width = shape.columns().window();
        return row / out.height() * in.channelStride()
                + (row % out.height() * shape.rows().stride() + place / width) * in.rowStride()
                + place % width * in.lanes();
    }

    private int step() {
        return shape.columns().stride() * in.lanes();
    }

    private int target(int row) {
        return row / out.height() * out.channelStride() + row % out.height() * out.rowStride();
    }

    private void gather(int place, int row, int count, float[] x, int xOffset, float[] to) {
        for (int r = 0; r < count; r++) {
            Columns.gather(x, xOffset + source(place, row + r), step(), to, r * out.rowLength(),
                    in.lanes(), out.rowLength());
        }
    }

    private void scatter(int place, int row, int count, float[] from, float[] dx, int dxOffset) {
        for (int r = 0; r < count; r++) {
            Columns.scatter(from, r * out.rowLength(), dx, dxOffset + source(place, row + r),
                    step(), in.lanes(), out.rowLength());
        }
    }

    private void load(int row, int count, float[] y, int offset, float[] to) {
        for (int r = 0; r < count; r++) {
            System.arraycopy(y, offset + target(row + r), to, r * out.rowLength(),
                    out.rowLength());
        }
    }

    private void store(int row, int count, float[] from, float[] y, int offset) {
        for (int r = 0; r < count; r++) {
            System.arraycopy(from, r * out.rowLength(), y, offset + target(row + r),
                    out.rowLength());
        }
    }

    /** Sets inputs to 0 and leaves the gaps between rows alone. */
    private void clear(float[] dx, int offset) {
        if (in.isDense()) {
            Arrays.fill(dx, offset, offset + in.span(), 0f);
            return;
        }
        for (int c = 0; c < in.channels(); c++) {
            for (int row = 0; row < in.height(); row++) {
                int from = offset + c * in.channelStride() + row * in.rowStride();
                Arrays.fill(dx, from, from + in.rowLength(), 0f);
            }
        }
    }
}
