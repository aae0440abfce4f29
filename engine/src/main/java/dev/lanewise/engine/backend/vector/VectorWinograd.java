package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.backend.PoolShape;
import dev.lanewise.engine.backend.PreparedConvolution;
import dev.lanewise.engine.backend.Tuning;
import dev.lanewise.engine.backend.Winograd;
import dev.lanewise.engine.backend.WinogradKernels;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a Winograd convolution in vectors along the images of a tile. The transforms of one image, a
 * tenth of the work, are left to the scalar kernels: its columns would have to be told apart first.
 */
final class VectorWinograd implements WinogradKernels {
    private static final FloatVector MINUS_FIVE_HALVES = FloatVector.broadcast(SPECIES, -2.5f);
    private static final FloatVector MINUS_TWO = FloatVector.broadcast(SPECIES, -2f);
    private static final FloatVector MINUS_THREE_HALVES = FloatVector.broadcast(SPECIES, -1.5f);
    private static final FloatVector MINUS_HALF = FloatVector.broadcast(SPECIES, -0.5f);
    private static final FloatVector MINUS_SIXTEEN_FIFTEENTHS = FloatVector.broadcast(SPECIES,
            -16f / 15);
    private static final FloatVector MINUS_THIRD = FloatVector.broadcast(SPECIES, -1f / 3);
    private static final FloatVector MINUS_EIGHTH = FloatVector.broadcast(SPECIES, -0.125f);
    private static final FloatVector SIXTEENTH = FloatVector.broadcast(SPECIES, 0.0625f);
    private static final FloatVector FIFTEENTH = FloatVector.broadcast(SPECIES, 1f / 15);
    private static final FloatVector QUARTER = FloatVector.broadcast(SPECIES, 0.25f);
    private static final FloatVector THIRD = FloatVector.broadcast(SPECIES, 1f / 3);
    private static final FloatVector HALF = FloatVector.broadcast(SPECIES, 0.5f);
    private static final FloatVector THREE_HALVES = FloatVector.broadcast(SPECIES, 1.5f);
    private static final FloatVector TWO = FloatVector.broadcast(SPECIES, 2f);
    private static final FloatVector FOUR = FloatVector.broadcast(SPECIES, 4f);
    private static final FloatVector EIGHT = FloatVector.broadcast(SPECIES, 8f);
    private static final FloatVector SIXTEEN = FloatVector.broadcast(SPECIES, 16f);

    private final Backend vector;
    private final WinogradKernels scalar;
    private final TileMicroKernels tiles;

    VectorWinograd(Backend vector, WinogradKernels scalar, Tuning.Products tuning) {
        this.vector = vector;
        this.scalar = scalar;
        this.tiles = new TileMicroKernels(tuning);
    }

    @Override
    public Optional<PreparedConvolution> prepared(ConvolutionShape shape,
            @Nullable Epilogue epilogue, @Nullable PoolShape maxPool) {
        return VectorChannelWinograd.fits(shape)
                ? Optional.of(new VectorChannelWinograd(shape, epilogue, maxPool, vector, this))
                : Optional.empty();
    }

    @Override
    public void transformInput(int count, int width, float[] d, int offset, int tileStep,
            int columnStep, float[] v, int vOffset, int point) {
        if (width % LENGTH != 0) {
            scalar.transformInput(count, width, d, offset, tileStep, columnStep, v, vOffset, point);
            return;
        }
        for (int i = 0; i < width; i += LENGTH) {
            inputs(count, width, d, offset + i, tileStep, columnStep, v, vOffset + i, point);
        }
    }

    private static void inputs(int count, int width, float[] d, int offset, int tileStep,
            int columnStep, float[] v, int vOffset, int point) {
        for (int t = 0; t < count; t++) {
            int from = offset + t * tileStep;
            int to = vOffset + t * width;
            FloatVector d1 = FloatVector.fromArray(SPECIES, d, from + columnStep);
            FloatVector d2 = FloatVector.fromArray(SPECIES, d, from + 2 * columnStep);
            FloatVector d3 = FloatVector.fromArray(SPECIES, d, from + 3 * columnStep);
            FloatVector even = FloatVector.fromArray(SPECIES, d, from + 4 * columnStep).sub(d2);
            FloatVector odd = d3.sub(d1);
            odd.fma(MINUS_THREE_HALVES, even.sub(d2.sub(FloatVector.fromArray(SPECIES, d, from))))
                    .intoArray(v, to);
            d2.add(d1).fma(MINUS_THREE_HALVES, odd.fma(MINUS_HALF, even)).intoArray(v, to + point);
            d2.sub(d1)
                    .fma(THREE_HALVES, odd.fma(MINUS_FIVE_HALVES, even))
                    .intoArray(v, to + 2 * point);
            odd.fma(HALF, even).intoArray(v, to + 3 * point);
            odd.fma(MINUS_TWO, even).intoArray(v, to + 4 * point);
            even.fma(MINUS_THREE_HALVES,
                    FloatVector.fromArray(SPECIES, d, from + 5 * columnStep).sub(d3))
                    .sub(odd)
                    .intoArray(v, to + 5 * point);
        }
    }

    @Override
    public void output(Winograd form, int count, int width, float[] m, int mOffset, int point,
            float scale, float shift, float least, float[] y, int offset, int tileStep,
            int columnStep) {
        if (width % LENGTH != 0) {
            scalar.output(form, count, width, m, mOffset, point, scale, shift, least, y, offset,
                    tileStep, columnStep);
            return;
        }
        for (int i = 0; i < width; i += LENGTH) {
            if (form == Winograd.F4_3) {
                fours(count, width, m, mOffset + i, point, scale, shift, least, y, offset + i,
                        tileStep, columnStep);
            } else {
                twos(count, width, m, mOffset + i, point, scale, shift, least, y, offset + i,
                        tileStep, columnStep);
            }
        }
    }

    private static void fours(int count, int width, float[] m, int mOffset, int point,
            float scale, float shift, float least, float[] y, int offset, int tileStep,
            int columnStep) {
        FloatVector factor = FloatVector.broadcast(SPECIES, scale);
        FloatVector summand = FloatVector.broadcast(SPECIES, shift);
        FloatVector bound = FloatVector.broadcast(SPECIES, least);
        for (int t = 0; t < count; t++) {
            int from = mOffset + t * width;
            int to = offset + t * tileStep;
            FloatVector m1 = FloatVector.fromArray(SPECIES, m, from + point);
            FloatVector m2 = FloatVector.fromArray(SPECIES, m, from + 2 * point);
            FloatVector m3 = FloatVector.fromArray(SPECIES, m, from + 3 * point);
            FloatVector m4 = FloatVector.fromArray(SPECIES, m, from + 4 * point);
            FloatVector even = m1.add(m2);
            FloatVector odd = m1.sub(m2);
            FloatVector y0 = FloatVector.fromArray(SPECIES, m, from).add(even).add(m3.add(m4));
            FloatVector y1 = m4.fma(MINUS_HALF, m3.fma(TWO, odd));
            FloatVector y2 = m4.fma(QUARTER, m3.fma(FOUR, even));
            FloatVector y3 = m4.fma(MINUS_EIGHTH, m3.fma(EIGHT, odd))
                    .add(FloatVector.fromArray(SPECIES, m, from + 5 * point));
            y0 = factor.fma(y0, summand);
            y0.blend(bound, y0.compare(VectorOperators.LE, bound)).intoArray(y, to);
            y1 = factor.fma(y1, summand);
            y1.blend(bound, y1.compare(VectorOperators.LE, bound)).intoArray(y, to + columnStep);
            y2 = factor.fma(y2, summand);
            y2.blend(bound, y2.compare(VectorOperators.LE, bound))
                    .intoArray(y, to + 2 * columnStep);
            y3 = factor.fma(y3, summand);
            y3.blend(bound, y3.compare(VectorOperators.LE, bound))
                    .intoArray(y, to + 3 * columnStep);
        }
    }

    private static void twos(int count, int width, float[] m, int mOffset, int point,
            float scale, float shift, float least, float[] y, int offset, int tileStep,
            int columnStep) {
        FloatVector factor = FloatVector.broadcast(SPECIES, scale);
        FloatVector summand = FloatVector.broadcast(SPECIES, shift);
        FloatVector bound = FloatVector.broadcast(SPECIES, least);
        for (int t = 0; t < count; t++) {
            int from = mOffset + t * width;
            int to = offset + t * tileStep;
            FloatVector m1 = FloatVector.fromArray(SPECIES, m, from + point);
            FloatVector m2 = FloatVector.fromArray(SPECIES, m, from + 2 * point);
            FloatVector m3 = FloatVector.fromArray(SPECIES, m, from + 3 * point);
            FloatVector m4 = FloatVector.fromArray(SPECIES, m, from + 4 * point);
            FloatVector y0 = FloatVector.fromArray(SPECIES, m, from)
                    .add(m1.add(m2))
                    .add(m3.add(m4));
            FloatVector y1 = m4.fma(MINUS_HALF, m3.fma(TWO, m1.sub(m2)))
                    .add(FloatVector.fromArray(SPECIES, m, from + 5 * point));
            y0 = factor.fma(y0, summand);
            y0.blend(bound, y0.compare(VectorOperators.LE, bound)).intoArray(y, to);
            y1 = factor.fma(y1, summand);
            y1.blend(bound, y1.compare(VectorOperators.LE, bound)).intoArray(y, to + columnStep);
        }
    }

    @Override
    public void transformGradient(int count, int width, float[] d, int offset, int tileStep,
            int columnStep, float[] v, int vOffset, int point) {
        if (width % LENGTH != 0) {
            scalar.transformGradient(count, width, d, offset, tileStep, columnStep, v, vOffset,
                    point);
            return;
        }
        for (int i = 0; i < width; i += LENGTH) {
            gradients(count, width, d, offset + i, tileStep, columnStep, v, vOffset + i, point);
        }
    }

    private static void gradients(int count, int width, float[] d, int offset, int tileStep,
            int columnStep, float[] v, int vOffset, int point) {
        for (int t = 0; t < count; t++) {
            int from = offset + t * tileStep;
            int to = vOffset + t * width;
            FloatVector d0 = FloatVector.fromArray(SPECIES, d, from);
            FloatVector d1 = FloatVector.fromArray(SPECIES, d, from + columnStep);
            d0.intoArray(v, to);
            d0.add(d1).intoArray(v, to + point);
            d0.sub(d1).intoArray(v, to + 2 * point);
            d1.fma(TWO, d0).intoArray(v, to + 3 * point);
            d1.fma(MINUS_HALF, d0).intoArray(v, to + 4 * point);
            d1.intoArray(v, to + 5 * point);
        }
    }

    @Override
    public void inputGradient(int count, int width, float[] m, int mOffset, int point, float[] x,
            int offset) {
        if (width % LENGTH != 0) {
            scalar.inputGradient(count, width, m, mOffset, point, x, offset);
            return;
        }
        for (int i = 0; i < width; i += LENGTH) {
            overlapped(count, width, m, mOffset + i, point, x, offset + i);
        }
    }

    /** Keeps in registers what a tile adds to columns of the next. */
    private static void overlapped(int count, int width, float[] m, int mOffset, int point,
            float[] x, int offset) {
        FloatVector x0 = FloatVector.zero(SPECIES);
        FloatVector x1 = x0;
        FloatVector x2 = x0;
        FloatVector x3 = x0;
        for (int t = 0; t < count; t++) {
            int from = mOffset + t * width;
            int to = offset + 2 * t * width;
            FloatVector m0 = FloatVector.fromArray(SPECIES, m, from);
            FloatVector m1 = FloatVector.fromArray(SPECIES, m, from + point);
            FloatVector m2 = FloatVector.fromArray(SPECIES, m, from + 2 * point);
            FloatVector m3 = FloatVector.fromArray(SPECIES, m, from + 3 * point);
            FloatVector m4 = FloatVector.fromArray(SPECIES, m, from + 4 * point);
            FloatVector m5 = FloatVector.fromArray(SPECIES, m, from + 5 * point);
            FloatVector sum = m1.add(m2);
            FloatVector even = m5.fma(MINUS_THREE_HALVES, m0.add(sum).add(m3.add(m4)));
            FloatVector odd = m1.fma(MINUS_HALF, m2.fma(MINUS_FIVE_HALVES,
                    m3.fma(HALF, m4.fma(MINUS_TWO, m0.mul(MINUS_THREE_HALVES).sub(m5)))));
            x0.add(m0).intoArray(x, to);
            x1.add(sum.fma(MINUS_THREE_HALVES, odd.neg())).intoArray(x, to + width);
            x0 = x2.add(m2.sub(m1).fma(THREE_HALVES, even.neg()).sub(m0));
            x1 = x3.add(odd.sub(m5));
            x2 = even;
            x3 = m5;
        }
        int to = offset + 2 * count * width;
        x0.intoArray(x, to);
        x1.intoArray(x, to + width);
        x2.intoArray(x, to + 2 * width);
        x3.intoArray(x, to + 3 * width);
    }

    @Override
    public void addTaps(int count, int lanes, float[] s, int sOffset, int point, float[] w,
            int wOffset) {
        if (lanes % LENGTH != 0) {
            scalar.addTaps(count, lanes, s, sOffset, point, w, wOffset);
            return;
        }
        for (int i = 0; i < lanes; i += LENGTH) {
            taps(count, lanes, s, sOffset + i, point, w, wOffset + i);
        }
    }

    private static void taps(int count, int lanes, float[] s, int sOffset, int point, float[] w,
            int wOffset) {
        for (int row = 0; row < count; row++) {
            int from = sOffset + row * lanes;
            int to = wOffset + 5 * row * lanes;
            FloatVector s1 = FloatVector.fromArray(SPECIES, s, from + point).mul(MINUS_THIRD);
            FloatVector s2 = FloatVector.fromArray(SPECIES, s, from + 2 * point).mul(THIRD);
            FloatVector s3 = FloatVector.fromArray(SPECIES, s, from + 3 * point).mul(FIFTEENTH);
            FloatVector s4 = FloatVector.fromArray(SPECIES, s, from + 4 * point)
                    .mul(MINUS_SIXTEEN_FIFTEENTHS);
            FloatVector even = s1.add(s2);
            FloatVector odd = s1.sub(s2);
            FloatVector.fromArray(SPECIES, s, from)
                    .add(even)
                    .add(s3.add(s4))
                    .add(FloatVector.fromArray(SPECIES, w, to))
                    .intoArray(w, to);
            s4.fma(MINUS_HALF, s3.fma(TWO, odd))
                    .add(FloatVector.fromArray(SPECIES, w, to + lanes))
                    .intoArray(w, to + lanes);
            s4.fma(QUARTER, s3.fma(FOUR, even))
                    .add(FloatVector.fromArray(SPECIES, w, to + 2 * lanes))
                    .intoArray(w, to + 2 * lanes);
            s4.fma(MINUS_EIGHTH, s3.fma(EIGHT, odd))
                    .add(FloatVector.fromArray(SPECIES, w, to + 3 * lanes))
                    .intoArray(w, to + 3 * lanes);
            s4.fma(SIXTEENTH, s3.fma(SIXTEEN, even))
                    .add(FloatVector.fromArray(SPECIES, s, from + 5 * point))
                    .add(FloatVector.fromArray(SPECIES, w, to + 4 * lanes))
                    .intoArray(w, to + 4 * lanes);
        }
    }

    @Override
    public void multiply(int m, int n, int k, float[] a, int aOffset, int lda, float[] b,
            int bOffset, int[] bRows, float[] c, int cOffset, int ldc, float[] start,
            int startOffset) {
        tiles.multiply(m, n, k, a, aOffset, lda, 1, b, bOffset, bRows, c, cOffset, ldc, start,
                startOffset);
    }

    @Override
    public void sum(int maps, float[] dy, int dyOffset, int dyMap, float[] x, int xOffset,
            int[] positions, int[] taps, float[] s, int sOffset) {
        WeightGradientMicroKernels.accumulate(maps, dy, dyOffset, dyMap, positions, x, xOffset,
                positions, taps, s, sOffset);
    }
}
