package dev.lanewise.engine.train;

import java.util.OptionalDouble;

/**
 * What an epoch reached. Immutable.
 *
 * @since 0.1.0
 */
public final class EpochResult {
    private final Numbers numbers;

    /** All of it, for those who make one, and to compare. */
    record Numbers(int epoch, double loss, double accuracy, OptionalDouble valLoss,
            OptionalDouble valAccuracy, double learningRate, double seconds,
            double imagesPerSecond, OptionalDouble valMetric, boolean higherIsBetter) {}

    EpochResult(Numbers numbers) {
        this.numbers = numbers;
    }

    /** {@return its number from 1, counted over all training of a trainer} */
    public int epoch() {
        return numbers.epoch();
    }

    /**
     * {@return the mean training loss over the epoch's batches, each before its step; as an evaluation
     * measures it, so that it is the quantity that {@link #valLoss} is}
     */
    public double loss() {
        return numbers.loss();
    }

    /**
     * {@return the share of the training samples that were classified right before their step; NaN without
     * classes}
     */
    public double accuracy() {
        return numbers.accuracy();
    }

    /** {@return the loss on the validation set after the epoch; empty without one} */
    public OptionalDouble valLoss() {
        return numbers.valLoss();
    }

    /** {@return the accuracy on the validation set after the epoch; empty without one, or without classes} */
    public OptionalDouble valAccuracy() {
        return numbers.valAccuracy();
    }

    /**
     * {@return what the trainer monitors on the validation set, after the epoch; empty if nothing was chosen}
     */
    public OptionalDouble valMetric() {
        return numbers.valMetric();
    }

    /** Whether a greater {@link #valMetric} is better. */
    boolean higherIsBetter() {
        return numbers.higherIsBetter();
    }

    /** {@return the learning rate of the epoch's last step} */
    public double learningRate() {
        return numbers.learningRate();
    }

    /** {@return the seconds of training alone} */
    public double seconds() {
        return numbers.seconds();
    }

    /** {@return the samples trained a second} */
    public double imagesPerSecond() {
        return numbers.imagesPerSecond();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EpochResult that && numbers.equals(that.numbers);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }

    @Override
    public String toString() {
        return numbers.toString().replaceFirst("Numbers", "EpochResult");
    }
}
