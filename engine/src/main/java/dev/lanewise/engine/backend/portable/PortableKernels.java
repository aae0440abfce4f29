package dev.lanewise.engine.backend.portable;

import dev.lanewise.engine.backend.ActivationRange;
import dev.lanewise.engine.backend.AdamRule;
import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.BiasGradient;
import dev.lanewise.engine.backend.Candidates;
import dev.lanewise.engine.backend.Candidates.Candidate;
import dev.lanewise.engine.backend.ChannelAffine;
import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionInputGradient;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWeightGradient;
import dev.lanewise.engine.backend.CrossEntropy;
import dev.lanewise.engine.backend.Elementwise;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.backend.GroupedConvolution;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.MapSum;
import dev.lanewise.engine.backend.PointwiseLoss;
import dev.lanewise.engine.backend.PoolForward;
import dev.lanewise.engine.backend.PoolForwardWithWinner;
import dev.lanewise.engine.backend.PoolGradient;
import dev.lanewise.engine.backend.PoolGradientByWinner;
import dev.lanewise.engine.backend.PoolShape;
import dev.lanewise.engine.backend.SgdRule;
import dev.lanewise.engine.backend.TargetCrossEntropy;
import dev.lanewise.engine.backend.Tuning;
import dev.lanewise.engine.backend.Warp;
import dev.lanewise.engine.backend.WarpShape;
import dev.lanewise.engine.backend.WinogradKernels;
import java.util.List;
import java.util.Objects;

/**
 * The kernels in plain loops that C2 makes to vectors by itself. What takes next to no time, and what such a
 * loop doesn't make faster, goes to the scalar kernels: both give the same bits. Needs fused multiply-add in
 * hardware ({@link dev.lanewise.engine.backend.Fma#HARDWARE}).
 */
public final class PortableKernels implements Backend {
    private final Backend scalar;

    /**
     * Creates the kernels.
     *
     * @param scalar the truth, for what has no loop of its own here
     */
    public PortableKernels(Backend scalar) {
        this.scalar = scalar;
    }

    @Override
    public String name() {
        return "portable";
    }

    @Override
    public int bits() {
        return 0;
    }

    @Override
    public Tuning tuning() {
        return Tuning.PORTABLE;
    }

    @Override
    public GemmKernel gemm(GemmProblem shape) {
        return new Candidates<GemmProblem, GemmKernel>(
                List.of(new Candidate<>(PortableGemm::fits, PortableGemm::new)), scalar::gemm)
                .prepare(shape);
    }

    @Override
    public ConvolutionForward convolutionForward(ConvolutionShape shape) {
        return GroupedConvolution.forward(shape, PortableForward::new);
    }

    @Override
    public ConvolutionInputGradient convolutionInputGradient(ConvolutionShape shape) {
        return GroupedConvolution.inputGradient(shape, PortableInputGradient::new);
    }

    @Override
    public ConvolutionWeightGradient convolutionWeightGradient(ConvolutionShape shape) {
        return GroupedConvolution.weightGradient(shape, PortableWeightGradient::new);
    }

    @Override
    public WinogradKernels winograd() {
        return new PortableWinograd(scalar.winograd());
    }

    @Override
    public BiasGradient biasGradient(MapShape maps) {
        return scalar.biasGradient(maps);
    }

    @Override
    public PoolForward maxPool(PoolShape shape) {
        return new Candidates<PoolShape, PoolForward>(
                List.of(new Candidate<>(PortablePooling::fits, s -> new PortablePooling(s)::max)),
                scalar::maxPool).prepare(shape);
    }

    @Override
    public PoolForwardWithWinner maxPoolWithWinner(PoolShape shape) {
        return new Candidates<PoolShape, PoolForwardWithWinner>(
                List.of(new Candidate<>(PortablePooling::fits,
                        s -> new PortablePooling(s)::maxWithWinner)),
                scalar::maxPoolWithWinner).prepare(shape);
    }

    @Override
    public PoolGradientByWinner maxPoolGradient(PoolShape shape) {
        return new Candidates<PoolShape, PoolGradientByWinner>(
                List.of(new Candidate<>(PortablePooling::fitsGradient,
                        s -> new PortablePooling(s)::maxGradient)),
                scalar::maxPoolGradient).prepare(shape);
    }

    @Override
    public PoolForward averagePool(PoolShape shape) {
        return new Candidates<PoolShape, PoolForward>(
                List.of(new Candidate<>(PortablePooling::fits,
                        s -> new PortablePooling(s)::average)),
                scalar::averagePool).prepare(shape);
    }

    @Override
    public PoolGradient averagePoolGradient(PoolShape shape) {
        return new Candidates<PoolShape, PoolGradient>(
                List.of(new Candidate<>(PortablePooling::fitsGradient,
                        s -> new PortablePooling(s)::averageGradient)),
                scalar::averagePoolGradient).prepare(shape);
    }

    @Override
    public Warp warp(WarpShape shape) {
        return scalar.warp(shape);
    }

    @Override
    public void activate(Elementwise function, float[] x, float[] y, float[] slope,
            int offset, int length) {
        if (PortableActivations.fits(function.function())) {
            ActivationRange.check(x, y, slope, offset, length);
            PortableActivations.run(function.function(), x, y, slope, offset, length);
        } else {
            scalar.activate(function, x, y, slope, offset, length);
        }
    }

    @Override
    public void multiply(float[] x, float[] y, int offset, int length) {
        scalar.multiply(x, y, offset, length);
    }

    @Override
    public void add(float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (xOffset == yOffset) {
            Objects.checkFromIndexSize(xOffset, length, Math.min(x.length, y.length));
            for (int i = xOffset; i < xOffset + length; i++) {
                y[i] += x[i];
            }
        } else {
            scalar.add(x, xOffset, y, yOffset, length);
        }
    }

    @Override
    public void add(MapSum maps, float[] a, int aOffset, float[] b, int bOffset, float[] y,
            int yOffset) {
        scalar.add(maps, a, aOffset, b, bOffset, y, yOffset);
    }

    @Override
    public void affine(float scale, float shift, float[] x, int offset, int length) {
        scalar.affine(scale, shift, x, offset, length);
    }

    @Override
    public void affine(ChannelAffine maps, float[] scales, int scale, float[] shifts, int shift,
            float[] x, int xOffset, float[] y, int yOffset) {
        scalar.affine(maps, scales, scale, shifts, shift, x, xOffset, y, yOffset);
    }

    @Override
    public boolean isFinite(float[] x, int offset, int length) {
        return scalar.isFinite(x, offset, length);
    }

    @Override
    public void transpose(int rows, int columns, float[] x, int xOffset, int ldx, float[] y,
            int yOffset, int ldy) {
        scalar.transpose(rows, columns, x, xOffset, ldx, y, yOffset, ldy);
    }

    @Override
    public void fold(int lanes, int count, float[] x, int xOffset, float[] y, int yOffset) {
        scalar.fold(lanes, count, x, xOffset, y, yOffset);
    }

    @Override
    public void softmax(int classes, int lanes, float[] z, int zOffset, float[] p, int pOffset) {
        scalar.softmax(classes, lanes, z, zOffset, p, pOffset);
    }

    @Override
    public void softmaxCrossEntropy(CrossEntropy loss, float[] z, int zOffset, float[] labels,
            int labelOffset, float scale, float[] dz, int dzOffset) {
        scalar.softmaxCrossEntropy(loss, z, zOffset, labels, labelOffset, scale, dz, dzOffset);
    }

    @Override
    public void softmaxCrossEntropy(TargetCrossEntropy loss, float[] z, float[] targets,
            float scale, float[] dz) {
        scalar.softmaxCrossEntropy(loss, z, targets, scale, dz);
    }

    @Override
    public void pointwiseLoss(PointwiseLoss loss, float[] z, float[] targets, float scale,
            float[] dz) {
        scalar.pointwiseLoss(loss, z, targets, scale, dz);
    }

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
        scalar.sgd(rule, rate, p, g, velocity, from, to);
    }

    @Override
    public void adam(AdamRule rule, double rate, float stepSize, float rootCorrection, float[] p,
            float[] g, float[] mean, float[] square, int from, int to) {
        scalar.adam(rule, rate, stepSize, rootCorrection, p, g, mean, square, from, to);
    }

    @Override
    public void movingAverage(float rate, float[] p, float[] average, int from, int to) {
        scalar.movingAverage(rate, p, average, from, to);
    }
}
