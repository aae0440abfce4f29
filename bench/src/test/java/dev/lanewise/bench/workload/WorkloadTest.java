package dev.lanewise.bench.workload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.backend.ActivationFunction;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.parallel.Workers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workloads compute the same on all kernels, and cost what arithmetic by hand says. */
class WorkloadTest {

    static List<Workload> workloads() {
        return Stream.of(
                Stream.of("64x64x64", "6x25x784", "16x150x100", "120x400x16")
                        .map(shape -> GemmWorkload.of(GemmWorkload.parse(shape))),
                Stream.of(ConvolutionLayer.values())
                        .flatMap(layer -> Stream.of(layer.forward(), layer.forwardPooled(),
                                layer.forwardByIm2col(), layer.inputGradient(),
                                layer.weightGradient(), layer.poolGradient())),
                Stream.of(DenseLayer.values())
                        .flatMap(layer -> Stream.of(layer.forward(), layer.inputGradient(),
                                layer.weightGradient())),
                Stream.of(ActivationFunction.values()).map(TileWorkloads::activation),
                Stream.of(TileWorkloads.activationGradient(), TileWorkloads.softmaxCrossEntropy(),
                        TileWorkloads.transpose(), TileWorkloads.warp(),
                        OptimizerWorkloads.sgd(), OptimizerWorkloads.adam(),
                        NetworkWorkloads.training(256),
                        NetworkWorkloads.training(256, Augmentation.elastic()),
                        NetworkWorkloads.inference(40), NetworkWorkloads.prediction()))
                .flatMap(some -> some)
                .toList();
    }

    private static float[] run(Workload workload, KernelChoice kernels, int threads) {
        try (Workers workers = Workers.own(threads);
                Task task = workload.preparation().on(Kernels.of(kernels), workers)) {
            float[] before = task.result().clone();
            task.run();
            float[] once = task.result().clone();
            if (workload.kernel().equals("training") || workload.kernel().equals("SGD")
                    || workload.kernel().equals("Adam")) {
                assertFalse(java.util.Arrays.equals(before, once), "it did nothing");
            }
            task.run();
            return task.result().clone();
        }
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void scalarAndVectorKernelsGiveTheSameBits(Workload workload) {
        float[] scalar = run(workload, KernelChoice.SCALAR, 1);
        assertArrayEquals(scalar, run(workload, KernelChoice.VECTOR, 1));
        assertArrayEquals(scalar, run(workload, KernelChoice.VECTOR, 2));
        boolean anything = false;
        for (float value : scalar) {
            assertTrue(Float.isFinite(value));
            anything |= value != 0;
        }
        assertTrue(anything, "only zeros");
    }

    private static void assertCosts(Workload workload, long flops, long bytes) {
        assertEquals(flops, workload.flops(), workload.kernel());
        assertEquals(bytes, workload.bytes(), workload.kernel());
    }

    @Test
    void productsCostWhatTheirShapesSay() {
        assertCosts(GemmWorkload.of(GemmWorkload.parse("6x25x784")), 2 * 6 * 25 * 784,
                4 * (6 * 25 + 25 * 784 + 6 * 784));
        assertCosts(DenseLayer.DENSE1.forward(), 2 * 16 * 400 * 120,
                4 * (400 * 120 + 120 + 16 * 400 + 16 * 120));
        assertCosts(DenseLayer.DENSE1.inputGradient(), 2 * 16 * 400 * 120,
                4 * (400 * 120 + 16 * 400 + 16 * 120));
        assertCosts(DenseLayer.DENSE1.weightGradient(), 2 * 128 * 400 * 120,
                4 * (128 * 400 + 128 * 120 + 400 * 120 + 120));
    }

    @Test
    void convolutionsCostWhatTheirLayersSay() {
        long conv1 = 2L * 16 * 28 * 28 * 25 * 6;
        assertCosts(ConvolutionLayer.CONV1.forward(), conv1,
                4 * (16 * 32 * 32 + 6 * 25 + 6 + 16 * 6 * 28 * 28));
        assertCosts(ConvolutionLayer.CONV1.forwardPooled(), conv1,
                4 * (16 * 32 * 32 + 6 * 25 + 6 + 2 * 16 * 6 * 14 * 14));
        long conv2 = 2L * 16 * 10 * 10 * 150 * 16;
        assertCosts(ConvolutionLayer.CONV2.forwardByIm2col(), conv2,
                4 * (16 * 6 * 14 * 14 + 16 * 150 + 16 + 16 * 16 * 10 * 10
                        + 2 * 150 * 16 * 10 * 10));
        assertCosts(ConvolutionLayer.CONV2.inputGradient(), conv2,
                4 * (16 * 16 * 10 * 10 + 16 * 150 + 2 * 16 * 6 * 14 * 14));
        assertCosts(ConvolutionLayer.CONV2.weightGradient(), conv2,
                4 * (16 * 6 * 14 * 14 + 16 * 16 * 10 * 10 + 2 * 16 * 16 * 150));
        assertCosts(ConvolutionLayer.CONV1.poolGradient(), 0,
                4 * (2 * 16 * 6 * 14 * 14 + 16 * 6 * 28 * 28));
    }

    @Test
    void passesOverATileCostWhatTheirFormulasSay() {
        int values = 16 * 6 * 14 * 14;
        assertCosts(TileWorkloads.activation(ActivationFunction.RELU), 0, 12 * values);
        assertCosts(TileWorkloads.activation(ActivationFunction.SILU), 26 * values, 12 * values);
        assertCosts(TileWorkloads.activationGradient(), values, 12 * values);
        assertCosts(TileWorkloads.softmaxCrossEntropy(), 25 * 160, 4 * (160 + 16 + 160));
        assertCosts(TileWorkloads.transpose(), 0, 8 * 16 * 784);
        assertCosts(TileWorkloads.warp(), 29 * 784, 16 * 784);
        assertCosts(OptimizerWorkloads.sgd(), 8 * 61_706, 20 * 61_706);
        assertCosts(OptimizerWorkloads.adam(), 17 * 61_706, 28 * 61_706);
    }

    @Test
    void networksCostWhatTheIssuesSay() {
        assertEquals(833_040, NetworkWorkloads.forwardFlops());
        assertEquals(2_263_920, NetworkWorkloads.trainingFlops());
        assertCosts(NetworkWorkloads.training(300), 300L * 2_263_920,
                300 * 785 + 3 * 28 * 61_706);
        assertCosts(NetworkWorkloads.inference(300), 300L * 833_040,
                300 * (785 + 12) + 4 * 61_706);
        assertCosts(NetworkWorkloads.prediction(), 833_040, 4 * (784 + 10 + 61_706));
    }

    @Test
    void bandwidthBoundsWhatDoesLittleWithEachByte() {
        assertEquals(17.0 / 28, OptimizerWorkloads.adam().intensity());
        assertTrue(OptimizerWorkloads.adam().isBandwidthBound());
        assertTrue(TileWorkloads.transpose().isBandwidthBound());
        assertFalse(ConvolutionLayer.CONV1.forwardPooled().isBandwidthBound());
    }

    @ParameterizedTest
    @ValueSource(strings = {"6x25x784", "128x400x120", "64x64x64"})
    void gemmIsTheProductOfItsOperands(String text) {
        GemmProblem shape = GemmWorkload.parse(text);
        int m = shape.m();
        int k = shape.k();
        int n = shape.n();
        float[] a = SyntheticData.floats(m * k);
        float[] b = SyntheticData.floats(k * n);
        double last = 0;
        for (int p = 0; p < k; p++) {
            last += (double) a[(m - 1) * k + p] * b[p * n + n - 1];
        }
        float[] product = run(GemmWorkload.of(shape), KernelChoice.VECTOR, 1);
        assertEquals(m * n, product.length);
        assertEquals(last, product[m * n - 1], k * 0x1p-23);
        assertArrayEquals(product,
                run(GemmWorkload.naive(shape), KernelChoice.SCALAR, 1), k * 0x1p-22f);
    }

    /** The naive loops take images one after the other, the engine's tile has them innermost. */
    @Test
    void naiveConvolutionAgreesWithTheEngine() {
        int size = 6;
        int kernel = 3;
        int positions = 4;
        float[] x = SyntheticData.floats(2 * 2 * size * size);
        float[] w = SyntheticData.floats(3 * 2 * kernel * kernel);
        float[] bias = {1, 2, 3};
        float[] y = new float[2 * 3 * positions * positions];
        NaiveLoops.convolution(2, 2, size, 3, kernel, x, w, bias, y);
        // Image 1, map 2, row 3, column 1, term by term.
        double expected = 3;
        for (int channel = 0; channel < 2; channel++) {
            for (int i = 0; i < kernel; i++) {
                for (int j = 0; j < kernel; j++) {
                    expected += (double) x[2 * size * size + channel * size * size
                            + (3 + i) * size + 1 + j] * w[2 * 18 + channel * 9 + i * 3 + j];
                }
            }
        }
        assertEquals(expected, y[3 * 16 + 2 * 16 + 3 * positions + 1], 1e-5);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5", "2, 0.5", "5, 0.25"})
    void peakLengthensEveryChain(int rounds, double factor) {
        double chain = factor;
        for (int i = 0; i < rounds; i++) {
            chain = chain * factor + factor;
        }
        assertEquals(12 * chain, FmaPeak.run((float) factor, rounds));
        assertEquals(2L * 12 * rounds * FmaPeak.lanes(), FmaPeak.flops(rounds));
    }

    /** Values are 0 to 4 in turn, and the first one is left out. */
    @ParameterizedTest
    @ValueSource(longs = {1, 3_000, 16_384, 262_144, 1_000_000})
    void loadsAddEveryElement(long bytes) {
        FmaLoads loads = new FmaLoads(bytes);
        int step = 12 * FmaPeak.lanes();
        long rounds = Math.ceilDiv(bytes, 4L * step);
        long passes = Math.max(1, 512 / rounds);
        assertEquals(passes * rounds * 12, loads.loads());
        long sum = 0;
        for (long i = 1; i <= rounds * step; i++) {
            sum += i % 5;
        }
        assertEquals(sum * FmaLoads.FACTOR, loads.pass());
        assertEquals(passes * sum * FmaLoads.FACTOR, loads.run());
    }

    @ParameterizedTest
    @CsvSource({"1, 64", "768, 64", "769, 128", "100000, 8384"})
    void axpyUpdatesEveryElement(long bytes, int length) {
        Axpy axpy = new Axpy(bytes);
        assertEquals(3L * 4 * length, axpy.bytes());
        axpy.run();
        axpy.run();
        assertEquals(length, axpy.result().length);
        for (float value : axpy.result()) {
            assertEquals(1 + 2 * 0x1p-10f, value);
        }
    }
}
