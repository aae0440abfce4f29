package dev.lanewise.engine.backend;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A convolution's forward pass, or the gradient of its input, which is the same with the kernel turned
 * round and the maps of both sides exchanged ({@link Winograd}). Forward a pooling may follow: its rows are
 * pooled as they are made. Belongs to one thread.
 */
public final class WinogradCorrelation implements ConvolutionForward {
    /** Floats of a panel of products, eight tiles of 16 images: those of 16 maps are 48 KB. */
    private static final int PANEL = 8 * Backend.TILE;
    /** Most floats of transformed rows: 400 KB, so that they stay in an L2 of 1 MB with what is read. */
    static final int MOST_FLOATS = 100_000;

    private final WinogradKernels kernels;
    private final Winograd form;
    private final MapShape source;
    /** What the sums make; with a pooling it is never stored whole. */
    private final MapShape target;
    private final WinogradWeights shape;
    private final int kernelRows;
    private final int lanes;
    private final Epilogue epilogue;
    private final @Nullable Pooling pooling;
    private final int tiles;
    /** Floats of a panel: with a pooling all of its rows, without any number of tiles. */
    private final int panel;
    private final int band;
    private final WinogradInput input;
    /** Empty until it is needed. */
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

    /**
     * What is done with some rows at a time.
     *
     * @param window rows that make one
     * @param out the maps that it makes
     * @param pool reads a panel's rows
     * @param band how these lie
     * @param maps these
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Pooling(int window, MapShape out, PoolForward pool, MapShape band,
            float[] maps) {}

    private WinogradCorrelation(Backend kernels, WinogradWeights shape, MapShape source,
            MapShape target, int top, int left, @Nullable Epilogue epilogue,
            @Nullable Pooling pooling) {
        this.kernels = kernels.winograd();
        this.form = shape.form();
        this.shape = shape;
        this.kernelRows = shape.kernelRows();
        this.source = source;
        this.target = target;
        this.lanes = source.lanes();
        this.epilogue = epilogue == null ? Epilogue.identity(target.channels()) : epilogue;
        this.pooling = pooling;
        this.tiles = form.tiles(target.width());
        this.panel = pooling == null ? PANEL : pooling.band.height() * tiles * lanes;
        this.band = band();
        this.input = new WinogradInput(this.kernels, form, source, top, left, tiles,
                band + kernelRows - 1);
        this.rows = new int[shape.depth()];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = k / kernelRows * input.map + k % kernelRows * input.row;
        }
        this.point = Math.multiplyExact(target.channels(), roundUp(panel));
        this.products = new float[Math.multiplyExact(Winograd.POINTS, point)];
        this.zeros = new float[target.channels()];
        this.scratch = new float[form.outputs() * lanes];
    }

    /**
     * Prepares a forward pass; the input's shape is that with its padding.
     *
     * @param shape one that {@link Winograd} computes
     * @param epilogue what becomes of its sums; null leaves them as they are
     */
    public static WinogradCorrelation forward(Backend kernels, ConvolutionShape shape,
            @Nullable Epilogue epilogue) {
        return new WinogradCorrelation(kernels, weights(shape, WinogradWeights.Pass.FORWARD),
                shape.inPlace().in(), shape.out(), 0, 0, epilogue, null);
    }

    /**
     * The same with a pooling behind it.
     *
     * @param shape the convolution, one that {@link Winograd} computes, and windows that touch and don't
     *     overlap
     * @param pool prepares the pooling of some of its rows
     */
    public static WinogradCorrelation pooled(Backend kernels, PooledConvolutionShape shape,
            Function<PoolShape, PoolForward> pool) {
        MapShape maps = shape.convolution().out();
        MapShape out = shape.pool().out();
        int window = shape.pool().rows().window();
        int floats = Winograd.of(shape.convolution()).tiles(maps.width()) * maps.lanes();
        int made = Tuning.Bands.even(out.height(), PANEL / (window * floats));
        MapShape rows = MapShape.dense(maps.channels(), made * window, maps.width(),
                maps.lanes());
        PoolForward some = pool.apply(new PoolShape(rows, out.rows(made), shape.pool().rows(),
                shape.pool().columns(), true));
        return new WinogradCorrelation(kernels,
                weights(shape.convolution(), WinogradWeights.Pass.FORWARD),
                shape.convolution().in(), maps.rows(out.height() * window), 0, 0, null,
                new Pooling(window, out, some, rows, new float[rows.span()]));
    }

    /**
     * Prepares the gradient of an input without its padding, which is overwritten.
     *
     * @param shape one that {@link Winograd#F4_3} computes
     * @param in the maps without their padding
     * @param top rows of padding above
     * @param left columns of padding before
     */
    public static ConvolutionInputGradient inputGradient(Backend kernels, ConvolutionShape shape,
            MapShape in, int top, int left) {
        int height = shape.window().height();
        WinogradCorrelation pass = new WinogradCorrelation(kernels,
                weights(shape, WinogradWeights.Pass.TURNED), shape.out(), in, height - 1 - top,
                Winograd.of(shape).taps() - 1 - left, null, null);
        return (dy, dyOffset, w, wOffset, dx, dxOffset) -> pass.run(dy, dyOffset, w, wOffset,
                pass.zeros, 0, dx, dxOffset);
    }

    static WinogradWeights weights(ConvolutionShape shape, WinogradWeights.Pass pass) {
        return new WinogradWeights(Winograd.of(shape), shape.in().channels(),
                shape.out().channels(), shape.window().height(), pass);
    }

    /** Weights at the points, for passes with the same weights. */
    public float[] transformed(float[] w, int wOffset) {
        float[] transformed = new float[shape.size()];
        shape.transform(w, wOffset, transformed);
        return transformed;
    }

    /** Rows of the output that are made: a pooling may leave the last ones unread. */
    int rows() {
        return target.height();
    }

    /** The transformed input of the last pass; empty if there were more rows of it than are kept. */
    Optional<WinogradInput> lastInput() {
        return band >= target.height() ? Optional.of(input) : Optional.empty();
    }

    /** As many rows as their number allows, in bands of about the same size; at least a panel's. */
    private int band() {
        int row = tiles * lanes;
        int most = Math.max(MOST_FLOATS / (Winograd.POINTS * source.channels()) / row
                - kernelRows + 1, Math.ceilDiv(panel, row));
        int even = Math.ceilDiv(target.height(), Math.ceilDiv(target.height(), most));
        return pooling == null ? even
                : Math.ceilDiv(even, pooling.band.height())
                        * pooling.band.height();
    }

    @Override
    public void run(float[] x, int xOffset, float[] w, int wOffset, float[] bias, int biasOffset,
            float[] y, int yOffset) {
        if (weights.length == 0) {
            weights = new float[shape.size()];
        }
        shape.transform(w, wOffset, weights);
        run(x, xOffset, weights, bias, biasOffset, y, yOffset);
    }

    /**
     * The same with weights that were transformed before.
     *
     * @param transformed what {@link #transformed} made of the weights
     */
    public void run(float[] x, int xOffset, float[] transformed, float[] bias, int biasOffset,
            float[] y, int yOffset) {
        MapShape made = pooling == null ? target : pooling.out;
        Objects.checkFromIndexSize(xOffset, source.span(), x.length);
        Objects.checkFromIndexSize(biasOffset, target.channels(), bias.length);
        Objects.checkFromIndexSize(yOffset, made.span(), y.length);
        for (int row = 0; row < target.height(); row += band) {
            int count = Math.min(band, target.height() - row);
            input.transform(x, xOffset, row, count + kernelRows - 1);
            int floats = count * input.row;
            for (int j = 0; j < floats; j += panel) {
                int length = Math.min(panel, floats - j);
                multiply(transformed, j, length, bias, biasOffset);
                if (pooling == null) {
                    store(j, length, target, y, yOffset + row * target.rowStride());
                } else {
                    store(0, length, pooling.band, pooling.maps, 0);
                    int pooled = (row + j / input.row) / pooling.window;
                    pooling.pool.run(pooling.maps, 0, y,
                            yOffset + pooled * pooling.out.rowStride());
                }
            }
        }
    }

    /** The products of some columns of the band, rounded up to whole tiles of images. */
    private void multiply(float[] transformed, int first, int length, float[] bias,
            int biasOffset) {
        int columns = roundUp(length);
        int depth = rows.length;
        for (int p = 0; p < Winograd.POINTS; p++) {
            // What is 1 at the point 1 adds 1 to every output.
            boolean one = p == Winograd.ONE;
            kernels.multiply(target.channels(), columns, depth, transformed,
                    p * target.channels() * depth, depth, input.values, p * input.point + first,
                    rows, products, p * point, columns, one ? bias : zeros, one ? biasOffset : 0);
        }
    }

    static int roundUp(int length) {
        return Math.ceilDiv(length, Backend.TILE) * Backend.TILE;
    }

    /** Makes outputs of products, of which the first is that of a tile of the band. */
    private void store(int first, int length, MapShape made, float[] y, int yOffset) {
        int columns = roundUp(length);
        for (int map = 0; map < target.channels(); map++) {
            int done = 0;
            while (done < length) {
                int tile = (first + done) / lanes;
                int column = tile % tiles;
                int count = Math.min((length - done) / lanes, tiles - column);
                storeRow(map, map * columns + done, column, count, y, yOffset
                        + map * made.channelStride() + tile / tiles * made.rowStride());
                done += count * lanes;
            }
        }
    }

    /** Tiles of a row; the last may have columns that the row has not. */
    private void storeRow(int map, int from, int column, int count, float[] y, int row) {
        float scale = epilogue.scale(map);
        float shift = epilogue.shift(map);
        float least = epilogue.least();
        int step = form.outputs() * lanes;
        int whole = Math.min(count, target.width() / form.outputs() - column);
        kernels.output(form, whole, lanes, products, from, point, scale, shift, least, y,
                row + column * step, step, lanes);
        if (whole < count) {
            kernels.output(form, 1, lanes, products, from + whole * lanes, point, scale, shift,
                    least, scratch, 0, 0, lanes);
            int at = (column + whole) * step;
            System.arraycopy(scratch, 0, y, row + at, target.rowLength() - at);
        }
    }
}
