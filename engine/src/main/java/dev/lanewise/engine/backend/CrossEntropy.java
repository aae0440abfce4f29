package dev.lanewise.engine.backend;

/**
 * Softmax with cross-entropy on the logits of a tile.
 *
 * @param classes number of classes
 * @param lanes images in the tile
 * @param smoothing label smoothing ε in [0, 1): the target is (1 − ε) on the label and ε/classes
 *     everywhere (Szegedy et al. 2016)
 * @param rubbish the constant logit of one more class, which is never the label: with logits that are
 *     minus squared distances, the criterion of maximum a posteriori (LeCun, Bottou, Bengio, Haffner
 *     1998, equation 9, where it is −j); {@link #NO_RUBBISH} for none
 */
public record CrossEntropy(int classes, int lanes, double smoothing, float rubbish)
        implements TileLoss {
    /** The logit of a rubbish class that there is not. */
    public static final float NO_RUBBISH = Float.NEGATIVE_INFINITY;

    /** Without a rubbish class. */
    public CrossEntropy(int classes, int lanes, double smoothing) {
        this(classes, lanes, smoothing, NO_RUBBISH);
    }

    @Override
    public int outputs() {
        return classes;
    }

    /** The label. */
    @Override
    public int targets() {
        return 1;
    }

    @Override
    public float empty() {
        return -1;
    }

    @Override
    public void target(int label, float[] targets, int lane) {
        targets[lane] = label < 0 ? noClass() : label;
    }

    @Override
    public void target(int sample, float[] values, int offset, float[] targets, int lane) {
        throw new IllegalStateException("Values are targets of TargetCrossEntropy.");
    }

    @Override
    public void probabilities(Backend kernels, float[] z, float[] p) {
        kernels.softmax(classes, lanes, z, 0, p, 0);
    }

    @Override
    public void gradient(Backend kernels, float[] z, float[] targets, float scale, float[] dz) {
        kernels.softmaxCrossEntropy(this, z, 0, targets, 0, scale, dz, 0);
    }

    @Override
    public double value(float[] z, float[] targets, int lane) {
        return loss(z, 0, lane, (int) targets[lane]);
    }

    @Override
    public double plainValue(float[] z, float[] targets, int lane, double value) {
        return plainLoss(z, 0, lane, (int) targets[lane], value);
    }

    @Override
    public boolean isRight(float[] z, float[] targets, int lane) {
        int label = (int) targets[lane];
        return label == noClass() ? isUnsure(z, 0, lane) : argmax(z, lane) == label;
    }

    /** Checks the ranges. */
    public CrossEntropy {
        if (classes < 1 || lanes < 1 || !(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException(
                    "Cross-entropy needs classes and lanes of at least 1 and a smoothing in [0, 1); you gave "
                            + classes + ", " + lanes + ", " + smoothing + ".");
        }
    }

    /**
     * The label of a lane whose sample belongs to no class: its target is {@link #uniform} in every class,
     * which teaches the network to be unsure (Hendrycks, Mazeika, Dietterich 2019).
     */
    public int noClass() {
        return classes;
    }

    /** The target of every class where the sample belongs to none: 1/classes. */
    public float uniform() {
        return (float) (1.0 / classes);
    }

    /** The part of the target that every class receives: ε/classes. */
    public float everywhere() {
        return (float) (smoothing / classes);
    }

    /** The target of the labelled class: (1 − ε) + ε/classes. */
    public float onLabel() {
        return (float) (1 - smoothing + smoothing / classes);
    }

    /**
     * The cross-entropy of one lane in nats: log Σ exp z − Σ q·z, in double precision but for the
     * exponentials.
     *
     * @param z {@code [classes][lanes]} logits from {@code zOffset}
     * @param lane the lane
     * @param label its label, or {@link #noClass}
     */
    public double loss(float[] z, int zOffset, int lane, int label) {
        return logSum(z, zOffset, lane, rubbish) - expected(z, zOffset, lane, label);
    }

    /** The mean logit under the target. */
    private double expected(float[] z, int zOffset, int lane, int label) {
        double sumOfLogits = 0;
        for (int c = 0; c < classes; c++) {
            sumOfLogits += z[zOffset + c * lanes + lane];
        }
        return label == noClass() ? sumOfLogits / classes
                : (1 - smoothing) * z[zOffset + label * lanes + lane]
                        + smoothing / classes * sumOfLogits;
    }

    private double logSum(float[] z, int zOffset, int lane, float other) {
        return logSum(classes, lanes, z, zOffset, lane, other);
    }

    /** log Σ exp z, with the logit of a rubbish class if there is one. */
    static double logSum(int classes, int lanes, float[] z, int zOffset, int lane, float other) {
        double max = other;
        for (int c = 0; c < classes; c++) {
            max = Math.max(max, z[zOffset + c * lanes + lane]);
        }
        double sum = other == NO_RUBBISH ? 0 : ScalarActivations.exp((float) (other - max));
        for (int c = 0; c < classes; c++) {
            sum += ScalarActivations.exp((float) (z[zOffset + c * lanes + lane] - max));
        }
        return max + StrictMath.log(sum);
    }

    /**
     * What is left of {@link #loss} without label smoothing and rubbish class, so that it is the quantity
     * that an evaluation measures; of no class, how far the softmax is from uniform. 0 is the best.
     *
     * @param loss of this lane and label, already computed
     */
    public double plainLoss(float[] z, int zOffset, int lane, int label, double loss) {
        double logSum = hasRubbish() ? logSum(z, zOffset, lane, NO_RUBBISH)
                : loss + expected(z, zOffset, lane, label);
        return label == noClass()
                ? logSum - expected(z, zOffset, lane, label) - StrictMath.log(classes)
                : logSum - z[zOffset + label * lanes + lane];
    }

    /** Whether there is a rubbish class. */
    public boolean hasRubbish() {
        return rubbish != NO_RUBBISH;
    }

    /**
     * The second derivatives of the loss by the logits, each by itself: {@code h = p·(1 − p)} with the
     * softmax p; 0 in lanes whose label is −1.
     *
     * @param z {@code [classes][lanes]} logits from 0
     * @param labels the lanes' labels as floats
     * @param h {@code [classes][lanes]} from 0, modified; not {@code z}
     * @param rest for each lane 1 − Σ p, which is the rubbish's; modified
     */
    @Override
    public void curvature(float[] z, float[] labels, float[] h, float[] rest) {
        ScalarSoftmax.probabilities(classes, lanes, rubbish, z, 0, h, 0);
        for (int lane = 0; lane < lanes; lane++) {
            boolean used = labels[lane] >= 0;
            float sum = 0;
            for (int i = lane; i < classes * lanes; i += lanes) {
                sum += h[i];
                h[i] = used ? h[i] * (1 - h[i]) : 0;
            }
            rest[lane] = used && hasRubbish() ? Math.max(0, 1 - sum) : 0;
        }
    }

    /** Whether no class has more than half of the probability in a lane. */
    public boolean isUnsure(float[] z, int zOffset, int lane) {
        return isUnsure(classes, lanes, z, zOffset, lane);
    }

    /** The same of logits of so many classes and lanes. */
    static boolean isUnsure(int classes, int lanes, float[] z, int zOffset, int lane) {
        float max = z[zOffset + lane];
        for (int c = 1; c < classes; c++) {
            max = Math.max(max, z[zOffset + c * lanes + lane]);
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += ScalarActivations.exp(z[zOffset + c * lanes + lane] - max);
        }
        return sum >= 2;
    }

    /** The class with the largest logit in a lane; the first of equals. */
    public int argmax(float[] z, int zOffset, int lane) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            if (z[zOffset + c * lanes + lane] > z[zOffset + best * lanes + lane]) {
                best = c;
            }
        }
        return best;
    }
}
