package dev.lanewise.cli.train;

import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Initializer;

/**
 * All that a recipe decides; each value can be overridden by its option.
 *
 * @param network the network
 * @param activation its activation
 * @param initializer distribution of the first weights
 * @param optimizer the optimizer
 * @param schedule the learning-rate schedule
 * @param batches epochs and batches
 * @param regularization label smoothing, weight averaging, early end
 * @param validation what the model is validated on
 */
public record Hyperparameters(NetworkKind network, Activation activation, Initializer initializer,
        OptimizerSettings optimizer, ScheduleSettings schedule, BatchSettings batches,
        Regularization regularization, Validation validation) {}
