package dev.lanewise.engine.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How well a network does on a data set. Immutable. */
public final class Evaluation {
    private final double loss;
    private final long count;
    private final @Nullable ConfusionMatrix confusion;
    private final Map<String, Double> metrics;

    private Evaluation(double loss, long count, @Nullable ConfusionMatrix confusion,
            Map<String, Double> metrics) {
        this.loss = loss;
        this.count = count;
        this.confusion = confusion;
        this.metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /**
     * What was measured of samples with classes.
     *
     * @param loss mean loss of the samples
     * @param confusion counts of (actual, predicted)
     * @param metrics values of metrics by name
     */
    public static Evaluation of(double loss, ConfusionMatrix confusion,
            Map<String, Double> metrics) {
        return new Evaluation(loss, confusion.total(), confusion, metrics);
    }

    /**
     * What was measured of samples whose targets are values.
     *
     * @param loss mean loss of the samples
     * @param count number of samples
     * @param metrics values of metrics by name
     */
    public static Evaluation of(double loss, long count, Map<String, Double> metrics) {
        return new Evaluation(loss, count, null, metrics);
    }

    /** Mean loss, weighted by what the samples count; the cross-entropy is in nats, without label smoothing. */
    public double loss() {
        return loss;
    }

    /** Whether the samples have classes, and so there is an accuracy and a confusion matrix. */
    public boolean hasClasses() {
        return confusion != null;
    }

    /**
     * Counts of (actual, predicted).
     *
     * @throws IllegalStateException if the samples have no classes
     */
    public ConfusionMatrix confusion() {
        if (confusion == null) {
            throw new IllegalStateException(
                    "An accuracy and a confusion matrix must be of classes, but"
                            + " the targets are values; ask for the loss or a metric.");
        }
        return confusion;
    }

    /** Number of samples, without those of an ignored class. */
    public long count() {
        return count;
    }

    /**
     * Share of samples whose class was predicted.
     *
     * @throws IllegalStateException if the samples have no classes
     */
    public double accuracy() {
        return confusion().accuracy();
    }

    /**
     * The value of a metric.
     *
     * @throws IllegalArgumentException if it was not asked for
     */
    public double metric(String name) {
        Double value = metrics.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The metric " + name + " must be one of "
                    + metrics.keySet() + "; give it to the evaluation.");
        }
        return value;
    }

    /** The values of all metrics by name; unmodifiable. */
    public Map<String, Double> metrics() {
        return metrics;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Evaluation that && Double.compare(loss, that.loss) == 0
                && count == that.count && Objects.equals(confusion, that.confusion)
                && metrics.equals(that.metrics);
    }

    @Override
    public int hashCode() {
        return Objects.hash(loss, count, confusion, metrics);
    }

    @Override
    public String toString() {
        return "Evaluation[loss=" + loss + (hasClasses() ? ", accuracy=" + accuracy() : "")
                + ", count=" + count + (metrics.isEmpty() ? "" : ", " + metrics) + "]";
    }
}
