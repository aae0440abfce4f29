package dev.lanewise.engine.backend;

import static dev.lanewise.engine.backend.KernelFixture.assertSameBits;
import static dev.lanewise.engine.backend.KernelFixture.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.backend.GemmProblem.Start;
import dev.lanewise.engine.backend.vector.VectorKernels;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers of a machine are a matter of speed: whatever they are, the bits are the same. */
@Tag("kernels")
class TuningTest {
    private static final int RANDOM_TUNINGS = 12;

    private static Tuning tuning(Tuning.Products products, int pooledRows) {
        return new Tuning(products, new Tuning.Bands(pooledRows, 1, 400 * pooledRows),
                Tuning.DEFAULT.tasks());
    }

    /** The least of everything, then small random numbers, so that every loop has several blocks. */
    static Stream<Tuning> tunings() {
        SplittableRandom random = new SplittableRandom(40);
        return Stream.concat(Stream.of(tuning(new Tuning.Products(1, 1, 1, 1, 1, 1, 1), 1)),
                Stream.generate(() -> tuning(
                        new Tuning.Products(random.nextInt(1, 20), random.nextInt(1, 14),
                                random.nextInt(1, 150),
                                random.nextInt(1, Tuning.Products.WIDEST + 1),
                                random.nextInt(1, 900), random.nextInt(1, 9),
                                random.nextInt(1, 9)),
                        random.nextInt(1, 7))).limit(RANDOM_TUNINGS));
    }

    static Stream<Arguments> tuningsAndProducts() {
        return tunings().flatMap(tuning -> Stream.of(GemmProblem.of(13, 77, 41),
                GemmProblem.of(29, 145, 23), GemmProblem.of(30, 5, 17), GemmProblem.of(3, 64, 40))
                .map(shape -> Arguments.of(tuning, shape)));
    }

    private static float[] product(Backend kernels, GemmProblem shape) {
        float[] a = random(1, shape.spanA());
        float[] b = random(2, shape.spanB());
        float[] c = random(3, shape.spanC());
        GemmKernel gemm = kernels.gemm(shape);
        if (shape.start() == Start.ROW_BIAS) {
            gemm.run(a, 0, b, 0, random(4, shape.m()), 0, c, 0);
        } else {
            gemm.run(a, 0, b, 0, c, 0);
        }
        return c;
    }

    /** Blocks of k go on with the chains of those before. */
    @ParameterizedTest
    @MethodSource("tuningsAndProducts")
    @Tag("vector")
    void blocksChangeNoBitOfAProduct(Tuning tuning, GemmProblem dense) {
        Backend scalar = new ScalarKernels();
        Backend vector = new VectorKernels(scalar, tuning);
        for (Start start : Start.values()) {
            for (boolean transpose : new boolean[]{false, true}) {
                GemmProblem shape = GemmProblem.of(dense.m(), dense.n(), dense.k(), transpose,
                        transpose, start);
                assertSameBits(product(scalar, shape), product(vector, shape), shape);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tunings")
    @Tag("vector")
    void panelsAndBandsChangeNoBitOfAConvolution(Tuning tuning) {
        Backend scalar = new ScalarKernels();
        Backend vector = new VectorKernels(scalar, tuning);
        ConvolutionCase.lenet().forEach(of -> {
            assertSameBits(of.forward(scalar), of.forward(vector), of);
            assertSameBits(of.inputGradient(scalar), of.inputGradient(vector), of);
            assertSameBits(of.weightGradient(scalar), of.weightGradient(vector), of);
        });
        PooledConvolutionTest.cases().forEach(of -> {
            float[] expected = means(scalar, of.shape());
            assertSameBits(expected, means(vector, of.shape()), of);
        });
    }

    private static float[] means(Backend kernels, PooledConvolutionShape shape) {
        float[] y = new float[shape.pool().out().span()];
        kernels.averagePooledConvolution(shape)
                .run(random(1, shape.convolution().in().span()), 0,
                        random(2, shape.convolution().weights()), 0,
                        random(3, shape.convolution().out().channels()), 0, y, 0);
        return y;
    }

    @Test
    void bandsDivideTheRowsEvenly() {
        Tuning.Bands bands = new Tuning.Bands(1, 1000, 1);
        assertEquals(5, bands.unpooledRows(5, 200));
        assertEquals(1, bands.unpooledRows(5, 201));
        assertEquals(4, bands.unpooledRows(8, 160));
        assertEquals(1, bands.unpooledRows(8, 5000));
    }

    @Test
    void bandsOfTheWeightGradientFitTheirCache() {
        Tuning.Bands bands = new Tuning.Bands(1, 1, 1000);
        assertEquals(4, bands.gradientRows(28, 200, 100));
        assertEquals(3, bands.gradientRows(3, 200, 100));
        assertEquals(1, bands.gradientRows(28, 200, 5000));
    }

    @Test
    void sixteenRegistersHoldPanelsOfTwoVectors() {
        assertEquals(4, Tuning.forRegisters(32).products().panel());
        assertEquals(2, Tuning.forRegisters(16).products().panel());
        assertEquals(Tuning.DEFAULT.tasks(), Tuning.forRegisters(16).tasks());
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        assertRefused("must be at least 1; you gave 0",
                () -> new Tuning.Products(1, 0, 1, 1, 1, 1, 1));
        assertRefused("must be at most 4 vectors wide; you gave 5",
                () -> new Tuning.Products(1, 1, 1, 5, 1, 1, 1));
        assertRefused("must be at least 1; you gave -3", () -> new Tuning.Bands(1, -3, 1));
        assertRefused("must be at least 1; you gave 0", () -> new Tuning.Tasks(0, 1, 1, 1, 1, 1));
    }

    private static void assertRefused(String message, Runnable make) {
        String said = assertThrows(IllegalArgumentException.class, make::run).getMessage();
        assertEquals(message, said.substring(said.length() - message.length() - 1,
                said.length() - 1));
    }
}
