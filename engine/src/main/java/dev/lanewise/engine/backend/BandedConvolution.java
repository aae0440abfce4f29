package dev.lanewise.engine.backend;

import java.util.function.Function;

/**
 * A convolution and the pooling of its maps a band after the other. For a tile of images a band is
 * a few windows' rows ({@link Tuning.Bands#pooledRows}): it stays in the L1 cache where the whole maps
 * (300 KB in LeNet's first layer) would not. The maps of one image are small (19 KB): one band.
 */
public final class BandedConvolution {
    private final ConvolutionForward convolution;
    /** The pooling of a band. */
    private final PoolShape pool;
    private final int bands;
    private final float[] band;
    private final int inputStep;
    private final int outputStep;

    private BandedConvolution(Backend kernels, PooledConvolutionShape shape) {
        ConvolutionShape whole = shape.convolution();
        PoolShape pooling = shape.pool();
        MapShape maps = whole.out();
        int height = pooling.out().height();
        int pooledRows = maps.lanes() == 1 ? height
                : Tuning.Bands.even(height, kernels.tuning().bands().pooledRows());
        int convolved = (pooledRows - 1) * pooling.stride() + pooling.window();
        MapShape rows = MapShape.dense(maps.channels(), convolved, maps.width(), maps.lanes());
        this.convolution = kernels.convolutionForward(whole.band(rows));
        this.pool = new PoolShape(rows, pooling.out().rows(pooledRows), pooling.window(),
                pooling.stride());
        this.bands = height / pooledRows;
        this.band = new float[rows.span()];
        this.inputStep = pooledRows * pooling.stride() * whole.window().strideHeight()
                * whole.in().rowStride();
        this.outputStep = pooledRows * pooling.out().rowStride();
    }

    /** Prepares a convolution whose maps are pooled to their maxima. */
    public static ConvolutionForward max(Backend kernels, PooledConvolutionShape shape) {
        return pooled(kernels, shape, kernels::maxPool);
    }

    /** Prepares a convolution whose maps are pooled to their means. */
    public static ConvolutionForward average(Backend kernels, PooledConvolutionShape shape) {
        return pooled(kernels, shape, kernels::averagePool);
    }

    private static ConvolutionForward pooled(Backend kernels, PooledConvolutionShape shape,
            Function<PoolShape, PoolForward> pooling) {
        BandedConvolution banded = new BandedConvolution(kernels, shape);
        PoolForward pool = pooling.apply(banded.pool);
        return (x, xOffset, w, wOffset, bias, biasOffset, y, yOffset) -> {
            for (int i = 0; i < banded.bands; i++) {
                banded.convolve(i, x, xOffset, w, wOffset, bias, biasOffset);
                pool.run(banded.band, 0, y, yOffset + i * banded.outputStep);
            }
        };
    }

    /** Prepares a convolution whose maps are pooled to their maxima, which are remembered. */
    public static ConvolutionForwardWithWinner maxWithWinner(Backend kernels,
            PooledConvolutionShape shape) {
        BandedConvolution banded = new BandedConvolution(kernels, shape);
        PoolForwardWithWinner pool = kernels.maxPoolWithWinner(banded.pool);
        return (x, xOffset, w, wOffset, bias, biasOffset, y, yOffset, winner, winnerOffset) -> {
            for (int i = 0; i < banded.bands; i++) {
                int step = i * banded.outputStep;
                banded.convolve(i, x, xOffset, w, wOffset, bias, biasOffset);
                pool.run(banded.band, 0, y, yOffset + step, winner, winnerOffset + step);
            }
        };
    }

    private void convolve(int index, float[] x, int xOffset, float[] w, int wOffset, float[] bias,
            int biasOffset) {
        convolution.run(x, xOffset + index * inputStep, w, wOffset, bias, biasOffset, band, 0);
    }
}
