/**
 * Losses: what training lowers, as values that bring their own computation. Begin with {@link
 * dev.lanewise.engine.loss.Loss}. A trainer chooses by the data: {@link dev.lanewise.engine.loss.Loss#crossEntropy} for
 * classes, {@link dev.lanewise.engine.loss.Loss#meanSquaredError} for values; {@code TrainerBuilder.loss} takes another.
 *
 * {@snippet lang=java :
 * Loss rare = Loss.crossEntropy().classWeights(1, 20); // the second class counts 20 times
 * Loss several = Loss.binaryCrossEntropy(); // a probability for each output
 * Loss robust = Loss.huber(1); // values with outliers
 * IO.println(List.of(rare, several, robust));
 * }
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.loss;
