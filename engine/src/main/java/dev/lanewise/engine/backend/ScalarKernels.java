package dev.lanewise.engine.backend;

import java.util.Objects;

/**
 * The complete, plain and readable kernels: the truth that the vector kernels equal to the bit.
 * Inner loops run over lanes or columns, which the compiler may vectorize by itself since no sum
 * crosses them.
 */
public final class ScalarKernels implements Backend {

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int bits() {
        return 0;
    }

    @Override
    public Tuning tuning() {
        return Tuning.DEFAULT;
    }

    @Override
    public GemmKernel gemm(GemmProblem shape) {
        return new ScalarGemm(shape);
    }

    @Override
    public ConvolutionForward convolutionForward(ConvolutionShape shape) {
        return GroupedConvolution.forward(shape,
                group -> new ScalarConvolution(group)::forward);
    }

    @Override
    public ConvolutionInputGradient convolutionInputGradient(ConvolutionShape shape) {
        return GroupedConvolution.inputGradient(shape,
                group -> new ScalarConvolution(group)::inputGradient);
    }

    @Override
    public ConvolutionWeightGradient convolutionWeightGradient(ConvolutionShape shape) {
        return GroupedConvolution.weightGradient(shape,
                group -> new ScalarConvolution(group)::weightGradient);
    }

    @Override
    public WinogradKernels winograd() {
        return new ScalarWinograd();
    }

    @Override
    public BiasGradient biasGradient(MapShape maps) {
        return new ScalarBiasGradient(maps);
    }

    @Override
    public PoolForward maxPool(PoolShape shape) {
        return new ScalarPooling(shape)::max;
    }

    @Override
    public PoolForwardWithWinner maxPoolWithWinner(PoolShape shape) {
        return new ScalarPooling(shape)::maxWithWinner;
    }

    @Override
    public PoolGradientByWinner maxPoolGradient(PoolShape shape) {
        return new ScalarPooling(shape)::maxGradient;
    }

    @Override
    public PoolForward averagePool(PoolShape shape) {
        return new ScalarPooling(shape)::average;
    }

    @Override
    public PoolGradient averagePoolGradient(PoolShape shape) {
        return new ScalarPooling(shape)::averageGradient;
    }

    @Override
    public Warp warp(WarpShape shape) {
        return new ScalarWarp(shape);
    }

    @Override
    public void activate(Elementwise function, float[] x, float[] y, float[] slope,
            int offset, int length) {
        ActivationRange.check(x, y, slope, offset, length);
        function.function().run(function.a(), function.b(), x, y, slope, offset, length);
    }

    @Override
    public void multiply(float[] x, float[] y, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, Math.min(x.length, y.length));
        for (int i = offset; i < offset + length; i++) {
            y[i] *= x[i];
        }
    }

    @Override
    public void add(float[] x, int xOffset, float[] y, int yOffset, int length) {
        Objects.checkFromIndexSize(xOffset, length, x.length);
        Objects.checkFromIndexSize(yOffset, length, y.length);
        for (int i = 0; i < length; i++) {
            y[yOffset + i] += x[xOffset + i];
        }
    }

    @Override
    public void add(MapSum maps, float[] a, int aOffset, float[] b, int bOffset, float[] y,
            int yOffset) {
        for (int c = 0; c < maps.out().channels(); c++) {
            for (int row = 0; row < maps.rows(); row++) {
                int first = aOffset + c * maps.first().channelStride()
                        + row * maps.first().rowStride();
                int second = bOffset + c * maps.second().channelStride()
                        + row * maps.second().rowStride();
                int to = yOffset + c * maps.out().channelStride() + row * maps.out().rowStride();
                for (int i = 0; i < maps.rowLength(); i++) {
                    float value = a[first + i] + b[second + i];
                    y[to + i] = maps.rectified() ? Math.max(value, 0f) : value;
                }
            }
        }
    }

    @Override
    public void affine(float scale, float shift, float[] x, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, x.length);
        for (int i = offset; i < offset + length; i++) {
            x[i] = Fma.of(scale, x[i], shift);
        }
    }

    @Override
    public void affine(ChannelAffine maps, float[] scales, int scale, float[] shifts, int shift,
            float[] x, int xOffset, float[] y, int yOffset) {
        for (int c = 0; c < maps.in().channels(); c++) {
            for (int row = 0; row < maps.rows(); row++) {
                int from = xOffset + c * maps.in().channelStride() + row * maps.in().rowStride();
                int to = yOffset + c * maps.out().channelStride() + row * maps.out().rowStride();
                for (int i = 0; i < maps.rowLength(); i++) {
                    float value = Fma.of(scales[scale + c], x[from + i], shifts[shift + c]);
                    y[to + i] = maps.rectified() ? Math.max(value, 0f) : value;
                }
            }
        }
    }

    @Override
    public boolean isFinite(float[] x, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, x.length);
        for (int i = offset; i < offset + length; i++) {
            if (!Float.isFinite(x[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void transpose(int rows, int columns, float[] x, int xOffset, int ldx, float[] y,
            int yOffset, int ldy) {
        TransposeRange.check(rows, columns, x, xOffset, ldx, y, yOffset, ldy);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                y[yOffset + column * ldy + row] = x[xOffset + row * ldx + column];
            }
        }
    }

    @Override
    public void fold(int lanes, int count, float[] x, int xOffset, float[] y, int yOffset) {
        LaneFold.fold(lanes, count, x, xOffset, y, yOffset);
    }

    @Override
    public void softmax(int classes, int lanes, float[] z, int zOffset, float[] p, int pOffset) {
        ScalarSoftmax.softmax(classes, lanes, z, zOffset, p, pOffset);
    }

    @Override
    public void softmaxCrossEntropy(CrossEntropy loss, float[] z, int zOffset, float[] labels,
            int labelOffset, float scale, float[] dz, int dzOffset) {
        ScalarSoftmax.crossEntropy(loss, z, zOffset, labels, labelOffset, scale, dz, dzOffset);
    }

    @Override
    public void softmaxCrossEntropy(TargetCrossEntropy loss, float[] z, float[] targets,
            float scale, float[] dz) {
        ScalarSoftmax.crossEntropy(loss, z, targets, scale, dz);
    }

    @Override
    public void pointwiseLoss(PointwiseLoss loss, float[] z, float[] targets, float scale,
            float[] dz) {
        ScalarPointwiseLoss.gradient(loss, z, targets, scale, dz);
    }

    @Override
    public void radialBasis(int units, int features, int lanes, float[] centres, float[] x,
            float[] y, float[] slope) {
        ScalarRadialBasis.forward(units, features, lanes, centres, x, y, slope);
    }

    @Override
    public void radialBasisGradient(int units, int features, int lanes, float[] slope, float[] dy,
            float[] dx) {
        ScalarRadialBasis.gradient(units, features, lanes, slope, dy, dx);
    }

    @Override
    public void sgd(SgdRule rule, float rate, float[] p, float[] g, float[] velocity, int from,
            int to) {
        ScalarOptimizers.sgd(rule, rate, p, g, velocity, from, to);
    }

    @Override
    public void adam(AdamRule rule, double rate, float stepSize, float rootCorrection, float[] p,
            float[] g, float[] mean, float[] square, int from, int to) {
        ScalarOptimizers.adam(rule, rate, stepSize, rootCorrection, p, g, mean, square, from, to);
    }

    @Override
    public void movingAverage(float rate, float[] p, float[] average, int from, int to) {
        ScalarOptimizers.movingAverage(rate, p, average, from, to);
    }
}
