package dev.lanewise.engine.backend;

import static dev.lanewise.engine.backend.KernelFixture.MARGIN;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A convolution by {@link Winograd} with operands, and how far from the exact sums its results may be. An
 * output is {@code Σ A·Σ U·V} over the points, then over maps and rows of the kernel, with {@code U = G·g}
 * and {@code V = Bᵀ·d}. Each sum of products with a matrix is off by at most γ(n) times the same sum of
 * magnitudes, where n counts the roundings of a term (Higham, Accuracy and Stability of Numerical
 * Algorithms, chapter 3), so the whole is off by at most γ(K + {@value #TRANSFORMS}) times {@code Σ |A|·Σ
 * (|G|·|g|)·(|Bᵀ|·|d|)} with K products in a sum.
 *
 * @param in the maps that are read, without their padding, in what holds it
 * @param stored those with their padding
 * @param top rows of padding above
 * @param left columns of padding before
 */
record WinogradCase(String name, Winograd form, MapShape in, MapShape stored, MapShape out,
        int kernelRows, int top, int left) {
    /** Roundings of a term in the transforms of weights, of maps, and of the products, at most. */
    static final int TRANSFORMS = 18;
    private static final int OFFSET = 5;
    private static final int COUNT = WinogradMagnitudes.COUNT;

    @Override
    public String toString() {
        return name;
    }

    static Stream<WinogradCase> all() {
        return Stream.concat(fours(), twos());
    }

    /** Of {@link Winograd#F4_3}. */
    static Stream<WinogradCase> fours() {
        Winograd form = Winograd.F4_3;
        List<WinogradCase> cases = new ArrayList<>();
        for (int lanes : new int[]{Backend.TILE, 1}) {
            cases.add(of(form, lanes, 8, 9, 6, 6, 3, 1, 1, 1, 1));
            cases.add(of(form, lanes, 10, 8, 7, 7, 3, 0, 0, 0, 0));
            cases.add(of(form, lanes, 8, 16, 3, 4, 3, 1, 1, 1, 1));
            cases.add(of(form, lanes, 16, 8, 1, 23, 1, 0, 0, 1, 1));
            cases.add(of(form, lanes, 9, 13, 5, 15, 5, 3, 1, 0, 2));
            cases.add(of(form, lanes, 8, 8, 1, 4, 2, 1, 0, 2, 1));
            // More rows than a band has, forward and backward.
            cases.add(of(form, lanes, 12, 14, 19, 32, 3, 1, 1, 1, 1));
        }
        cases.add(of(form, Backend.TILE, 32, 32, 16, 16, 3, 1, 1, 1, 1));
        cases.add(of(form, 1, 20, 10, 45, 92, 3, 1, 1, 1, 1));
        // Channels that fill vectors: panels of four, two and one, several chunks of tiles.
        cases.add(of(form, 1, 16, 16, 6, 8, 3, 1, 1, 1, 1));
        cases.add(of(form, 1, 32, 48, 9, 12, 3, 1, 1, 1, 1));
        cases.add(of(form, 1, 16, 112, 1, 16, 2, 0, 1, 1, 1));
        cases.add(of(form, 1, 64, 64, 8, 8, 3, 1, 1, 1, 1));
        return cases.stream();
    }

    /** Of {@link Winograd#F2_5}. */
    static Stream<WinogradCase> twos() {
        Winograd form = Winograd.F2_5;
        List<WinogradCase> cases = new ArrayList<>();
        for (int lanes : new int[]{Backend.TILE, 1}) {
            // LeNet's second.
            cases.add(of(form, lanes, 6, 16, 10, 10, 5, 0, 0, 0, 0));
            cases.add(of(form, lanes, 7, 9, 6, 5, 5, 2, 2, 2, 2));
            cases.add(of(form, lanes, 8, 6, 1, 12, 1, 0, 0, 1, 4));
            cases.add(of(form, lanes, 9, 13, 4, 7, 6, 3, 1, 0, 2));
            cases.add(of(form, lanes, 6, 7, 2, 3, 5, 0, 4, 4, 0));
            // More rows than a band has, for the weights' gradient, too.
            cases.add(of(form, lanes, 12, 8, 21, 31, 3, 1, 1, 2, 2));
            cases.add(of(form, lanes, 16, 16, 8, 8, 5, 2, 2, 2, 2));
        }
        return cases.stream();
    }

    /** With gaps behind rows and maps, if the padding leaves none. */
    private static WinogradCase of(Winograd form, int lanes, int read, int made, int height,
            int width,
            int kernelRows, int top, int bottom, int left, int right) {
        SplittableRandom random = new SplittableRandom(height * 31L + width);
        int rows = height + kernelRows - 1;
        int columns = width + form.taps() - 1;
        MapShape stored = ConvolutionCase.gapped(random, read, rows, columns, lanes);
        MapShape in = new MapShape(read, rows - top - bottom, columns - left - right, lanes,
                stored.rowStride(), stored.channelStride());
        return new WinogradCase(
                form + ", lanes " + lanes + ", " + read + " to " + made + " maps of "
                        + height + "×" + width + ", kernel " + kernelRows + ", padding " + top + " "
                        + bottom + " " + left + " " + right,
                form, in, stored,
                ConvolutionCase.gapped(random, made, height, width, lanes), kernelRows, top, left);
    }

    ConvolutionShape shape() {
        return new ConvolutionShape(stored, out,
                new ConvolutionWindow(kernelRows, form.taps(), 1, 1, 1, 1), 0, 1);
    }

    private WinogradMagnitudes magnitudes() {
        return new WinogradMagnitudes(form);
    }

    private int origin() {
        return OFFSET + top * stored.rowStride() + left * stored.lanes();
    }

    /** Zeros as padding, else not a number. */
    float[] x() {
        int[] inside = KernelFixture.maps(origin(), in);
        float[] x = KernelFixture.input(1, KernelFixture.maps(OFFSET, stored));
        for (int element : KernelFixture.maps(OFFSET, stored)) {
            x[element] = 0;
        }
        float[] values = KernelFixture.random(1, inside.length);
        for (int i = 0; i < inside.length; i++) {
            x[inside[i]] = values[i];
        }
        return x;
    }

    float[] w() {
        return KernelFixture.input(2, KernelFixture.range(OFFSET, shape().weights()));
    }

    float[] bias() {
        return KernelFixture.input(3, KernelFixture.range(OFFSET, out.channels()));
    }

    float[] dy() {
        return KernelFixture.input(4, KernelFixture.maps(OFFSET, out));
    }

    float[] y() {
        return KernelFixture.overwritten(KernelFixture.maps(MARGIN, out));
    }

    float[] dx() {
        return KernelFixture.overwritten(KernelFixture.maps(MARGIN, in));
    }

    /** With prepared weights, twice in a row, if the backend has an order for them. */
    Optional<float[]> preparedForward(Backend kernels, @Nullable Epilogue epilogue) {
        return kernels.winograd().prepared(shape(), epilogue, null).map(convolution -> {
            float[] y = y();
            float[] points = WinogradCorrelation.forward(kernels, shape(), null)
                    .transformed(w(), OFFSET);
            float[] ordered = convolution.order(points, 0, bias(), OFFSET);
            convolution.run(x(), OFFSET, ordered, y, MARGIN);
            convolution.run(x(), OFFSET, ordered, y, MARGIN);
            return y;
        });
    }

    float[] forward(Backend kernels) {
        return forward(kernels, null);
    }

    float[] forward(Backend kernels, @Nullable Epilogue epilogue) {
        float[] y = y();
        WinogradCorrelation.forward(kernels, shape(), epilogue)
                .run(x(), OFFSET, w(), OFFSET, bias(), OFFSET, y, MARGIN);
        return y;
    }

    float[] inputGradient(Backend kernels) {
        float[] dx = dx();
        inputGradientKernel(kernels).run(dy(), OFFSET, w(), OFFSET, dx, MARGIN);
        return dx;
    }

    ConvolutionInputGradient inputGradientKernel(Backend kernels) {
        if (form == Winograd.F4_3) {
            return WinogradCorrelation.inputGradient(kernels, shape(), in, top, left);
        }
        WinogradGradients gradients = new WinogradGradients(kernels, shape(), in, top, left, null,
                true);
        return (dy, dyOffset, w, wOffset, dx, dxOffset) -> {
            gradients.transform(out, dy, dyOffset, 0);
            gradients.makeInput(w, wOffset, dx, dxOffset);
        };
    }

    /** From some sums on, twice in a row; the gradient of the output is transformed row by row. */
    float[] weightGradient(Backend kernels) {
        float[] dw = dw();
        WinogradCorrelation forward = WinogradCorrelation.forward(kernels, shape(), null);
        forward.run(x(), OFFSET, w(), OFFSET, bias(), OFFSET, y(), MARGIN);
        WinogradGradients gradients = new WinogradGradients(kernels, shape(), in, top, left,
                forward, false);
        for (int row = 0; row < out.height(); row++) {
            gradients.transform(out.rows(1), dy(), OFFSET + row * out.rowStride(), row);
        }
        gradients.addWeights(x(), OFFSET, dw, MARGIN);
        gradients.addWeights(x(), OFFSET, dw, MARGIN);
        return dw;
    }

    private float[] dw() {
        int[] elements = KernelFixture.range(MARGIN, shape().weights() * out.lanes());
        return KernelFixture.spread(KernelFixture.random(5, elements.length), elements,
                elements[elements.length - 1] + 1 + MARGIN, KernelFixture.UNTOUCHED);
    }

    /** What a backend made against the exact sums and their bounds. */
    void assertForwardHolds(float[] actual) {
        Bounds bounds = new Bounds(actual);
        float[] bias = bias();
        for (int map = 0; map < out.channels(); map++) {
            for (int i = 0; i < out.height() * out.rowLength(); i++) {
                int at = MARGIN + map * out.channelStride() + i / out.rowLength() * out.rowStride()
                        + i % out.rowLength();
                bounds.add(at, bias[OFFSET + map], Math.abs(bias[OFFSET + map]));
            }
        }
        float[] x = x();
        float[] w = w();
        int taps = stored.channels() * kernelRows;
        correlate(bounds, MARGIN, out, stored.channels(),
                (map, row, column, lane) -> x[OFFSET + map * stored.channelStride()
                        + row * stored.rowStride() + column * stored.lanes() + lane],
                stored.height(), stored.width(), 0, 0,
                (made, read, row, tap) -> w[OFFSET + (made * taps + read * kernelRows + row)
                        * form.taps() + tap]);
        bounds.assertHolds(taps, name);
    }

    void assertInputGradientHolds(float[] actual) {
        Bounds bounds = new Bounds(actual);
        if (form == Winograd.F4_3) {
            addTurned(bounds);
        } else {
            addTransposed(bounds);
        }
        bounds.assertHolds(out.channels() * kernelRows, name);
    }

    private void addTurned(Bounds bounds) {
        float[] dy = dy();
        float[] w = w();
        correlate(bounds, MARGIN, in, out.channels(),
                (map, row, column, lane) -> dy[OFFSET + map * out.channelStride()
                        + row * out.rowStride() + column * out.lanes() + lane],
                out.height(), out.width(), kernelRows - 1 - top, form.taps() - 1 - left,
                (made, read, row, tap) -> w[OFFSET
                        + ((read * in.channels() + made) * kernelRows + kernelRows - 1 - row)
                                * form.taps()
                        + form.taps() - 1 - tap]);
    }

    /** {@code Σ |B|·(|G|·|g|)·(|A|·|dy|)} over the tiles that a column lies in. */
    private void addTransposed(Bounds bounds) {
        WinogradMagnitudes magnitudes = magnitudes();
        float[] dy = dy();
        float[] w = w();
        double[] d = new double[form.outputs()];
        double[] g = new double[form.taps()];
        for (int to = 0; to < in.channels() * in.height() * in.rowLength(); to++) {
            int map = to / (in.height() * in.rowLength());
            int row = to / in.rowLength() % in.height();
            int column = to % in.rowLength() / in.lanes() + left;
            for (int i = 0; i < out.channels() * kernelRows; i++) {
                int y = row + top - i % kernelRows;
                int weight = OFFSET + ((i / kernelRows * in.channels() + map) * kernelRows
                        + i % kernelRows) * form.taps();
                for (int j = 0; j < g.length; j++) {
                    g[j] = w[weight + j];
                }
                double[] points = magnitudes.weightsAt(g);
                for (int tile = 0; y >= 0 && y < out.height()
                        && tile < form.tiles(out.width()); tile++) {
                    int at = column - tile * form.outputs();
                    if (at < 0 || at >= COUNT) {
                        continue;
                    }
                    gradientTile(dy, i / kernelRows, y, tile, to % in.lanes(), d);
                    double sum = 0;
                    double most = 0;
                    for (int j = 0; j < d.length; j++) {
                        sum += at >= j && at - j < g.length ? d[j] * g[at - j] : 0;
                    }
                    for (int p = 0; p < COUNT; p++) {
                        most += Math.abs(WinogradMagnitudes.INPUT[p][at]) * points[p]
                                * magnitudes.gradientAt(p, d);
                    }
                    bounds.add(MARGIN + map * in.channelStride() + row * in.rowStride()
                            + (column - left) * in.lanes() + to % in.lanes(), sum, most);
                }
            }
        }
    }

    private void gradientTile(float[] dy, int map, int row, int tile, int lane, double[] d) {
        for (int j = 0; j < d.length; j++) {
            int column = tile * form.outputs() + j;
            d[j] = column < out.width() ? dy[OFFSET + map * out.channelStride()
                    + row * out.rowStride() + column * out.lanes() + lane] : 0;
        }
    }

    /** {@code Σ |Gᵀ|·Σ (|A|·|dy|)·(|Bᵀ|·|x|)}, added twice. */
    void assertWeightGradientHolds(float[] actual) {
        WinogradMagnitudes magnitudes = magnitudes();
        Bounds bounds = new Bounds(actual);
        float[] before = dw();
        float[] dy = dy();
        float[] x = x();
        double[] d = new double[form.outputs()];
        double[] v = new double[COUNT];
        int tiles = form.tiles(out.width());
        for (int i = 0; i < shape().weights() * out.lanes(); i++) {
            int lane = i % out.lanes();
            int tap = i / out.lanes() % form.taps();
            int row = i / out.lanes() / form.taps() % kernelRows;
            int maps = i / out.lanes() / form.taps() / kernelRows;
            double sum = 0;
            double most = 0;
            for (int t = 0; t < out.height() * tiles; t++) {
                gradientTile(dy, maps / stored.channels(), t / tiles, t % tiles, lane, d);
                for (int j = 0; j < COUNT; j++) {
                    int column = t % tiles * form.outputs() + j;
                    v[j] = column < stored.width()
                            ? x[OFFSET + maps % stored.channels() * stored.channelStride()
                                    + (t / tiles + row) * stored.rowStride()
                                    + column * stored.lanes() + lane]
                            : 0;
                }
                for (int j = 0; j < d.length; j++) {
                    sum += d[j] * v[j + tap];
                }
                for (int p = 0; p < COUNT; p++) {
                    most += magnitudes.gradientAt(p, d) * WinogradMagnitudes.inputAt(p, v)
                            * magnitudes.weightFactor(p, tap);
                }
            }
            double start = before[MARGIN + i];
            bounds.add(MARGIN + i, start + 2 * sum, Math.abs(start) + 2 * most);
        }
        bounds.assertHolds(out.height() * tiles, name);
    }

    /** A number of maps. */
    private interface Value {
        double at(int map, int row, int column, int lane);
    }

    /** A number of weights. */
    private interface Weight {
        double at(int made, int read, int row, int tap);
    }

    private void correlate(Bounds bounds, int offset, MapShape made, int read, Value x, int height,
            int width, int above, int before, Weight w) {
        WinogradMagnitudes magnitudes = magnitudes();
        double[][] g = new double[made.channels() * read * kernelRows][];
        double[][] points = new double[g.length][];
        for (int i = 0; i < g.length; i++) {
            int map = i / made.channels();
            g[i] = new double[form.taps()];
            for (int j = 0; j < form.taps(); j++) {
                g[i][j] = w.at(i % made.channels(), map / kernelRows, map % kernelRows, j);
            }
            points[i] = magnitudes.weightsAt(g[i]);
        }
        double[] d = new double[COUNT];
        for (int to = 0; to < made.height() * made.rowLength() * read * kernelRows; to++) {
            int lane = to % made.lanes();
            int map = to / made.lanes() % (read * kernelRows);
            int position = to / made.lanes() / (read * kernelRows);
            int row = position / made.width();
            int column = position % made.width();
            int y = row + map % kernelRows - above;
            int first = column / form.outputs() * form.outputs() - before;
            for (int j = 0; j < COUNT; j++) {
                int at = first + j;
                boolean inside = y >= 0 && y < height && at >= 0 && at < width;
                d[j] = inside ? x.at(map / kernelRows, y, at, lane) : 0;
            }
            int output = column % form.outputs();
            double[] factors = magnitudes.factors(d, output);
            for (int o = 0; o < made.channels(); o++) {
                int i = map * made.channels() + o;
                double sum = 0;
                for (int j = 0; j < form.taps(); j++) {
                    sum += g[i][j] * d[output + j];
                }
                bounds.add(offset + o * made.channelStride() + row * made.rowStride()
                        + column * made.lanes() + lane, sum,
                        WinogradMagnitudes.dot(factors, points[i]));
            }
        }
    }
}
