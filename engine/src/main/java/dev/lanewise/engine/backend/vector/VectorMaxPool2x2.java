package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.Backend.TILE;
import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;

import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PoolForward;
import dev.lanewise.engine.backend.PoolForwardWithWinner;
import dev.lanewise.engine.backend.PoolGradientByWinner;
import dev.lanewise.engine.backend.PoolShape;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The maximum of each window of 2 × 2 of a full tile, where windows touch and lie whole on their maps: what
 * {@link VectorPooling} does for windows of any size, with the window written out and no table.
 */
final class VectorMaxPool2x2 {
    private static final int WINDOW = 2;

    private final MapShape in;
    private final MapShape out;

    VectorMaxPool2x2(PoolShape shape) {
        this.in = shape.in();
        this.out = shape.out();
    }

    /** Whether this is a full tile with such windows. */
    static boolean fits(PoolShape shape) {
        return shape.in().lanes() == TILE && shape.tilesBy(WINDOW);
    }

    /** Whether they also leave nothing between and beyond them. */
    static boolean covers(PoolShape shape) {
        return fits(shape) && shape.in().height() == WINDOW * shape.out().height()
                && shape.in().width() == WINDOW * shape.out().width();
    }

    private void check(float[] x, int xOffset, float[] y, int yOffset) {
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
    }

    /** Offset of the first window of a row, all maps' rows counted. */
    private int from(int row) {
        return row / out.height() * in.channelStride()
                + row % out.height() * WINDOW * in.rowStride();
    }

    private int to(int row) {
        return row / out.height() * out.channelStride() + row % out.height() * out.rowStride();
    }

    /** See {@link PoolForward}. */
    void max(float[] x, int xOffset, float[] y, int yOffset) {
        check(x, xOffset, y, yOffset);
        for (int row = 0; row < out.channels() * out.height(); row++) {
            for (int lane = 0; lane < TILE; lane += LENGTH) {
                max(out.width(), x, xOffset + from(row) + lane, in.rowStride(), y,
                        yOffset + to(row) + lane);
            }
        }
    }

    private static void max(int windows, float[] x, int xi, int xRow, float[] y, int yi) {
        int below = xi + xRow;
        for (int p = 0; p < windows * TILE; p += TILE) {
            int q = xi + WINDOW * p;
            int r = below + WINDOW * p;
            FloatVector best = FloatVector.fromArray(SPECIES, x, q);
            FloatVector next = FloatVector.fromArray(SPECIES, x, q + TILE);
            best = best.blend(next, next.compare(GT, best));
            next = FloatVector.fromArray(SPECIES, x, r);
            best = best.blend(next, next.compare(GT, best));
            next = FloatVector.fromArray(SPECIES, x, r + TILE);
            best.blend(next, next.compare(GT, best)).intoArray(y, yi + p);
        }
    }

    /** See {@link PoolForwardWithWinner}. */
    void maxWithWinner(float[] x, int xOffset, float[] y, int yOffset, float[] winner,
            int winnerOffset) {
        check(x, xOffset, y, yOffset);
        Objects.checkFromIndexSize(winnerOffset, out.span(), winner.length);
        for (int row = 0; row < out.channels() * out.height(); row++) {
            for (int lane = 0; lane < TILE; lane += LENGTH) {
                int at = to(row) + lane;
                maxWithWinner(out.width(), x, xOffset + from(row) + lane, in.rowStride(), y,
                        yOffset + at, winner, winnerOffset + at);
            }
        }
    }

    private static void maxWithWinner(int windows, float[] x, int xi, int xRow, float[] y, int yi,
            float[] winner, int winnerAt) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector two = FloatVector.broadcast(SPECIES, 2f);
        FloatVector three = FloatVector.broadcast(SPECIES, 3f);
        int below = xi + xRow;
        for (int p = 0; p < windows * TILE; p += TILE) {
            int q = xi + WINDOW * p;
            int r = below + WINDOW * p;
            FloatVector best = FloatVector.fromArray(SPECIES, x, q);
            FloatVector next = FloatVector.fromArray(SPECIES, x, q + TILE);
            VectorMask<Float> better = next.compare(GT, best);
            best = best.blend(next, better);
            FloatVector won = zero.blend(one, better);
            next = FloatVector.fromArray(SPECIES, x, r);
            better = next.compare(GT, best);
            best = best.blend(next, better);
            won = won.blend(two, better);
            next = FloatVector.fromArray(SPECIES, x, r + TILE);
            better = next.compare(GT, best);
            best.blend(next, better).intoArray(y, yi + p);
            won.blend(three, better).intoArray(winner, winnerAt + p);
        }
    }

    /** See {@link PoolGradientByWinner}; for windows that cover the maps. */
    void maxGradient(float[] dy, int dyOffset, float[] winner, int winnerOffset, float[] dx,
            int dxOffset) {
        check(dx, dxOffset, dy, dyOffset);
        Objects.checkFromIndexSize(winnerOffset, out.span(), winner.length);
        for (int row = 0; row < out.channels() * out.height(); row++) {
            for (int lane = 0; lane < TILE; lane += LENGTH) {
                int at = to(row) + lane;
                maxGradient(out.width(), dy, dyOffset + at, winner, winnerOffset + at, dx,
                        dxOffset + from(row) + lane, in.rowStride());
            }
        }
    }

    private static void maxGradient(int windows, float[] dy, int di, float[] winner, int winnerAt,
            float[] dx, int xi, int xRow) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector two = FloatVector.broadcast(SPECIES, 2f);
        FloatVector three = FloatVector.broadcast(SPECIES, 3f);
        int below = xi + xRow;
        for (int p = 0; p < windows * TILE; p += TILE) {
            int q = xi + WINDOW * p;
            int r = below + WINDOW * p;
            // As the scalar kernel adds to 0, which makes 0 of -0.
            FloatVector gradient = FloatVector.fromArray(SPECIES, dy, di + p).add(zero);
            FloatVector won = FloatVector.fromArray(SPECIES, winner, winnerAt + p);
            zero.blend(gradient, won.compare(EQ, zero)).intoArray(dx, q);
            zero.blend(gradient, won.compare(EQ, one)).intoArray(dx, q + TILE);
            zero.blend(gradient, won.compare(EQ, two)).intoArray(dx, r);
            zero.blend(gradient, won.compare(EQ, three)).intoArray(dx, r + TILE);
        }
    }
}
