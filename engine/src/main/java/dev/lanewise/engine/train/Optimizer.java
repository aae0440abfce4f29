package dev.lanewise.engine.train;

import dev.lanewise.engine.optim.OptimizerRule;
import dev.lanewise.engine.text.Attributes;

/**
 * How gradients change parameters. Immutable descriptions; their state belongs to the trainer.
 * Weight decay acts on all parameters, biases too, as in PyTorch, unless {@link TrainerBuilder#decay}
 * says otherwise.
 */
public interface Optimizer {

    /** The learning rate before the schedule's factor. */
    double learningRate();

    /** The same optimizer with another learning rate. */
    Optimizer withLearningRate(double rate);

    /** What it is made of, to compare: training goes on only with an equal one. */
    @SuppressWarnings("exports") // For the engine itself.
    Attributes attributes();

    /** Its steps over so many parameters, for the trainer. */
    @SuppressWarnings("exports") // For the trainer alone.
    OptimizerRule rule(int parameters);
}
