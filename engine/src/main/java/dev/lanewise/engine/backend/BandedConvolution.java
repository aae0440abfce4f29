package dev.lanewise.engine.backend;

/**
 * A convolution and the pooling of its maps a band after the other. For a tile of images a band is
 * one window's rows: it stays in the L1 cache where the whole maps (300 KB in LeNet's first layer)
 * would not. The maps of one image are small (19 KB): one band.
 */
final class BandedConvolution implements PooledConvolution {
    private final ConvolutionShape convolution;
    private final PoolShape pool;
    private final Convolution bandConvolution;
    private final Pooling bandPooling;
    private final int bands;
    private final float[] band;
    private final int inputStep;

    BandedConvolution(Backend kernels, ConvolutionShape convolution, PoolShape pool) {
        if (!pool.in().equals(convolution.out())) {
            throw new IllegalArgumentException("The pooling of a convolution must read its maps "
                    + convolution.out() + "; you gave " + pool.in() + ".");
        }
        this.convolution = convolution;
        this.pool = pool;
        MapShape in = convolution.in();
        MapShape maps = convolution.out();
        this.bands = maps.lanes() == 1 ? 1 : pool.out().height();
        int pooledRows = pool.out().height() / bands;
        int convolved = (pooledRows - 1) * pool.stride() + pool.window();
        MapShape rows = MapShape.dense(maps.channels(), convolved, maps.width(), maps.lanes());
        int inputRows = (convolved - 1) * convolution.stride()
                + (convolution.kernelHeight() - 1) * convolution.dilation() + 1;
        this.bandConvolution = kernels.convolution(new ConvolutionShape(in.rows(inputRows), rows,
                convolution.kernelHeight(), convolution.kernelWidth(), convolution.stride(),
                convolution.padding(), convolution.dilation()));
        this.bandPooling = kernels
                .pooling(new PoolShape(rows, pool.out().rows(pooledRows), pool.window(),
                        pool.stride()));
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
        for (int row = 0; row < bands; row++) {
            bandConvolution.forward(x, xOffset + row * inputStep, w, wOffset, bias, biasOffset,
                    band, 0);
            bandPooling.max(band, 0, y, yOffset + outputOffset(row));
        }
    }

    @Override
    public void max(float[] x, int xOffset, float[] w, int wOffset, float[] bias, int biasOffset,
            float[] y, int yOffset, float[] winner, int winnerOffset) {
        for (int row = 0; row < bands; row++) {
            bandConvolution.forward(x, xOffset + row * inputStep, w, wOffset, bias, biasOffset,
                    band, 0);
            bandPooling.max(band, 0, y, yOffset + outputOffset(row), winner,
                    winnerOffset + outputOffset(row));
        }
    }

    @Override
    public void average(float[] x, int xOffset, float[] w, int wOffset, float[] bias,
            int biasOffset, float[] y, int yOffset) {
        for (int row = 0; row < bands; row++) {
            bandConvolution.forward(x, xOffset + row * inputStep, w, wOffset, bias, biasOffset,
                    band, 0);
            bandPooling.average(band, 0, y, yOffset + outputOffset(row));
        }
    }
}
