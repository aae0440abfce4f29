package dev.lanewise.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Results of epochs as rows of doubles, NaN for what is absent. */
final class ResultNumbers {
    /** Numbers of a row. */
    static final int COUNT = 8;
    /** The same where something is monitored: its value, and 1 where greater is better, else 0. */
    static final int MONITORED_COUNT = 10;

    private ResultNumbers() {}

    static double[] of(List<EpochResult> results, int columns) {
        double[] numbers = new double[Math.multiplyExact(results.size(), columns)];
        int next = 0;
        for (EpochResult result : results) {
            double[] row = {result.epoch(), result.loss(), result.accuracy(),
                    result.valLoss().orElse(Double.NaN), result.valAccuracy().orElse(Double.NaN),
                    result.learningRate(), result.seconds(), result.imagesPerSecond(),
                    result.valMetric().orElse(Double.NaN), result.higherIsBetter() ? 1 : 0};
            System.arraycopy(row, 0, numbers, next, columns);
            next += columns;
        }
        return numbers;
    }

    /**
     * The results that {@link #of} made numbers of.
     *
     * @param last the greatest number that an epoch may have
     * @throws IllegalArgumentException if a number is none that an epoch can reach
     */
    static List<EpochResult> results(double[] numbers, int columns, int last) {
        List<EpochResult> results = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += columns) {
            double epoch = numbers[i];
            double valLoss = numbers[i + 3];
            double valAccuracy = numbers[i + 4];
            boolean validated = !Double.isNaN(valLoss) || !Double.isNaN(valAccuracy);
            if (!(epoch >= 1 && epoch <= last && epoch == StrictMath.rint(epoch)
                    && Double.isFinite(numbers[i + 1])
                    && (Double.isNaN(numbers[i + 2]) || isShare(numbers[i + 2]))
                    && (!validated || isValidation(valLoss, valAccuracy, numbers[i + 2]))
                    && (columns == COUNT || numbers[i + 9] == 0 || numbers[i + 9] == 1)
                    && isAmount(numbers[i + 5]) && isAmount(numbers[i + 6])
                    && isAmount(numbers[i + 7]))) {
                throw new IllegalArgumentException(
                        "its results must be of epochs from 1 to " + last
                                + " with numbers that one can reach, but row " + i / columns
                                + " is not");
            }
            results.add(new EpochResult(new EpochResult.Numbers((int) epoch, numbers[i + 1],
                    numbers[i + 2], validated ? OptionalDouble.of(valLoss) : OptionalDouble.empty(),
                    Double.isNaN(valAccuracy) ? OptionalDouble.empty()
                            : OptionalDouble.of(valAccuracy),
                    numbers[i + 5], numbers[i + 6], numbers[i + 7],
                    columns == COUNT ? OptionalDouble.empty() : OptionalDouble.of(numbers[i + 8]),
                    columns == COUNT || numbers[i + 9] == 1)));
        }
        return results;
    }

    /** Without classes there are no accuracies. */
    private static boolean isValidation(double loss, double accuracy, double trainingAccuracy) {
        return Double.isFinite(loss) && (isShare(accuracy)
                || (Double.isNaN(accuracy) && Double.isNaN(trainingAccuracy)));
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }

    private static boolean isAmount(double value) {
        return value >= 0 && Double.isFinite(value);
    }
}
