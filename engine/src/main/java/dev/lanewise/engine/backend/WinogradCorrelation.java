package dev.lanewise.engine.backend;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A convolution's forward pass, or the gradient of its input, which is the same with the kernel turned
 * round and the maps of both sides exchanged ({@link Winograd}). Belongs to one thread.
 */
public final class WinogradCorrelation implements ConvolutionForward {
    /** The factors of the points other than 0 and ∞, up to their signs. */
    private static final float THIRD = 1f / 3;
    private static final float FIFTEENTH = 1f / 15;
    private static final float SIXTEEN_FIFTEENTHS = 16f / 15;
    /** Floats of a panel of products, eight tiles of 16 images: those of 16 maps are 48 KB. */
    private static final int PANEL = 8 * Backend.TILE;
    /** Most floats of transformed rows: 400 KB, so that they stay in an L2 of 1 MB with what is read. */
    private static final int MOST_FLOATS = 100_000;

    private final WinogradKernels kernels;
    /** Whether the kernel is turned round. */
    private final boolean backward;
    private final MapShape source;
    private final MapShape target;
    private final int kernelRows;
    /** Products of an output at a point: maps times rows of the kernel. */
    private final int depth;
    private final int lanes;
    private final Epilogue epilogue;
    private final int tiles;
    private final int band;
    private final WinogradInput input;
    /** {@code [point][map made][map read][kernel row]}; empty until it is needed. */
    private float[] weights = new float[0];
    /** Where what is multiplied with each of a map's weights begins. */
    private final int[] rows;
    /** {@code [point][map made][column of a panel]}. */
    private final float[] products;
    /** Floats from a point to the next. */
    private final int point;
    private final float[] zeros;
    /** Columns of a tile at the end of a row. */
    private final float[] scratch;

    private WinogradCorrelation(Backend kernels, int kernelRows, MapShape source, MapShape target,
            int top, int left, boolean backward, @Nullable Epilogue epilogue) {
        this.kernels = kernels.winograd();
        this.backward = backward;
        this.source = source;
        this.target = target;
        this.kernelRows = kernelRows;
        this.depth = source.channels() * kernelRows;
        this.lanes = source.lanes();
        this.epilogue = epilogue == null ? Epilogue.identity(target.channels()) : epilogue;
        this.tiles = Winograd.tiles(target.width());
        this.band = band();
        this.input = new WinogradInput(this.kernels, source, top, left, tiles,
                band + kernelRows - 1);
        this.rows = new int[depth];
        for (int k = 0; k < depth; k++) {
            rows[k] = k / kernelRows * input.map + k % kernelRows * input.row;
        }
        this.point = target.channels() * PANEL;
        this.products = new float[Math.multiplyExact(Winograd.POINTS, point)];
        this.zeros = new float[target.channels()];
        this.scratch = new float[Winograd.OUTPUTS * lanes];
    }

    /**
     * Prepares a forward pass; the input's shape is that with its padding.
     *
     * @param shape one that {@link Winograd#fits}
     * @param epilogue what becomes of its sums; null leaves them as they are
     */
    public static WinogradCorrelation forward(Backend kernels, ConvolutionShape shape,
            @Nullable Epilogue epilogue) {
        return new WinogradCorrelation(kernels, shape.window().height(), shape.inPlace().in(),
                shape.out(), 0, 0, false, epilogue);
    }

    /**
     * Prepares the gradient of an input without its padding, which is overwritten.
     *
     * @param shape one that {@link Winograd#fits}
     * @param in the maps without their padding
     * @param top rows of padding above
     * @param left columns of padding before
     */
    public static ConvolutionInputGradient inputGradient(Backend kernels, ConvolutionShape shape,
            MapShape in, int top, int left) {
        int height = shape.window().height();
        WinogradCorrelation pass = new WinogradCorrelation(kernels, height, shape.out(), in,
                height - 1 - top, Winograd.TAPS - 1 - left, true, null);
        return (dy, dyOffset, w, wOffset, dx, dxOffset) -> pass.run(dy, dyOffset, w, wOffset,
                pass.zeros, 0, dx, dxOffset);
    }

    /** Weights at the points, for passes with the same weights. */
    public float[] transformed(float[] w, int wOffset) {
        float[] transformed = new float[Math.multiplyExact(Winograd.POINTS * depth,
                target.channels())];
        transformWeights(w, wOffset, transformed);
        return transformed;
    }

    /** As many rows as their number allows, in bands of about the same size; at least a panel's. */
    private int band() {
        int row = tiles * lanes;
        int most = Math.max(MOST_FLOATS / (Winograd.POINTS * source.channels()) / row
                - kernelRows + 1, Math.ceilDiv(PANEL, row));
        return Math.ceilDiv(target.height(), Math.ceilDiv(target.height(), most));
    }

    @Override
    public void run(float[] x, int xOffset, float[] w, int wOffset, float[] bias, int biasOffset,
            float[] y, int yOffset) {
        if (weights.length == 0) {
            weights = new float[Winograd.POINTS * depth * target.channels()];
        }
        transformWeights(w, wOffset, weights);
        run(x, xOffset, weights, bias, biasOffset, y, yOffset);
    }

    /**
     * The same with weights that were transformed before.
     *
     * @param transformed what {@link #transformed} made of the weights
     */
    public void run(float[] x, int xOffset, float[] transformed, float[] bias, int biasOffset,
            float[] y, int yOffset) {
        Objects.checkFromIndexSize(xOffset, source.span(), x.length);
        Objects.checkFromIndexSize(biasOffset, target.channels(), bias.length);
        Objects.checkFromIndexSize(yOffset, target.span(), y.length);
        for (int row = 0; row < target.height(); row += band) {
            int count = Math.min(band, target.height() - row);
            input.transform(x, xOffset, row, count + kernelRows - 1);
            int floats = count * input.row;
            for (int j = 0; j < floats; j += PANEL) {
                int length = Math.min(PANEL, floats - j);
                multiply(transformed, j, length, bias, biasOffset);
                store(j, length, y, yOffset + row * target.rowStride());
            }
        }
    }

    private void transformWeights(float[] w, int wOffset, float[] transformed) {
        Objects.checkFromIndexSize(wOffset, transformed.length / 2, w.length);
        int made = target.channels();
        if (!backward) {
            transformTaps(made * depth, w, wOffset, Winograd.TAPS, 1, transformed, 0, 1);
            return;
        }
        int row = kernelRows * Winograd.TAPS;
        for (int i = 0; i < made * kernelRows; i++) {
            int map = i / kernelRows;
            int r = i % kernelRows;
            transformTaps(source.channels(), w, wOffset + (map + 1) * row - 1 - r * Winograd.TAPS,
                    made * row, -1, transformed, map * depth + r, kernelRows);
        }
    }

    /**
     * {@code G·g} for some kernels' rows of three taps.
     *
     * @param w first taps, {@code step} floats apart, each {@code tap} floats before the next
     * @param u receives what is made of them, {@code uStep} floats apart
     */
    private static void transformTaps(int count, float[] w, int wOffset, int step, int tap,
            float[] u, int uOffset, int uStep) {
        int all = u.length / Winograd.POINTS;
        for (int i = 0; i < count; i++) {
            int from = wOffset + i * step;
            int to = uOffset + i * uStep;
            float g0 = w[from];
            float g1 = w[from + tap];
            float g2 = w[from + 2 * tap];
            float ends = g0 + g2;
            u[to] = g0;
            u[to + all] = (ends + g1) * -THIRD;
            u[to + 2 * all] = (ends - g1) * THIRD;
            u[to + 3 * all] = Fma.of(g2, 4f, Fma.of(g1, 2f, g0)) * FIFTEENTH;
            u[to + 4 * all] = Fma.of(g2, 0.25f, Fma.of(g1, -0.5f, g0)) * -SIXTEEN_FIFTEENTHS;
            u[to + 5 * all] = g2;
        }
    }

    /** The products of some columns of the band, rounded up to whole tiles of images. */
    private void multiply(float[] transformed, int first, int length, float[] bias,
            int biasOffset) {
        int columns = roundUp(length);
        for (int p = 0; p < Winograd.POINTS; p++) {
            // What is 1 at the point 1 adds 1 to every output.
            boolean one = p == Winograd.ONE;
            kernels.multiply(target.channels(), columns, depth, transformed,
                    p * target.channels() * depth, input.values, p * input.point + first, rows,
                    products, p * point, columns, one ? bias : zeros, one ? biasOffset : 0);
        }
    }

    private static int roundUp(int length) {
        return Math.ceilDiv(length, Backend.TILE) * Backend.TILE;
    }

    private void store(int first, int length, float[] y, int yOffset) {
        int columns = roundUp(length);
        for (int map = 0; map < target.channels(); map++) {
            int done = 0;
            while (done < length) {
                int tile = (first + done) / lanes;
                int column = tile % tiles;
                int count = Math.min((length - done) / lanes, tiles - column);
                storeRow(map, map * columns + done, column, count, y, yOffset
                        + map * target.channelStride() + tile / tiles * target.rowStride());
                done += count * lanes;
            }
        }
    }

    /** Tiles of a row; the last may have columns that the row has not. */
    private void storeRow(int map, int from, int column, int count, float[] y, int row) {
        float scale = epilogue.scale(map);
        float shift = epilogue.shift(map);
        float least = epilogue.least();
        int step = Winograd.OUTPUTS * lanes;
        int whole = Math.min(count, target.width() / Winograd.OUTPUTS - column);
        kernels.output(whole, lanes, products, from, point, scale, shift, least, y,
                row + column * step, step, lanes);
        if (whole < count) {
            kernels.output(1, lanes, products, from + whole * lanes, point, scale, shift, least,
                    scratch, 0, 0, lanes);
            int at = (column + whole) * step;
            System.arraycopy(scratch, 0, y, row + at, target.rowLength() - at);
        }
    }
}
