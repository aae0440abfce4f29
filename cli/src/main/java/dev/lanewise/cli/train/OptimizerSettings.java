package dev.lanewise.cli.train;

import dev.lanewise.engine.train.Adam;
import dev.lanewise.engine.train.Optimizer;
import dev.lanewise.engine.train.Sdlm;
import dev.lanewise.engine.train.Sgd;

/**
 * An optimizer with all its values.
 *
 * @param kind which one
 * @param learningRate at the top of the schedule
 * @param momentum 0 for none; 0 unless the kind is {@link OptimizerKind#SGD}
 * @param nesterov whether the momentum is Nesterov's; needs momentum
 * @param weightDecay 0 for none; 0 where the kind is {@link OptimizerKind#SDLM}
 */
public record OptimizerSettings(OptimizerKind kind, double learningRate, double momentum,
        boolean nesterov, double weightDecay) {

    /** The engine's optimizer. */
    Optimizer toOptimizer() {
        return switch (kind) {
            case SGD -> new Sgd(learningRate, momentum, nesterov, weightDecay);
            case ADAM -> Adam.of(learningRate).weightDecay(weightDecay);
            case ADAMW -> Adam.adamW(learningRate, weightDecay);
            case SDLM -> Sdlm.of(learningRate);
        };
    }
}
