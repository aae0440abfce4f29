package dev.lanewise.engine.train;

import dev.lanewise.engine.optim.OptimizerRule;
import dev.lanewise.engine.text.Attributes;
import java.util.Objects;

/**
 * How gradients change parameters. Immutable descriptions; their state belongs to the trainer.
 * Weight decay acts on all parameters, biases too, as in PyTorch, unless {@link TrainerBuilder#decay}
 * says otherwise.
 *
 * @since 0.1.0
 */
public interface Optimizer {

    /**
     * {@return an optimizer of a program's own} Checkpoints hold its name and what it carries along.
     *
     * @param own what computes
     * @param learningRate the learning rate before the schedule's factor
     * @throws IllegalArgumentException if its name is no word, or a number is out of range
     */
    static Optimizer custom(CustomOptimizer own, double learningRate) {
        Objects.requireNonNull(own, "The optimizer must not be null.");
        return new CustomUpdates(own, learningRate);
    }

    /** {@return the learning rate before the schedule's factor} */
    double learningRate();

    /**
     * {@return the same optimizer with another learning rate}
     *
     * @param rate the learning rate
     */
    Optimizer withLearningRate(double rate);

    /** {@return what it is made of, to compare: training goes on only with an equal one} */
    @SuppressWarnings("exports") // For the engine itself.
    Attributes attributes();

    /**
     * {@return its steps over so many parameters, for the trainer}
     *
     * @param parameters how many there are
     */
    @SuppressWarnings("exports") // For the trainer alone.
    OptimizerRule rule(int parameters);
}
