package dev.lanewise.engine.backend.vector;

import dev.lanewise.engine.backend.ActivationRange;
import dev.lanewise.engine.backend.AdamRule;
import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.Convolution;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.CrossEntropy;
import dev.lanewise.engine.backend.Elementwise;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.backend.PoolShape;
import dev.lanewise.engine.backend.PooledConvolution;
import dev.lanewise.engine.backend.Pooling;
import dev.lanewise.engine.backend.SgdRule;
import dev.lanewise.engine.backend.TransposeRange;
import dev.lanewise.engine.backend.Warp;
import dev.lanewise.engine.backend.WarpShape;

/**
 * The kernels on the Vector API. Ranges that do not fill a vector, and shapes on which lanes do not
 * pay (a single image with strides), go to the scalar kernels: both give the same bits.
 */
public final class VectorKernels implements Backend {
    private final Backend scalar;

    /**
     * Creates the kernels.
     *
     * @param scalar the truth, for what does not fill a vector
     */
    public VectorKernels(Backend scalar) {
        this.scalar = scalar;
    }

    /** Width of the vectors here, in bits. */
    public static int preferredBits() {
        return Lanes.SPECIES.vectorBitSize();
    }

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public int bits() {
        return preferredBits();
    }

    @Override
    public GemmKernel gemm(GemmProblem shape) {
        return VectorGemv.fits(shape) ? new VectorGemv(shape) : new VectorGemm(shape);
    }

    @Override
    public Convolution convolution(ConvolutionShape shape) {
        Convolution truth = scalar.convolution(shape);
        if (VectorImageGradients.fits(shape)) {
            truth = new VectorImageGradients(shape, truth);
        }
        if (VectorImageConvolution.fits(shape)) {
            return new VectorImageConvolution(shape, truth);
        }
        boolean rowsFill = shape.in().lanes() == 1 && shape.stride() == 1
                && shape.out().width() >= Lanes.LENGTH;
        return shape.in().lanes() == TILE || rowsFill ? new VectorConvolution(shape, truth) : truth;
    }

    @Override
    public Pooling pooling(PoolShape shape) {
        if (VectorImagePooling.fits(shape)) {
            return new VectorImagePooling(shape, scalar.pooling(shape));
        }
        return shape.in().lanes() == TILE ? new VectorPooling(shape) : scalar.pooling(shape);
    }

    @Override
    public PooledConvolution pooledConvolution(ConvolutionShape convolution, PoolShape pool) {
        PooledConvolution banded = Backend.super.pooledConvolution(convolution, pool);
        return VectorPooledConvolution.fits(convolution, pool)
                ? new VectorPooledConvolution(banded)
                : banded;
    }

    @Override
    public Warp warp(WarpShape shape) {
        return new VectorWarp(shape);
    }

    @Override
    public void activate(Elementwise function, float[] x, float[] y, float[] slope,
            int offset, int length) {
        ActivationRange.check(x, y, slope, offset, length);
        int done = VectorActivations.run(function, x, y, slope, offset, length);
        scalar.activate(function, x, y, slope, offset + done, length - done);
    }

    @Override
    public void multiply(float[] x, float[] y, int offset, int length) {
        int done = VectorArithmetic.multiply(x, y, offset, length);
        scalar.multiply(x, y, offset + done, length - done);
    }

    @Override
    public void add(float[] x, int xOffset, float[] y, int yOffset, int length) {
        int done = VectorArithmetic.add(x, xOffset, y, yOffset, length);
        scalar.add(x, xOffset + done, y, yOffset + done, length - done);
    }

    @Override
    public void affine(float scale, float shift, float[] x, int offset, int length) {
        int done = VectorArithmetic.affine(scale, shift, x, offset, length);
        scalar.affine(scale, shift, x, offset + done, length - done);
    }

    @Override
    public boolean isFinite(float[] x, int offset, int length) {
        int done = VectorArithmetic.finite(x, offset, length);
        return scalar.isFinite(x, offset + done, length - done);
    }

    @Override
    public void transpose(int rows, int columns, float[] x, int xOffset, int ldx, float[] y,
            int yOffset, int ldy) {
        if (VectorTranspose.fits(rows, columns)) {
            TransposeRange.check(rows, columns, x, xOffset, ldx, y, yOffset, ldy);
            VectorTranspose.transpose(rows, columns, x, xOffset, ldx, y, yOffset, ldy);
        } else {
            scalar.transpose(rows, columns, x, xOffset, ldx, y, yOffset, ldy);
        }
    }

    @Override
    public void fold(int lanes, int count, float[] x, int xOffset, float[] y, int yOffset) {
        int done = lanes == TILE ? VectorFold.fold(count, x, xOffset, y, yOffset) : 0;
        scalar.fold(lanes, count - done, x, xOffset + done * lanes, y, yOffset + done);
    }

    @Override
    public void softmax(int classes, int lanes, float[] z, int zOffset, float[] p, int pOffset) {
        if (lanes == TILE) {
            VectorSoftmax.softmax(classes, z, zOffset, p, pOffset);
        } else {
            scalar.softmax(classes, lanes, z, zOffset, p, pOffset);
        }
    }

    @Override
    public void softmaxCrossEntropy(CrossEntropy loss, float[] z, int zOffset, float[] labels,
            int labelOffset, float scale, float[] dz, int dzOffset) {
        if (loss.lanes() == TILE && !loss.hasRubbish()) {
            VectorSoftmax.crossEntropy(loss, z, zOffset, labels, labelOffset, scale, dz, dzOffset);
        } else {
            scalar.softmaxCrossEntropy(loss, z, zOffset, labels, labelOffset, scale, dz, dzOffset);
        }
    }

    /** Ten classes: too little work for vectors to pay. */
    @Override
    public void radialBasis(int units, int features, int lanes, float[] centres, float[] x,
            float[] y, float[] slope) {
        scalar.radialBasis(units, features, lanes, centres, x, y, slope);
    }

    @Override
    public void radialBasisGradient(int units, int features, int lanes, float[] slope, float[] dy,
            float[] dx) {
        scalar.radialBasisGradient(units, features, lanes, slope, dy, dx);
    }

    @Override
    public void sgd(SgdRule rule, float rate, float[] p, float[] g, float[] velocity, int from,
            int to) {
        int done = rule.momentum() == 0 ? VectorOptimizers.plainSgd(rule, rate, p, g, from, to)
                : VectorOptimizers.sgd(rule, rate, p, g, velocity, from, to);
        scalar.sgd(rule, rate, p, g, velocity, from + done, to);
    }

    @Override
    public void adam(AdamRule rule, double rate, float stepSize, float rootCorrection, float[] p,
            float[] g, float[] mean, float[] square, int from, int to) {
        int done = VectorOptimizers.adam(rule, rate, stepSize, rootCorrection, p, g, mean, square,
                from, to);
        scalar.adam(rule, rate, stepSize, rootCorrection, p, g, mean, square, from + done, to);
    }

    @Override
    public void movingAverage(float rate, float[] p, float[] average, int from, int to) {
        int done = VectorOptimizers.movingAverage(rate, p, average, from, to);
        scalar.movingAverage(rate, p, average, from + done, to);
    }
}
