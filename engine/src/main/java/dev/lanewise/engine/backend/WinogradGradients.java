package dev.lanewise.engine.backend;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Both gradients of a convolution by {@link Winograd#F2_5}, with the transposes of what makes its output.
 * The gradient of the output is transformed once for both: {@code Y = A·dy}. The gradient of a row of the
 * input is {@code B·Σ U·Y}, the sum over maps and the kernel's rows by a matrix product for each point, and
 * six columns of a tile overlapping by four. That of the weights is {@code Gᵀ·Σ V·Y} with the transformed
 * input V, the sum over positions in ascending order. Belongs to one thread.
 */
public final class WinogradGradients {
    /** Floats of a panel of products: of three rows of LeNet's second convolution 35 KB. */
    private static final int PANEL = 16 * Backend.TILE;

    private final WinogradKernels kernels;
    /** The input as the convolution reads it, and without its padding. */
    private final MapShape stored;
    private final MapShape in;
    private final MapShape out;
    private final int top;
    private final int left;
    private final int kernelRows;
    private final int lanes;
    private final int tiles;
    /** The output's gradient at the points, {@code [point][map][row][tile][lane]}. */
    private final float[] values;
    private final int row;
    private final int map;
    private final int point;
    /** Columns of a tile at the end of a row of odd length. */
    private final float[] end;
    private final @Nullable Weights weights;
    private final @Nullable Input input;

    /** What the gradient of the weights needs. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Weights(WinogradInput input, boolean isTransformed, int rows, int band,
            int[] positions, int[] lastPositions, int[] taps, float[] sums) {}

    /** What the gradient of the input needs. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Input(WinogradWeights shape, float[] weights, int[] rows, int most,
            float[] products, float[] zeros, float[] line) {}

    /**
     * Prepares both.
     *
     * @param shape one that {@link Winograd#F2_5} computes; its input is that with its padding
     * @param in the maps that are read, without their padding
     * @param top rows of padding above
     * @param left columns of padding before
     * @param forward whose last pass read the input of the weights' gradient; null if that isn't wanted. If
     *     it is, the maps hold tiles of images
     * @param ofInput whether the gradient of the input is wanted
     */
    public WinogradGradients(Backend kernels, ConvolutionShape shape, MapShape in, int top,
            int left, @Nullable WinogradCorrelation forward, boolean ofInput) {
        this.kernels = kernels.winograd();
        this.stored = shape.inPlace().in();
        this.in = in;
        this.out = shape.out();
        this.top = top;
        this.left = left;
        this.kernelRows = shape.window().height();
        this.lanes = out.lanes();
        this.tiles = Winograd.F2_5.tiles(out.width());
        this.row = tiles * lanes;
        this.map = out.height() * row;
        this.point = Math.multiplyExact(out.channels(), map);
        // Products round rows up to a tile of images.
        this.values = new float[Math.addExact(Math.multiplyExact(Winograd.POINTS, point),
                Backend.TILE)];
        this.end = new float[2 * lanes];
        this.weights = forward == null ? null : weights(forward);
        this.input = ofInput ? input(shape) : null;
    }

    private Weights weights(WinogradCorrelation forward) {
        Optional<WinogradInput> transformed = forward.lastInput();
        // Rows that nothing reads have no gradient, and their input may not be there.
        int rows = forward.rows();
        int band = transformed.isPresent() ? rows : band(rows);
        int last = rows - (Math.ceilDiv(rows, band) - 1) * band;
        WinogradInput values = transformed.orElseGet(() -> new WinogradInput(kernels,
                Winograd.F2_5, stored, 0, 0, tiles, band + kernelRows - 1));
        int[] taps = new int[stored.channels() * kernelRows];
        for (int k = 0; k < taps.length; k++) {
            taps[k] = k / kernelRows * values.map + k % kernelRows * values.row;
        }
        return new Weights(values, transformed.isPresent(), rows, band, positions(band),
                positions(last), taps,
                new float[Math.multiplyExact(Winograd.POINTS * out.channels() * lanes,
                        taps.length)]);
    }

    private int band(int rows) {
        int floats = Winograd.POINTS * stored.channels() * row;
        int most = Math.max(1, WinogradCorrelation.MOST_FLOATS / floats - kernelRows + 1);
        return Math.ceilDiv(rows, Math.ceilDiv(rows, most));
    }

    private int[] positions(int rows) {
        int[] positions = new int[rows * tiles];
        Arrays.setAll(positions, i -> i * lanes);
        return positions;
    }

    private Input input(ConvolutionShape shape) {
        WinogradWeights transposed = WinogradCorrelation.weights(shape,
                WinogradWeights.Pass.TRANSPOSED);
        int[] rows = new int[transposed.depth()];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = k % out.channels() * map - k / out.channels() * row;
        }
        int most = Math.max(1, PANEL / row);
        return new Input(transposed, new float[transposed.size()], rows, most,
                new float[Math.multiplyExact(Winograd.POINTS * in.channels(),
                        WinogradCorrelation.roundUp(most * row))],
                new float[in.channels()], new float[(2 * tiles + 4) * lanes]);
    }

    /**
     * Transforms the gradient of some rows of the output; both gradients want all.
     *
     * @param rows those rows, with the channels and columns of the output
     * @param first which of the output's rows is the first of them
     */
    public void transform(MapShape rows, float[] dy, int dyOffset, int first) {
        Objects.checkFromIndexSize(dyOffset, rows.span(), dy.length);
        Objects.checkFromIndexSize(first, rows.height(), out.height());
        int whole = out.width() / 2;
        for (int c = 0; c < out.channels(); c++) {
            for (int y = 0; y < rows.height(); y++) {
                int from = dyOffset + c * rows.channelStride() + y * rows.rowStride();
                int to = c * map + (first + y) * row;
                kernels.transformGradient(whole, lanes, dy, from, 2 * lanes, lanes, values, to,
                        point);
                if (whole < tiles) {
                    System.arraycopy(dy, from + whole * 2 * lanes, end, 0, lanes);
                    kernels.transformGradient(1, lanes, end, 0, 0, lanes, values,
                            to + whole * lanes, point);
                }
            }
        }
    }

    /**
     * Adds the gradient of the weights.
     *
     * @param x the input with its padding, from {@code xOffset}, as the last forward pass read it
     * @param dw {@code [weight][lane]}, from {@code dwOffset}; modified
     */
    public void addWeights(float[] x, int xOffset, float[] dw, int dwOffset) {
        Weights w = Objects.requireNonNull(weights);
        Objects.checkFromIndexSize(xOffset, stored.span(), x.length);
        Arrays.fill(w.sums, 0f);
        int each = w.sums.length / Winograd.POINTS;
        for (int y = 0; y < w.rows; y += w.band) {
            int count = Math.min(w.band, w.rows - y);
            if (!w.isTransformed) {
                w.input.transform(x, xOffset, y, count + kernelRows - 1);
            }
            for (int p = 0; p < Winograd.POINTS; p++) {
                kernels.sum(out.channels(), values, p * point + y * row, map, w.input.values,
                        p * w.input.point, count == w.band ? w.positions : w.lastPositions, w.taps,
                        w.sums, p * each);
            }
        }
        kernels.addTaps(out.channels() * w.taps.length, lanes, w.sums, 0, each, dw, dwOffset);
    }

    /**
     * Makes the gradient of the input.
     *
     * @param w weights, from {@code wOffset}
     * @param dx the maps without their padding, from {@code dxOffset}; overwritten
     */
    public void makeInput(float[] w, int wOffset, float[] dx, int dxOffset) {
        Input i = Objects.requireNonNull(input);
        Objects.checkFromIndexSize(dxOffset, in.span(), dx.length);
        i.shape.transform(w, wOffset, i.weights);
        int y = top;
        while (y < top + in.height()) {
            // Rows of the kernel that meet rows of the output.
            int low = Math.max(0, y - out.height() + 1);
            int high = Math.min(kernelRows - 1, y);
            int alike = low == 0 && high == kernelRows - 1 ? out.height() - y : 1;
            int count = Math.clamp(alike, 1, Math.min(i.most, top + in.height() - y));
            multiply(i, y, count, low, high);
            store(i, count, dx, dxOffset + (y - top) * in.rowStride());
            y += count;
        }
    }

    /** Products for some rows that the same rows of the kernel meet. */
    private void multiply(Input i, int y, int count, int low, int high) {
        int columns = WinogradCorrelation.roundUp(count * row);
        int made = in.channels();
        int depth = i.rows.length;
        for (int p = 0; p < Winograd.POINTS; p++) {
            kernels.multiply(made, columns, (high - low + 1) * out.channels(), i.weights,
                    p * made * depth + low * out.channels(), depth, values,
                    p * point + (y - low) * row, i.rows, i.products, p * made * columns, columns,
                    i.zeros, 0);
        }
    }

    private void store(Input i, int count, float[] dx, int dxOffset) {
        int columns = WinogradCorrelation.roundUp(count * row);
        boolean whole = left == 0 && i.line.length == in.rowLength();
        for (int c = 0; c < in.channels(); c++) {
            for (int y = 0; y < count; y++) {
                int to = dxOffset + c * in.channelStride() + y * in.rowStride();
                int from = c * columns + y * row;
                kernels.inputGradient(tiles, lanes, i.products, from, in.channels() * columns,
                        whole ? dx : i.line, whole ? to : 0);
                if (!whole) {
                    System.arraycopy(i.line, left * lanes, dx, to, in.rowLength());
                }
            }
        }
    }
}
