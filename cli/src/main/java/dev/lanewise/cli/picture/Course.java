package dev.lanewise.cli.picture;

import dev.lanewise.engine.train.EpochResult;
import java.util.List;

/**
 * How a training went, for its charts.
 *
 * @param epochs in order, at least one
 * @param steps means over a few steps each, in order; none if only epochs are known
 * @param validation what the epochs were validated on
 * @param testError share of the test images that the model got wrong
 * @param testLoss its mean cross-entropy on them
 */
public record Course(List<EpochResult> epochs, List<StepMean> steps, ValidatedOn validation,
        double testError, double testLoss) {

    /** Keeps unmodifiable copies. */
    public Course {
        epochs = List.copyOf(epochs);
        steps = List.copyOf(steps);
    }

    /** What the epochs were validated on, which decides what may be called best. */
    public enum ValidatedOn {
        /** Nothing. */
        NOTHING(""),
        /** Images held out of the training set; the best epoch's weights are the model. */
        HELD_OUT("validation"),
        /** The test images; no epoch is chosen by them. */
        TEST("test");

        private final String word;

        ValidatedOn(String word) {
            this.word = word;
        }

        /** What the values are called. */
        public String word() {
            return word;
        }
    }

    /**
     * A mean over neighbouring steps.
     *
     * @param epochs trained when they ended, such as 0.25 after a quarter of the first
     * @param loss mean training loss
     * @param accuracy share of the training images that were classified right
     */
    public record StepMean(double epochs, double loss, double accuracy) {}
}
