package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PoolAxis;
import dev.lanewise.engine.backend.PoolForward;
import dev.lanewise.engine.backend.PoolForwardWithWinner;
import dev.lanewise.engine.backend.PoolGradient;
import dev.lanewise.engine.backend.PoolGradientByWinner;
import dev.lanewise.engine.backend.PoolShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    /** Offset in x and y of the window of each output position, all maps. */
    private final int[] windows;
    private final int[] outputs;
    private final Run[] runs;
    private final boolean overlapping;

    /**
     * Output positions one after the other whose windows are alike: all of them, if they lie whole on
     * their maps.
     *
     * @param elements offsets of the elements in a window
     * @param share of each in a mean
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Run(int from, int to, int[] elements, float share) {}

    VectorPooling(PoolShape shape) {
        this.shape = shape;
        this.in = shape.in();
        this.out = shape.out();
        this.overlapping = shape.overlaps();
        int perMap = out.height() * out.width();
        this.windows = new int[out.channels() * perMap];
        this.outputs = new int[windows.length];
        for (int i = 0; i < windows.length; i++) {
            int row = row(i);
            int column = column(i);
            windows[i] = i / perMap * in.channelStride()
                    + shape.rows().from(row) * in.rowStride()
                    + shape.columns().from(column) * in.lanes();
            outputs[i] = i / perMap * out.channelStride() + row * out.rowStride()
                    + column * out.lanes();
        }
        this.runs = runs();
    }

    private Run[] runs() {
        List<Run> found = new ArrayList<>();
        for (int from = 0; from < windows.length;) {
            int to = from + 1;
            while (to < windows.length && window(to).equals(window(from))
                    && share(to) == share(from)) {
                to++;
            }
            found.add(new Run(from, to, offsets(window(from)), share(from)));
            from = to;
        }
        return found.toArray(Run[]::new);
    }

    /** What of the map the window of an output holds. */
    private MapShape window(int position) {
        return new MapShape(1, shape.rows().length(row(position), in.height()),
                shape.columns().length(column(position), in.width()), in.lanes(), in.rowStride(),
                0);
    }

    private float share(int position) {
        return shape.share(row(position), column(position));
    }

    private int row(int position) {
        return position / out.width() % out.height();
    }

    private int column(int position) {
        return position % out.width();
    }

    private static int[] offsets(MapShape window) {
        int[] offsets = new int[window.height() * window.width()];
        for (int e = 0; e < offsets.length; e++) {
            offsets[e] = e / window.width() * window.rowStride()
                    + e % window.width() * window.lanes();
        }
        return offsets;
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
        for (Run run : runs) {
            maxOf(run, x, xOffset, y, yOffset);
        }
    }

    private void maxOf(Run run, float[] x, int xOffset, float[] y, int yOffset) {
        int[] window = run.elements;
        for (int i = run.from; i < run.to; i++) {
            for (int lane = 0; lane < in.lanes(); lane += LENGTH) {
                int source = xOffset + windows[i] + lane;
                FloatVector best = FloatVector.fromArray(SPECIES, x, source);
                for (int e = 1; e < window.length; e++) {
                    FloatVector candidate = FloatVector.fromArray(SPECIES, x, source + window[e]);
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
        for (Run run : runs) {
            maxWithWinnerOf(run, x, xOffset, y, yOffset, winner, winnerOffset);
        }
    }

    private void maxWithWinnerOf(Run run, float[] x, int xOffset, float[] y, int yOffset,
            float[] winner, int winnerOffset) {
        int[] window = run.elements;
        for (int i = run.from; i < run.to; i++) {
            for (int lane = 0; lane < in.lanes(); lane += LENGTH) {
                int source = xOffset + windows[i] + lane;
                FloatVector best = FloatVector.fromArray(SPECIES, x, source);
                FloatVector won = FloatVector.zero(SPECIES);
                for (int e = 1; e < window.length; e++) {
                    FloatVector candidate = FloatVector.fromArray(SPECIES, x, source + window[e]);
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
        for (Run run : runs) {
            maxGradientOf(run, dy, dyOffset, winner, winnerOffset, dx, dxOffset);
        }
    }

    private void maxGradientOf(Run run, float[] dy, int dyOffset, float[] winner,
            int winnerOffset, float[] dx, int dxOffset) {
        int[] window = run.elements;
        for (int i = run.from; i < run.to; i++) {
            for (int lane = 0; lane < in.lanes(); lane += LENGTH) {
                FloatVector gradient = FloatVector.fromArray(SPECIES, dy,
                        dyOffset + outputs[i] + lane);
                FloatVector won = FloatVector.fromArray(SPECIES, winner,
                        winnerOffset + outputs[i] + lane);
                FloatVector zero = FloatVector.zero(SPECIES);
                for (int e = 0; e < window.length; e++) {
                    int target = dxOffset + windows[i] + window[e] + lane;
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
        boolean covered = !overlapping && covers(shape.rows(), out.height(), in.height())
                && covers(shape.columns(), out.width(), in.width());
        for (int c = 0; !covered && c < in.channels(); c++) {
            for (int row = 0; row < in.height(); row++) {
                int from = dxOffset + c * in.channelStride() + row * in.rowStride();
                Arrays.fill(dx, from, from + in.rowLength(), 0f);
            }
        }
    }

    /** Whether windows that don't overlap leave nothing between and beyond them. */
    private static boolean covers(PoolAxis axis, int windows, int extent) {
        return axis.stride() == axis.window()
                && axis.from(windows - 1) + axis.length(windows - 1, extent) == extent;
    }

    /** See {@link PoolForward}. */
    void average(float[] x, int xOffset, float[] y, int yOffset) {
        check(x, xOffset, y, yOffset);
        for (Run run : runs) {
            averageOf(run, x, xOffset, y, yOffset);
        }
    }

    private void averageOf(Run run, float[] x, int xOffset, float[] y, int yOffset) {
        int[] window = run.elements;
        for (int i = run.from; i < run.to; i++) {
            for (int lane = 0; lane < in.lanes(); lane += LENGTH) {
                int source = xOffset + windows[i] + lane;
                FloatVector sum = FloatVector.fromArray(SPECIES, x, source);
                for (int e = 1; e < window.length; e++) {
                    sum = sum.add(FloatVector.fromArray(SPECIES, x, source + window[e]));
                }
                sum.mul(run.share).intoArray(y, yOffset + outputs[i] + lane);
            }
        }
    }

    /** See {@link PoolGradient}. */
    void averageGradient(float[] dy, int dyOffset, float[] dx, int dxOffset) {
        check(dx, dxOffset, dy, dyOffset);
        clearUncovered(dx, dxOffset);
        for (Run run : runs) {
            averageGradientOf(run, dy, dyOffset, dx, dxOffset);
        }
    }

    private void averageGradientOf(Run run, float[] dy, int dyOffset, float[] dx, int dxOffset) {
        int[] window = run.elements;
        for (int i = run.from; i < run.to; i++) {
            for (int lane = 0; lane < in.lanes(); lane += LENGTH) {
                FloatVector part = FloatVector.fromArray(SPECIES, dy, dyOffset + outputs[i] + lane)
                        .mul(run.share);
                for (int e = 0; e < window.length; e++) {
                    int target = dxOffset + windows[i] + window[e] + lane;
                    FloatVector before = overlapping ? FloatVector.fromArray(SPECIES, dx, target)
                            : FloatVector.zero(SPECIES);
                    before.add(part).intoArray(dx, target);
                }
            }
        }
    }
}
