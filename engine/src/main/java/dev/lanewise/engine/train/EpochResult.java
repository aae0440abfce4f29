package dev.lanewise.engine.train;

import java.util.OptionalDouble;

/**
 * What an epoch reached.
 *
 * @param epoch its number from 1, counted over all training of a trainer
 * @param loss mean training loss over the epoch's batches, each before its step; as an
 *     evaluation measures it, so that it is the quantity that {@code valLoss} is
 * @param accuracy share of the training samples that were classified right before their step
 * @param valLoss loss on the validation set after the epoch; empty without one
 * @param valAccuracy accuracy on the validation set after the epoch; empty without one
 * @param learningRate of the epoch's last step
 * @param seconds time of training alone
 * @param imagesPerSecond samples trained a second
 */
public record EpochResult(int epoch, double loss, double accuracy, OptionalDouble valLoss,
        OptionalDouble valAccuracy, double learningRate, double seconds, double imagesPerSecond) {}
