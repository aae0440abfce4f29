package dev.lanewise.engine.metric;

/**
 * How well a network does on a data set.
 *
 * @param loss mean cross-entropy in nats, without label smoothing
 * @param confusion counts of (actual, predicted)
 */
public record Evaluation(double loss, ConfusionMatrix confusion) {

    /** Number of samples. */
    public long count() {
        return confusion.total();
    }

    /** Share of samples whose class was predicted. */
    public double accuracy() {
        return confusion.accuracy();
    }
}
