package dev.lanewise.engine.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.backend.GemmProblem.Start;
import dev.lanewise.engine.kernel.Kernels;
import java.lang.reflect.Proxy;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelGemmTest {
    private static final int OFFSET = 3;

    private static float[] random(long seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[OFFSET + length];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(-99, 100) * 0.01f;
        }
        return values;
    }

    private static float[] product(GemmKernel gemm) {
        GemmProblem shape = gemm.shape();
        float[] a = random(1, shape.spanA());
        float[] b = random(2, shape.spanB());
        float[] c = random(3, shape.spanC());
        if (shape.start() == Start.ROW_BIAS) {
            gemm.run(a, OFFSET, b, OFFSET, random(4, shape.m()), OFFSET, c, OFFSET);
        } else {
            gemm.run(a, OFFSET, b, OFFSET, c, OFFSET);
        }
        return c;
    }

    /** Shapes that are cut by columns, by rows, by both and not at all; gaps stay untouched. */
    @ParameterizedTest
    @CsvSource({"64, 64, 64", "130, 130, 130", "300, 200, 190", "5000, 6, 100", "7, 5000, 100",
            "3, 5, 200000", "0, 4, 4", "4, 0, 4", "4, 4, 0"})
    void theBitsAreThoseOfOneThread(int m, int n, int k) {
        for (int threads : new int[]{1, 2, 3, 7}) {
            try (Workers workers = Workers.own(threads)) {
                for (Start start : Start.values()) {
                    for (boolean transpose : new boolean[]{false, true}) {
                        GemmProblem dense = GemmProblem.of(m, n, k, transpose, transpose, start);
                        GemmProblem shape = new GemmProblem(m, n, k, transpose, dense.lda() + 1,
                                transpose, dense.ldb() + 2, dense.ldc() + 3, start);
                        assertArrayEquals(product(Kernels.auto().backend().gemm(shape)),
                                product(new ParallelGemm(Kernels.auto().backend(), shape, workers)),
                                () -> shape + " on " + threads);
                    }
                }
            }
        }
    }

    /** A product of 54 million operations is worth several threads, one of 16 thousand is not. */
    @Test
    void onlyLargeProductsAreCut() {
        assertEquals(1, tasks(GemmProblem.of(20, 20, 20)));
        assertEquals(9, tasks(GemmProblem.of(300, 300, 300)));
        assertEquals(12, tasks(GemmProblem.of(3000, 6, 3000)));
    }

    private static int tasks(GemmProblem shape) {
        AtomicInteger blocks = new AtomicInteger();
        Backend counting = (Backend) Proxy.newProxyInstance(Backend.class.getClassLoader(),
                new Class<?>[]{Backend.class}, (proxy, method, arguments) -> {
                    blocks.addAndGet(method.getName().equals("gemm") ? 1 : 0);
                    return method.invoke(Kernels.auto().backend(), arguments);
                });
        try (Workers workers = Workers.own(3)) {
            assertEquals(shape, new ParallelGemm(counting, shape, workers).shape());
        }
        return blocks.get();
    }

    @Test
    void aBiasGoesWithItsStartAlone() {
        float[] one = new float[1];
        try (Workers workers = Workers.own(2)) {
            GemmKernel plain = new ParallelGemm(Kernels.auto().backend(), GemmProblem.of(1, 1, 1),
                    workers);
            GemmKernel biased = new ParallelGemm(Kernels.auto().backend(),
                    GemmProblem.of(1, 1, 1, false, false, Start.ROW_BIAS), workers);
            assertThrows(IllegalStateException.class,
                    () -> plain.run(one, 0, one, 0, one, 0, new float[1], 0));
            assertThrows(IllegalStateException.class,
                    () -> biased.run(one, 0, one, 0, new float[1], 0));
        }
    }
}
