package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.Backend.TILE;
import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.Convolution;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.MapShape;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;

/**
 * The convolution as a matrix product whose second matrix is never made: with the images innermost,
 * row (channel, kernel row, kernel column) of the im2col matrix is, for one output row, a slice of
 * the input, so the micro-kernels read it there ({@link TileMicroKernels}, by a table of tap
 * offsets). The input gradient is the same product with W transposed, added back tap by tap, so no
 * border of zeros is multiplied; the weight gradient has micro-kernels of its own.
 *
 * <p>Works for a full tile at any stride and dilation, and for one image at stride 1, where the
 * lanes run along the row; the gradients of one image are left to another kernel.
 */
final class VectorConvolution implements Convolution {
    private final ConvolutionShape shape;
    private final Convolution ofOneImage;
    private final MapShape in;
    private final MapShape out;
    /** Offset in x of each tap of the first output. */
    private final int[] taps;
    /** Offset in y of each output map. */
    private final int[] maps;
    /** Offset in x and in y of each output position of the first map. */
    private final int[] positionsIn;
    private final int[] positionsOut;
    /**
     * Floats of a row that lie without a gap both in x and in y: the whole row, or one pixel at a
     * stride.
     */
    private final int run;

    VectorConvolution(ConvolutionShape shape, Convolution ofOneImage) {
        this.shape = shape;
        this.ofOneImage = ofOneImage;
        this.in = shape.in();
        this.out = shape.out();
        this.taps = taps(shape);
        this.maps = new int[out.channels()];
        for (int map = 0; map < maps.length; map++) {
            maps[map] = map * out.channelStride();
        }
        this.positionsIn = new int[shape.positions()];
        this.positionsOut = new int[shape.positions()];
        for (int p = 0; p < positionsIn.length; p++) {
            positionsIn[p] = p / out.width() * shape.stride() * in.rowStride()
                    + p % out.width() * shape.stride() * in.lanes();
            positionsOut[p] = p / out.width() * out.rowStride() + p % out.width() * out.lanes();
        }
        this.run = shape.stride() == 1 ? out.rowLength() : TILE;
    }

    /** Offset in the input of each tap of the first output. */
    static int[] taps(ConvolutionShape shape) {
        MapShape in = shape.in();
        int[] taps = new int[shape.taps()];
        for (int tap = 0; tap < taps.length; tap++) {
            int row = tap / shape.kernelWidth() % shape.kernelHeight() * shape.dilation();
            int column = tap % shape.kernelWidth() * shape.dilation();
            taps[tap] = tap / (shape.kernelHeight() * shape.kernelWidth()) * in.channelStride()
                    + row * in.rowStride() + column * in.lanes();
        }
        return taps;
    }

    @Override
    public ConvolutionShape shape() {
        return shape;
    }

    @Override
    public void forward(float[] x, int xOffset, float[] w, int wOffset, float[] bias,
            int biasOffset, float[] y, int yOffset) {
        check(x, xOffset, y, yOffset, w, wOffset, shape.weights());
        Objects.checkFromIndexSize(biasOffset, out.channels(), bias.length);
        for (int p = 0; p < positionsIn.length; p += run / out.lanes()) {
            TileMicroKernels.multiply(out.channels(), run, taps.length, w, wOffset, taps.length, 1,
                    x, xOffset + positionsIn[p], taps, y, yOffset + positionsOut[p],
                    out.channelStride(), bias, biasOffset);
        }
    }

    @Override
    public void inputGradient(float[] dy, int dyOffset, float[] w, int wOffset, float[] dx,
            int dxOffset) {
        if (in.lanes() != TILE) {
            ofOneImage.inputGradient(dy, dyOffset, w, wOffset, dx, dxOffset);
            return;
        }
        check(dx, dxOffset, dy, dyOffset, w, wOffset, shape.weights());
        int window = shape.kernelHeight() * shape.kernelWidth();
        for (int row = 0; row < out.height(); row++) {
            for (int tap = 0; tap < window; tap++) {
                for (int p = row * out.width(); p < (row + 1) * out.width();
                        p += run / out.lanes()) {
                    TileMicroKernels.multiply(in.channels(), run, out.channels(), w, wOffset + tap,
                            window, taps.length, dy, dyOffset + positionsOut[p], maps, dx,
                            dxOffset + positionsIn[p] + taps[tap], in.channelStride(), null,
                            0);
                }
            }
        }
    }

    @Override
    public void weightGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dw,
            int dwOffset) {
        if (in.lanes() != TILE) {
            ofOneImage.weightGradient(x, xOffset, dy, dyOffset, dw, dwOffset);
            return;
        }
        check(x, xOffset, dy, dyOffset, dw, dwOffset, Math.multiplyExact(shape.weights(), TILE));
        WeightGradientMicroKernels.accumulate(out.channels(), dy, dyOffset, out.channelStride(),
                positionsOut, x, xOffset, positionsIn, taps, dw, dwOffset);
    }

    private void check(float[] x, int xOffset, float[] y, int yOffset, float[] w, int wOffset,
            int weights) {
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
        Objects.checkFromIndexSize(wOffset, weights, w.length);
    }

    @Override
    public void biasGradient(float[] dy, int dyOffset, float[] db, int dbOffset) {
        if (out.lanes() != TILE) {
            ofOneImage.biasGradient(dy, dyOffset, db, dbOffset);
            return;
        }
        Objects.checkFromIndexSize(dyOffset, out.span(), dy.length);
        Objects.checkFromIndexSize(dbOffset, out.channels() * TILE, db.length);
        for (int map = 0; map < out.channels(); map += 2) {
            int second = Math.min(map + 1, out.channels() - 1);
            for (int lane = 0; lane < TILE; lane += LENGTH) {
                twoSums(positionsOut, dy, dyOffset + maps[map] + lane,
                        dyOffset + maps[second] + lane, db, dbOffset + map * TILE + lane,
                        dbOffset + second * TILE + lane);
            }
        }
    }

    /**
     * Two maps side by side hide the latency of an addition; with an odd last map both are the same
     * one, stored twice.
     */
    private static void twoSums(int[] positions, float[] dy, int first, int second, float[] db,
            int firstSum, int secondSum) {
        FloatVector a = FloatVector.fromArray(SPECIES, db, firstSum);
        FloatVector b = FloatVector.fromArray(SPECIES, db, secondSum);
        for (int p = 0; p < positions.length; p++) {
            a = a.add(FloatVector.fromArray(SPECIES, dy, first + positions[p]));
            b = b.add(FloatVector.fromArray(SPECIES, dy, second + positions[p]));
        }
        a.intoArray(db, firstSum);
        b.intoArray(db, secondSum);
    }
}
