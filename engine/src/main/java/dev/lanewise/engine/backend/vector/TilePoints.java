package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.Winograd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * The transform for {@link Winograd#F2_5} with the lanes along the tiles of a row, for any channels: a vector
 * of neighbours holds all columns of six tiles, and a permutation for each column of a tile tells them apart.
 * A store also writes lanes that mean nothing, where the next one writes what belongs there.
 */
final class TilePoints implements ImagePoints {
    private static final int COLUMNS = Winograd.POINTS;
    private static final int STEP = 2;
    /** Tiles in a vector. */
    private static final int TILES = (LENGTH - COLUMNS) / STEP + 1;

    private static final VectorShuffle<Float> COLUMN_0 = column(0);
    private static final VectorShuffle<Float> COLUMN_1 = column(1);
    private static final VectorShuffle<Float> COLUMN_2 = column(2);
    private static final VectorShuffle<Float> COLUMN_3 = column(3);
    private static final VectorShuffle<Float> COLUMN_4 = column(4);
    private static final VectorShuffle<Float> COLUMN_5 = column(5);
    private static final FloatVector MINUS_FIVE_HALVES = FloatVector.broadcast(SPECIES, -2.5f);
    private static final FloatVector MINUS_TWO = FloatVector.broadcast(SPECIES, -2f);
    private static final FloatVector MINUS_THREE_HALVES = FloatVector.broadcast(SPECIES, -1.5f);
    private static final FloatVector MINUS_HALF = FloatVector.broadcast(SPECIES, -0.5f);
    private static final FloatVector HALF = FloatVector.broadcast(SPECIES, 0.5f);
    private static final FloatVector THREE_HALVES = FloatVector.broadcast(SPECIES, 1.5f);

    private final MapShape in;
    private final int tiles;
    /** {@code [point][map][row][tile]}. */
    private final float[] values;
    private final int point;
    private final int[] positions;
    private final int[] taps;
    /** What lies at the end of an array. */
    private final float[] end = new float[LENGTH];

    TilePoints(ConvolutionShape shape) {
        int kernelRows = shape.window().height();
        this.in = shape.in();
        this.tiles = Winograd.F2_5.tiles(shape.out().width());
        int map = in.height() * tiles;
        this.point = in.channels() * map + LENGTH;
        this.values = new float[Winograd.POINTS * point];
        this.positions = new int[shape.out().height() * tiles];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i;
        }
        this.taps = new int[in.channels() * kernelRows];
        for (int k = 0; k < taps.length; k++) {
            taps[k] = k / kernelRows * map + k % kernelRows * tiles;
        }
    }

    private static VectorShuffle<Float> column(int column) {
        return VectorShuffle.fromOp(SPECIES, lane -> Math.min(STEP * lane + column, LENGTH - 1));
    }

    /** Whether a vector holds tiles, and tiles of two make whole rows. */
    static boolean fits(ConvolutionShape shape) {
        MapShape in = shape.in();
        return LENGTH == 2 * 8 && Winograd.of(shape) == Winograd.F2_5
                && (in.channels() * (long) in.height() * in.width() + LENGTH) * Winograd.POINTS
                        <= Integer.MAX_VALUE;
    }

    @Override
    public void transform(float[] x, int xOffset) {
        int to = 0;
        for (int c = 0; c < in.channels(); c++) {
            for (int row = 0; row < in.height(); row++, to += tiles) {
                int from = xOffset + c * in.channelStride() + row * in.rowStride();
                for (int t = 0; t < tiles; t += TILES) {
                    int at = from + t * STEP;
                    if (at + LENGTH <= x.length) {
                        tiles(x, at, values, to + t, point);
                    } else {
                        System.arraycopy(x, at, end, 0, x.length - at);
                        tiles(end, 0, values, to + t, point);
                    }
                }
            }
        }
    }

    /** The expressions are those of the scalar kernels. */
    private static void tiles(float[] x, int at, float[] v, int to, int point) {
        FloatVector row = FloatVector.fromArray(SPECIES, x, at);
        FloatVector d1 = row.rearrange(COLUMN_1);
        FloatVector d2 = row.rearrange(COLUMN_2);
        FloatVector d3 = row.rearrange(COLUMN_3);
        FloatVector even = row.rearrange(COLUMN_4).sub(d2);
        FloatVector odd = d3.sub(d1);
        odd.fma(MINUS_THREE_HALVES, even.sub(d2.sub(row.rearrange(COLUMN_0)))).intoArray(v, to);
        d2.add(d1).fma(MINUS_THREE_HALVES, odd.fma(MINUS_HALF, even)).intoArray(v, to + point);
        d2.sub(d1).fma(THREE_HALVES, odd.fma(MINUS_FIVE_HALVES, even)).intoArray(v, to + 2 * point);
        odd.fma(HALF, even).intoArray(v, to + 3 * point);
        odd.fma(MINUS_TWO, even).intoArray(v, to + 4 * point);
        even.fma(MINUS_THREE_HALVES, row.rearrange(COLUMN_5).sub(d3))
                .sub(odd)
                .intoArray(v, to + 5 * point);
    }

    @Override
    public float[] values() {
        return values;
    }

    @Override
    public int point() {
        return point;
    }

    @Override
    public int[] positions() {
        return positions;
    }

    @Override
    public int[] taps() {
        return taps;
    }
}
