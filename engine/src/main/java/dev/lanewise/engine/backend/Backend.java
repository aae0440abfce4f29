package dev.lanewise.engine.backend;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kernels' contract: what every backend computes, to the bit. Chain means one {@code fma} after
 * the other, each rounded once, in the order that is said; "the same bits" means that −0 equals +0.
 * All inputs are finite, but those of {@link #isFinite}. Backend check that operands lie inside their arrays, once a call, and
 * allocate nothing. An instance is immutable and safe for any number of threads; what it prepares
 * says so for itself.
 *
 * <p>On hardware without FMA the scalar kernels run, multiply-add is rounded twice, and the bits are
 * those of other machines without it only ({@link Fma#HARDWARE}).
 */
public interface Backend {

    /**
     * Images in a full tile, whatever the width of a vector: one vector of 512 bits, two of 256,
     * four of 128.
     */
    int TILE = 16;

    /** {@code scalar} or {@code vector}. */
    String name();

    /** Width of its vectors in bits; 0 if it has none. */
    int bits();

    /** The numbers of the machine by which it cuts its work. */
    Tuning tuning();

    /** Prepares a matrix product. */
    GemmKernel gemm(GemmProblem shape);

    /**
     * Prepares a convolution's forward pass.
     *
     * @throws IllegalArgumentException if its padding is not 0
     */
    ConvolutionForward convolutionForward(ConvolutionShape shape);

    /**
     * The same with an end for each sum.
     *
     * @throws IllegalArgumentException if its padding is not 0
     */
    default ConvolutionForward convolutionForward(ConvolutionShape shape, Epilogue epilogue) {
        return epilogue.after(convolutionForward(shape), shape.out(), this);
    }

    /**
     * Prepares a convolution's forward pass with weights that stay as they are, where an order of their own
     * makes it faster; empty where none does.
     *
     * @param epilogue the end for each sum; null for none
     * @throws IllegalArgumentException if its padding is not 0
     */
    default Optional<PreparedConvolution> preparedConvolution(ConvolutionShape shape,
            @Nullable Epilogue epilogue) {
        shape.inPlace();
        return Optional.empty();
    }

    /**
     * Prepares the gradient of a convolution's input.
     *
     * @throws IllegalArgumentException if its padding is not 0
     */
    ConvolutionInputGradient convolutionInputGradient(ConvolutionShape shape);

    /**
     * Prepares the gradient of a convolution's weights.
     *
     * @throws IllegalArgumentException if its padding is not 0
     */
    ConvolutionWeightGradient convolutionWeightGradient(ConvolutionShape shape);

    /** What convolutions with three or five taps in a row are computed with; see {@link Winograd}. */
    WinogradKernels winograd();

    /** Prepares the gradient of the biases of maps: their sums over positions. */
    BiasGradient biasGradient(MapShape maps);

    /** Prepares a convolution whose maps are pooled to their maxima as they are made. */
    default ConvolutionForward maxPooledConvolution(PooledConvolutionShape shape) {
        return BandedConvolution.max(this, shape);
    }

    /** The same, and remembers which elements won. */
    default ConvolutionForwardWithWinner maxPooledConvolutionWithWinner(
            PooledConvolutionShape shape) {
        return BandedConvolution.maxWithWinner(this, shape);
    }

    /** Prepares a convolution whose maps are pooled to their means as they are made. */
    default ConvolutionForward averagePooledConvolution(PooledConvolutionShape shape) {
        return BandedConvolution.average(this, shape);
    }

    /** Prepares pooling to maxima. */
    PoolForward maxPool(PoolShape shape);

    /** Prepares pooling to maxima that remembers which elements won. */
    PoolForwardWithWinner maxPoolWithWinner(PoolShape shape);

    /** Prepares the gradient of pooling to maxima. */
    PoolGradientByWinner maxPoolGradient(PoolShape shape);

    /** Prepares pooling to means. */
    PoolForward averagePool(PoolShape shape);

    /** Prepares the gradient of pooling to means. */
    PoolGradient averagePoolGradient(PoolShape shape);

    /** Prepares the resampling of a map. */
    Warp warp(WarpShape shape);

    /**
     * An elementwise function: {@code y} receives its values of {@code x}, {@code slope} its derivatives
     * there. All three ranges are {@code [offset, offset + length)}; x and y may be one array.
     */
    void activate(Elementwise function, float[] x, float[] y, float[] slope, int offset,
            int length);

    /** {@code y[i] = y[i]·x[i]} over {@code [offset, offset + length)}. */
    void multiply(float[] x, float[] y, int offset, int length);

    /** {@code y[yOffset + i] += x[xOffset + i]} for {@code length} values. */
    void add(float[] x, int xOffset, float[] y, int yOffset, int length);

    /**
     * Adds maps; see {@link MapSum}. Values between the rows of {@code y} stay.
     *
     * @param y modified; neither {@code a} nor {@code b}
     */
    void add(MapSum maps, float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset);

    /** {@code x[i] = fma(scale, x[i], shift)} over {@code [offset, offset + length)}. */
    void affine(float scale, float shift, float[] x, int offset, int length);

    /**
     * Scales and shifts maps, each by numbers of its own; see {@link ChannelAffine}. Values between the
     * rows of {@code y} stay.
     *
     * @param scales a factor for each map, from {@code scale} on
     * @param shifts a summand for each map, from {@code shift} on
     * @param y modified; may be {@code x}
     */
    void affine(ChannelAffine maps, float[] scales, int scale, float[] shifts, int shift, float[] x,
            int xOffset, float[] y, int yOffset);

    /** Whether all values in {@code [offset, offset + length)} are finite numbers. */
    boolean isFinite(float[] x, int offset, int length);

    /**
     * {@code y[column·ldy + row] = x[row·ldx + column]}: a matrix made to its transpose.
     *
     * @param x {@code rows × columns}, rows {@code ldx} floats apart
     * @param y {@code columns × rows}, rows {@code ldy} floats apart; modified; not {@code x}
     */
    void transpose(int rows, int columns, float[] x, int xOffset, int ldx, float[] y, int yOffset,
            int ldy);

    /**
     * Sums groups of lanes: {@code y[i] = Σ x[i·lanes … i·lanes + lanes)}, by halves: lane l and
     * lane l + lanes/2 first, then quarters, and so on.
     *
     * @param lanes 1 (a copy) or {@link #TILE}
     * @param count number of sums
     * @param y receives the sums from {@code yOffset}
     */
    void fold(int lanes, int count, float[] x, int xOffset, float[] y, int yOffset);

    /**
     * {@code y[column] += Σ} over the rows of {@code x[rows × columns]} in ascending order: column
     * sums.
     */
    default void columnSums(int rows, int columns, float[] x, int xOffset, float[] y, int yOffset) {
        for (int row = 0; row < rows; row++) {
            add(x, xOffset + row * columns, y, yOffset, columns);
        }
    }

    /**
     * Softmax over classes, for each lane by itself: p = exp(z − max z) / Σ exp(z − max z), the sum
     * in ascending class order.
     *
     * @param z {@code [classes][lanes]} logits
     * @param p {@code [classes][lanes]}, modified; may be {@code z}
     */
    void softmax(int classes, int lanes, float[] z, int zOffset, float[] p, int pOffset);

    /**
     * The gradient of the mean cross-entropy by the logits, for each lane by itself: {@code dz =
     * scale·(softmax(z) − q)} where q is (1 − ε)·[class = label] + ε/classes. With a rubbish
     * class its exponential comes first in the sum.
     *
     * @param loss classes, lanes, label smoothing ε and rubbish
     * @param z {@code [classes][lanes]} logits
     * @param labels the lanes' labels as floats; −1 in a lane that holds no image: its gradient is
     *     0
     * @param scale the reciprocal of the batch size
     * @param dz {@code [classes][lanes]}, modified; not {@code z}
     */
    void softmaxCrossEntropy(CrossEntropy loss, float[] z, int zOffset, float[] labels,
            int labelOffset, float scale, float[] dz, int dzOffset);

    /**
     * The same where a lane's target is a number t for each class: {@code dz = scale·(softmax(z)·Σt − t)},
     * the sum in ascending class order.
     *
     * @param loss classes and lanes
     * @param z {@code [classes][lanes]} logits
     * @param targets {@code [classes][lanes]} numbers t, and what follows them
     * @param scale the reciprocal of the batch's weight
     * @param dz {@code [classes][lanes]}, modified; not {@code z}
     */
    void softmaxCrossEntropy(TargetCrossEntropy loss, float[] z, float[] targets, float scale,
            float[] dz);

    /**
     * The gradient of a loss that is the mean of what each output costs by itself: {@code dz =
     * slope·(scale/outputs)}, where the binary cross-entropy has the slope {@code σ(z)·(1 − t + w·t) −
     * w·t}.
     *
     * @param loss what an output costs; outputs and lanes
     * @param z {@code [outputs][lanes]}
     * @param targets {@code [outputs][lanes]}; the gradient is 0 where one is NaN
     * @param scale the reciprocal of the batch's weight
     * @param dz {@code [outputs][lanes]}, modified; not {@code z}
     */
    void pointwiseLoss(PointwiseLoss loss, float[] z, float[] targets, float scale, float[] dz);

    /**
     * Radial basis functions, for each lane by itself: {@code y[unit] = −Σ (x − c)²}, one chain of
     * {@code fma(−d, d, y)} with d = x − c over the features in ascending order, and {@code slope =
     * −2·d}, the derivative of y by x.
     *
     * @param centres {@code [units][features]}
     * @param x {@code [features][lanes]}
     * @param y {@code [units][lanes]}; modified
     * @param slope {@code [units][features][lanes]}; modified
     */
    void radialBasis(int units, int features, int lanes, float[] centres, float[] x, float[] y,
            float[] slope);

    /**
     * {@code dx[feature] = Σ slope·dy[unit]}, for each lane by itself, one chain of fma over the units
     * in ascending order.
     *
     * @param slope {@code [units][features][lanes]}
     * @param dy {@code [units][lanes]}
     * @param dx {@code [features][lanes]}; modified
     */
    void radialBasisGradient(int units, int features, int lanes, float[] slope, float[] dy,
            float[] dx);

    /**
     * One step of stochastic gradient descent over {@code [from, to)}, by {@link SgdRule}.
     *
     * @param rate learning rate
     * @param p parameters; modified
     * @param g gradients
     * @param velocity state of the momentum; modified if the rule has momentum, else not touched
     */
    void sgd(SgdRule rule, float rate, float[] p, float[] g, float[] velocity, int from, int to);

    /**
     * One step of Adam over {@code [from, to)}, by {@link AdamRule}.
     *
     * @param rate learning rate, for the decoupled weight decay
     * @param stepSize learning rate / (1 − β₁ᵗ)
     * @param rootCorrection 1 / √(1 − β₂ᵗ)
     * @param p parameters; modified
     * @param g gradients
     * @param mean first moments; modified
     * @param square second moments; modified
     */
    void adam(AdamRule rule, double rate, float stepSize, float rootCorrection, float[] p,
            float[] g,
            float[] mean, float[] square, int from, int to);

    /**
     * {@code average += rate·(p − average)} as one fma, over {@code [from, to)}: an exponential
     * moving average.
     */
    void movingAverage(float rate, float[] p, float[] average, int from, int to);
}
