package dev.lanewise.engine.plan;

/**
 * What the steps need to pass second derivatives backward.
 *
 * @param squares the squares of the parameters
 * @param rest for each lane what the classes' probabilities leave to the rubbish class, which is minus
 *     the sum of the loss's derivatives by the outputs
 * @param sink where the parameters' second derivatives go
 * @param tile index of the tile in the batch
 */
@SuppressWarnings("ArrayRecordComponent")
record CurvaturePass(float[] squares, float[] rest, BatchGradient sink, int tile) {}
