package dev.lanewise.engine.backend;

import static dev.lanewise.engine.backend.KernelFixture.MARGIN;
import static dev.lanewise.engine.backend.KernelFixture.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.backend.GemmProblem.Start;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernels")
class GemmTest {
    /** All mixtures of the 12, 6, 5, 4 and 1 rows of the micro-kernels. */
    private static final int[] ROWS = {0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 17};
    /** Around one, two and four vectors of 128, 256 and 512 bits. */
    private static final int[] COLUMNS = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 47, 63, 65,
            79};
    private static final int[] TERMS = {0, 1, 2, 7};
    private static final int OFFSET = 3;
    private static final String BACKENDS = "dev.lanewise.engine.backend.KernelFixture#backends";

    /** How operands are stored and where the sums begin. */
    record Variant(boolean transposeA, boolean transposeB, Start start) {

        @Override
        public String toString() {
            return (transposeA ? "Aᵀ·" : "A·") + (transposeB ? "Bᵀ" : "B") + " from " + start;
        }

        static Stream<Variant> all() {
            return Stream.of(false, true)
                    .flatMap(a -> Stream.of(false, true)
                            .flatMap(b -> Arrays.stream(Start.values())
                                    .map(start -> new Variant(a, b, start))));
        }

        /** A shape whose rows are followed by {@code gap} floats that are not its own. */
        GemmProblem shape(int m, int n, int k, int gap) {
            GemmProblem dense = GemmProblem.of(m, n, k, transposeA, transposeB, start);
            return new GemmProblem(m, n, k, transposeA, dense.lda() + gap, transposeB,
                    dense.ldb() + 2 * gap, dense.ldc() + 3 * gap, start);
        }
    }

    /** A product with its operands, none of which begins at index 0. */
    record Product(GemmProblem shape) {

        float[] a() {
            int rows = shape.transposeA() ? shape.k() : shape.m();
            int columns = shape.transposeA() ? shape.m() : shape.k();
            return KernelFixture.input(1, KernelFixture.matrix(OFFSET, rows, columns, shape.lda()));
        }

        float[] b() {
            int rows = shape.transposeB() ? shape.n() : shape.k();
            int columns = shape.transposeB() ? shape.k() : shape.n();
            return KernelFixture.input(2,
                    KernelFixture.matrix(2 * OFFSET, rows, columns, shape.ldb()));
        }

        float[] bias() {
            return KernelFixture.input(3, KernelFixture.range(3 * OFFSET, shape.m()));
        }

        float[] c() {
            int[] elements = KernelFixture.matrix(MARGIN, shape.m(), shape.n(), shape.ldc());
            return shape.start() == Start.C ? KernelFixture.output(4, elements)
                    : KernelFixture.overwritten(elements);
        }

        float[] run(Backend kernels) {
            float[] c = c();
            run(kernels.gemm(shape), a(), b(), bias(), c);
            return c;
        }

        void run(GemmKernel gemm, float[] a, float[] b, float[] bias, float[] c) {
            int at = Math.min(a.length, OFFSET);
            int bt = Math.min(b.length, 2 * OFFSET);
            if (shape.start() == Start.ROW_BIAS) {
                gemm.run(a, at, b, bt, bias, Math.min(bias.length, 3 * OFFSET), c, MARGIN);
            } else {
                gemm.run(a, at, b, bt, c, MARGIN);
            }
        }

        void assertHolds(float[] actual) {
            float[] a = a();
            float[] b = b();
            ChainReference reference = new ChainReference(c());
            for (int i = 0; i < shape.m(); i++) {
                for (int j = 0; j < shape.n(); j++) {
                    int at = MARGIN + i * shape.ldc() + j;
                    switch (shape.start()) {
                        case ZERO -> reference.start(at, 0);
                        case ROW_BIAS -> reference.start(at, bias()[3 * OFFSET + i]);
                        case C -> {}
                    }
                    for (int p = 0; p < shape.k(); p++) {
                        float left = a[OFFSET + (shape.transposeA() ? p * shape.lda() + i
                                : i * shape.lda() + p)];
                        float right = b[2 * OFFSET + (shape.transposeB() ? j * shape.ldb() + p
                                : p * shape.ldb() + j)];
                        reference.add(at, left, right);
                    }
                }
            }
            reference.assertHolds(actual, shape);
        }
    }

    private static void eachSize(Variant variant, Consumer<Product> test) {
        for (int m : ROWS) {
            for (int n : COLUMNS) {
                for (int k : TERMS) {
                    test.accept(new Product(variant.shape(m, n, k, (m + n + k) % 2)));
                }
            }
        }
    }

    /** The products of LeNet-5 as {@code m × k × n}. */
    static Stream<Named<GemmProblem>> lenetShapes() {
        return Stream.of(
                Named.of("conv1 6×25×784",
                        GemmProblem.of(6, 784, 25, false, false, Start.ROW_BIAS)),
                Named.of("conv2 16×150×100",
                        GemmProblem.of(16, 100, 150, false, false, Start.ROW_BIAS)),
                Named.of("fc1 120×400×16",
                        GemmProblem.of(120, 16, 400, false, false, Start.ROW_BIAS)),
                Named.of("fc1 of one image 120×400×1",
                        GemmProblem.of(120, 1, 400, false, false, Start.ROW_BIAS)),
                Named.of("fc2 84×120×16",
                        GemmProblem.of(84, 16, 120, false, false, Start.ROW_BIAS)),
                Named.of("fc3 10×84×16", GemmProblem.of(10, 16, 84, false, false, Start.ROW_BIAS)),
                Named.of("fc1 input gradient 400×120×16",
                        GemmProblem.of(400, 16, 120, true, false, Start.ZERO)),
                Named.of("fc1 weight gradient, 12 rows of 120×64×400",
                        new GemmProblem(12, 400, 64, true, 120, false, 400, 400, Start.ZERO)));
    }

    static Stream<Arguments> variantsAndBackends() {
        return Variant.all()
                .flatMap(v -> KernelFixture.backends().map(k -> Arguments.of(v, k)));
    }

    static Stream<Arguments> lenetShapesAndBackends() {
        return lenetShapes()
                .flatMap(s -> KernelFixture.backends().map(k -> Arguments.of(s, k)));
    }

    static Stream<Variant> variants() {
        return Variant.all();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("variantsAndBackends")
    void everyElementIsAChainInAscendingK(Variant variant, Backend kernels) {
        eachSize(variant, product -> product.assertHolds(product.run(kernels)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("lenetShapesAndBackends")
    void everyElementOfLenetIsAChainInAscendingK(GemmProblem shape, Backend kernels) {
        Product product = new Product(shape);
        product.assertHolds(product.run(kernels));
    }

    @ParameterizedTest
    @MethodSource("variants")
    @Tag("vector")
    void vectorEqualsScalar(Variant variant) {
        eachSize(variant, product -> assertSameBits(product.run(KernelFixture.scalar()),
                product.run(KernelFixture.vector()), product.shape()));
    }

    @ParameterizedTest
    @MethodSource("lenetShapes")
    @Tag("vector")
    void vectorEqualsScalarOnLenet(GemmProblem shape) {
        Product product = new Product(shape);
        assertSameBits(product.run(KernelFixture.scalar()), product.run(KernelFixture.vector()),
                shape);
    }

    /**
     * Large enough to be packed: several blocks of rows, of columns and of k, and last panels of
     * every width.
     */
    @ParameterizedTest
    @MethodSource("variants")
    @Tag("vector")
    void vectorEqualsScalarOnPackedBlocks(Variant variant) {
        int[][] extents = {{24, 529, 20}, {49, 600, 15}, {100, 37, 230}, {25, 1100, 8},
                {26, 71, 1027}, {30, 17, 600}, {24, 33, 2050}};
        for (int[] extent : extents) {
            for (int gap = 0; gap < 2; gap++) {
                Product product = new Product(
                        variant.shape(extent[0], extent[1], extent[2], gap));
                assertSameBits(product.run(KernelFixture.scalar()),
                        product.run(KernelFixture.vector()), product.shape());
            }
        }
    }

    /** Tall and narrow: rows of C shorter than a vector. */
    @ParameterizedTest
    @MethodSource("variants")
    @Tag("vector")
    void vectorEqualsScalarOnNarrowProducts(Variant variant) {
        for (int n : new int[]{1, 2, 3, 6, 11}) {
            for (int m : new int[]{47, 48, 49, 101}) {
                for (int gap = 0; gap < 2; gap++) {
                    Product product = new Product(variant.shape(m, n, 9, gap));
                    assertSameBits(product.run(KernelFixture.scalar()),
                            product.run(KernelFixture.vector()), product.shape());
                }
            }
        }
    }

    /** Whole numbers, so that C·t and A·(B·t) are exact and equal (Freivalds' check). */
    @ParameterizedTest
    @MethodSource(BACKENDS)
    void aBigProductPassesFreivaldsCheck(Backend kernels) {
        int n = 512;
        float[] a = KernelFixture.integers(5, n * n, 8);
        float[] b = KernelFixture.integers(6, n * n, 8);
        float[] t = KernelFixture.integers(7, n, 1000);
        float[] c = new float[n * n];
        kernels.gemm(GemmProblem.of(n, n, n)).run(a, 0, b, 0, c, 0);
        assertArrayEquals(times(n, a, times(n, b, toDoubles(t))), times(n, c, toDoubles(t)));
        c[n * n / 2 + 77] += 1;
        assertTrue(!Arrays.equals(times(n, a, times(n, b, toDoubles(t))),
                times(n, c, toDoubles(t))), "the check misses a wrong element");
    }

    private static double[] toDoubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    private static double[] times(int n, float[] matrix, double[] vector) {
        double[] product = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                product[i] += matrix[i * n + j] * vector[j];
            }
        }
        return product;
    }

    /** What a prepared product keeps between runs must not show in the results. */
    @ParameterizedTest
    @MethodSource("variantsAndBackends")
    void aPreparedProductRunsAgainOnOtherOperands(Variant variant, Backend kernels) {
        Product product = new Product(variant.shape(7, 21, 5, 2));
        GemmKernel gemm = kernels.gemm(product.shape());
        assertEquals(product.shape(), gemm.shape());
        float[] doubled = product.b();
        for (int i = 0; i < doubled.length; i++) {
            doubled[i] *= 2;
        }
        product.run(gemm, product.a(), doubled, product.bias(), product.c());
        float[] again = product.c();
        product.run(gemm, product.a(), product.b(), product.bias(), again);
        assertSameBits(product.run(kernels), again, variant);
    }

    @ParameterizedTest
    @MethodSource("variantsAndBackends")
    void operandsOutOfTheirArraysAreRefused(Variant variant, Backend kernels) {
        Product product = new Product(variant.shape(6, 17, 5, 1));
        GemmKernel gemm = kernels.gemm(product.shape());
        float[] c = product.c();
        int needed = MARGIN + product.shape().spanC();
        assertRefused(
                () -> product.run(gemm, shorter(product.a()), product.b(), product.bias(), c));
        assertRefused(
                () -> product.run(gemm, product.a(), shorter(product.b()), product.bias(), c));
        if (variant.start() == Start.ROW_BIAS) {
            assertRefused(() -> product.run(gemm, product.a(), product.b(),
                    shorter(product.bias()), c));
        }
        assertSameBits(product.c(), c, "C after refusals");
        float[] shortC = Arrays.copyOf(c, needed - 1);
        assertRefused(
                () -> product.run(gemm, product.a(), product.b(), product.bias(), shortC));
        assertSameBits(Arrays.copyOf(product.c(), needed - 1), shortC, "C after its refusal");
    }

    private static float[] shorter(float[] array) {
        return Arrays.copyOf(array, array.length - 1);
    }

    private static void assertRefused(Runnable run) {
        assertThrows(IndexOutOfBoundsException.class, run::run);
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void negativeOffsetsAreRefused(Backend kernels) {
        float[] four = new float[4];
        GemmKernel plain = kernels.gemm(GemmProblem.of(2, 2, 2));
        assertRefused(() -> plain.run(four, -1, four, 0, new float[4], 0));
        assertRefused(() -> plain.run(four, 0, four, -1, new float[4], 0));
        assertRefused(() -> plain.run(four, 0, four, 0, new float[4], -1));
        GemmKernel biased = kernels.gemm(GemmProblem.of(2, 2, 2, false, false, Start.ROW_BIAS));
        assertRefused(() -> biased.run(four, 0, four, 0, four, -1, new float[4], 0));
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void aBiasGoesWithItsStartAlone(Backend kernels) {
        float[] one = new float[1];
        GemmKernel biased = kernels.gemm(GemmProblem.of(1, 1, 1, false, false, Start.ROW_BIAS));
        IllegalStateException missing = assertThrows(IllegalStateException.class,
                () -> biased.run(one, 0, one, 0, new float[1], 0));
        assertTrue(missing.getMessage().contains("row bias"), missing::getMessage);
        for (Start start : new Start[]{Start.ZERO, Start.C}) {
            GemmKernel plain = kernels.gemm(GemmProblem.of(1, 1, 1, false, false, start));
            IllegalStateException unwanted = assertThrows(IllegalStateException.class,
                    () -> plain.run(one, 0, one, 0, one, 0, new float[1], 0));
            assertTrue(unwanted.getMessage().contains("rowBias()"), unwanted::getMessage);
        }
    }
}
