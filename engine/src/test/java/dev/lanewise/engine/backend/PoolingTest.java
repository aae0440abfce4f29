package dev.lanewise.engine.backend;

import static dev.lanewise.engine.backend.KernelFixture.MARGIN;
import static dev.lanewise.engine.backend.KernelFixture.assertSameBits;
import static dev.lanewise.engine.backend.KernelFixture.fast;
import static dev.lanewise.engine.backend.KernelFixture.scalar;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernels")
class PoolingTest {
    private static final String BACKENDS = "dev.lanewise.engine.backend.KernelFixture#backends";
    private static final int RANDOM_CASES = 40;
    private static final int X_OFFSET = 3;

    /** Windows that tile, overlap, and leave gaps and rests, on maps with and without gaps. */
    static Stream<PoolShape> shapes() {
        int lanes = Backend.TILE;
        Stream<PoolShape> lenet = Stream.of(
                new PoolShape(MapShape.dense(6, 28, 28, lanes),
                        new MapShape(6, 14, 14, lanes, 18 * lanes, 324 * lanes), 2, 2),
                PoolShape.dense(MapShape.dense(16, 10, 10, 1), 2, 2));
        SplittableRandom random = new SplittableRandom(30);
        Stream<PoolShape> clipped = Stream.generate(() -> clipped(random)).limit(2 * RANDOM_CASES);
        Stream<PoolShape> others = Stream.generate(() -> {
            int window = random.nextInt(1, 4);
            int stride = random.nextInt(1, 5);
            int channels = random.nextInt(1, 4);
            int l = new int[]{lanes, lanes, 1, 3}[random.nextInt(4)];
            MapShape in = ConvolutionCase.gapped(random, channels, window + random.nextInt(7),
                    window + random.nextInt(7), l);
            MapShape dense = PoolShape.dense(in, window, stride).out();
            return new PoolShape(in, ConvolutionCase.gapped(random, channels, dense.height(),
                    dense.width(), l), window, stride);
        });
        return Stream.of(lenet, others.limit(RANDOM_CASES), clipped).flatMap(s -> s);
    }

    /** Oblong windows on and beyond a padding. */
    private static PoolShape clipped(SplittableRandom random) {
        int l = new int[]{Backend.TILE, Backend.TILE, 1, 3}[random.nextInt(4)];
        PoolAxis rows = axis(random);
        PoolAxis columns = axis(random);
        int channels = random.nextInt(1, 4);
        MapShape in = ConvolutionCase.gapped(random, channels, rows.window() + random.nextInt(7),
                columns.window() + random.nextInt(7), l);
        boolean countsPadding = random.nextBoolean();
        MapShape out = PoolShape.dense(in, rows, columns, random.nextInt(3) > 0, countsPadding)
                .out();
        return new PoolShape(in, ConvolutionCase.gapped(random, channels, out.height(),
                out.width(), l), rows, columns, countsPadding);
    }

    private static PoolAxis axis(SplittableRandom random) {
        int window = random.nextInt(1, 6);
        return new PoolAxis(window, random.nextInt(1, 5), random.nextInt(window / 2 + 1));
    }

    static Stream<Arguments> shapesAndBackends() {
        return shapes().flatMap(s -> KernelFixture.backends().map(k -> Arguments.of(s, k)));
    }

    /** Elements of the output from its first, windows in row-major order. */
    private static int[] outputs(PoolShape of) {
        return KernelFixture.maps(0, of.out());
    }

    /** Elements of the input that the window of the i-th output sees, row-major. */
    private static int[] window(PoolShape of, int i) {
        MapShape in = of.in();
        MapShape out = of.out();
        int lane = i % out.lanes();
        int column = i / out.lanes() % out.width();
        int row = i / out.rowLength() % out.height();
        int channel = i / (out.rowLength() * out.height());
        return IntStream.range(0, of.rows().window() * of.columns().window())
                .mapToObj(e -> new int[]{inside(of.rows(), row, e / of.columns().window()),
                        inside(of.columns(), column, e % of.columns().window())})
                .filter(at -> at[0] >= 0 && at[0] < in.height() && at[1] >= 0
                        && at[1] < in.width())
                .mapToInt(at -> channel * in.channelStride() + at[0] * in.rowStride()
                        + at[1] * in.lanes() + lane)
                .toArray();
    }

    private static int inside(PoolAxis axis, int window, int element) {
        return window * axis.stride() - axis.padding() + element;
    }

    /** What the sum of the window of the i-th output is divided by, as PyTorch counts it. */
    private static int divisor(PoolShape of, int i) {
        if (!of.countsPadding()) {
            return window(of, i).length;
        }
        int column = i / of.out().lanes() % of.out().width();
        int row = i / of.out().rowLength() % of.out().height();
        return counted(of.rows(), row, of.in().height())
                * counted(of.columns(), column, of.in().width());
    }

    private static int counted(PoolAxis axis, int window, int extent) {
        return (int) IntStream.range(0, axis.window())
                .map(e -> inside(axis, window, e))
                .filter(at -> at < extent + axis.padding())
                .count();
    }

    /** Few different values, +0 and −0 among them: many ties. */
    private static float[] tied(PoolShape of) {
        int[] elements = KernelFixture.maps(X_OFFSET, of.in());
        float[] values = KernelFixture.integers(1, elements.length, 2);
        for (int i = 0; i < values.length; i++) {
            values[i] *= i % 3 == 0 ? -0.5f : 0.5f;
        }
        return KernelFixture.spread(values, elements, elements[elements.length - 1] + 1,
                KernelFixture.UNREAD);
    }

    /** The same values 2·{@code step} times as large: as close or as far apart as floats can be. */
    private static float[] tied(PoolShape of, float step) {
        float[] values = tied(of);
        for (int i = 0; i < values.length; i++) {
            values[i] *= 2 * step;
        }
        return values;
    }

    private static float[] untied(PoolShape of) {
        return KernelFixture.input(2, KernelFixture.maps(X_OFFSET, of.in()));
    }

    private static float[] dy(PoolShape of) {
        return KernelFixture.input(3, KernelFixture.maps(X_OFFSET, of.out()));
    }

    private static float[] fresh(MapShape shape) {
        return KernelFixture.overwritten(KernelFixture.maps(MARGIN, shape));
    }

    /** Output and winners as {@code max} must make them. */
    private static float[][] expectedMax(PoolShape of, float[] x) {
        float[] y = fresh(of.out());
        float[] winner = fresh(of.out());
        int[] outputs = outputs(of);
        for (int i = 0; i < outputs.length; i++) {
            int[] seen = window(of, i);
            int first = 0;
            for (int e = 1; e < seen.length; e++) {
                if (x[X_OFFSET + seen[e]] > x[X_OFFSET + seen[first]]) {
                    first = e;
                }
            }
            y[MARGIN + outputs[i]] = x[X_OFFSET + seen[first]];
            winner[MARGIN + outputs[i]] = first;
        }
        return new float[][]{y, winner};
    }

    private static float[][] max(Backend kernels, PoolShape of, float[] x) {
        float[] y = fresh(of.out());
        float[] winner = fresh(of.out());
        kernels.maxPoolWithWinner(of).run(x, X_OFFSET, y, MARGIN, winner, MARGIN);
        return new float[][]{y, winner};
    }

    private static float[] maxAlone(Backend kernels, PoolShape of, float[] x) {
        float[] y = fresh(of.out());
        kernels.maxPool(of).run(x, X_OFFSET, y, MARGIN);
        return y;
    }

    private static float[] maxGradient(Backend kernels, PoolShape of, float[] winner) {
        float[] dx = fresh(of.in());
        kernels.maxPoolGradient(of).run(dy(of), X_OFFSET, winner, MARGIN, dx, MARGIN);
        return dx;
    }

    private static float[] average(Backend kernels, PoolShape of) {
        float[] y = fresh(of.out());
        kernels.averagePool(of).run(untied(of), X_OFFSET, y, MARGIN);
        return y;
    }

    private static float[] averageGradient(Backend kernels, PoolShape of) {
        float[] dx = fresh(of.in());
        kernels.averagePoolGradient(of).run(dy(of), X_OFFSET, dx, MARGIN);
        return dx;
    }

    private static ChainReference zeroGradient(PoolShape of) {
        ChainReference reference = new ChainReference(fresh(of.in()));
        for (int element : KernelFixture.maps(MARGIN, of.in())) {
            reference.start(element, 0);
        }
        return reference;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("shapesAndBackends")
    void theMaximumGoesToTheFirstOfEquals(PoolShape of, Backend kernels) {
        float[][] expected = expectedMax(of, tied(of));
        float[][] actual = max(kernels, of, tied(of));
        assertSameBits(expected[0], actual[0], "maximum");
        assertSameBits(expected[1], actual[1], "winner");
        assertSameBits(expected[0], maxAlone(kernels, of, tied(of)), "maximum alone");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("shapesAndBackends")
    void theGradientOfAMaximumGoesToItsWinner(PoolShape of, Backend kernels) {
        float[] winner = expectedMax(of, tied(of))[1];
        ChainReference reference = zeroGradient(of);
        int[] outputs = outputs(of);
        float[] dy = dy(of);
        for (int i = 0; i < outputs.length; i++) {
            int won = window(of, i)[(int) winner[MARGIN + outputs[i]]];
            reference.add(MARGIN + won, dy[X_OFFSET + outputs[i]]);
        }
        reference.assertHolds(maxGradient(kernels, of, winner), of);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("shapesAndBackends")
    void anAverageIsItsSumTimesTheReciprocal(PoolShape of, Backend kernels) {
        ChainReference reference = new ChainReference(fresh(of.out()));
        float[] x = untied(of);
        int[] outputs = outputs(of);
        for (int i = 0; i < outputs.length; i++) {
            reference.start(MARGIN + outputs[i], 0);
            for (int seen : window(of, i)) {
                reference.add(MARGIN + outputs[i], x[X_OFFSET + seen]);
            }
            reference.divide(MARGIN + outputs[i], divisor(of, i));
        }
        reference.assertHolds(average(kernels, of), of);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("shapesAndBackends")
    void theGradientOfAnAverageGoesToItsWholeWindow(PoolShape of, Backend kernels) {
        ChainReference reference = zeroGradient(of);
        int[] outputs = outputs(of);
        float[] dy = dy(of);
        for (int i = 0; i < outputs.length; i++) {
            for (int seen : window(of, i)) {
                reference.addQuotient(MARGIN + seen, dy[X_OFFSET + outputs[i]], divisor(of, i));
            }
        }
        reference.assertHolds(averageGradient(kernels, of), of);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    @Tag("fast")
    void fastEqualsScalar(PoolShape of) {
        for (float[] x : new float[][]{tied(of), untied(of), tied(of, Float.MIN_VALUE),
                tied(of, 0x1p126f)}) {
            float[][] expected = max(scalar(), of, x);
            float[][] actual = max(fast(), of, x);
            assertSameBits(expected[0], actual[0], "maximum");
            assertSameBits(expected[1], actual[1], "winner");
            assertSameBits(maxAlone(scalar(), of, x), maxAlone(fast(), of, x), "maximum alone");
            assertSameBits(maxGradient(scalar(), of, expected[1]),
                    maxGradient(fast(), of, expected[1]), "gradient of the maximum");
        }
        assertSameBits(average(scalar(), of), average(fast(), of), "average");
        assertSameBits(averageGradient(scalar(), of), averageGradient(fast(), of),
                "gradient of the average");
    }

    /** Small and dense, so that arrays are their elements. */
    static Stream<Arguments> denseShapesAndBackends() {
        return Stream.of(1, 2, 3)
                .flatMap(stride -> Stream.of(1, Backend.TILE)
                        .map(l -> PoolShape.dense(MapShape.dense(1, 5, 4, l), 2, stride)))
                .flatMap(s -> KernelFixture.backends().map(k -> Arguments.of(s, k)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("denseShapesAndBackends")
    void gradientsAreCentralDifferences(PoolShape of, Backend kernels) {
        float[] x = distinct(of.in().span());
        float[] dy = KernelFixture.random(5, of.out().span());
        PoolGradientByWinner gradient = kernels.maxPoolGradient(of);
        float[] y = new float[dy.length];
        float[] winner = new float[dy.length];
        float[] dx = new float[x.length];
        double tolerance = 1e-6;

        double[] at = CentralDifferences.toDoubles(x);

        ToDoubleFunction<double[]> maximum = loss(of, dy,
                seen -> Arrays.stream(seen).max().orElseThrow());
        kernels.maxPoolWithWinner(of).run(x, 0, y, 0, winner, 0);
        gradient.run(dy, 0, winner, 0, dx, 0);
        CentralDifferences.assertGradient(maximum, at, dx, tolerance);
        float[] wrong = new float[x.length];
        gradient.run(dy, 0, new float[dy.length], 0, wrong, 0);
        CentralDifferences.assertCatches(maximum, at, wrong, tolerance);

        ToDoubleFunction<double[]> mean = loss(of, dy,
                seen -> Arrays.stream(seen).average().orElseThrow());
        kernels.averagePoolGradient(of).run(dy, 0, dx, 0);
        CentralDifferences.assertGradient(mean, at, dx, tolerance);
        dx[0] += 1e-5f;
        CentralDifferences.assertCatches(mean, at, dx, tolerance);
    }

    private static float[] distinct(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            // 7919 is prime and does not divide count: a permutation.
            values[i] = (int) (i * 7919L % count) / 128f;
        }
        return values;
    }

    /** Σ dy·pool(x) as a function of x. */
    private static ToDoubleFunction<double[]> loss(PoolShape of, float[] dy,
            ToDoubleFunction<double[]> pool) {
        int[][] windows = new int[dy.length][];
        Arrays.setAll(windows, i -> window(of, i));
        return x -> {
            double sum = 0;
            for (int i = 0; i < dy.length; i++) {
                double[] seen = Arrays.stream(windows[i]).mapToDouble(at -> x[at]).toArray();
                sum += dy[i] * pool.applyAsDouble(seen);
            }
            return sum;
        };
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void operandsOutOfTheirArraysAreRefused(Backend kernels) {
        for (int lanes : new int[]{Backend.TILE, 1}) {
            PoolShape of = PoolShape.dense(MapShape.dense(2, 4, 4, lanes), 2, 2);
            PoolForward max = kernels.maxPool(of);
            PoolForwardWithWinner withWinner = kernels.maxPoolWithWinner(of);
            PoolGradientByWinner maxGradient = kernels.maxPoolGradient(of);
            PoolForward average = kernels.averagePool(of);
            PoolGradient averageGradient = kernels.averagePoolGradient(of);
            float[] in = new float[of.in().span()];
            Arrays.fill(in, 3);
            float[] before = in.clone();
            float[] out = new float[of.out().span()];
            for (int wrong : new int[]{-1, 1}) {
                assertRefused(() -> max.run(in, wrong, out, 0));
                assertRefused(() -> max.run(in, 0, out, wrong));
                assertRefused(() -> withWinner.run(in, wrong, out, 0, out, 0));
                assertRefused(() -> withWinner.run(in, 0, out, wrong, out.clone(), 0));
                assertRefused(() -> withWinner.run(in, 0, out, 0, out.clone(), wrong));
                assertRefused(() -> maxGradient.run(out, wrong, out, 0, in, 0));
                assertRefused(() -> maxGradient.run(out, 0, out, wrong, in, 0));
                assertRefused(() -> maxGradient.run(out, 0, out, 0, in, wrong));
                assertRefused(() -> average.run(in, wrong, out, 0));
                assertRefused(() -> average.run(in, 0, out, wrong));
                assertRefused(() -> averageGradient.run(out, wrong, in, 0));
                assertRefused(() -> averageGradient.run(out, 0, in, wrong));
            }
            assertSameBits(before, in, "after refusals");
            assertSameBits(new float[out.length], out, "after refusals");
        }
    }

    private static void assertRefused(Runnable run) {
        assertThrows(IndexOutOfBoundsException.class, run::run);
    }
}
