package dev.lanewise.engine.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How well a network does on a data set. Immutable.
 *
 * @since 0.1.0
 */
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
        this.metrics = Collections.unmodifiableMap(metrics);
    }

    /**
     * What was measured.
     *
     * @param loss mean loss of the samples
     * @param count the number of samples
     * @param confusion counts of (actual, predicted); empty where targets are values
     * @param metrics what else is asked for
     * @param outputs the network's of each sample, if there are metrics
     * @param targets what is wanted of each, if there are metrics
     * @return the evaluation
     * @throws IllegalArgumentException if two metrics have one name
     */
    public static Evaluation of(double loss, long count, Optional<ConfusionMatrix> confusion,
            List<Metric> metrics, float[][] outputs, float[][] targets) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(LossMetric.NAME, loss);
        for (ConfusionMetric.Kind kind : ConfusionMetric.Kind.values()) {
            ConfusionMetric metric = new ConfusionMetric(kind);
            confusion.ifPresent(matrix -> values.put(metric.name(), metric.of(matrix)));
        }
        for (Metric metric : metrics) {
            boolean known = metric instanceof LossMetric
                    || (metric instanceof ConfusionMetric && confusion.isPresent());
            if (!known && values.put(metric.name(), metric.value(outputs, targets)) != null) {
                throw new IllegalArgumentException(
                        "Metrics must have names of their own, but two are"
                                + " called " + metric.name() + "; rename one.");
            }
        }
        return new Evaluation(loss, count, confusion.orElse(null), values);
    }

    /**
     * {@return the mean loss, weighted by what the samples count; the cross-entropy is in nats, without label
     * smoothing}
     */
    public double loss() {
        return loss;
    }

    /** {@return whether the samples have classes, and so there is an accuracy and a confusion matrix} */
    public boolean hasClasses() {
        return confusion != null;
    }

    /**
     * {@return the counts of (actual, predicted)}
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

    /** {@return the number of samples, without those of an ignored class} */
    public long count() {
        return count;
    }

    /**
     * {@return the share of samples whose class was predicted}
     *
     * @throws IllegalStateException if the samples have no classes
     */
    public double accuracy() {
        return confusion().accuracy();
    }

    /**
     * {@return the value of a metric that the evaluation was asked for} It always has {@code loss}, and {@code
     * accuracy} and {@code f1} where there are classes.
     *
     * @param name what the metric is called
     * @throws IllegalArgumentException if it has none of that name
     */
    public double metric(String name) {
        Double value = metrics.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The metric of an evaluation must be one of "
                    + metrics.keySet() + "; you gave " + name + "; evaluate with that metric.");
        }
        return value;
    }

    /** {@return the values of all metrics by name; unmodifiable} */
    public Map<String, Double> metrics() {
        return metrics;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Evaluation that && count == that.count
                && Objects.equals(confusion, that.confusion) && metrics.equals(that.metrics);
    }

    @Override
    public int hashCode() {
        return Objects.hash(count, confusion, metrics);
    }

    @Override
    public String toString() {
        return "Evaluation" + metrics.toString().replace('{', '[').replace("}", ", count=")
                + count + "]";
    }
}
