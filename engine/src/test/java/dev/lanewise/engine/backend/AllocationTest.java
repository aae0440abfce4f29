package dev.lanewise.engine.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.lanewise.engine.backend.GemmProblem.Start;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Proof that the vector kernels are SIMD: a vector that the compiler does not keep in a register is
 * an object. Once compiled, no kernel may allocate a byte, whichever they are.
 */
@Tag("vector")
@Tag("kernels")
@Tag("allocation")
class AllocationTest {
    private static final int CALLS = 20;
    /** Windows to be compiled in; the slowest kernels take some thirty. */
    private static final int MOST_WINDOWS = 10_000;
    private static final long MOST_NANOS = 20_000_000_000L;
    /** Windows without a byte that make a proof. */
    private static final int CLEAN_WINDOWS = 5;
    private static final int LANES = Backend.TILE;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static Object escaped = "";

    /** Bytes that a number of calls allocate, the meter's own included. */
    private static long bytes(Runnable kernel, int calls) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < calls; i++) {
            kernel.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /**
     * Bytes that {@value #CALLS} calls allocate once warm: the difference of two windows, so that the meter
     * itself does not count. Ends as soon as some windows in a row are clean.
     */
    private static long bytesOnceWarm(Runnable kernel, int mostWindows) {
        long start = System.nanoTime();
        long difference = 0;
        int clean = 0;
        for (int window = 0; window < mostWindows && clean < CLEAN_WINDOWS
                && System.nanoTime() - start < MOST_NANOS; window++) {
            difference = bytes(kernel, 2 * CALLS) - bytes(kernel, CALLS);
            clean = difference == 0 ? clean + 1 : 0;
        }
        return difference;
    }

    static Stream<Arguments> kernelsAndBackends() {
        return Stream.concat(KernelFixture.backends(),
                Stream.of(Named.of("portable", Kernels.of(KernelChoice.PORTABLE).backend())))
                .flatMap(backend -> all(backend.getPayload())
                        .map(kernel -> Arguments.of(kernel, backend)));
    }

    private static Stream<Named<Runnable>> all(Backend kernels) {
        return Stream.of(products(kernels), convolutions(kernels), images(kernels),
                winograd(kernels), preparedWinograd(kernels), poolings(kernels),
                pooledConvolutions(kernels),
                elementwise(kernels), optimizers(kernels),
                warps(kernels)).flatMap(s -> s);
    }

    private static float[] random(int length) {
        return KernelFixture.random(length, length);
    }

    private static Named<Runnable> kernel(String name, Runnable run) {
        return Named.of(name, run);
    }

    private static Stream<Named<Runnable>> products(Backend kernels) {
        GemmKernel forward = kernels
                .gemm(GemmProblem.of(84, LANES, 120, false, false, Start.ROW_BIAS));
        GemmKernel gradient = kernels.gemm(GemmProblem.of(12, 400, 64, true, false, Start.ZERO));
        GemmKernel uneven = kernels.gemm(GemmProblem.of(11, 29, 13, true, true, Start.C));
        float[] w = random(84 * 120);
        float[] x = random(120 * LANES);
        float[] y = new float[84 * LANES];
        float[] b = random(64 * 400);
        float[] dw = new float[12 * 400];
        return Stream.of(kernel("gemm forward", () -> forward.run(w, 0, x, 0, w, 0, y, 0)),
                kernel("gemm weight gradient", () -> gradient.run(x, 0, b, 0, dw, 0)),
                kernel("gemm uneven, transposed", () -> uneven.run(x, 0, b, 0, y, 0)));
    }

    private static Stream<Named<Runnable>> convolutions(Backend kernels) {
        return Stream.of(LANES, 1).flatMap(lanes -> {
            ConvolutionShape shape = ConvolutionShape.dense(MapShape.dense(6, 14, 14, lanes), 16, 5,
                    5, 1, 0, 1);
            ConvolutionForward forward = kernels.convolutionForward(shape);
            ConvolutionForward ended = kernels.convolutionForward(shape, Epilogue.of(16, true));
            ConvolutionInputGradient input = kernels.convolutionInputGradient(shape);
            ConvolutionWeightGradient weights = kernels.convolutionWeightGradient(shape);
            BiasGradient biases = kernels.biasGradient(shape.out());
            float[] x = random(shape.in().span());
            float[] w = random(shape.weights());
            float[] y = random(shape.out().span());
            float[] dx = new float[x.length];
            float[] dw = new float[w.length * lanes];
            float[] db = new float[16 * lanes];
            String of = " of convolution, lanes " + lanes;
            return Stream.of(
                    kernel("forward" + of, () -> forward.run(x, 0, w, 0, w, 0, y, 0)),
                    kernel("forward and end" + of, () -> ended.run(x, 0, w, 0, w, 0, y, 0)),
                    kernel("input gradient" + of,
                            () -> input.run(y, 0, w, 0, dx, 0)),
                    kernel("weight gradient" + of,
                            () -> weights.run(x, 0, y, 0, dw, 0)),
                    kernel("bias gradient" + of, () -> biases.run(y, 0, db, 0)));
        });
    }

    /**
     * Kernels of one image alone, into maps with and without gaps. The scalar ones are the same for all shapes,
     * and slow.
     */
    private static Stream<Named<Runnable>> images(Backend kernels) {
        if (kernels.name().equals("scalar")) {
            return Stream.empty();
        }
        MapShape in = MapShape.dense(32, 37, 37, 1);
        MapShape gapped = new MapShape(64, 6, 6, 1, 8, 64);
        MapShape wide = new MapShape(64, 18, 18, 1, 20, 400);
        List<ConvolutionShape> shapes = List.of(
                new ConvolutionShape(in.rows(13), MapShape.dense(64, 6, 18, 1), 3, 3, 2, 0, 1),
                new ConvolutionShape(in, wide, 3, 3, 2, 0, 1),
                new ConvolutionShape(MapShape.dense(32, 6, 6, 1), gapped, 1, 1, 1, 0, 1),
                ConvolutionShape.dense(in, 32, ConvolutionWindow.square(3, 3, 2, 1), 0, 32),
                new ConvolutionShape(MapShape.dense(64, 8, 8, 1), gapped,
                        ConvolutionWindow.square(3, 3, 1, 1), 0, 64));
        return shapes.stream().flatMap(shape -> {
            float[] x = random(shape.in().span());
            float[] w = random(shape.weights());
            float[] y = new float[shape.out().span()];
            ConvolutionForward forward = kernels.convolutionForward(shape);
            Named<Runnable> plain = kernel("one image, " + shape,
                    () -> forward.run(x, 0, w, 0, w, 0, y, 0));
            return Stream.concat(Stream.of(plain), kernels.preparedConvolution(shape, null)
                    .stream()
                    .map(prepared -> {
                        float[] ordered = prepared.order(w, 0, w, 0);
                        return kernel("prepared, " + shape, () -> prepared.run(x, 0, ordered, y,
                                0));
                    }));
        });
    }

    private static Stream<Named<Runnable>> winograd(Backend kernels) {
        return Stream.of(LANES, 1).flatMap(lanes -> {
            ConvolutionShape shape = ConvolutionShape.dense(MapShape.dense(8, 9, 10, lanes), 10, 3,
                    3, 1, 0, 1);
            ConvolutionForward forward = WinogradCorrelation.forward(kernels, shape, null);
            ConvolutionInputGradient input = WinogradCorrelation.inputGradient(kernels, shape,
                    shape.in(), 0, 0);
            float[] x = random(shape.in().span());
            float[] w = random(shape.weights());
            float[] y = random(shape.out().span());
            String of = " by Winograd, lanes " + lanes;
            return Stream.of(kernel("forward" + of, () -> forward.run(x, 0, w, 0, w, 0, y, 0)),
                    kernel("input gradient" + of, () -> input.run(y, 0, w, 0, x, 0)));
        });
    }

    private static Stream<Named<Runnable>> preparedWinograd(Backend kernels) {
        ConvolutionShape shape = ConvolutionShape.dense(MapShape.dense(32, 10, 10, 1), 48, 3, 3, 1,
                0, 1);
        float[] x = random(shape.in().span());
        float[] y = new float[shape.out().span()];
        float[] w = WinogradCorrelation.forward(kernels, shape, null)
                .transformed(random(shape.weights()), 0);
        return kernels.winograd().prepared(shape, null, null).stream().map(prepared -> {
            float[] ordered = prepared.order(w, 0, w, 0);
            return kernel("by Winograd, prepared", () -> prepared.run(x, 0, ordered, y, 0));
        });
    }

    private static Stream<Named<Runnable>> poolings(Backend kernels) {
        return Stream.of(LANES, 1).flatMap(lanes -> {
            PoolShape shape = PoolShape.dense(MapShape.dense(6, 28, 28, lanes), 2, 2);
            PoolForward max = kernels.maxPool(shape);
            PoolForwardWithWinner withWinner = kernels.maxPoolWithWinner(shape);
            PoolGradientByWinner maxGradient = kernels.maxPoolGradient(shape);
            PoolForward average = kernels.averagePool(shape);
            PoolGradient averageGradient = kernels.averagePoolGradient(shape);
            float[] x = random(shape.in().span());
            float[] y = new float[shape.out().span()];
            float[] winner = new float[y.length];
            String of = ", lanes " + lanes;
            return Stream.of(kernel("max" + of, () -> max.run(x, 0, y, 0)),
                    kernel("max with winner" + of, () -> withWinner.run(x, 0, y, 0, winner, 0)),
                    kernel("max gradient" + of, () -> maxGradient.run(y, 0, winner, 0, x, 0)),
                    kernel("average" + of, () -> average.run(x, 0, y, 0)),
                    kernel("average gradient" + of, () -> averageGradient.run(y, 0, x, 0)));
        });
    }

    private static Stream<Named<Runnable>> pooledConvolutions(Backend kernels) {
        return Stream.of(LANES, 1).flatMap(lanes -> {
            ConvolutionShape convolution = ConvolutionShape.dense(
                    MapShape.dense(6, 14, 14, lanes), 16, 5, 5, 1, 0, 1);
            PooledConvolutionShape shape = new PooledConvolutionShape(convolution,
                    PoolShape.dense(convolution.out(), 2, 2));
            ConvolutionForward max = kernels.maxPooledConvolution(shape);
            ConvolutionForwardWithWinner withWinner = kernels.maxPooledConvolutionWithWinner(shape);
            ConvolutionForward average = kernels.averagePooledConvolution(shape);
            float[] x = random(convolution.in().span());
            float[] w = random(convolution.weights());
            float[] y = new float[shape.pool().out().span()];
            float[] winner = new float[y.length];
            ConvolutionForward keeping = withWinner.keeping(winner);
            String of = " of convolution, lanes " + lanes;
            return Stream.of(kernel("maxima" + of, () -> max.run(x, 0, w, 0, w, 0, y, 0)),
                    kernel("maxima with winner" + of,
                            () -> withWinner.run(x, 0, w, 0, w, 0, y, 0, winner, 0)),
                    kernel("maxima with winner kept" + of,
                            () -> keeping.run(x, 0, w, 0, w, 0, y, 0)),
                    kernel("means" + of, () -> average.run(x, 0, w, 0, w, 0, y, 0)));
        });
    }

    private static Stream<Named<Runnable>> warps(Backend kernels) {
        Warp warp = kernels.warp(new WarpShape(28, 28));
        float[] x = random(28 * 28);
        float[] y = new float[x.length];
        float[] displacement = random(2 * x.length);
        float[] map = {0.9f, 0.1f, 2, -0.1f, 1.1f, 1};
        return Stream.of(kernel("warp", () -> warp.run(x, 0, map, 1, displacement, y, 0)));
    }

    private static Stream<Named<Runnable>> elementwise(Backend kernels) {
        int length = 1000 + 7;
        float[] x = random(length);
        float[] y = new float[length];
        float[] slope = new float[length];
        CrossEntropy loss = new CrossEntropy(10, LANES, 0.1f);
        float[] labels = new float[LANES];
        Stream<Named<Runnable>> activations = Stream.of(ActivationFunction.values())
                .map(function -> new Elementwise(function, -0.5f, 6))
                .map(function -> kernel(function.toString(),
                        () -> kernels.activate(function, x, y, slope, 0, length)));
        return Stream.concat(activations, Stream.of(
                kernel("multiply", () -> kernels.multiply(x, y, 0, length)),
                kernel("add", () -> kernels.add(x, 0, y, 0, length)),
                kernel("is finite", () -> kernels.isFinite(x, 0, length)),
                kernel("fold", () -> kernels.fold(LANES, 60, x, 0, y, 0)),
                kernel("column sums", () -> kernels.columnSums(8, 120, x, 0, y, 0)),
                kernel("softmax", () -> kernels.softmax(10, LANES, x, 0, y, 0)),
                kernel("softmax cross-entropy",
                        () -> kernels.softmaxCrossEntropy(loss, x, 0, labels, 0, 1, y, 0))));
    }

    private static Stream<Named<Runnable>> optimizers(Backend kernels) {
        int length = 1000 + 7;
        float[] p = random(length);
        float[] g = random(length);
        float[] first = new float[length];
        float[] second = new float[length];
        SgdRule plain = new SgdRule(0f, false, 1e-4f);
        SgdRule nesterov = new SgdRule(0.9f, true, 1e-4f);
        AdamRule adam = new AdamRule(0.9f, 0.999f, 1e-8f, 0.01f, true);
        return Stream.of(
                kernel("plain sgd", () -> kernels.sgd(plain, 1e-3f, p, g, first, 0, length)),
                kernel("nesterov", () -> kernels.sgd(nesterov, 1e-3f, p, g, first, 0, length)),
                kernel("adam", () -> kernels.adam(adam, 1e-3f, 1e-3f, 1f, p, g, first, second, 0,
                        length)),
                kernel("moving average",
                        () -> kernels.movingAverage(0.01f, p, second, 0, length)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("kernelsAndBackends")
    void noKernelAllocatesOnceWarm(Runnable kernel, Backend kernels) {
        assertEquals(0, bytesOnceWarm(kernel, MOST_WINDOWS), kernels::name);
    }

    /** One small object in a window must be seen, or the zeros above prove nothing. */
    @Test
    void theMeterSeesOneObjectInAWindow() {
        int[] calls = {0};
        long bytes = bytesOnceWarm(() -> {
            if (++calls[0] % CALLS == 0) {
                escaped = new float[1];
            }
        }, 1000);
        assertTrue(bytes > 0, () -> "the meter missed " + escaped);
    }
}
