package dev.lanewise.engine.kernel;

/**
 * A convolution and the pooling of its maps a band of one window's rows after the other: a band
 * stays in the L1 cache where the whole maps (300 KB a tile in LeNet's first layer) would not.
 */
final class BandedConvolution implements PooledConvolution {
    private final ConvolutionShape convolution;
    private final PoolShape pool;
    private final Convolution bandConvolution;
    private final Pooling bandPooling;
    private final float[] band;
    private final int inputStep;

    BandedConvolution(Kernels kernels, ConvolutionShape convolution, PoolShape pool) {
        if (!pool.in().equals(convolution.out())) {
            throw new IllegalArgumentException("The pooling of a convolution reads its maps "
                    + convolution.out() + "; found " + pool.in() + ".");
        }
        this.convolution = convolution;
        this.pool = pool;
        MapShape in = convolution.in();
        MapShape maps = convolution.out();
        MapShape rows = MapShape.dense(maps.channels(), pool.window(), maps.width(), maps.lanes());
        int inputRows = (pool.window() - 1) * convolution.stride()
                + (convolution.kernelHeight() - 1) * convolution.dilation() + 1;
        this.bandConvolution = kernels.convolution(new ConvolutionShape(in.rows(inputRows), rows,
                convolution.kernelHeight(), convolution.kernelWidth(), convolution.stride(),
                convolution.padding(), convolution.dilation()));
        this.bandPooling = kernels
                .pooling(new PoolShape(rows, pool.out().rows(1), pool.window(), pool.stride()));
        this.band = new float[rows.span()];
        this.inputStep = pool.stride() * convolution.stride() * in.rowStride();
    }

    @Override
    public ConvolutionShape convolution() {
        return convolution;
    }

    @Override
    public PoolShape pool() {
        return pool;
    }

    private int outputOffset(int row) {
        return row * pool.out().rowStride();
    }

    @Override
    public void max(float[] x, int xOffset, float[] w, int wOffset, float[] bias, int biasOffset,
            float[] y, int yOffset) {
        for (int row = 0; row < pool.out().height(); row++) {
            bandConvolution.forward(x, xOffset + row * inputStep, w, wOffset, bias, biasOffset,
                    band, 0);
            bandPooling.max(band, 0, y, yOffset + outputOffset(row));
        }
    }

    @Override
    public void max(float[] x, int xOffset, float[] w, int wOffset, float[] bias, int biasOffset,
            float[] y, int yOffset, float[] winner, int winnerOffset) {
        for (int row = 0; row < pool.out().height(); row++) {
            bandConvolution.forward(x, xOffset + row * inputStep, w, wOffset, bias, biasOffset,
                    band, 0);
            bandPooling.max(band, 0, y, yOffset + outputOffset(row), winner,
                    winnerOffset + outputOffset(row));
        }
    }

    @Override
    public void average(float[] x, int xOffset, float[] w, int wOffset, float[] bias,
            int biasOffset, float[] y, int yOffset) {
        for (int row = 0; row < pool.out().height(); row++) {
            bandConvolution.forward(x, xOffset + row * inputStep, w, wOffset, bias, biasOffset,
                    band, 0);
            bandPooling.average(band, 0, y, yOffset + outputOffset(row));
        }
    }
}
