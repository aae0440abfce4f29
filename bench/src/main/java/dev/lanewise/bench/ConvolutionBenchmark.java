package dev.lanewise.bench;

import dev.lanewise.engine.kernel.Convolution;
import dev.lanewise.engine.kernel.ConvolutionShape;
import dev.lanewise.engine.kernel.Gemm;
import dev.lanewise.engine.kernel.GemmShape;
import dev.lanewise.engine.kernel.Im2col;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.kernel.MapShape;
import dev.lanewise.engine.kernel.PoolShape;
import dev.lanewise.engine.kernel.PooledConvolution;

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
import org.openjdk.jmh.annotations.Warmup;

/**
 * LeNet's two convolutions on a tile of 16 images: in place, and by an explicit im2col matrix as
 * the baseline. The counter {@code flops} is floating-point operations a second.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgsPrepend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConvolutionBenchmark {
    private static final int KERNEL = 5;

    /** LeNet's convolutional layers. */
    public enum Layer {
        /** 1 map of 28×28, stored with a border of 2, to 6 of 28×28. */
        CONV1(1, 32, 6),
        /** 6 maps of 14×14 to 16 of 10×10. */
        CONV2(6, 14, 16);

        private final int in;
        private final int size;
        private final int out;

        Layer(int in, int size, int out) {
            this.in = in;
            this.size = size;
            this.out = out;
        }

        ConvolutionShape shape() {
            MapShape maps = MapShape.dense(in, size, size, Kernels.TILE);
            return ConvolutionShape.dense(maps, out, KERNEL, KERNEL, 1, 0, 1);
        }
    }

    /** Which layer. */
    @Param
    Layer layer = Layer.CONV1;
    /** Which kernels. */
    @Param
    Backend backend = Backend.VECTOR;

    private Convolution convolution = Backend.SCALAR.kernels().convolution(Layer.CONV1.shape());
    private Im2col im2col = new Im2col(Layer.CONV1.shape());
    private Gemm product = Backend.SCALAR.kernels().gemm(GemmShape.of(1, 1, 1));
    private float[] x = {};
    private float[] w = {};
    private float[] bias = {};
    private float[] y = {};
    private float[] dx = {};
    private float[] dw = {};
    private float[] matrix = {};
    private PooledConvolution pooled = Backend.SCALAR.kernels()
            .pooledConvolution(Layer.CONV1.shape(),
                    PoolShape.dense(Layer.CONV1.shape().out(), 2, 2));
    private float[] pooledMaps = {};
    private float[] winner = {};

    /** Prepares the layer. */
    @Setup
    public void prepare() {
        ConvolutionShape shape = layer.shape();
        convolution = backend.kernels().convolution(shape);
        im2col = new Im2col(shape);
        product = backend.kernels()
                .gemm(GemmShape.of(shape.out().channels(), im2col.columns(), shape.taps(), false,
                        false, GemmShape.Start.ROW_BIAS));
        x = SyntheticData.floats(shape.in().span());
        w = SyntheticData.floats(shape.weights());
        bias = SyntheticData.floats(shape.out().channels());
        y = SyntheticData.floats(shape.out().span());
        dx = new float[x.length];
        dw = new float[shape.weights() * Kernels.TILE];
        matrix = new float[im2col.size()];
        PoolShape pool = PoolShape.dense(shape.out(), 2, 2);
        pooled = backend.kernels().pooledConvolution(shape, pool);
        pooledMaps = new float[pool.out().span()];
        winner = new float[pool.out().span()];
    }

    private void count(Flops flops) {
        flops.add(2 * layer.shape().multiplyAdds());
    }

    /** Forward, the im2col rows read where they lie. */
    @Benchmark
    public float[] forward(Flops flops) {
        convolution.forward(x, 0, w, 0, bias, 0, y, 0);
        count(flops);
        return y;
    }

    /** Forward, and the maximum of each window of 2×2 with its place, as training wants it. */
    @Benchmark
    public float[] forwardPooled(Flops flops) {
        pooled.max(x, 0, w, 0, bias, 0, pooledMaps, 0, winner, 0);
        count(flops);
        return pooledMaps;
    }

    /** Forward by an explicit im2col matrix and a matrix product. */
    @Benchmark
    public float[] forwardByIm2col(Flops flops) {
        im2col.im2col(x, 0, matrix, 0);
        product.run(w, 0, matrix, 0, bias, 0, y, 0);
        count(flops);
        return y;
    }

    /** The gradient of the input; sums go on, so values grow but slowly. */
    @Benchmark
    public float[] inputGradient(Flops flops) {
        convolution.inputGradient(y, 0, w, 0, dx, 0);
        count(flops);
        return dx;
    }

    /** The gradient of the weights, a lane each. */
    @Benchmark
    public float[] weightGradient(Flops flops) {
        convolution.weightGradient(x, 0, y, 0, dw, 0);
        count(flops);
        return dw;
    }
}
