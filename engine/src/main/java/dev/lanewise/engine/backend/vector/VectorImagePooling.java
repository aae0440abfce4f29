package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PoolForward;
import dev.lanewise.engine.backend.PoolGradient;
import dev.lanewise.engine.backend.PoolShape;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pooling of one image over windows of 2×2: the maximum, which prediction needs, with the lanes along
 * the rows; the mean in plain loops over rows.
 */
final class VectorImagePooling {
    private static final int WINDOW = 2;
    /** Of each value in a window's mean. */
    private static final float SHARE = 0.25f;
    private static final int HALF = LENGTH / WINDOW;
    private static final VectorSpecies<Float> HALF_SPECIES = VectorSpecies.of(float.class,
            VectorShape.forBitSize(SPECIES.vectorBitSize() / WINDOW));
    private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(SPECIES,
            lane -> WINDOW * lane % LENGTH);
    private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(SPECIES,
            lane -> (WINDOW * lane + 1) % LENGTH);

    private final PoolShape shape;

    VectorImagePooling(PoolShape shape) {
        this.shape = shape;
    }

    /** Whether these are windows of 2×2 on one image. */
    static boolean fits(PoolShape shape) {
        return shape.in().lanes() == 1 && shape.tilesBy(WINDOW)
                && (shape.out().width() >= HALF || shape.out().isDense());
    }

    /** Whether windows also cover the whole of the maps, so that a gradient needs no zeros. */
    static boolean fitsGradient(PoolShape shape) {
        return fits(shape) && shape.in().height() % WINDOW == 0 && shape.in().width() % WINDOW == 0;
    }

    /** See {@link PoolForward}. */
    void max(float[] x, int xOffset, float[] y, int yOffset) {
        MapShape in = shape.in();
        MapShape out = shape.out();
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
        int end = yOffset + out.span();
        for (int map = 0; map < out.channels(); map++) {
            for (int row = 0; row < out.height(); row++) {
                int from = xOffset + map * in.channelStride() + WINDOW * row * in.rowStride();
                int to = yOffset + map * out.channelStride() + row * out.rowStride();
                if (out.width() >= HALF) {
                    longRow(x, from, y, to);
                } else if (to + HALF <= end && from + in.rowStride() + LENGTH <= x.length) {
                    // What is too much of a short row is overwritten by the rows after it.
                    halfVector(x, from, in.rowStride(), y, to);
                } else {
                    rowByNumber(x, from, y, to);
                }
            }
        }
    }

    /** A row of at least half a vector; the last half may overlap the one before. */
    private void longRow(float[] x, int from, float[] y, int to) {
        int width = shape.out().width();
        for (int column = 0; column < width; column += HALF) {
            int first = Math.min(column, width - HALF);
            halfVector(x, from + WINDOW * first, shape.in().rowStride(), y, to + first);
        }
    }

    private void rowByNumber(float[] x, int from, float[] y, int to) {
        for (int column = 0; column < shape.out().width(); column++) {
            int upper = from + WINDOW * column;
            int lower = upper + shape.in().rowStride();
            float best = x[upper];
            best = x[upper + 1] > best ? x[upper + 1] : best;
            best = x[lower] > best ? x[lower] : best;
            y[to + column] = x[lower + 1] > best ? x[lower + 1] : best;
        }
    }

    private static void halfVector(float[] x, int xi, int rowStride, float[] y, int yi) {
        FloatVector upper = FloatVector.fromArray(SPECIES, x, xi);
        FloatVector lower = FloatVector.fromArray(SPECIES, x, xi + rowStride);
        FloatVector rows = upper.blend(lower, lower.compare(VectorOperators.GT, upper));
        FloatVector left = rows.rearrange(EVEN);
        FloatVector right = rows.rearrange(ODD);
        FloatVector best = left.blend(right, right.compare(VectorOperators.GT, left));
        ((FloatVector) best.reinterpretShape(HALF_SPECIES, 0)).intoArray(y, yi);
    }

    /** See {@link PoolForward}. */
    void average(float[] x, int xOffset, float[] y, int yOffset) {
        MapShape in = shape.in();
        MapShape out = shape.out();
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
        for (int map = 0; map < out.channels(); map++) {
            for (int row = 0; row < out.height(); row++) {
                averageRow(out.width(), x,
                        xOffset + map * in.channelStride() + WINDOW * row * in.rowStride(),
                        in.rowStride(), y,
                        yOffset + map * out.channelStride() + row * out.rowStride());
            }
        }
    }

    private static void averageRow(int width, float[] x, int from, int rowStride, float[] y,
            int to) {
        for (int column = 0; column < width; column++) {
            int upper = from + WINDOW * column;
            int lower = upper + rowStride;
            y[to + column] = (x[upper] + x[upper + 1] + x[lower] + x[lower + 1]) * SHARE;
        }
    }

    /** See {@link PoolGradient}. */
    void averageGradient(float[] dy, int dyOffset, float[] dx, int dxOffset) {
        MapShape in = shape.in();
        MapShape out = shape.out();
        Objects.checkFromIndexSize(dxOffset, in.span(), dx.length);
        Objects.checkFromIndexSize(dyOffset, out.span(), dy.length);
        for (int map = 0; map < out.channels(); map++) {
            for (int row = 0; row < out.height(); row++) {
                spreadRow(out.width(), dy,
                        dyOffset + map * out.channelStride() + row * out.rowStride(), dx,
                        dxOffset + map * in.channelStride() + WINDOW * row * in.rowStride(),
                        in.rowStride());
            }
        }
    }

    private static void spreadRow(int width, float[] dy, int from, float[] dx, int to,
            int rowStride) {
        for (int column = 0; column < width; column++) {
            float part = dy[from + column] * SHARE;
            int upper = to + WINDOW * column;
            int lower = upper + rowStride;
            dx[upper] = part;
            dx[upper + 1] = part;
            dx[lower] = part;
            dx[lower + 1] = part;
        }
    }
}
