package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.Backend.TILE;
import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionInputGradient;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWeightGradient;
import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.Tuning;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The convolution as a matrix product whose second matrix is never made: with the images innermost,
 * row (channel, kernel row, kernel column) of the im2col matrix is, for one output row, a slice of
 * the input, so the micro-kernels read it there ({@link TileMicroKernels}, by a table of tap
 * offsets). The input gradient is the same product with W transposed, added back tap by tap, so no
 * border of zeros is multiplied; the weight gradient has micro-kernels of its own.
 *
 * <p>All directions work for a full tile at any stride and dilation; the forward pass also for one image
 * at stride 1, where the lanes run along the row, or along all rows of a 1 × 1 kernel.
 */
final class VectorConvolution {
    private final ConvolutionShape shape;
    private final TileMicroKernels tiles;
    private final SpacedMicroKernels spaced;
    private final MapShape in;
    private final MapShape out;
    /** Offset in x of each tap of the first output. */
    private final int[] taps;
    /** Offset in y of each output map. */
    private final int[] maps;
    /** Offset in x and in y of each output position of the first map. */
    private final int[] positionsIn;
    private final int[] positionsOut;
    /** Rows of an output map that lie without a gap both in x and in y: all of a 1 × 1 kernel's, or one. */
    private final int rows;
    /** Floats of them that lie without a gap: all, or one pixel at a stride. */
    private final int run;
    /** Floats from what one output pixel sees to what the next one does. */
    private final int stepIn;
    private final @Nullable Epilogue end;
    /**
     * The weights as {@code [tap][in][out]} for the input gradient on 16 registers, whose tiles want the
     * numbers of a row side by side: null elsewhere.
     */
    private final float @Nullable [] packed;

    /** {@code end} of the forward pass, if there is one. */
    VectorConvolution(ConvolutionShape shape, Tuning.Products tuning, @Nullable Epilogue end) {
        this(shape, tuning, end, false);
    }

    private VectorConvolution(ConvolutionShape shape, Tuning.Products tuning,
            @Nullable Epilogue end, boolean packs) {
        this.shape = shape;
        this.end = end;
        this.packed = packs ? new float[shape.weights()] : null;
        this.tiles = new TileMicroKernels(tuning);
        this.spaced = new SpacedMicroKernels(tuning);
        this.in = shape.in();
        this.out = shape.out();
        this.taps = taps(shape);
        this.maps = new int[out.channels()];
        for (int map = 0; map < maps.length; map++) {
            maps[map] = map * out.channelStride();
        }
        this.stepIn = shape.window().strideWidth() * in.lanes();
        this.positionsIn = positions(out, shape.window().strideHeight() * in.rowStride(), stepIn);
        this.positionsOut = positions(out, out.rowStride(), out.lanes());
        this.rows = rowsWithoutGap(shape);
        this.run = shape.window().strideWidth() == 1 ? rows * out.rowLength() : TILE;
    }

    /** For the input gradient alone. */
    static VectorConvolution forInputGradient(ConvolutionShape shape, Tuning.Products tuning) {
        return new VectorConvolution(shape, tuning, null, !Lanes.WIDE);
    }

    /** Offset in the input of each tap of the first output. */
    static int[] taps(ConvolutionShape shape) {
        MapShape in = shape.in();
        int[] taps = new int[shape.taps()];
        for (int tap = 0; tap < taps.length; tap++) {
            int area = shape.window().area();
            taps[tap] = tap / area * in.channelStride()
                    + shape.window().tapOffset(tap % area, in);
        }
        return taps;
    }

    /** Offset of what lies at each position of a map, row by row. */
    static int[] positions(MapShape map, int rowStride, int columnStride) {
        int[] positions = new int[map.height() * map.width()];
        for (int p = 0; p < positions.length; p++) {
            positions[p] = p / map.width() * rowStride + p % map.width() * columnStride;
        }
        return positions;
    }

    /** Whether this is a full tile in one group, which all directions can do. */
    static boolean isTile(ConvolutionShape shape) {
        return shape.in().lanes() == TILE && shape.groups() == 1;
    }

    /** Whether this is a full tile, or one image whose rows fill a vector: the forward pass. */
    static boolean fillsVectors(ConvolutionShape shape) {
        return isTile(shape) || (shape.in().lanes() == 1 && shape.groups() == 1
                && shape.window().strideWidth() == 1
                && rowsWithoutGap(shape) * shape.out().width() >= LENGTH);
    }

    private static int rowsWithoutGap(ConvolutionShape shape) {
        MapShape in = shape.in();
        MapShape out = shape.out();
        return in.rowStride() * shape.window().strideHeight() == out.rowLength()
                && out.rowStride() == out.rowLength() ? out.height() : 1;
    }

    /** Whether the pixels of a row are vectors that a stride keeps apart. */
    private boolean isSpaced() {
        return run < out.rowLength() && LENGTH == TILE;
    }

    /** See {@link ConvolutionForward}. */
    void forward(float[] x, int xOffset, float[] w, int wOffset, float[] bias,
            int biasOffset, float[] y, int yOffset) {
        check(x, xOffset, y, yOffset, w, wOffset, shape.weights());
        Objects.checkFromIndexSize(biasOffset, out.channels(), bias.length);
        if (isSpaced()) {
            for (int p = 0; p < positionsIn.length; p += out.width()) {
                spaced.multiply(out.channels(), out.width(), taps.length, w, wOffset, taps.length,
                        1, x, xOffset + positionsIn[p], stepIn, taps, y, yOffset + positionsOut[p],
                        LENGTH, out.channelStride(), bias, biasOffset, end);
            }
            return;
        }
        for (int p = 0; p < positionsIn.length; p += run / out.lanes()) {
            tiles.multiply(out.channels(), run, taps.length, w, wOffset, taps.length, 1, x,
                    xOffset + positionsIn[p], taps, y, yOffset + positionsOut[p],
                    out.channelStride(), bias, biasOffset, end);
        }
    }

    /** See {@link ConvolutionInputGradient}. */
    void inputGradient(float[] dy, int dyOffset, float[] w, int wOffset, float[] dx,
            int dxOffset) {
        check(dx, dxOffset, dy, dyOffset, w, wOffset, shape.weights());
        if (packed == null) {
            addTaps(w, wOffset, 1, shape.window().area(), taps.length, dy, dyOffset, dx, dxOffset);
        } else {
            pack(w, wOffset, packed);
            addTaps(packed, 0, in.channels() * out.channels(), out.channels(), 1, dy, dyOffset, dx,
                    dxOffset);
        }
    }

    private void pack(float[] w, int wOffset, float[] to) {
        int window = shape.window().area();
        for (int i = 0; i < in.channels() * window; i++) {
            int row = (i % window * in.channels() + i / window) * out.channels();
            for (int o = 0; o < out.channels(); o++) {
                to[row + o] = w[wOffset + o * taps.length + i];
            }
        }
    }

    /** The input gradient; weight (tap, in, out) lies at so many of each of the steps. */
    private void addTaps(float[] w, int wOffset, int tapStep, int inStep, int outStep, float[] dy,
            int dyOffset, float[] dx, int dxOffset) {
        int window = shape.window().area();
        for (int row = 0; row < out.height(); row += rows) {
            for (int tap = 0; tap < window; tap++) {
                int wi = wOffset + tap * tapStep;
                if (isSpaced()) {
                    int p = row * out.width();
                    spaced.multiply(in.channels(), out.width(), out.channels(), w, wi, inStep,
                            outStep, dy, dyOffset + positionsOut[p], LENGTH, maps, dx,
                            dxOffset + positionsIn[p] + taps[tap], stepIn, in.channelStride(),
                            null, 0, null);
                    continue;
                }
                for (int p = row * out.width(); p < (row + rows) * out.width();
                        p += run / out.lanes()) {
                    tiles.multiply(in.channels(), run, out.channels(), w, wi, inStep, outStep, dy,
                            dyOffset + positionsOut[p], maps, dx,
                            dxOffset + positionsIn[p] + taps[tap], in.channelStride(), null,
                            0);
                }
            }
        }
    }

    /** See {@link ConvolutionWeightGradient}. */
    void weightGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dw,
            int dwOffset) {
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
}
