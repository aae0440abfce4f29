package dev.lanewise.engine.backend.vector;

import dev.lanewise.engine.backend.ActivationRange;
import dev.lanewise.engine.backend.AdamRule;
import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.BiasGradient;
import dev.lanewise.engine.backend.Candidates;
import dev.lanewise.engine.backend.Candidates.Candidate;
import dev.lanewise.engine.backend.ChannelAffine;
import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionForwardWithWinner;
import dev.lanewise.engine.backend.ConvolutionInputGradient;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWeightGradient;
import dev.lanewise.engine.backend.CrossEntropy;
import dev.lanewise.engine.backend.Elementwise;
import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.MapSum;
import dev.lanewise.engine.backend.PointwiseLoss;
import dev.lanewise.engine.backend.PoolForward;
import dev.lanewise.engine.backend.PoolForwardWithWinner;
import dev.lanewise.engine.backend.PoolGradient;
import dev.lanewise.engine.backend.PoolGradientByWinner;
import dev.lanewise.engine.backend.PoolShape;
import dev.lanewise.engine.backend.PooledConvolutionShape;
import dev.lanewise.engine.backend.PreparedConvolution;
import dev.lanewise.engine.backend.SgdRule;
import dev.lanewise.engine.backend.TargetCrossEntropy;
import dev.lanewise.engine.backend.TransposeRange;
import dev.lanewise.engine.backend.Tuning;
import dev.lanewise.engine.backend.Warp;
import dev.lanewise.engine.backend.WarpShape;
import dev.lanewise.engine.backend.WinogradKernels;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kernels on the Vector API. Ranges that do not fill a vector, and shapes on which lanes do not
 * pay (a single image with strides), go to the scalar kernels: both give the same bits.
 */
public final class VectorKernels implements Backend {
    private final Backend scalar;
    private final Tuning tuning;
    private final ConvolutionCandidates convolutions;
    private final PoolCandidates pools;

    /**
     * Creates the kernels for a machine with the registers of this one.
     *
     * @param scalar the truth, for what does not fill a vector
     */
    public VectorKernels(Backend scalar) {
        this(scalar, Tuning.forRegisters(Lanes.REGISTERS));
    }

    /**
     * Creates the kernels.
     *
     * @param scalar the truth, for what does not fill a vector
     * @param tuning the numbers of the machine, which change no bit
     */
    public VectorKernels(Backend scalar, Tuning tuning) {
        this.scalar = scalar;
        this.tuning = tuning;
        this.convolutions = new ConvolutionCandidates(this, scalar, tuning.products());
        this.pools = new PoolCandidates(scalar);
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
    public Tuning tuning() {
        return tuning;
    }

    @Override
    public GemmKernel gemm(GemmProblem shape) {
        return new Candidates<GemmProblem, GemmKernel>(
                List.of(new Candidate<>(VectorGemv::fits, VectorGemv::new)),
                any -> new VectorGemm(any, tuning.products())).prepare(shape);
    }

    @Override
    public ConvolutionForward convolutionForward(ConvolutionShape shape) {
        return convolutions.forward(null).prepare(shape.inPlace());
    }

    @Override
    public ConvolutionForward convolutionForward(ConvolutionShape shape, Epilogue epilogue) {
        return convolutions.forward(epilogue).prepare(shape.inPlace());
    }

    @Override
    public Optional<PreparedConvolution> preparedConvolution(ConvolutionShape shape,
            @Nullable Epilogue epilogue) {
        return convolutions.prepared(shape.inPlace(), epilogue);
    }

    @Override
    public ConvolutionInputGradient convolutionInputGradient(ConvolutionShape shape) {
        return convolutions.inputGradient().prepare(shape.inPlace());
    }

    @Override
    public ConvolutionWeightGradient convolutionWeightGradient(ConvolutionShape shape) {
        return convolutions.weightGradient().prepare(shape.inPlace());
    }

    @Override
    public WinogradKernels winograd() {
        return new VectorWinograd(this, scalar.winograd(), tuning.products());
    }

    @Override
    public BiasGradient biasGradient(MapShape maps) {
        return convolutions.biasGradient().prepare(maps);
    }

    @Override
    public ConvolutionForward maxPooledConvolution(PooledConvolutionShape shape) {
        return convolutions.maxPooled().prepare(shape);
    }

    @Override
    public ConvolutionForwardWithWinner maxPooledConvolutionWithWinner(
            PooledConvolutionShape shape) {
        return convolutions.maxPooledWithWinner().prepare(shape);
    }

    @Override
    public PoolForward maxPool(PoolShape shape) {
        return pools.max().prepare(shape);
    }

    @Override
    public PoolForwardWithWinner maxPoolWithWinner(PoolShape shape) {
        return pools.maxWithWinner().prepare(shape);
    }

    @Override
    public PoolGradientByWinner maxPoolGradient(PoolShape shape) {
        return pools.maxGradient().prepare(shape);
    }

    @Override
    public PoolForward averagePool(PoolShape shape) {
        return pools.average().prepare(shape);
    }

    @Override
    public PoolGradient averagePoolGradient(PoolShape shape) {
        return pools.averageGradient().prepare(shape);
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
    public void add(MapSum maps, float[] a, int aOffset, float[] b, int bOffset, float[] y,
            int yOffset) {
        Objects.checkFromIndexSize(aOffset, maps.first().span(), a.length);
        Objects.checkFromIndexSize(bOffset, maps.second().span(), b.length);
        Objects.checkFromIndexSize(yOffset, maps.out().span(), y.length);
        for (int c = 0; c < maps.out().channels(); c++) {
            VectorArithmetic.add(maps, a, aOffset + c * maps.first().channelStride(), b,
                    bOffset + c * maps.second().channelStride(), y,
                    yOffset + c * maps.out().channelStride());
        }
    }

    @Override
    public void affine(float scale, float shift, float[] x, int offset, int length) {
        int done = VectorArithmetic.affine(scale, shift, x, offset, length);
        scalar.affine(scale, shift, x, offset + done, length - done);
    }

    @Override
    public void affine(ChannelAffine maps, float[] scales, int scale, float[] shifts, int shift,
            float[] x, int xOffset, float[] y, int yOffset) {
        Objects.checkFromIndexSize(xOffset, maps.in().span(), x.length);
        Objects.checkFromIndexSize(yOffset, maps.out().span(), y.length);
        for (int c = 0; c < maps.in().channels(); c++) {
            VectorArithmetic.affine(maps, scales[scale + c], shifts[shift + c], x,
                    xOffset + c * maps.in().channelStride(), y,
                    yOffset + c * maps.out().channelStride());
        }
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

    @Override
    public void softmaxCrossEntropy(TargetCrossEntropy loss, float[] z, float[] targets,
            float scale, float[] dz) {
        if (loss.lanes() == TILE) {
            VectorSoftmax.crossEntropy(loss, z, targets, scale, dz);
        } else {
            scalar.softmaxCrossEntropy(loss, z, targets, scale, dz);
        }
    }

    @Override
    public void pointwiseLoss(PointwiseLoss loss, float[] z, float[] targets, float scale,
            float[] dz) {
        if (loss.lanes() == TILE) {
            VectorPointwiseLoss.gradient(loss, z, targets, scale, dz);
        } else {
            scalar.pointwiseLoss(loss, z, targets, scale, dz);
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
