package dev.lanewise.engine.kernel;

/**
 * Softmax with cross-entropy on the logits of a tile.
 *
 * @param classes number of classes
 * @param lanes images in the tile
 * @param smoothing label smoothing ε in [0, 1): the target is (1 − ε) on the label and ε/classes
 *     everywhere (Szegedy et al. 2016)
 */
public record CrossEntropy(int classes, int lanes, float smoothing) {

    /** Checks the ranges. */
    public CrossEntropy {
        if (classes < 1 || lanes < 1 || !(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException(
                    "Cross-entropy needs classes and lanes of at least 1 and a smoothing in [0, 1); found "
                            + classes + ", " + lanes + ", " + smoothing + ".");
        }
    }

    /** The part of the target that every class receives: ε/classes. */
    public float everywhere() {
        return smoothing / classes;
    }

    /** The target of the labelled class: (1 − ε) + ε/classes. */
    public float onLabel() {
        return (1 - smoothing) + everywhere();
    }

    /**
     * The cross-entropy of one lane in nats: log Σ exp z − Σ q·z, in double precision but for the
     * exponentials.
     *
     * @param z {@code [classes][lanes]} logits from {@code zOffset}
     * @param lane the lane
     * @param label its label
     */
    public double loss(float[] z, int zOffset, int lane, int label) {
        double max = Double.NEGATIVE_INFINITY;
        double sumOfLogits = 0;
        for (int c = 0; c < classes; c++) {
            double logit = z[zOffset + c * lanes + lane];
            max = Math.max(max, logit);
            sumOfLogits += logit;
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += ScalarActivations.exp((float) (z[zOffset + c * lanes + lane] - max));
        }
        double expected = (1.0 - smoothing) * z[zOffset + label * lanes + lane]
                + smoothing / (double) classes * sumOfLogits;
        return max + StrictMath.log(sum) - expected;
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
