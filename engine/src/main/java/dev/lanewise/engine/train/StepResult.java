package dev.lanewise.engine.train;

import java.util.OptionalDouble;

/**
 * What the network said of the samples of a step, before the step. Immutable.
 *
 * @since 0.1.0
 */
public final class StepResult {
    private final int count;
    private final int judged;
    private final int correct;
    private final double loss;
    private final OptionalDouble gradientNorm;

    StepResult(int count, StepSums sums, OptionalDouble gradientNorm) {
        this.gradientNorm = gradientNorm;
        this.count = count;
        this.judged = sums.judged();
        this.correct = sums.correct();
        this.loss = sums.meanLoss();
    }

    /** {@return the number of samples} */
    public int count() {
        return count;
    }

    /** {@return the samples that were classified right} */
    public int correct() {
        return correct;
    }

    /** {@return the share of the samples with a class that were classified right; NaN where none has one} */
    public double accuracy() {
        return (double) correct / judged;
    }

    /** {@return the mean loss, as an evaluation measures it} */
    public double loss() {
        return loss;
    }

    /**
     * {@return the norm of the gradient by all parameters that are trained, before it was clipped; empty
     * without {@link TrainerBuilder#clipNorm}}
     */
    public OptionalDouble gradientNorm() {
        return gradientNorm;
    }

    @Override
    public String toString() {
        return "StepResult[loss=" + loss + ", correct=" + correct + ", count=" + count + "]";
    }
}
