package dev.lanewise.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.kernel.GemmShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A benchmark that computes the wrong thing measures nothing. */
class BenchmarkCorrectnessTest {

    private static float[] gemm(String shape, Backend backend, int threads, Flops work) {
        GemmBenchmark benchmark = new GemmBenchmark();
        benchmark.shape = shape;
        benchmark.backend = backend;
        benchmark.threads = threads;
        benchmark.prepare();
        try {
            return benchmark.gemm(work);
        } finally {
            benchmark.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"64x64x64", "6x25x784", "16x150x100", "120x400x16", "128x400x120"})
    void gemmIsTheProductOfItsOperands(String shape) {
        Flops work = new Flops();
        float[] vector = gemm(shape, Backend.VECTOR, 1, work);
        GemmShape of = GemmBenchmark.parse(shape);
        int m = of.m();
        int k = of.k();
        int n = of.n();
        assertEquals(2L * m * k * n, work.flops);
        float[] a = SyntheticData.floats(of.spanA());
        float[] b = SyntheticData.floats(of.spanB());
        double last = 0;
        for (int p = 0; p < k; p++) {
            last += (double) a[(m - 1) * k + p] * b[p * n + n - 1];
        }
        assertEquals(last, vector[vector.length - 1], k * 0x1p-23);
        assertArrayEquals(gemm(shape, Backend.SCALAR, 1, work), vector);
        assertArrayEquals(gemm(shape, Backend.VECTOR, 2, work), vector);
    }

    private static ConvolutionBenchmark convolution(ConvolutionBenchmark.Layer layer,
            Backend backend) {
        ConvolutionBenchmark benchmark = new ConvolutionBenchmark();
        benchmark.layer = layer;
        benchmark.backend = backend;
        benchmark.prepare();
        return benchmark;
    }

    @ParameterizedTest
    @EnumSource
    void convolutionsAgreeAcrossBackendsAndWithIm2col(ConvolutionBenchmark.Layer layer) {
        Flops work = new Flops();
        float[] inPlace = convolution(layer, Backend.VECTOR).forward(work);
        assertEquals(2 * layer.shape().multiplyAdds(), work.flops);
        assertArrayEquals(convolution(layer, Backend.SCALAR).forward(work), inPlace);
        assertArrayEquals(convolution(layer, Backend.VECTOR).forwardByIm2col(work), inPlace);
        assertArrayEquals(convolution(layer, Backend.SCALAR).forwardPooled(work),
                convolution(layer, Backend.VECTOR).forwardPooled(work));
        assertArrayEquals(convolution(layer, Backend.SCALAR).inputGradient(work),
                convolution(layer, Backend.VECTOR).inputGradient(work));
        assertArrayEquals(convolution(layer, Backend.SCALAR).weightGradient(work),
                convolution(layer, Backend.VECTOR).weightGradient(work));
    }

    @Test
    void lenetCostsWhatItsArithmeticSays() {
        assertEquals(16L * 28 * 28 * 25 * 6,
                ConvolutionBenchmark.Layer.CONV1.shape().multiplyAdds());
        assertEquals(16L * 10 * 10 * 150 * 16,
                ConvolutionBenchmark.Layer.CONV2.shape().multiplyAdds());
    }

    @Test
    void predictionsAgreeAcrossBackends() {
        PredictionBenchmark scalar = new PredictionBenchmark();
        scalar.backend = Backend.SCALAR;
        scalar.prepare();
        PredictionBenchmark vector = new PredictionBenchmark();
        vector.prepare();
        assertEquals(scalar.predict(), vector.predict());
        assertArrayEquals(scalar.probabilities(), vector.probabilities());
        double sum = 0;
        for (float probability : vector.probabilities()) {
            sum += probability;
        }
        assertEquals(1, sum, 1e-6);
    }

    @Test
    void trainingTrainsEveryImageOnce() {
        TrainingBenchmark benchmark = new TrainingBenchmark();
        benchmark.threads = 2;
        benchmark.prepare();
        try {
            assertEquals(1, benchmark.train().epochs().size());
            assertEquals(TrainingBenchmark.IMAGES, benchmark.evaluate().count());
        } finally {
            benchmark.close();
        }
    }

    @Test
    void peakCountsTheOperationsItDoes() {
        int operations = 2 * FmaPeakBenchmark.CHAINS * FmaPeakBenchmark.rounds()
                * FmaPeakBenchmark.lanes();
        assertEquals(2 * FmaPeakBenchmark.CHAINS * FmaPeakBenchmark.ROUNDS * 16, operations);
        assertTrue(Float.isFinite(new FmaPeakBenchmark().peak()));
    }
}
