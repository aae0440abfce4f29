package dev.lanewise.engine.backend;

import static dev.lanewise.engine.backend.KernelFixture.assertSameBits;
import static dev.lanewise.engine.backend.KernelFixture.fast;
import static dev.lanewise.engine.backend.KernelFixture.scalar;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.backend.GemmProblem.Start;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernels")
class ConvolutionTest {
    private static final String BACKENDS = "dev.lanewise.engine.backend.KernelFixture#backends";
    private static final String CASES = "dev.lanewise.engine.backend.ConvolutionCase#all";

    static Stream<Arguments> casesAndBackends() {
        return ConvolutionCase.all()
                .flatMap(c -> KernelFixture.backends().map(k -> Arguments.of(c, k)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("casesAndBackends")
    void forwardIsItsChain(ConvolutionCase of, Backend kernels) {
        of.assertForwardHolds(of.forward(kernels));
    }

    /** As separate passes make it: the sums, then one fma each and a maximum. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("casesAndBackends")
    void epilogueIsOneFmaASum(ConvolutionCase of, Backend kernels) {
        for (boolean rectified : new boolean[]{false, true}) {
            Epilogue epilogue = of.epilogue(rectified);
            float[] expected = of.forward(scalar());
            int[] elements = KernelFixture.maps(KernelFixture.MARGIN, of.shape().out());
            int perMap = elements.length / of.shape().out().channels();
            for (int i = 0; i < elements.length; i++) {
                int map = epilogue.first() + i / perMap;
                float value = Fma.of(epilogue.scales()[map], expected[elements[i]],
                        epilogue.shifts()[map]);
                expected[elements[i]] = rectified ? Math.max(value, 0f) : value;
            }
            assertSameBits(expected, of.forward(kernels, epilogue), epilogue);
        }
    }

    /** The end is of the last run's numbers, not of those it was prepared with. */
    @ParameterizedTest
    @MethodSource(BACKENDS)
    void epilogueMayChangeBetweenRuns(Backend kernels) {
        ConvolutionCase.lenet().forEach(of -> {
            Epilogue epilogue = Epilogue.of(of.shape().out().channels(), false);
            ConvolutionForward forward = kernels.convolutionForward(of.shape(), epilogue);
            Arrays.fill(epilogue.scales(), 1f);
            float[] y = of.y();
            of.forward(forward, of.x(), of.w(), of.bias(), y);
            assertSameBits(of.forward(kernels), y, of);
        });
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("casesAndBackends")
    void inputGradientIsItsChain(ConvolutionCase of, Backend kernels) {
        of.assertInputGradientHolds(of.inputGradient(kernels));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("casesAndBackends")
    void weightGradientIsItsChain(ConvolutionCase of, Backend kernels) {
        of.assertWeightGradientHolds(of.weightGradient(kernels));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("casesAndBackends")
    void biasGradientIsItsChain(ConvolutionCase of, Backend kernels) {
        of.assertBiasGradientHolds(of.biasGradient(kernels));
    }

    @ParameterizedTest
    @MethodSource(CASES)
    @Tag("fast")
    void fastEqualsScalar(ConvolutionCase of) {
        assertSameBits(of.forward(scalar()), of.forward(fast()), "forward");
        assertSameBits(of.inputGradient(scalar()), of.inputGradient(fast()), "input gradient");
        assertSameBits(of.weightGradient(scalar()), of.weightGradient(fast()), "weight gradient");
        assertSameBits(of.biasGradient(scalar()), of.biasGradient(fast()), "bias gradient");
    }

    /** To the bits of the weights as they are, twice in a row. */
    @ParameterizedTest
    @MethodSource({CASES, "dev.lanewise.engine.backend.ConvolutionCase#channels"})
    @Tag("fast")
    void preparedWeightsChangeNothing(ConvolutionCase of) {
        float[] expected = of.forward(scalar());
        assertSameBits(expected, of.forward(fast()), "weights as they are");
        of.preparedForward(fast(), null)
                .ifPresent(actual -> assertSameBits(expected, actual, "prepared"));
        for (boolean rectified : new boolean[]{false, true}) {
            Epilogue end = of.epilogue(rectified);
            of.preparedForward(fast(), end)
                    .ifPresent(actual -> assertSameBits(of.forward(scalar(), end), actual, end));
        }
    }

    @Test
    @Tag("vector")
    void channelsThatFillVectorsArePrepared() {
        assertTrue(ConvolutionCase.channels()
                .filter(of -> fast().preparedConvolution(of.shape(), null).isPresent())
                .count() > 100);
        assertTrue(ConvolutionCase.channels()
                .allMatch(of -> scalar().preparedConvolution(of.shape(), null).isEmpty()));
    }

    /** A convolution that pads its input, for which the direct kernels store a border. */
    record Padded(int channels, int size, int lanes, int outChannels, int kernel, int stride,
            int padding, int dilation) {

        static Stream<Padded> all() {
            return Stream.of(
                    new Padded(1, 28, 16, 6, 5, 1, 2, 1),
                    new Padded(6, 14, 16, 16, 5, 1, 0, 1),
                    new Padded(1, 28, 1, 6, 5, 1, 2, 1),
                    new Padded(6, 14, 1, 16, 5, 1, 0, 1),
                    new Padded(3, 11, 16, 7, 3, 2, 1, 1),
                    new Padded(2, 13, 16, 5, 3, 1, 2, 2),
                    new Padded(2, 13, 1, 4, 3, 1, 2, 2),
                    new Padded(3, 10, 1, 3, 2, 3, 1, 1));
        }

        MapShape image() {
            return MapShape.dense(channels, size, size, lanes);
        }

        MapShape stored() {
            return MapShape.dense(channels, size + 2 * padding, size + 2 * padding, lanes);
        }

        /** Index of the image in the map that is stored with its border. */
        int origin() {
            return padding * stored().rowStride() + padding * lanes;
        }

        /** The map with its border of zeros. */
        float[] bordered(float[] image) {
            MapShape inside = new MapShape(channels, size, size, lanes, stored().rowStride(),
                    stored().channelStride());
            return KernelFixture.spread(image, KernelFixture.maps(origin(), inside),
                    stored().span(), 0f);
        }
    }

    static Stream<Arguments> paddedAndBackends() {
        return Padded.all().flatMap(p -> KernelFixture.backends().map(k -> Arguments.of(p, k)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("paddedAndBackends")
    void readingInPlaceEqualsIm2colAndGemm(Padded of, Backend kernels) {
        ConvolutionShape padded = ConvolutionShape.dense(of.image(), of.outChannels, of.kernel,
                of.kernel, of.stride, of.padding, of.dilation);
        ConvolutionShape direct = ConvolutionShape.dense(of.stored(), of.outChannels, of.kernel,
                of.kernel, of.stride, 0, of.dilation);
        float[] image = KernelFixture.random(1, of.image().span());
        float[] w = KernelFixture.random(2, padded.weights());
        float[] bias = KernelFixture.random(3, of.outChannels);

        float[] inPlace = new float[direct.out().span()];
        kernels.convolutionForward(direct)
                .run(of.bordered(image), 0, w, 0, bias, 0, inPlace, 0);

        Im2col im2col = new Im2col(padded);
        float[] matrix = new float[im2col.size()];
        im2col.im2col(image, 0, matrix, 0);
        float[] product = new float[padded.out().span()];
        kernels.gemm(GemmProblem.of(of.outChannels, im2col.columns(), im2col.rows(), false, false,
                Start.ROW_BIAS)).run(w, 0, matrix, 0, bias, 0, product, 0);

        assertSameBits(product, inPlace, of);
    }

    /** Every operand of every operation, one float too short. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("casesAndBackends")
    void operandsOutOfTheirArraysAreRefused(ConvolutionCase of, Backend kernels) {
        ConvolutionForward forward = kernels.convolutionForward(of.shape());
        ConvolutionInputGradient input = kernels.convolutionInputGradient(of.shape());
        ConvolutionWeightGradient weights = kernels.convolutionWeightGradient(of.shape());
        BiasGradient biases = kernels.biasGradient(of.shape().out());
        float[] y = of.y();
        float[] dx = of.dx();
        float[] dw = of.dw();
        float[] db = of.db();
        assertRefused(() -> of.forward(forward, shorter(of.x()), of.w(), of.bias(), y));
        assertRefused(() -> of.forward(forward, of.x(), shorter(of.w()), of.bias(), y));
        assertRefused(() -> of.forward(forward, of.x(), of.w(), shorter(of.bias()), y));
        assertRefused(() -> of.forward(forward, of.x(), of.w(), of.bias(), tooShort(y)));
        assertRefused(() -> of.inputGradient(input, shorter(of.dy()), of.w(), dx));
        assertRefused(() -> of.inputGradient(input, of.dy(), shorter(of.w()), dx));
        assertRefused(() -> of.inputGradient(input, of.dy(), of.w(), tooShort(dx)));
        assertRefused(() -> of.weightGradient(weights, shorter(of.x()), of.dy(), dw));
        assertRefused(() -> of.weightGradient(weights, of.x(), shorter(of.dy()), dw));
        assertRefused(() -> of.weightGradient(weights, of.x(), of.dy(), tooShort(dw)));
        assertRefused(() -> of.biasGradient(biases, shorter(of.dy()), db));
        assertRefused(() -> of.biasGradient(biases, of.dy(), tooShort(db)));
        assertSameBits(of.y(), y, "y after refusals");
        assertSameBits(of.dx(), dx, "dx after refusals");
        assertSameBits(of.dw(), dw, "dw after refusals");
        assertSameBits(of.db(), db, "db after refusals");
    }

    private static float[] shorter(float[] array) {
        return Arrays.copyOf(array, array.length - 1);
    }

    /** Without the margin behind its elements, and without the last of them. */
    private static float[] tooShort(float[] array) {
        return Arrays.copyOf(array, array.length - KernelFixture.MARGIN - 1);
    }

    private static void assertRefused(Runnable run) {
        assertThrows(IndexOutOfBoundsException.class, run::run);
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void paddingIsRefusedWithAWayOut(Backend kernels) {
        ConvolutionShape padded = ConvolutionShape.dense(MapShape.dense(1, 8, 8, Backend.TILE), 2,
                3, 3, 1, 1, 1);
        PoolShape pool = PoolShape.dense(padded.out(), 2, 2);
        Stream.<Executable>of(() -> kernels.convolutionForward(padded),
                () -> kernels.convolutionForward(padded, Epilogue.of(2, true)),
                () -> kernels.convolutionInputGradient(padded),
                () -> kernels.convolutionWeightGradient(padded),
                () -> kernels.maxPooledConvolution(new PooledConvolutionShape(padded, pool)))
                .map(prepare -> assertThrows(IllegalArgumentException.class, prepare).getMessage())
                .forEach(message -> {
                    assertTrue(message.contains("must have padding 0; you gave 1"), message);
                    assertTrue(message.contains("Im2col"), message);
                });
    }
}
