package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PoolForward;
import dev.lanewise.engine.backend.PoolForwardWithWinner;
import dev.lanewise.engine.backend.PoolGradientByWinner;
import dev.lanewise.engine.backend.PoolShape;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Pooling to the maxima of windows of 2×2 that touch, with a window's elements written out: of a full tile, or
 * of anything else whose lanes fill vectors.
 */
final class VectorPooling2x2 {
    private static final int WINDOW = 2;
    /** What the elements of a window are called. */
    private static final FloatVector FIRST = FloatVector.zero(SPECIES);
    private static final FloatVector SECOND = FloatVector.broadcast(SPECIES, 1f);
    private static final FloatVector THIRD = FloatVector.broadcast(SPECIES, 2f);
    private static final FloatVector FOURTH = FloatVector.broadcast(SPECIES, 3f);
    private static final FloatVector NONE = FloatVector.zero(SPECIES);

    private final MapShape in;
    private final MapShape out;

    VectorPooling2x2(PoolShape shape) {
        this.in = shape.in();
        this.out = shape.out();
    }

    /** Whether lanes fill vectors and are pooled so. */
    static boolean fits(PoolShape shape) {
        return shape.in().lanes() % LENGTH == 0 && shape.tilesBy(WINDOW);
    }

    /** Whether, besides, every element lies in a window. */
    static boolean fitsGradient(PoolShape shape) {
        return fits(shape) && shape.in().height() % WINDOW == 0 && shape.in().width() % WINDOW == 0;
    }

    private void check(float[] x, int xOffset, float[] y, int yOffset) {
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
    }

    private int source(int row) {
        return row / out.height() * in.channelStride()
                + row % out.height() * WINDOW * in.rowStride();
    }

    private int target(int row) {
        return row / out.height() * out.channelStride() + row % out.height() * out.rowStride();
    }

    /** See {@link PoolForward}. */
    void max(float[] x, int xOffset, float[] y, int yOffset) {
        check(x, xOffset, y, yOffset);
        for (int row = 0; row < out.channels() * out.height(); row++) {
            for (int lane = 0; lane < in.lanes(); lane += LENGTH) {
                maxOfRow(x, xOffset + source(row) + lane, y, yOffset + target(row) + lane);
            }
        }
    }

    private void maxOfRow(float[] x, int from, float[] y, int to) {
        int lanes = in.lanes();
        int next = in.rowStride();
        for (int i = 0; i < out.width(); i++) {
            int at = from + i * WINDOW * lanes;
            FloatVector best = FloatVector.fromArray(SPECIES, x, at);
            FloatVector candidate = FloatVector.fromArray(SPECIES, x, at + lanes);
            best = best.blend(candidate, candidate.compare(VectorOperators.GT, best));
            candidate = FloatVector.fromArray(SPECIES, x, at + next);
            best = best.blend(candidate, candidate.compare(VectorOperators.GT, best));
            candidate = FloatVector.fromArray(SPECIES, x, at + next + lanes);
            best.blend(candidate, candidate.compare(VectorOperators.GT, best))
                    .intoArray(y, to + i * lanes);
        }
    }

    /** See {@link PoolForwardWithWinner}. */
    void maxWithWinner(float[] x, int xOffset, float[] y, int yOffset, float[] winner,
            int winnerOffset) {
        check(x, xOffset, y, yOffset);
        Objects.checkFromIndexSize(winnerOffset, out.span(), winner.length);
        for (int row = 0; row < out.channels() * out.height(); row++) {
            for (int lane = 0; lane < in.lanes(); lane += LENGTH) {
                int to = target(row) + lane;
                winnersOfRow(x, xOffset + source(row) + lane, y, yOffset + to, winner,
                        winnerOffset + to);
            }
        }
    }

    private void winnersOfRow(float[] x, int from, float[] y, int to, float[] winner, int at) {
        int lanes = in.lanes();
        int next = in.rowStride();
        for (int i = 0; i < out.width(); i++) {
            int window = from + i * WINDOW * lanes;
            FloatVector best = FloatVector.fromArray(SPECIES, x, window);
            FloatVector candidate = FloatVector.fromArray(SPECIES, x, window + lanes);
            VectorMask<Float> better = candidate.compare(VectorOperators.GT, best);
            best = best.blend(candidate, better);
            FloatVector won = FIRST.blend(SECOND, better);
            candidate = FloatVector.fromArray(SPECIES, x, window + next);
            better = candidate.compare(VectorOperators.GT, best);
            best = best.blend(candidate, better);
            won = won.blend(THIRD, better);
            candidate = FloatVector.fromArray(SPECIES, x, window + next + lanes);
            better = candidate.compare(VectorOperators.GT, best);
            best.blend(candidate, better).intoArray(y, to + i * lanes);
            won.blend(FOURTH, better).intoArray(winner, at + i * lanes);
        }
    }

    /** See {@link PoolGradientByWinner}. */
    void maxGradient(float[] dy, int dyOffset, float[] winner, int winnerOffset, float[] dx,
            int dxOffset) {
        check(dx, dxOffset, dy, dyOffset);
        Objects.checkFromIndexSize(winnerOffset, out.span(), winner.length);
        for (int row = 0; row < out.channels() * out.height(); row++) {
            for (int lane = 0; lane < in.lanes(); lane += LENGTH) {
                int from = target(row) + lane;
                gradientOfRow(dy, dyOffset + from, winner, winnerOffset + from, dx,
                        dxOffset + source(row) + lane);
            }
        }
    }

    private void gradientOfRow(float[] dy, int from, float[] winner, int at, float[] dx, int to) {
        int lanes = in.lanes();
        int next = in.rowStride();
        for (int i = 0; i < out.width(); i++) {
            int window = to + i * WINDOW * lanes;
            FloatVector gradient = FloatVector.fromArray(SPECIES, dy, from + i * lanes);
            FloatVector won = FloatVector.fromArray(SPECIES, winner, at + i * lanes);
            NONE.blend(gradient, won.compare(VectorOperators.EQ, FIRST)).intoArray(dx, window);
            NONE.blend(gradient, won.compare(VectorOperators.EQ, SECOND))
                    .intoArray(dx, window + lanes);
            NONE.blend(gradient, won.compare(VectorOperators.EQ, THIRD))
                    .intoArray(dx, window + next);
            NONE.blend(gradient, won.compare(VectorOperators.EQ, FOURTH))
                    .intoArray(dx, window + next + lanes);
        }
    }
}
