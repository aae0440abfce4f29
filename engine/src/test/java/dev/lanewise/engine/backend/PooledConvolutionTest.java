package dev.lanewise.engine.backend;

import static dev.lanewise.engine.backend.KernelFixture.MARGIN;
import static dev.lanewise.engine.backend.KernelFixture.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A pooled convolution against the scalar convolution and pooling, one after the other. */
@Tag("kernels")
class PooledConvolutionTest {
    private static final int W_OFFSET = 5;
    private static final int BIAS_OFFSET = 2;

    /** A convolution with a 3×2 kernel on maps with gaps, and a pooling. */
    record Case(int inChannels, int outChannels, int height, int width, int lanes, int stride,
            int dilation, int window, int step) {

        ConvolutionShape convolution() {
            MapShape in = new MapShape(inChannels, height, width, lanes, width * lanes + 3,
                    height * (width * lanes + 3) + 7);
            return ConvolutionShape.dense(in, outChannels, 3, 2, stride, 0, dilation);
        }

        PoolShape pool() {
            MapShape maps = convolution().out();
            MapShape dense = PoolShape.dense(maps, window, step).out();
            MapShape spaced = new MapShape(outChannels, dense.height(), dense.width(), lanes,
                    dense.rowStride() + 5, dense.height() * (dense.rowStride() + 5) + 11);
            return new PoolShape(maps, spaced, window, step);
        }

        PooledConvolutionShape shape() {
            return new PooledConvolutionShape(convolution(), pool());
        }

        /** Few different values, so that windows have several greatest elements. */
        float[] x(boolean ties) {
            int[] elements = KernelFixture.maps(1, convolution().in());
            return ties ? KernelFixture.spread(KernelFixture.integers(1, elements.length, 1),
                    elements, elements[elements.length - 1] + 1, KernelFixture.UNREAD)
                    : KernelFixture.input(1, elements);
        }

        float[] w(boolean ties) {
            int[] elements = KernelFixture.range(W_OFFSET, convolution().weights());
            return ties ? KernelFixture.spread(KernelFixture.integers(2, elements.length, 1),
                    elements, elements[elements.length - 1] + 1, KernelFixture.UNREAD)
                    : KernelFixture.input(2, elements);
        }

        float[] bias() {
            return KernelFixture.input(3, KernelFixture.range(BIAS_OFFSET, outChannels));
        }

        float[] y() {
            return KernelFixture.overwritten(KernelFixture.maps(MARGIN, pool().out()));
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int channels : new int[]{1, 3, 4, 5, 6, 7, 11, 16}) {
            cases.add(new Case(2, channels, 8, 9, Backend.TILE, 1, 1, 2, 2));
        }
        cases.add(new Case(1, 6, 9, 8, Backend.TILE, 1, 2, 2, 2));
        cases.add(new Case(3, 6, 11, 11, Backend.TILE, 2, 1, 2, 2));
        cases.add(new Case(2, 5, 10, 10, Backend.TILE, 1, 1, 3, 3));
        cases.add(new Case(2, 5, 10, 10, Backend.TILE, 1, 1, 3, 1));
        cases.add(new Case(2, 6, 9, 10, 1, 1, 1, 2, 2));
        cases.add(new Case(3, 5, 14, 40, 1, 1, 1, 2, 2));
        return cases.stream();
    }

    static Stream<Arguments> casesAndBackends() {
        return cases().flatMap(c -> KernelFixture.backends().map(k -> Arguments.of(c, k)));
    }

    private static float[] convolved(Case c, boolean ties) {
        float[] maps = new float[c.convolution().out().span()];
        KernelFixture.scalar()
                .convolutionForward(c.convolution())
                .run(c.x(ties), 1, c.w(ties), W_OFFSET, c.bias(), BIAS_OFFSET, maps, 0);
        return maps;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("casesAndBackends")
    void theMaximumAndItsPlaceAreThoseOfConvolutionAndPooling(Case c, Backend kernels) {
        ConvolutionForward max = kernels.maxPooledConvolution(c.shape());
        ConvolutionForwardWithWinner withWinner = kernels.maxPooledConvolutionWithWinner(c.shape());
        for (boolean ties : new boolean[]{false, true}) {
            float[] y = c.y();
            float[] winner = c.y();
            KernelFixture.scalar()
                    .maxPoolWithWinner(c.pool())
                    .run(convolved(c, ties), 0, y, MARGIN, winner, MARGIN);
            float[] actual = c.y();
            float[] place = c.y();
            withWinner.run(c.x(ties), 1, c.w(ties), W_OFFSET, c.bias(), BIAS_OFFSET, actual,
                    MARGIN, place, MARGIN);
            assertSameBits(y, actual, c);
            assertSameBits(winner, place, c);
            float[] alone = c.y();
            max.run(c.x(ties), 1, c.w(ties), W_OFFSET, c.bias(), BIAS_OFFSET, alone, MARGIN);
            assertSameBits(y, alone, c);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("casesAndBackends")
    void theMeanIsThatOfConvolutionAndPooling(Case c, Backend kernels) {
        float[] y = c.y();
        KernelFixture.scalar().averagePool(c.pool()).run(convolved(c, false), 0, y, MARGIN);
        float[] actual = c.y();
        kernels.averagePooledConvolution(c.shape())
                .run(c.x(false), 1, c.w(false), W_OFFSET, c.bias(), BIAS_OFFSET, actual,
                        MARGIN);
        assertSameBits(y, actual, c);
    }

    @ParameterizedTest
    @MethodSource("dev.lanewise.engine.backend.KernelFixture#backends")
    void operandsOutOfTheirArraysAreRefused(Backend kernels) {
        Case c = new Case(2, 6, 8, 9, Backend.TILE, 1, 1, 2, 2);
        ConvolutionForward max = kernels.maxPooledConvolution(c.shape());
        ConvolutionForwardWithWinner withWinner = kernels.maxPooledConvolutionWithWinner(c.shape());
        float[] x = c.x(false);
        float[] w = c.w(false);
        float[] y = c.y();
        int last = y.length - c.pool().out().span();
        assertRefused(() -> max.run(x, 2, w, W_OFFSET, c.bias(), BIAS_OFFSET, y, MARGIN));
        assertRefused(() -> max.run(x, 1, w, W_OFFSET + 1, c.bias(), BIAS_OFFSET, y, MARGIN));
        assertRefused(() -> max.run(x, 1, w, W_OFFSET, c.bias(), BIAS_OFFSET + 1, y, MARGIN));
        assertRefused(
                () -> max.run(x, 1, w, W_OFFSET, c.bias(), BIAS_OFFSET, y, last + 1));
        assertRefused(
                () -> withWinner.run(x, 1, w, W_OFFSET, c.bias(), BIAS_OFFSET, y.clone(), MARGIN,
                        y, last + 1));
    }

    private static void assertRefused(Runnable run) {
        assertThrows(IndexOutOfBoundsException.class, run::run);
    }

    @Test
    void aPoolingOfOtherMapsIsRefused() {
        Case c = new Case(2, 6, 8, 9, Backend.TILE, 1, 1, 2, 2);
        PoolShape other = PoolShape.dense(MapShape.dense(6, 4, 8, Backend.TILE), 2, 2);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> new PooledConvolutionShape(c.convolution(), other));
        assertTrue(refused.getMessage().contains("must read its maps"), refused::getMessage);
    }
}
