package dev.lanewise.engine.train;

/** What the network said of the samples of a step, before the step. Immutable. */
public final class StepResult {
    private final int count;
    private final int judged;
    private final int correct;
    private final double loss;

    StepResult(int count, int judged, int correct, double loss) {
        this.count = count;
        this.judged = judged;
        this.correct = correct;
        this.loss = loss;
    }

    /** Number of samples. */
    public int count() {
        return count;
    }

    /** Samples that were classified right. */
    public int correct() {
        return correct;
    }

    /** Share of the samples with a class that were classified right; NaN where none has one. */
    public double accuracy() {
        return (double) correct / judged;
    }

    /** Mean loss, as an evaluation measures it. */
    public double loss() {
        return loss;
    }

    @Override
    public String toString() {
        return "StepResult[loss=" + loss + ", correct=" + correct + ", count=" + count + "]";
    }
}
