package dev.lanewise.cli.option;

import static dev.lanewise.cli.option.TrainingOptions.LEARNING_RATE;
import static dev.lanewise.cli.option.TrainingOptions.MOMENTUM;
import static dev.lanewise.cli.option.TrainingOptions.NESTEROV;
import static dev.lanewise.cli.option.TrainingOptions.WEIGHT_DECAY;

import dev.lanewise.engine.train.Adam;
import dev.lanewise.engine.train.Optimizer;
import dev.lanewise.engine.train.Sgd;
import dev.lanewise.mnist.Lenet5;

/**
 * The optimizers that can be named on the command line, with the values usual for them, PyTorch's defaults or the
 * paper's: what is taken where a recipe has another optimizer, whose learning rate would mean something else.
 */
public enum OptimizerKind {
    /** Stochastic gradient descent. */
    SGD(0.01, 0),
    /** Adam (Kingma, Ba 2015). */
    ADAM(0.001, 0),
    /** Adam with decoupled weight decay (Loshchilov, Hutter 2019). */
    ADAMW(0.001, 0.01),
    /** Stochastic diagonal Levenberg-Marquardt (LeCun et al. 1998). */
    SDLM(5e-4, 0);

    private final double learningRate;
    private final double weightDecay;

    OptimizerKind(double learningRate, double weightDecay) {
        this.learningRate = learningRate;
        this.weightDecay = weightDecay;
    }

    /** The learning rate usual for it. */
    double learningRate() {
        return learningRate;
    }

    /** The weight decay usual for it. */
    double weightDecay() {
        return weightDecay;
    }

    /** Whether it has a momentum. */
    boolean hasMomentum() {
        return this == SGD;
    }

    /** Whether it has a weight decay. */
    boolean hasWeightDecay() {
        return this != SDLM;
    }

    /** The engine's optimizer with some values. */
    public Optimizer of(TrainingValues values) {
        double rate = values.get(LEARNING_RATE);
        double decay = values.get(WEIGHT_DECAY);
        return switch (this) {
            case SGD -> Sgd.of(rate)
                    .momentum(values.get(MOMENTUM))
                    .nesterov(values.get(NESTEROV))
                    .weightDecay(decay);
            case ADAM -> Adam.of(rate).weightDecay(decay);
            case ADAMW -> Adam.adamW(rate, decay);
            case SDLM -> Lenet5.optimizer1998(rate);
        };
    }
}
