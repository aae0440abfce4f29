package dev.lanewise.engine.metric;

/** How well a network does on a data set. Immutable. */
public final class Evaluation {
    private final double loss;
    private final ConfusionMatrix confusion;

    private Evaluation(double loss, ConfusionMatrix confusion) {
        this.loss = loss;
        this.confusion = confusion;
    }

    /**
     * What was measured.
     *
     * @param loss mean loss of the samples
     * @param confusion counts of (actual, predicted)
     */
    public static Evaluation of(double loss, ConfusionMatrix confusion) {
        return new Evaluation(loss, confusion);
    }

    /** Mean loss; the cross-entropy is in nats, without label smoothing. */
    public double loss() {
        return loss;
    }

    /** Counts of (actual, predicted). */
    public ConfusionMatrix confusion() {
        return confusion;
    }

    /** Number of samples. */
    public long count() {
        return confusion.total();
    }

    /** Share of samples whose class was predicted. */
    public double accuracy() {
        return confusion.accuracy();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Evaluation that && Double.compare(loss, that.loss) == 0
                && confusion.equals(that.confusion);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(loss) + confusion.hashCode();
    }

    @Override
    public String toString() {
        return "Evaluation[loss=" + loss + ", accuracy=" + accuracy() + ", count=" + count() + "]";
    }
}
