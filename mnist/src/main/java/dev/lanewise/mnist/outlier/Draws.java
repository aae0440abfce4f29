package dev.lanewise.mnist.outlier;

import dev.lanewise.engine.random.CounterRandom;

/** The random numbers of one image, one after the other. */
final class Draws {
    private final CounterRandom random;
    private long next;

    Draws(long seed, int image) {
        this.random = new CounterRandom(seed, CounterRandom.Purpose.NON_DIGITS, image);
    }

    /** A number in [least, most). */
    double between(double least, double most) {
        return least + random.uniform(next++) * (most - least);
    }

    /** A whole number in [0, count). */
    int below(int count) {
        return (int) (random.uniform(next++) * count);
    }

    /** True with a probability. */
    boolean chance(double probability) {
        return random.uniform(next++) < probability;
    }
}
