package dev.lanewise.engine.backend;

import static dev.lanewise.engine.backend.KernelFixture.assertSameBits;
import static dev.lanewise.engine.backend.KernelFixture.scalar;
import static dev.lanewise.engine.backend.KernelFixture.vector;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernels")
class WinogradTest {
    private static final String CASES = "dev.lanewise.engine.backend.WinogradCase#all";

    static Stream<Arguments> casesAndBackends() {
        return WinogradCase.all()
                .flatMap(c -> KernelFixture.backends().map(k -> Arguments.of(c, k)));
    }

    /** Weights are summed so for tiles alone. */
    static Stream<WinogradCase> tilesOfPairs() {
        return WinogradCase.twos().filter(of -> of.out().lanes() == Backend.TILE);
    }

    static Stream<Arguments> tilesAndBackends() {
        return tilesOfPairs()
                .flatMap(c -> KernelFixture.backends().map(k -> Arguments.of(c, k)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("casesAndBackends")
    void forwardIsNearTheExactSum(WinogradCase of, Backend kernels) {
        of.assertForwardHolds(of.forward(kernels));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("casesAndBackends")
    void inputGradientIsNearTheExactSum(WinogradCase of, Backend kernels) {
        of.assertInputGradientHolds(of.inputGradient(kernels));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("tilesAndBackends")
    void weightGradientIsNearTheExactSum(WinogradCase of, Backend kernels) {
        of.assertWeightGradientHolds(of.weightGradient(kernels));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("casesAndBackends")
    void anEpilogueEndsTheSums(WinogradCase of, Backend kernels) {
        for (boolean rectified : new boolean[]{false, true}) {
            int first = 2;
            int maps = of.out().channels();
            Epilogue end = new Epilogue(KernelFixture.random(7, first + maps),
                    KernelFixture.random(8, first + maps), first, rectified);
            float[] expected = of.forward(scalar());
            new ScalarKernels().affine(new ChannelAffine(of.out(), of.out(), rectified),
                    end.scales(), first, end.shifts(), first, expected, KernelFixture.MARGIN,
                    expected, KernelFixture.MARGIN);
            assertSameBits(expected, of.forward(kernels, end), "rectified " + rectified);
            of.preparedForward(kernels, end)
                    .ifPresent(actual -> assertSameBits(expected, actual, "prepared"));
        }
    }

    @ParameterizedTest
    @MethodSource(CASES)
    @Tag("vector")
    void vectorEqualsScalar(WinogradCase of) {
        assertSameBits(of.forward(scalar()), of.forward(vector()), "forward");
        assertSameBits(of.inputGradient(scalar()), of.inputGradient(vector()), "input gradient");
    }

    @ParameterizedTest
    @MethodSource("tilesOfPairs")
    @Tag("vector")
    void vectorEqualsScalarForWeights(WinogradCase of) {
        assertSameBits(of.weightGradient(scalar()), of.weightGradient(vector()), "weights");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("casesAndBackends")
    void aPoolingReadsTheSameMaps(WinogradCase of, Backend kernels) {
        MapShape out = of.out();
        MapShape maps = MapShape.dense(out.channels(), out.height(), out.width(), out.lanes());
        PoolAxis rows = new PoolAxis(Math.min(2, out.height()), Math.min(2, out.height()), 0);
        PoolAxis columns = new PoolAxis(2, 2, 0);
        PoolShape pool = PoolShape.dense(maps, rows, columns, false, true);
        if (!pool.isWhole()) {
            return;
        }
        ConvolutionShape shape = new ConvolutionShape(of.stored(), maps, of.shape().window(), 0, 1);
        float[] plain = new float[maps.span()];
        WinogradCorrelation.forward(kernels, shape, null)
                .run(of.x(), 5, of.w(), 5, of.bias(), 5, plain, 0);
        float[] expected = new float[pool.out().span()];
        kernels.maxPool(pool).run(plain, 0, expected, 0);
        float[] actual = new float[expected.length];
        WinogradCorrelation.pooled(kernels, new PooledConvolutionShape(shape, pool),
                kernels::maxPool).run(of.x(), 5, of.w(), 5, of.bias(), 5, actual, 0);
        assertSameBits(expected, actual, "pooled");
        kernels.winograd().prepared(shape, null, pool).ifPresent(image -> {
            float[] points = WinogradCorrelation.forward(kernels, shape, null)
                    .transformed(of.w(), 5);
            float[] one = new float[expected.length];
            image.run(of.x(), 5, image.order(points, 0, of.bias(), 5), one, 0);
            assertSameBits(expected, one, "one image");
        });
    }

    @ParameterizedTest
    @MethodSource(CASES)
    @Tag("vector")
    void preparedWeightsChangeNothing(WinogradCase of) {
        float[] expected = of.forward(scalar());
        of.preparedForward(vector(), null)
                .ifPresent(actual -> assertSameBits(expected, actual, "prepared"));
    }

    /** Blocks are transposed in registers of 512 bits only. */
    @Test
    @Tag("vector")
    void channelsThatFillVectorsArePrepared() {
        assertEquals(vector().bits() == 512 ? 6 : 0, WinogradCase.all()
                .filter(of -> vector().winograd().prepared(of.shape(), null, null).isPresent())
                .count());
    }

    /** Every operand, one float too short. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("casesAndBackends")
    void operandsOutOfTheirArraysAreRefused(WinogradCase of, Backend kernels) {
        ConvolutionForward forward = WinogradCorrelation.forward(kernels, of.shape(), null);
        ConvolutionInputGradient input = of.inputGradientKernel(kernels);
        float[] y = of.y();
        int at = 5;
        assertRefused(() -> forward.run(shorter(of.x()), at, of.w(), at, of.bias(), at, y, at));
        assertRefused(() -> forward.run(of.x(), at, shorter(of.w()), at, of.bias(), at, y, at));
        assertRefused(() -> forward.run(of.x(), at, of.w(), at, shorter(of.bias()), at, y, at));
        assertRefused(() -> forward.run(of.x(), at, of.w(), at, of.bias(), at, y, y.length));
        assertSameBits(of.y(), y, "y after refusals");
        float[] dx = of.dx();
        assertRefused(() -> input.run(shorter(of.dy()), at, of.w(), at, dx, at));
        assertRefused(() -> input.run(of.dy(), at, shorter(of.w()), at, dx, at));
        assertRefused(() -> input.run(of.dy(), at, of.w(), at, dx, dx.length));
        assertSameBits(of.dx(), dx, "dx after refusals");
    }

    private static float[] shorter(float[] array) {
        return Arrays.copyOf(array, array.length - 1);
    }

    private static void assertRefused(Runnable run) {
        assertThrows(IndexOutOfBoundsException.class, run::run);
    }

    /** Small whole numbers have sums of which nothing is rounded but thirds and fifteenths. */
    @Test
    void anImpulseReadsTheKernel() {
        MapShape in = MapShape.dense(8, 3, 7, 1);
        MapShape out = MapShape.dense(8, 1, 5, 1);
        ConvolutionShape shape = new ConvolutionShape(in, out, 3, 3, 1, 0, 1);
        float[] x = new float[in.span()];
        x[2 * in.channelStride() + in.rowStride() + 3] = 1;
        float[] w = new float[shape.weights()];
        for (int i = 0; i < w.length; i++) {
            w[i] = i;
        }
        float[] y = new float[out.span()];
        WinogradCorrelation.forward(scalar(), shape, null).run(x, 0, w, 0, new float[8], 0, y, 0);
        for (int map = 0; map < 8; map++) {
            int row = ((map * 8 + 2) * 3 + 1) * 3;
            float[] expected = {0, row + 2, row + 1, row, 0};
            for (int column = 0; column < 5; column++) {
                assertEquals(expected[column], y[map * 5 + column], 1e-3f, "column " + column);
            }
        }
    }

    @Test
    void theShapeDecides() {
        ConvolutionWindow three = ConvolutionWindow.square(3, 3, 1, 1);
        assertForm(Winograd.F4_3, three, 8, 8, 3, 1, 1);
        assertForm(Winograd.F4_3, new ConvolutionWindow(1, 3, 1, 1, 1, 1), 8, 8, 4, 0, 1);
        assertForm(null, three, 7, 8, 4, 1, 1);
        assertForm(null, three, 8, 7, 4, 1, 1);
        assertForm(null, three, 8, 8, 2, 1, 1);
        assertForm(null, three, 8, 8, 4, 3, 1);
        assertForm(null, three, 8, 8, 4, 1, 3);
        assertForm(null, ConvolutionWindow.square(3, 3, 2, 1), 8, 8, 4, 1, 1);
        assertForm(null, ConvolutionWindow.square(3, 3, 1, 2), 8, 8, 4, 1, 1);
        ConvolutionWindow five = ConvolutionWindow.square(5, 5, 1, 1);
        assertForm(Winograd.F2_5, five, 6, 16, 10, 0, 0);
        assertForm(Winograd.F2_5, new ConvolutionWindow(3, 5, 1, 1, 1, 1), 6, 6, 3, 2, 4);
        assertForm(null, five, 1, 6, 28, 0, 0);
        assertForm(null, five, 16, 5, 10, 0, 0);
        assertForm(null, five, 6, 16, 1, 0, 0);
        assertForm(null, five, 6, 16, 10, 5, 0);
        assertForm(null, five, 6, 16, 10, 0, 5);
        assertForm(null, ConvolutionWindow.square(5, 5, 2, 1), 6, 16, 10, 0, 0);
        assertForm(null, ConvolutionWindow.square(3, 4, 1, 1), 8, 8, 8, 0, 0);
    }

    private static void assertForm(@Nullable Winograd form, ConvolutionWindow window, int in,
            int out, int width, int top, int left) {
        assertEquals(Optional.ofNullable(form), Winograd.of(window, in, out, width, top, left),
                window::toString);
    }
}
