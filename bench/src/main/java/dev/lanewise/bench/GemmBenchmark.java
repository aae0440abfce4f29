package dev.lanewise.bench;

import dev.lanewise.engine.kernel.Gemm;
import dev.lanewise.engine.kernel.GemmShape;
import dev.lanewise.engine.parallel.ParallelGemm;
import dev.lanewise.engine.parallel.Workers;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Matrix products C[m × n] = A[m × k] · B[k × n] in LeNet's and in square shapes. The counter
 * {@code flops} is floating-point operations a second, all workers together.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgsPrepend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GemmBenchmark {
    /** m, k and n. */
    @Param({"64x64x64", "128x128x128", "256x256x256", "512x512x512", "1024x1024x1024",
            "2048x2048x2048", "6x25x784", "16x150x100", "128x400x120", "100352x25x6",
            "12800x150x16", "120x400x16"})
    String shape = "64x64x64";
    /** Which kernels. */
    @Param
    Backend backend = Backend.VECTOR;

    /** Workers that share a product. */
    @Param("1")
    int threads = 1;

    private Workers workers = Workers.own(1);
    private GemmShape gemmShape = GemmShape.of(1, 1, 1);
    private Gemm gemm = Backend.SCALAR.kernels().gemm(gemmShape);
    private float[] a = {};
    private float[] b = {};
    private float[] c = {};

    /** The product of a text such as {@code 6x25x784}: m, k and n. */
    static GemmShape parse(String shape) {
        int[] extents = Arrays.stream(shape.split("x", -1)).mapToInt(Integer::parseInt).toArray();
        return GemmShape.of(extents[0], extents[2], extents[1]);
    }

    /** Prepares the product. */
    @Setup
    public void prepare() {
        gemmShape = parse(shape);
        workers = Workers.own(threads);
        gemm = new ParallelGemm(backend.kernels(), gemmShape, workers);
        a = SyntheticData.floats(gemmShape.spanA());
        b = SyntheticData.floats(gemmShape.spanB());
        c = new float[gemmShape.spanC()];
    }

    /** Ends the workers. */
    @TearDown
    public void close() {
        workers.close();
    }

    /** One product. */
    @Benchmark
    public float[] gemm(Flops flops) {
        gemm.run(a, 0, b, 0, c, 0);
        flops.add(gemmShape.flops());
        return c;
    }
}
