package dev.lanewise.engine.train;

/**
 * What the samples of a step count and lose, sample by sample, so that sums are made in the order of the
 * batch whoever computed them. Workers note different samples at the same time; all else belongs to the
 * thread that runs the step.
 */
final class StepSums {
    private final double[] losses;
    private final double[] plainLosses;
    private final boolean[] right;
    private int samples;
    private int judged;
    private double weight;

    /** Room for the samples of the largest step. */
    StepSums(int most) {
        losses = new double[most];
        plainLosses = new double[most];
        right = new boolean[most];
    }

    /** Most samples of a step. */
    int most() {
        return losses.length;
    }

    /** Begins a step. */
    void begin(int count) {
        samples = count;
        judged = 0;
        weight = 0;
    }

    /** Counts a sample; in the order of the batch. */
    void count(double counts, boolean canBeRight) {
        weight += counts;
        judged += canBeRight ? 1 : 0;
    }

    /** What a sample lost, as training and as an evaluation sees it. */
    void note(int sample, double loss, double plainLoss, boolean isRight) {
        losses[sample] = loss;
        plainLosses[sample] = plainLoss;
        right[sample] = isRight;
    }

    /** What the samples count together. */
    double weight() {
        return weight;
    }

    /** Samples that have a class and so can be right. */
    int judged() {
        return judged;
    }

    /** Sum of the losses, which the gradient lowers. */
    double loss() {
        return sum(losses);
    }

    /** The same as an evaluation measures it, without what only training wants. */
    double plainLoss() {
        return sum(plainLosses);
    }

    /** Mean loss as an evaluation measures it; 0 where no sample counts. */
    double meanLoss() {
        return weight == 0 ? 0 : plainLoss() / weight;
    }

    private double sum(double[] values) {
        double sum = 0;
        for (int i = 0; i < samples; i++) {
            sum += values[i];
        }
        return sum;
    }

    /** Samples that were classified right. */
    int correct() {
        int count = 0;
        for (int i = 0; i < samples; i++) {
            count += right[i] ? 1 : 0;
        }
        return count;
    }
}
