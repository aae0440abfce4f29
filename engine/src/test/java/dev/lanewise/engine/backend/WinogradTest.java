package dev.lanewise.engine.backend;

import static dev.lanewise.engine.backend.KernelFixture.assertSameBits;
import static dev.lanewise.engine.backend.KernelFixture.fast;
import static dev.lanewise.engine.backend.KernelFixture.scalar;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
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
    @Tag("fast")
    void fastEqualsScalar(WinogradCase of) {
        assertSameBits(of.forward(scalar()), of.forward(fast()), "forward");
        assertSameBits(of.inputGradient(scalar()), of.inputGradient(fast()), "input gradient");
    }

    @ParameterizedTest
    @MethodSource(CASES)
    @Tag("fast")
    void preparedWeightsChangeNothing(WinogradCase of) {
        float[] expected = of.forward(scalar());
        of.preparedForward(fast(), null)
                .ifPresent(actual -> assertSameBits(expected, actual, "prepared"));
    }

    /** Blocks are transposed in registers of 512 bits only. */
    @Test
    @Tag("vector")
    void channelsThatFillVectorsArePrepared() {
        assertEquals(fast().bits() == 512 ? 4 : 0, WinogradCase.all()
                .filter(of -> fast().winograd().prepared(of.shape(), null).isPresent())
                .count());
    }

    /** Every operand, one float too short. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("casesAndBackends")
    void operandsOutOfTheirArraysAreRefused(WinogradCase of, Backend kernels) {
        ConvolutionForward forward = WinogradCorrelation.forward(kernels, of.shape(), null);
        ConvolutionInputGradient input = WinogradCorrelation.inputGradient(kernels, of.shape(),
                of.in(), of.top(), of.left());
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
        ConvolutionWindow window = ConvolutionWindow.square(3, 3, 1, 1);
        assertTrue(Winograd.fits(window, 8, 8, 3, 1, 1));
        assertTrue(Winograd.fits(new ConvolutionWindow(1, 3, 1, 1, 1, 1), 8, 8, 4, 0, 1));
        assertRefused(window, 7, 8, 4, 1, 1);
        assertRefused(window, 8, 7, 4, 1, 1);
        assertRefused(window, 8, 8, 2, 1, 1);
        assertRefused(window, 8, 8, 4, 3, 1);
        assertRefused(window, 8, 8, 4, 1, 3);
        assertRefused(ConvolutionWindow.square(3, 3, 2, 1), 8, 8, 4, 1, 1);
        assertRefused(ConvolutionWindow.square(3, 3, 1, 2), 8, 8, 4, 1, 1);
        assertRefused(ConvolutionWindow.square(3, 5, 1, 1), 8, 8, 4, 1, 1);
    }

    private static void assertRefused(ConvolutionWindow window, int in, int out, int width, int top,
            int left) {
        assertTrue(!Winograd.fits(window, in, out, width, top, left), window::toString);
    }
}
