package dev.lanewise.engine.train;

import java.util.OptionalDouble;

/** Results of epochs for tests, which programs can't make. */
public final class EpochResults {
    private EpochResults() {}

    /** With all numbers. */
    public static EpochResult of(int epoch, double loss, double accuracy, OptionalDouble valLoss,
            OptionalDouble valAccuracy, double learningRate, double seconds,
            double imagesPerSecond) {
        return new EpochResult(new EpochResult.Numbers(epoch, loss, accuracy, valLoss, valAccuracy,
                learningRate, seconds, imagesPerSecond, OptionalDouble.empty(), true));
    }
}
