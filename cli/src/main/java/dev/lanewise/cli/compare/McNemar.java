package dev.lanewise.cli.compare;

import dev.lanewise.cli.run.Predictions.Answer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * McNemar's exact test of two classifiers on the same images (McNemar 1947; exact as in Dietterich 1998 and in
 * statsmodels): were both equally good, each image that only one of them gets right would be the one's or the
 * other's like a coin that is tossed.
 *
 * @param onlyFirst images that the first alone gets right
 * @param onlySecond images that the second alone gets right
 */
public record McNemar(int onlyFirst, int onlySecond) {

    /** The test of answers to the same images. */
    public static McNemar of(List<Answer> first, List<Answer> second) {
        return new McNemar(alone(first, second), alone(second, first));
    }

    private static int alone(List<Answer> one, List<Answer> other) {
        return (int) IntStream.range(0, one.size())
                .filter(i -> one.get(i).isRight() && !other.get(i).isRight())
                .count();
    }

    /**
     * The probability of a difference as large as this one or larger, in either direction, by chance: twice the
     * lower tail of the binomial distribution with one half, at most 1. In whole numbers, so that no tail is too
     * small; it is 0 only below what a double can hold.
     */
    public double probability() {
        int tosses = onlyFirst + onlySecond;
        int fewer = Math.min(onlyFirst, onlySecond);
        if (onlyFirst == onlySecond) {
            return 1;
        }
        BigInteger ways = BigInteger.ONE;
        BigInteger tail = BigInteger.ONE;
        for (int k = 1; k <= fewer; k++) {
            ways = ways.multiply(BigInteger.valueOf(tosses - k + 1L))
                    .divide(BigInteger.valueOf(k));
            tail = tail.add(ways);
        }
        // Twice the tail, of 2^tosses ways: at most 1, as the tail ends below the middle.
        return new BigDecimal(tail)
                .divide(new BigDecimal(BigInteger.TWO.pow(tosses - 1)), MathContext.DECIMAL64)
                .doubleValue();
    }

    /**
     * Probabilities of several tests, each made so large that any of them is below a level by chance no more
     * often than one test would be (Holm 1979).
     */
    public static List<Double> adjusted(List<Double> probabilities) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, probabilities.size())
                .boxed()
                .toList());
        order.sort(Comparator.comparing(probabilities::get));
        Double[] adjusted = new Double[order.size()];
        double least = 0;
        for (int rank = 0; rank < adjusted.length; rank++) {
            int test = order.get(rank);
            least = Math.max(least,
                    Math.min(1, (adjusted.length - rank) * probabilities.get(test)));
            adjusted[test] = least;
        }
        return List.of(adjusted);
    }
}
