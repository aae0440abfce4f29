package dev.lanewise.bench.workload;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionForwardWithWinner;
import dev.lanewise.engine.backend.ConvolutionInputGradient;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWeightGradient;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.backend.Im2col;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PoolGradientByWinner;
import dev.lanewise.engine.backend.PoolShape;
import dev.lanewise.engine.backend.PooledConvolutionShape;
import java.util.Locale;
import java.util.function.Function;

/**
 * LeNet's convolutional layers on a tile of 16 images, with the 2×2 maximum behind each. A shape's
 * text is that of the product that the layer is: output maps × taps × positions of all images.
 */
@SuppressWarnings("ImmutableEnumChecker") // Shapes are records of numbers.
public enum ConvolutionLayer {
    /** 1 map of 28×28, stored with a border of 2, to 6 of 28×28. */
    CONV1(1, 32, 6),
    /** 6 maps of 14×14 to 16 of 10×10. */
    CONV2(6, 14, 16);

    private static final int KERNEL = 5;
    private static final int WINDOW = 2;

    private final ConvolutionShape shape;
    private final PoolShape pool;

    ConvolutionLayer(int in, int size, int out) {
        MapShape maps = MapShape.dense(in, size, size, Backend.TILE);
        this.shape = ConvolutionShape.dense(maps, out, KERNEL, KERNEL, 1, 0, 1);
        this.pool = PoolShape.dense(shape.out(), WINDOW, WINDOW);
    }

    /** The convolution. */
    public ConvolutionShape shape() {
        return shape;
    }

    private Workload workload(String what, long floats,
            Function<Backend, Task> preparation) {
        return Workload.kernel(name().toLowerCase(Locale.ROOT) + what,
                shape.out().channels() + "×" + shape.taps() + "×"
                        + shape.positions() * Backend.TILE,
                2 * shape.multiplyAdds(), Workload.bytesOf(floats), preparation);
    }

    private float[] input() {
        return SyntheticData.floats(shape.in().span());
    }

    private float[] weights() {
        return SyntheticData.floats(shape.weights());
    }

    private float[] bias() {
        return SyntheticData.floats(shape.out().channels());
    }

    private float[] outputGradient() {
        return SyntheticData.floats(shape.out().span());
    }

    private long operands() {
        return (long) shape.in().span() + shape.weights() + shape.out().channels();
    }

    /** Forward, the im2col rows read where they lie. */
    public Workload forward() {
        return workload("", operands() + shape.out().span(), kernels -> {
            ConvolutionForward convolution = kernels.convolutionForward(shape);
            float[] x = input();
            float[] w = weights();
            float[] bias = bias();
            float[] y = new float[shape.out().span()];
            return Task.of(y, () -> convolution.run(x, 0, w, 0, bias, 0, y, 0));
        });
    }

    /** Forward, and the maximum of each window with its place, as training wants it. */
    public Workload forwardPooled() {
        return workload(" + pool", operands() + 2L * pool.out().span(), kernels -> {
            ConvolutionForwardWithWinner convolution = kernels.maxPooledConvolutionWithWinner(
                    new PooledConvolutionShape(shape, pool));
            float[] x = input();
            float[] w = weights();
            float[] bias = bias();
            float[] y = new float[pool.out().span()];
            float[] winner = new float[pool.out().span()];
            return Task.of(y, () -> convolution.run(x, 0, w, 0, bias, 0, y, 0, winner, 0));
        });
    }

    /** Forward by an explicit im2col matrix, written and read, and a matrix product. */
    public Workload forwardByIm2col() {
        Im2col im2col = new Im2col(shape);
        GemmProblem product = GemmProblem.of(shape.out().channels(), im2col.columns(), shape.taps(),
                false, false, GemmProblem.Start.ROW_BIAS);
        long floats = operands() + shape.out().span() + 2L * im2col.size();
        return workload(" im2col", floats, kernels -> {
            GemmKernel gemm = kernels.gemm(product);
            float[] x = input();
            float[] w = weights();
            float[] bias = bias();
            float[] y = new float[shape.out().span()];
            float[] matrix = new float[im2col.size()];
            return Task.of(y, () -> {
                im2col.im2col(x, 0, matrix, 0);
                gemm.run(w, 0, matrix, 0, bias, 0, y, 0);
            });
        });
    }

    /**
     * Forward by {@link NaiveLoops#convolution}, whatever the kernels, on 16 images one after the
     * other.
     */
    public Workload forwardNaive() {
        return workload(" naive", operands() + shape.out().span(), kernels -> {
            float[] x = input();
            float[] w = weights();
            float[] bias = bias();
            float[] y = new float[shape.out().span()];
            return Task.of(y, () -> NaiveLoops.convolution(Backend.TILE, shape.in().channels(),
                    shape.in().height(), shape.out().channels(), KERNEL, x, w, bias, y));
        });
    }

    /** The gradient of the input; sums go on, so values grow but slowly. */
    public Workload inputGradient() {
        long floats = (long) shape.out().span() + shape.weights() + 2L * shape.in().span();
        return workload(" dX", floats, kernels -> {
            ConvolutionInputGradient gradient = kernels.convolutionInputGradient(shape);
            float[] w = weights();
            float[] dy = outputGradient();
            float[] dx = new float[shape.in().span()];
            return Task.of(dx, () -> gradient.run(dy, 0, w, 0, dx, 0));
        });
    }

    /** The gradient of the weights, a lane each; sums go on. */
    public Workload weightGradient() {
        int sums = shape.weights() * Backend.TILE;
        long floats = (long) shape.in().span() + shape.out().span() + 2L * sums;
        return workload(" dW", floats, kernels -> {
            ConvolutionWeightGradient gradient = kernels.convolutionWeightGradient(shape);
            float[] x = input();
            float[] dy = outputGradient();
            float[] dw = new float[sums];
            return Task.of(dw, () -> gradient.run(x, 0, dy, 0, dw, 0));
        });
    }

    /** The gradient of the maximum behind this layer, passed to each window's winner. */
    public Workload poolGradient() {
        MapShape in = pool.in();
        return Workload.kernel("max pool dX", in.channels() + "×" + in.height() + "×" + in.width()
                + "×" + in.lanes(), 0, Workload.bytesOf(2L * pool.out().span() + in.span()),
                kernels -> {
                    PoolGradientByWinner gradient = kernels.maxPoolGradient(pool);
                    float[] dy = SyntheticData.floats(pool.out().span());
                    float[] winner = new float[pool.out().span()];
                    kernels.maxPoolWithWinner(pool)
                            .run(SyntheticData.floats(in.span()), 0, new float[winner.length], 0,
                                    winner, 0);
                    float[] dx = new float[in.span()];
                    return Task.of(dx, () -> gradient.run(dy, 0, winner, 0, dx, 0));
                });
    }
}
