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
record WinogradCase(String name, MapShape in, MapShape stored, MapShape out, int kernelRows,
        int top, int left) {
    /** Roundings of a term in the transforms of weights, of an input, and of the products. */
    static final int TRANSFORMS = 14;
    private static final int OFFSET = 5;
    private static final double[] POINTS = {0, 1, -1, 2, -0.5};
    private static final int COUNT = 6;
    /** {@code Bᵀ}: for each point what the columns of a tile are multiplied with. */
    private static final double[][] INPUT = new double[COUNT][COUNT];
    /** {@code Π (a − b)} over the other points b; 1 for ∞. */
    private static final double[] FACTORS = new double[COUNT];

    static {
        for (int p = 0; p < COUNT; p++) {
            INPUT[p][0] = 1;
            FACTORS[p] = 1;
            int degree = 0;
            for (int q = 0; q < POINTS.length; q++) {
                if (q == p) {
                    continue;
                }
                degree++;
                for (int i = degree; i >= 0; i--) {
                    INPUT[p][i] = (i == 0 ? 0 : INPUT[p][i - 1]) - POINTS[q] * INPUT[p][i];
                }
                FACTORS[p] *= p < POINTS.length ? POINTS[p] - POINTS[q] : 1;
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }

    static Stream<WinogradCase> all() {
        List<WinogradCase> cases = new ArrayList<>();
        for (int lanes : new int[]{Backend.TILE, 1}) {
            cases.add(of(lanes, 8, 9, 6, 6, 3, 1, 1, 1, 1));
            cases.add(of(lanes, 10, 8, 7, 7, 3, 0, 0, 0, 0));
            cases.add(of(lanes, 8, 16, 3, 4, 3, 1, 1, 1, 1));
            cases.add(of(lanes, 16, 8, 1, 23, 1, 0, 0, 1, 1));
            cases.add(of(lanes, 9, 13, 5, 15, 5, 3, 1, 0, 2));
            cases.add(of(lanes, 8, 8, 1, 4, 2, 1, 0, 2, 1));
            // More rows than a band has, forward and backward.
            cases.add(of(lanes, 12, 14, 19, 32, 3, 1, 1, 1, 1));
        }
        cases.add(of(Backend.TILE, 32, 32, 16, 16, 3, 1, 1, 1, 1));
        cases.add(of(1, 20, 10, 45, 92, 3, 1, 1, 1, 1));
        // Channels that fill vectors: panels of four, two and one, several chunks of tiles.
        cases.add(of(1, 16, 16, 6, 8, 3, 1, 1, 1, 1));
        cases.add(of(1, 32, 48, 9, 12, 3, 1, 1, 1, 1));
        cases.add(of(1, 16, 112, 1, 16, 2, 0, 1, 1, 1));
        cases.add(of(1, 64, 64, 8, 8, 3, 1, 1, 1, 1));
        return cases.stream();
    }

    /** With gaps behind rows and maps, if the padding leaves none. */
    private static WinogradCase of(int lanes, int read, int made, int height, int width,
            int kernelRows, int top, int bottom, int left, int right) {
        SplittableRandom random = new SplittableRandom(height * 31L + width);
        int rows = height + kernelRows - 1;
        int columns = width + Winograd.TAPS - 1;
        MapShape stored = ConvolutionCase.gapped(random, read, rows, columns, lanes);
        MapShape in = new MapShape(read, rows - top - bottom, columns - left - right, lanes,
                stored.rowStride(), stored.channelStride());
        return new WinogradCase("lanes " + lanes + ", " + read + " to " + made + " maps of "
                + height + "×" + width + ", kernel " + kernelRows + "×3, padding " + top + " "
                + bottom + " " + left + " " + right, in, stored,
                ConvolutionCase.gapped(random, made, height, width, lanes), kernelRows, top, left);
    }

    ConvolutionShape shape() {
        return new ConvolutionShape(stored, out,
                new ConvolutionWindow(kernelRows, Winograd.TAPS, 1, 1, 1, 1), 0, 1);
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
        return kernels.winograd().prepared(shape(), epilogue).map(convolution -> {
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
        WinogradCorrelation.inputGradient(kernels, shape(), in, top, left)
                .run(dy(), OFFSET, w(), OFFSET, dx, MARGIN);
        return dx;
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
                        * Winograd.TAPS + tap]);
        bounds.assertHolds(taps, name);
    }

    void assertInputGradientHolds(float[] actual) {
        Bounds bounds = new Bounds(actual);
        float[] dy = dy();
        float[] w = w();
        correlate(bounds, MARGIN, in, out.channels(),
                (map, row, column, lane) -> dy[OFFSET + map * out.channelStride()
                        + row * out.rowStride() + column * out.lanes() + lane],
                out.height(), out.width(), kernelRows - 1 - top, Winograd.TAPS - 1 - left,
                (made, read, row, tap) -> w[OFFSET
                        + ((read * in.channels() + made) * kernelRows + kernelRows - 1 - row)
                                * Winograd.TAPS
                        + Winograd.TAPS - 1 - tap]);
        bounds.assertHolds(out.channels() * kernelRows, name);
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
        double[] d = new double[COUNT];
        double[] g = new double[Winograd.TAPS];
        for (int lane = 0; lane < made.lanes(); lane++) {
            for (int row = 0; row < made.height(); row++) {
                for (int column = 0; column < made.width(); column++) {
                    for (int map = 0; map < read * kernelRows; map++) {
                        int y = row + map % kernelRows - above;
                        int first = column / Winograd.OUTPUTS * Winograd.OUTPUTS - before;
                        for (int j = 0; j < COUNT; j++) {
                            int at = first + j;
                            boolean inside = y >= 0 && y < height && at >= 0 && at < width;
                            d[j] = inside ? x.at(map / kernelRows, y, at, lane) : 0;
                        }
                        for (int o = 0; o < made.channels(); o++) {
                            for (int j = 0; j < g.length; j++) {
                                g[j] = w.at(o, map / kernelRows, map % kernelRows, j);
                            }
                            int output = column % Winograd.OUTPUTS;
                            double sum = 0;
                            for (int j = 0; j < g.length; j++) {
                                sum += g[j] * d[output + j];
                            }
                            bounds.add(offset + o * made.channelStride() + row * made.rowStride()
                                    + column * made.lanes() + lane, sum, magnitude(d, g, output));
                        }
                    }
                }
            }
        }
    }

    /** {@code Σ |A|·(|G|·|g|)·(|Bᵀ|·|d|)} of an output. */
    private static double magnitude(double[] d, double[] g, int output) {
        double sum = 0;
        for (int p = 0; p < COUNT; p++) {
            boolean infinite = p == POINTS.length;
            double u = infinite ? Math.abs(g[g.length - 1]) : 0;
            for (int j = 0; j < g.length && !infinite; j++) {
                u += Math.abs(Math.pow(POINTS[p], j) / FACTORS[p] * g[j]);
            }
            double v = 0;
            for (int j = 0; j < COUNT; j++) {
                v += Math.abs(INPUT[p][j] * d[j]);
            }
            double a = infinite ? output == Winograd.OUTPUTS - 1 ? 1 : 0
                    : Math.abs(Math.pow(POINTS[p], output));
            sum += a * u * v;
        }
        return sum;
    }
}
