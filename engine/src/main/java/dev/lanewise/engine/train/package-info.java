/**
 * Training: the loop, optimizers, schedules, and what listeners hear of it. Begin with {@link
 * dev.lanewise.engine.train.Trainer#of}: a builder takes the options and makes a {@link
 * dev.lanewise.engine.train.Trainer}, which fits the network to data, and goes on from a {@link
 * dev.lanewise.engine.train.Checkpoint}. What is lowered is a {@link dev.lanewise.engine.loss.Loss}.
 *
 * <p>An optimizer and a loss bring all that is special about them; the loop asks no one which it has.
 * So more may come from packages above this one.
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.train;
