package dev.lanewise.engine.train;

/**
 * How gradients change parameters. Immutable descriptions; their state belongs to the trainer.
 * Weight decay acts on all parameters, biases too, as in PyTorch.
 */
public sealed interface Optimizer permits Sgd, Adam {

    /** The learning rate before the schedule's factor. */
    double learningRate();

    /** The same optimizer with another learning rate. */
    Optimizer withLearningRate(double rate);

    /** Checks what all optimizers share. */
    static void check(double learningRate, double weightDecay) {
        if (!(learningRate > 0) || !Double.isFinite(learningRate)) {
            throw new IllegalArgumentException(
                    "A learning rate expected a number above 0, found " + learningRate + ".");
        }
        if (!(weightDecay >= 0) || !Double.isFinite(weightDecay)) {
            throw new IllegalArgumentException(
                    "A weight decay expected a number of at least 0, found " + weightDecay + ".");
        }
    }
}
