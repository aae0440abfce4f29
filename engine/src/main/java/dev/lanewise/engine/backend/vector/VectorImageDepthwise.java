package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWindow;
import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.backend.MapShape;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.jspecify.annotations.Nullable;

/**
 * The depthwise convolution of one image. A vector of neighbours in the input gives a piece of a map: as
 * much of a row as a stride leaves of it, or several short rows, with sums between them that mean nothing. A
 * permutation and a mask leave the rest. Pieces of a map overlap where they don't divide it.
 */
final class VectorImageDepthwise implements ConvolutionForward {
    /** Taps of the kernel whose weights stay in registers: 3 × 3. */
    private static final int NINE = 9;

    private final ConvolutionShape shape;
    private final int multiplier;
    private final int[] taps;
    /** Offset in the input map of what the first tap of each piece sees, and of the piece in the output. */
    private final int[] sources;
    private final int[] targets;
    /** Which lane comes where in a piece. */
    private final VectorShuffle<Float> order;
    /** Floats of a map that the vectors read. */
    private final int reach;
    /** A map behind whose end the array does not go on so far. */
    private final float[] copy;
    /** Floats of a map without gaps. */
    private final int size;
    /**
     * Maps that are made where they belong. A piece is written as a whole vector, and what is too much is
     * written again by the pieces after it: not in the last maps, nor between gaps.
     */
    private final int inPlace;
    /** The others, without gaps. */
    private final float[] beside;
    private final ImageRows rows;
    private final Epilogue end;

    VectorImageDepthwise(ConvolutionShape shape, @Nullable Epilogue end) {
        this.end = end == null ? Epilogue.identity(shape.out().channels()) : end;
        MapShape in = shape.in();
        MapShape out = shape.out();
        ConvolutionWindow window = shape.inPlace().window();
        this.shape = shape;
        this.multiplier = out.channels() / shape.groups();
        this.taps = new int[shape.taps()];
        for (int tap = 0; tap < taps.length; tap++) {
            taps[tap] = window.tapOffset(tap, in);
        }
        MapShape dense = MapShape.dense(out.channels(), out.height(), out.width(), 1);
        MapPieces pieces = new MapPieces(dense, window.strideHeight() * in.rowStride(),
                window.strideWidth());
        this.sources = pieces.sources();
        this.targets = pieces.targets();
        this.order = pieces.order();
        this.reach = sources[sources.length - 1] + taps[taps.length - 1] + LENGTH;
        this.copy = new float[reach];
        this.size = out.height() * out.width();
        this.inPlace = out.isDense() ? Math.max(0, out.channels() - Math.ceilDiv(LENGTH, size)) : 0;
        this.beside = new float[(out.channels() - inPlace) * size + LENGTH];
        this.rows = new ImageRows(out, out.width(), size);
    }

    /** Whether this is one image with a group for each input map. */
    static boolean fits(ConvolutionShape shape) {
        return shape.in().lanes() == 1 && shape.isDepthwise()
                && shape.in().span() <= Integer.MAX_VALUE - LENGTH;
    }

    @Override
    public void run(float[] x, int xOffset, float[] w, int wOffset, float[] bias, int biasOffset,
            float[] y, int yOffset) {
        MapShape in = shape.in();
        MapShape out = shape.out();
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(wOffset, shape.weights(), w.length);
        Objects.checkFromIndexSize(biasOffset, out.channels(), bias.length);
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
        for (int o = 0; o < out.channels(); o++) {
            float[] map = x;
            int from = xOffset + o / multiplier * in.channelStride();
            if (reach > x.length - from) {
                System.arraycopy(x, from, copy, 0, x.length - from);
                map = copy;
                from = 0;
            }
            boolean there = o < inPlace;
            float[] to = there ? y : beside;
            int at = there ? yOffset + o * size : (o - inPlace) * size;
            if (taps.length == NINE) {
                nine(map, from, w, wOffset + o * NINE, bias[biasOffset + o], o, to, at);
            } else {
                any(map, from, w, wOffset + o * taps.length, bias[biasOffset + o], o, to, at);
            }
        }
        rows.copy(out.channels() - inPlace, beside, 0, y, yOffset + inPlace * out.channelStride());
    }

    private void any(float[] x, int xi, float[] w, int wi, float bias, int o, float[] y,
            int yi) {
        FloatVector factor = FloatVector.broadcast(SPECIES, end.scale(o));
        FloatVector summand = FloatVector.broadcast(SPECIES, end.shift(o));
        FloatVector least = FloatVector.broadcast(SPECIES, end.least());
        VectorShuffle<Float> lanes = order;
        for (int i = 0; i < sources.length; i++) {
            int from = xi + sources[i];
            FloatVector sum = FloatVector.broadcast(SPECIES, bias);
            for (int tap = 0; tap < taps.length; tap++) {
                sum = FloatVector.fromArray(SPECIES, x, from + taps[tap])
                        .fma(FloatVector.broadcast(SPECIES, w[wi + tap]), sum);
            }
            sum = factor.fma(sum, summand);
            sum.blend(least, sum.compare(VectorOperators.LE, least))
                    .rearrange(lanes)
                    .intoArray(y, yi + targets[i]);
        }
    }

    private void nine(float[] x, int xi, float[] w, int wi, float bias, int o, float[] y,
            int yi) {
        FloatVector start = FloatVector.broadcast(SPECIES, bias);
        FloatVector w0 = FloatVector.broadcast(SPECIES, w[wi]);
        FloatVector w1 = FloatVector.broadcast(SPECIES, w[wi + 1]);
        FloatVector w2 = FloatVector.broadcast(SPECIES, w[wi + 2]);
        FloatVector w3 = FloatVector.broadcast(SPECIES, w[wi + 3]);
        FloatVector w4 = FloatVector.broadcast(SPECIES, w[wi + 4]);
        FloatVector w5 = FloatVector.broadcast(SPECIES, w[wi + 5]);
        FloatVector w6 = FloatVector.broadcast(SPECIES, w[wi + 6]);
        FloatVector w7 = FloatVector.broadcast(SPECIES, w[wi + 7]);
        FloatVector w8 = FloatVector.broadcast(SPECIES, w[wi + 8]);
        int x0 = xi + taps[0];
        int x1 = xi + taps[1];
        int x2 = xi + taps[2];
        int x3 = xi + taps[3];
        int x4 = xi + taps[4];
        int x5 = xi + taps[5];
        int x6 = xi + taps[6];
        int x7 = xi + taps[7];
        int x8 = xi + taps[8];
        FloatVector factor = FloatVector.broadcast(SPECIES, end.scale(o));
        FloatVector summand = FloatVector.broadcast(SPECIES, end.shift(o));
        FloatVector least = FloatVector.broadcast(SPECIES, end.least());
        VectorShuffle<Float> lanes = order;
        for (int i = 0; i < sources.length; i++) {
            int s = sources[i];
            FloatVector sum = w0.fma(FloatVector.fromArray(SPECIES, x, x0 + s), start);
            sum = w1.fma(FloatVector.fromArray(SPECIES, x, x1 + s), sum);
            sum = w2.fma(FloatVector.fromArray(SPECIES, x, x2 + s), sum);
            sum = w3.fma(FloatVector.fromArray(SPECIES, x, x3 + s), sum);
            sum = w4.fma(FloatVector.fromArray(SPECIES, x, x4 + s), sum);
            sum = w5.fma(FloatVector.fromArray(SPECIES, x, x5 + s), sum);
            sum = w6.fma(FloatVector.fromArray(SPECIES, x, x6 + s), sum);
            sum = w7.fma(FloatVector.fromArray(SPECIES, x, x7 + s), sum);
            sum = w8.fma(FloatVector.fromArray(SPECIES, x, x8 + s), sum);
            sum = factor.fma(sum, summand);
            sum.blend(least, sum.compare(VectorOperators.LE, least))
                    .rearrange(lanes)
                    .intoArray(y, yi + targets[i]);
        }
    }
}
