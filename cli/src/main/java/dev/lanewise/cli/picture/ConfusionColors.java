package dev.lanewise.cli.picture;

import dev.lanewise.cli.chart.Ink;
import dev.lanewise.engine.metric.ConfusionMatrix;

/**
 * The colours of a confusion matrix. What is right and what is wrong have a scale each, so that some
 * 1,000 right answers a class do not drown the few wrong ones, which are what one looks for. No colour
 * is so strong that dark words on it have a contrast below 4.5 to 1.
 */
public final class ConfusionColors {
    private static final double PALEST = 0.12;
    private static final double STRONGEST = 0.75;

    private final ConfusionMatrix confusion;
    private final double largestMistake;

    /** The colours of a matrix. */
    public ConfusionColors(ConfusionMatrix confusion) {
        this.confusion = confusion;
        double largest = 0;
        for (int actual = 0; actual < confusion.classes(); actual++) {
            for (int predicted = 0; predicted < confusion.classes(); predicted++) {
                largest = actual == predicted ? largest
                        : Math.max(largest, share(actual, predicted));
            }
        }
        this.largestMistake = largest;
    }

    /** A cell's share of its row. */
    public double share(int actual, int predicted) {
        return (double) confusion.count(actual, predicted)
                / Math.max(1, confusion.support(actual));
    }

    /** The largest share of a row that is wrong in one way, which has the strongest colour. */
    public double largestMistake() {
        return largestMistake;
    }

    /** The opacity of a cell's colour; 0 for a count of 0. */
    public double opacity(int actual, int predicted) {
        if (confusion.count(actual, predicted) == 0) {
            return 0;
        }
        double share = share(actual, predicted);
        return opacity(actual == predicted ? share : share / largestMistake);
    }

    /** The opacity of a share of a scale. */
    static double opacity(double share) {
        return PALEST + (STRONGEST - PALEST) * share;
    }

    /** The colour of a cell. */
    public static Ink ink(int actual, int predicted) {
        return actual == predicted ? Ink.BLUE : Ink.VERMILION;
    }
}
