package dev.lanewise.engine.train;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The epochs of a run.
 *
 * @param epochs in order
 * @since 0.1.0
 */
public record History(List<EpochResult> epochs) {
    /** The better epoch is the greater one; what is no number is worst. */
    static final Comparator<EpochResult> BETTER = Comparator
            .comparingDouble(History::watched)
            .thenComparing(Comparator.comparingDouble(History::loss).reversed())
            .thenComparing(Comparator.comparingInt(EpochResult::epoch).reversed());

    /** Keeps an unmodifiable copy. */
    public History {
        epochs = List.copyOf(epochs);
    }

    /** What is monitored, the sign such that greater is better; else the accuracy, if there is one. */
    private static double watched(EpochResult epoch) {
        double value = epoch.valMetric().isPresent()
                ? (epoch.higherIsBetter() ? 1 : -1) * epoch.valMetric().getAsDouble()
                : epoch.valAccuracy().orElse(Double.NEGATIVE_INFINITY);
        return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }

    /** NaN is greater than all numbers here. */
    private static double loss(EpochResult epoch) {
        return epoch.valLoss().orElse(Double.NaN);
    }

    /**
     * {@return the epoch with the best value of what was monitored, by default the highest validation accuracy,
     * then the lowest validation loss, then the first; empty without validation}
     */
    public Optional<EpochResult> best() {
        return epochs.stream().filter(e -> e.valLoss().isPresent()).max(BETTER);
    }

    /** {@return the time of training alone} */
    public double trainSeconds() {
        return epochs.stream().mapToDouble(EpochResult::seconds).sum();
    }

    /** {@return the median over epochs of the samples trained a second; 0 without an epoch} */
    public double imagesPerSecond() {
        double[] sorted = epochs.stream()
                .mapToDouble(EpochResult::imagesPerSecond)
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
