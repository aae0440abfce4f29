package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PoolForward;
import dev.lanewise.engine.backend.PoolForwardWithWinner;
import dev.lanewise.engine.backend.PoolGradient;
import dev.lanewise.engine.backend.PoolGradientByWinner;
import dev.lanewise.engine.backend.PoolShape;
import java.util.Arrays;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Pooling of a full tile: every element of a window is a vector of images, so nothing crosses
 * lanes.
 */
final class VectorPooling {
    private final PoolShape shape;
    private final MapShape in;
    private final MapShape out;
    private final int windowSize;
    private final float share;
    /**
     * Offset in x and y of the window of each output position, all maps; and of each element in a
     * window.
     */
    private final int[] windows;
    private final int[] outputs;
    private final int[] elements;
    private final boolean overlapping;

    VectorPooling(PoolShape shape) {
        this.shape = shape;
        this.in = shape.in();
        this.out = shape.out();
        this.windowSize = shape.window() * shape.window();
        this.share = 1f / windowSize;
        this.overlapping = shape.stride() < shape.window();
        int perMap = out.height() * out.width();
        this.windows = new int[out.channels() * perMap];
        this.outputs = new int[windows.length];
        for (int i = 0; i < windows.length; i++) {
            int row = i % perMap / out.width();
            int column = i % out.width();
            windows[i] = i / perMap * in.channelStride()
                    + (row * in.rowStride() + column * in.lanes()) * shape.stride();
            outputs[i] = i / perMap * out.channelStride() + row * out.rowStride()
                    + column * out.lanes();
        }
        this.elements = new int[windowSize];
        for (int e = 0; e < windowSize; e++) {
            elements[e] = e / shape.window() * in.rowStride() + e % shape.window() * in.lanes();
        }
    }

    /** Whether this is a full tile. */
    static boolean fits(PoolShape shape) {
        return shape.in().lanes() == Backend.TILE;
    }

    private void check(float[] x, int xOffset, float[] y, int yOffset) {
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
    }

    /** See {@link PoolForward}. */
    void max(float[] x, int xOffset, float[] y, int yOffset) {
        check(x, xOffset, y, yOffset);
        for (int i = 0; i < windows.length; i++) {
            for (int lane = 0; lane < in.lanes(); lane += LENGTH) {
                int source = xOffset + windows[i] + lane;
                FloatVector best = FloatVector.fromArray(SPECIES, x, source);
                for (int e = 1; e < windowSize; e++) {
                    FloatVector candidate = FloatVector.fromArray(SPECIES, x, source + elements[e]);
                    best = best.blend(candidate, candidate.compare(VectorOperators.GT, best));
                }
                best.intoArray(y, yOffset + outputs[i] + lane);
            }
        }
    }

    /** See {@link PoolForwardWithWinner}. */
    void maxWithWinner(float[] x, int xOffset, float[] y, int yOffset, float[] winner,
            int winnerOffset) {
        check(x, xOffset, y, yOffset);
        Objects.checkFromIndexSize(winnerOffset, out.span(), winner.length);
        for (int i = 0; i < windows.length; i++) {
            for (int lane = 0; lane < in.lanes(); lane += LENGTH) {
                int source = xOffset + windows[i] + lane;
                FloatVector best = FloatVector.fromArray(SPECIES, x, source);
                FloatVector won = FloatVector.zero(SPECIES);
                for (int e = 1; e < windowSize; e++) {
                    FloatVector candidate = FloatVector.fromArray(SPECIES, x, source + elements[e]);
                    VectorMask<Float> better = candidate.compare(VectorOperators.GT, best);
                    best = best.blend(candidate, better);
                    won = won.blend(FloatVector.broadcast(SPECIES, e), better);
                }
                best.intoArray(y, yOffset + outputs[i] + lane);
                won.intoArray(winner, winnerOffset + outputs[i] + lane);
            }
        }
    }

    /** See {@link PoolGradientByWinner}. */
    void maxGradient(float[] dy, int dyOffset, float[] winner, int winnerOffset, float[] dx,
            int dxOffset) {
        check(dx, dxOffset, dy, dyOffset);
        Objects.checkFromIndexSize(winnerOffset, out.span(), winner.length);
        clearUncovered(dx, dxOffset);
        for (int i = 0; i < windows.length; i++) {
            for (int lane = 0; lane < in.lanes(); lane += LENGTH) {
                FloatVector gradient = FloatVector.fromArray(SPECIES, dy,
                        dyOffset + outputs[i] + lane);
                FloatVector won = FloatVector.fromArray(SPECIES, winner,
                        winnerOffset + outputs[i] + lane);
                FloatVector zero = FloatVector.zero(SPECIES);
                for (int e = 0; e < windowSize; e++) {
                    int target = dxOffset + windows[i] + elements[e] + lane;
                    FloatVector before = overlapping ? FloatVector.fromArray(SPECIES, dx, target)
                            : zero;
                    FloatVector part = zero.blend(gradient,
                            won.compare(VectorOperators.EQ, (float) e));
                    before.add(part).intoArray(dx, target);
                }
            }
        }
    }

    /** Sets to 0 what no window overwrites; where windows overlap, everything. */
    private void clearUncovered(float[] dx, int dxOffset) {
        boolean covered = shape.stride() == shape.window()
                && out.height() * shape.stride() == in.height()
                && out.width() * shape.stride() == in.width();
        for (int c = 0; !covered && c < in.channels(); c++) {
            for (int row = 0; row < in.height(); row++) {
                int from = dxOffset + c * in.channelStride() + row * in.rowStride();
                Arrays.fill(dx, from, from + in.rowLength(), 0f);
            }
        }
    }

    /** See {@link PoolForward}. */
    void average(float[] x, int xOffset, float[] y, int yOffset) {
        check(x, xOffset, y, yOffset);
        for (int i = 0; i < windows.length; i++) {
            for (int lane = 0; lane < in.lanes(); lane += LENGTH) {
                int source = xOffset + windows[i] + lane;
                FloatVector sum = FloatVector.fromArray(SPECIES, x, source);
                for (int e = 1; e < windowSize; e++) {
                    sum = sum.add(FloatVector.fromArray(SPECIES, x, source + elements[e]));
                }
                sum.mul(share).intoArray(y, yOffset + outputs[i] + lane);
            }
        }
    }

    /** See {@link PoolGradient}. */
    void averageGradient(float[] dy, int dyOffset, float[] dx, int dxOffset) {
        check(dx, dxOffset, dy, dyOffset);
        clearUncovered(dx, dxOffset);
        for (int i = 0; i < windows.length; i++) {
            for (int lane = 0; lane < in.lanes(); lane += LENGTH) {
                FloatVector part = FloatVector.fromArray(SPECIES, dy, dyOffset + outputs[i] + lane)
                        .mul(share);
                for (int e = 0; e < windowSize; e++) {
                    int target = dxOffset + windows[i] + elements[e] + lane;
                    FloatVector before = overlapping ? FloatVector.fromArray(SPECIES, dx, target)
                            : FloatVector.zero(SPECIES);
                    before.add(part).intoArray(dx, target);
                }
            }
        }
    }
}
