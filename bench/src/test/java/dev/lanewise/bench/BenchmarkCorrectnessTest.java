package dev.lanewise.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.bench.workload.ConvolutionLayer;
import dev.lanewise.bench.workload.DenseLayer;
import dev.lanewise.bench.workload.FmaPeak;
import dev.lanewise.engine.backend.ActivationFunction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A benchmark that measures something else than it says measures nothing. */
class BenchmarkCorrectnessTest {

    private static float[] gemm(KernelParameter backend, int threads, Costs costs) {
        GemmBenchmark benchmark = new GemmBenchmark();
        benchmark.shape = "128x400x120";
        benchmark.backend = backend;
        benchmark.threads = threads;
        benchmark.prepare();
        try {
            return benchmark.gemm(costs);
        } finally {
            benchmark.close();
        }
    }

    @Test
    void gemmTakesItsParameters() {
        Costs costs = new Costs();
        float[] product = gemm(KernelParameter.VECTOR, 1, costs);
        assertEquals(2L * 128 * 400 * 120, costs.flops);
        assertEquals(4L * (128 * 400 + 400 * 120 + 128 * 120), costs.bytes);
        assertArrayEquals(product, gemm(KernelParameter.SCALAR, 1, costs));
        assertArrayEquals(product, gemm(KernelParameter.VECTOR, 2, costs));
        costs.begin();
        NaiveGemmBenchmark naive = new NaiveGemmBenchmark();
        naive.shape = "128x400x120";
        naive.prepare();
        assertArrayEquals(product, naive.gemm(costs), 400 * 0x1p-22f);
        assertEquals(2L * 128 * 400 * 120, costs.flops);
    }

    private static ConvolutionBenchmark convolution(ConvolutionLayer layer,
            KernelParameter backend) {
        ConvolutionBenchmark benchmark = new ConvolutionBenchmark();
        benchmark.layer = layer;
        benchmark.backend = backend;
        benchmark.prepare();
        return benchmark;
    }

    @ParameterizedTest
    @EnumSource
    void convolutionsAgreeAcrossBackendsAndWithIm2col(ConvolutionLayer layer) {
        Costs costs = new Costs();
        ConvolutionBenchmark scalar = convolution(layer, KernelParameter.SCALAR);
        ConvolutionBenchmark vector = convolution(layer, KernelParameter.VECTOR);
        float[] inPlace = vector.forward(costs);
        assertEquals(2 * layer.shape().multiplyAdds(), costs.flops);
        assertArrayEquals(scalar.forward(costs), inPlace);
        assertArrayEquals(vector.forwardByIm2col(costs), inPlace);
        assertArrayEquals(scalar.forwardPooled(costs), vector.forwardPooled(costs));
        assertArrayEquals(scalar.inputGradient(costs), vector.inputGradient(costs));
        assertArrayEquals(scalar.weightGradient(costs), vector.weightGradient(costs));
        assertEquals(9 * 2 * layer.shape().multiplyAdds(), costs.flops);
        costs.begin();
        NaiveConvolutionBenchmark naive = new NaiveConvolutionBenchmark();
        naive.layer = layer;
        naive.prepare();
        assertEquals(inPlace.length, naive.forward(costs).length);
        assertEquals(2 * layer.shape().multiplyAdds(), costs.flops);
    }

    @Test
    void layersTakeTheirParameters() {
        Costs costs = new Costs();
        DenseBenchmark dense = new DenseBenchmark();
        dense.layer = DenseLayer.DENSE2;
        dense.prepare();
        assertEquals(84 * 16, dense.forward(costs).length);
        assertEquals(120 * 16, dense.inputGradient(costs).length);
        assertEquals(84 * 120 + 84, dense.weightGradient(costs).length);
        PoolingBenchmark pooling = new PoolingBenchmark();
        pooling.layer = ConvolutionLayer.CONV2;
        pooling.prepare();
        assertEquals(16 * 10 * 10 * 16, pooling.maxGradient(costs).length);
        ActivationBenchmark relu = new ActivationBenchmark();
        relu.activation = ActivationFunction.RELU;
        relu.prepare();
        for (float value : relu.forward(costs)) {
            assertTrue(value >= 0);
        }
        assertEquals(6 * 14 * 14 * 16, relu.gradient(costs).length);
    }

    @Test
    void theOtherKernelsRun() {
        Costs costs = new Costs();
        SoftmaxBenchmark softmax = new SoftmaxBenchmark();
        softmax.prepare();
        assertEquals(160, softmax.crossEntropy(costs).length);
        OptimizerBenchmark optimizer = new OptimizerBenchmark();
        optimizer.prepare();
        assertEquals(61_706, optimizer.sgd(costs).length);
        assertEquals(61_706, optimizer.adam(costs).length);
        TransposeBenchmark transpose = new TransposeBenchmark();
        transpose.prepare();
        assertEquals(784 * 16, transpose.transpose(costs).length);
        WarpBenchmark warp = new WarpBenchmark();
        warp.prepare();
        assertEquals(784, warp.warp(costs).length);
    }

    @Test
    void distortedImagesAreTrainedOn() {
        Set<List<Float>> trained = new HashSet<>();
        for (AugmentationBenchmark.Distortion each : AugmentationBenchmark.Distortion.values()) {
            AugmentationBenchmark benchmark = new AugmentationBenchmark();
            benchmark.distortion = each;
            benchmark.prepare();
            try {
                float[] parameters = benchmark.train();
                trained.add(List.of(parameters[0], parameters[1]));
            } finally {
                benchmark.close();
            }
        }
        assertEquals(3, trained.size());
    }

    @Test
    void predictionsAreProbabilities() {
        PredictionBenchmark benchmark = new PredictionBenchmark();
        benchmark.prepare();
        double sum = 0;
        for (float probability : benchmark.predict(new Costs())) {
            sum += probability;
        }
        assertEquals(1, sum, 1e-6);
    }

    @Test
    void everyImageIsTrainedOnAndEvaluatedOnce() {
        TrainingBenchmark benchmark = new TrainingBenchmark();
        benchmark.threads = 2;
        benchmark.prepare();
        try {
            assertEquals(61_706, benchmark.train().length);
            assertEquals(TrainingBenchmark.IMAGES, counted(benchmark.evaluate()));
        } finally {
            benchmark.close();
        }
        InferenceBenchmark inference = new InferenceBenchmark();
        inference.images = 40;
        inference.prepare();
        try {
            Costs costs = new Costs();
            assertEquals(40, counted(inference.infer(costs)));
            assertEquals(40 * 833_040L, costs.flops);
        } finally {
            inference.close();
        }
    }

    /** The sum of a confusion matrix behind which stands the loss. */
    private static int counted(float[] result) {
        int sum = 0;
        for (int i = 0; i < result.length - 1; i++) {
            sum += (int) result[i];
        }
        return sum;
    }

    @Test
    void anEpochLearns() {
        EpochBenchmark benchmark = new EpochBenchmark();
        benchmark.threads = 2;
        assertTrue(benchmark.epoch().accuracy() > 0.95);
    }

    @Test
    void peakCountsTheOperationsItDoes() {
        assertEquals(FmaPeakBenchmark.FLOPS, FmaPeak.flops(FmaPeakBenchmark.rounds()));
        assertTrue(Float.isFinite(new FmaPeakBenchmark().peak()));
    }

    @Test
    void bandwidthCountsTheBytesItMoves() {
        BandwidthBenchmark benchmark = new BandwidthBenchmark();
        benchmark.size = 24_576;
        benchmark.prepare();
        Costs costs = new Costs();
        assertEquals(2048, benchmark.axpy(costs).length);
        assertEquals(24_576, costs.bytes);
    }
}
