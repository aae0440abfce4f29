package dev.lanewise.engine.kernel;

import static dev.lanewise.engine.backend.KernelFixture.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.backend.Fma;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Matrix products as programs ask for them. */
@Tag("kernels")
class GemmTest {
    private static final int M = 7;
    private static final int N = 33;
    private static final int K = 19;

    /** What each product starts from, then one chain in ascending k: the definition. */
    private static float[] product(float[] a, int rowA, int columnA, float[] b, int rowB,
            int columnB,
            float[] start) {
        float[] c = start.clone();
        for (int i = 0; i < M; i++) {
            for (int j = 0; j < N; j++) {
                for (int l = 0; l < K; l++) {
                    c[i * N + j] = Fma.of(a[i * rowA + l * columnA],
                            b[l * rowB + j * columnB], c[i * N + j]);
                }
            }
        }
        return c;
    }

    static Stream<Kernels> kernels() {
        return Stream.of(Kernels.of(KernelChoice.SCALAR), Kernels.auto()).distinct();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aProductIsItsDefinition(Kernels kernels) {
        float[] a = random(1, M * K);
        float[] b = random(2, K * N);
        float[] expected = product(a, K, 1, b, N, 1, new float[M * N]);
        float[] c = random(3, M * N);
        kernels.gemm(M, N, K, a, b, c);
        assertArrayEquals(expected, c);
        float[] transposed = new float[M * N];
        kernels.gemm(GemmShape.of(M, N, K).transposeA().transposeB())
                .run(transpose(a, M, K), transpose(b, K, N), transposed);
        assertArrayEquals(expected, transposed);
    }

    private static float[] transpose(float[] x, int rows, int columns) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i % columns * rows + i / columns] = x[i];
        }
        return y;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void itBeginsWithWhatIsThereOrWithABias(Kernels kernels) {
        float[] a = random(1, M * K);
        float[] b = random(2, K * N);
        float[] c = random(3, M * N);
        float[] expected = product(a, K, 1, b, N, 1, c);
        kernels.gemm(GemmShape.of(M, N, K).accumulate()).run(a, b, c);
        assertArrayEquals(expected, c);

        float[] bias = random(4, 2 + M);
        float[] start = new float[M * N];
        for (int i = 0; i < start.length; i++) {
            start[i] = bias[2 + i / N];
        }
        kernels.gemm(GemmShape.of(M, N, K).rowBias()).run(a, 0, b, 0, bias, 2, c, 0);
        assertArrayEquals(product(a, K, 1, b, N, 1, start), c);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void gapsBetweenRowsStayAsTheyWere(Kernels kernels) {
        float[] a = random(1, M * (K + 3));
        float[] b = random(2, K * (N + 1));
        float[] c = random(3, M * (N + 5));
        float[] before = c.clone();
        kernels.gemm(GemmShape.of(M, N, K).leadingDimensions(K + 3, N + 1, N + 5)).run(a, b, c);
        float[] expected = product(a, K + 3, 1, b, N + 1, 1, new float[M * N]);
        for (int i = 0; i < c.length; i++) {
            int row = i / (N + 5);
            int column = i % (N + 5);
            assertEquals(column < N ? expected[row * N + column] : before[i], c[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aBatchIsItsProducts(Kernels kernels) {
        int count = 5;
        float[] a = random(1, M * K);
        float[] b = random(2, count * K * N);
        GemmShape shape = GemmShape.of(M, N, K).batch(count, 0, K * N, M * N + 2);
        float[] expected = new float[(count - 1) * (M * N + 2) + M * N];
        for (int i = 0; i < count; i++) {
            float[] one = product(a, K, 1, Arrays.copyOfRange(b, i * K * N, (i + 1) * K * N), N, 1,
                    new float[M * N]);
            System.arraycopy(one, 0, expected, i * (M * N + 2), M * N);
        }
        float[] c = new float[expected.length];
        kernels.gemm(shape).run(a, b, c);
        assertArrayEquals(expected, c);
        try (ForkJoinPool pool = new ForkJoinPool(3)) {
            for (int threads : new int[]{1, 2, 3, 7}) {
                Arrays.fill(c, 0);
                kernels.gemm(shape, pool, threads).run(a, b, c);
                assertArrayEquals(expected, c);
            }
        }
    }

    @Test
    void severalThreadsGiveTheBitsOfOne() {
        int n = 257;
        float[] a = random(1, n * n);
        float[] b = random(2, n * n);
        float[] one = new float[n * n];
        Kernels.auto().gemm(n, n, n, a, b, one);
        try (ForkJoinPool pool = new ForkJoinPool(2)) {
            float[] c = new float[n * n];
            Kernels.auto().gemm(GemmShape.of(n, n, n), pool, 3).run(a, b, c);
            assertArrayEquals(one, c);
        }
    }

    @Test
    void messagesNameTheOperandThatDoesNotFit() {
        Gemm gemm = Kernels.auto().gemm(GemmShape.of(2, 3, 4));
        float[] a = new float[8];
        float[] b = new float[12];
        float[] c = new float[6];
        assertRefused("A takes 8 floats from index 1, but its array has 8",
                () -> gemm.run(a, 1, b, 0, c, 0));
        assertRefused("B takes 12 floats from index 0, but its array has 11",
                () -> gemm.run(a, new float[11], c));
        assertRefused("The index where C begins must be at least 0; you gave -1.",
                () -> gemm.run(a, 0, b, 0, c, -1));
        assertRefused("C takes 6 floats from index 2147483647",
                () -> gemm.run(a, 0, b, 0, c, Integer.MAX_VALUE));
        Gemm biased = Kernels.auto().gemm(GemmShape.of(2, 3, 4).rowBias());
        assertRefused("The bias takes 2 floats from index 0, but its array has 1",
                () -> biased.run(a, 0, b, 0, new float[1], 0, c, 0));
        assertEquals("The array of B must not be null.",
                assertThrows(NullPointerException.class, () -> gemm.run(a, null, c)).getMessage());
    }

    private static void assertRefused(String message,
            Executable run) {
        String found = assertThrows(IndexOutOfBoundsException.class, run).getMessage();
        assertEquals(message, found.substring(0, Math.min(message.length(), found.length())));
    }

    @Test
    void anOutputThatIsAlsoAnInputIsRefused() {
        Kernels kernels = Kernels.auto();
        float[] x = new float[32];
        float[] other = new float[32];
        Gemm gemm = kernels.gemm(GemmShape.of(4, 4, 4));
        assertOverlap("A", () -> gemm.run(x, other, x));
        assertOverlap("B", () -> gemm.run(other, x, x));
        assertOverlap("A", () -> gemm.run(x, 0, other, 0, x, 15));
        assertOverlap("the bias", () -> kernels.gemm(GemmShape.of(4, 4, 4).rowBias())
                .run(other, 0, other, 16, x, 15, x, 0));
        gemm.run(x, 0, other, 0, x, 16);
    }

    private static void assertOverlap(String operand,
            Executable run) {
        String message = assertThrows(IllegalArgumentException.class, run).getMessage();
        assertEquals("C must not overlap " + operand, message.substring(0, message.indexOf(':')));
    }

    @Test
    void wrongShapesAreRefused() {
        GemmShape shape = GemmShape.of(2, 3, 4);
        assertThrows(IllegalArgumentException.class, () -> GemmShape.of(-1, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> shape.leadingDimensions(3, 3, 3));
        assertThrows(IllegalArgumentException.class, () -> shape.batch(0));
        assertThrows(IllegalArgumentException.class, () -> shape.batch(2, -1, 0, 6));
        assertThrows(IllegalArgumentException.class, () -> shape.batch(2, 0, 0, 5));
        assertThrows(IllegalArgumentException.class,
                () -> shape.batch(2).leadingDimensions(4, 3, 5));
        assertThrows(IllegalStateException.class,
                () -> Kernels.auto()
                        .gemm(shape.rowBias())
                        .run(new float[8], new float[12], new float[6]));
        assertThrows(IllegalStateException.class, () -> Kernels.auto()
                .gemm(shape)
                .run(new float[8], 0, new float[12], 0, new float[2], 0, new float[6], 0));
        assertEquals("3 × 2×3×4", shape.batch(3).toString());
        assertEquals(3 * 48, shape.batch(3).flops());
    }
}
