package dev.lanewise.bench.workload;

import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.parallel.ParallelGemm;
import java.util.Arrays;

/** Matrix products {@code C[m × n] = A[m × k] · B[k × n]}; threads share one product. */
public final class GemmWorkload {
    private GemmWorkload() {}

    /** The shape of a text such as {@code 6x25x784}: m, k and n. */
    public static GemmProblem parse(String shape) {
        int[] extents = Arrays.stream(shape.split("x", -1)).mapToInt(Integer::parseInt).toArray();
        return GemmProblem.of(extents[0], extents[2], extents[1]);
    }

    /** The product of matrices without gaps. */
    public static Workload of(GemmProblem shape) {
        return workload("gemm", shape, Workload.Sharing.TEAM, (kernels, workers) -> {
            GemmKernel gemm = new ParallelGemm(kernels.backend(), shape, workers);
            float[] a = SyntheticData.floats(shape.spanA());
            float[] b = SyntheticData.floats(shape.spanB());
            float[] c = new float[shape.spanC()];
            return Task.of(c, () -> gemm.run(a, 0, b, 0, c, 0));
        });
    }

    /** The same product by {@link NaiveLoops#gemm}, whatever the kernels. */
    public static Workload naive(GemmProblem shape) {
        return workload("naive gemm", shape, Workload.Sharing.EACH, (kernels, workers) -> {
            float[] a = SyntheticData.floats(shape.spanA());
            float[] b = SyntheticData.floats(shape.spanB());
            float[] c = new float[shape.spanC()];
            return Task.of(c,
                    () -> NaiveLoops.gemm(shape.m(), shape.k(), shape.n(), a, b, c));
        });
    }

    private static Workload workload(String kernel, GemmProblem shape, Workload.Sharing sharing,
            Workload.Preparation preparation) {
        return new Workload(kernel, text(shape), shape.flops(),
                Workload.bytesOf((long) shape.spanA() + shape.spanB() + shape.spanC()), sharing,
                preparation);
    }

    /** A shape as m × k × n. */
    static String text(GemmProblem shape) {
        return shape.m() + "×" + shape.k() + "×" + shape.n();
    }
}
