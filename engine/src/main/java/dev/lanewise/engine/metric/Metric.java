package dev.lanewise.engine.metric;

/**
 * How right a network is on a data set, as one number. Those of this interface's methods are as in
 * scikit-learn; a program's own is a class that implements this. Samples of an ignored label are left out,
 * and what samples count doesn't matter.
 *
 * @since 0.1.0
 */
public interface Metric {

    /** {@return what evaluations call it, such as {@code mae}} */
    String name();

    /** {@return whether a greater value is better, as by default} */
    default boolean higherIsBetter() {
        return true;
    }

    /**
     * Refuses data that it can't judge; by default none.
     *
     * @param classes the data's; 0 where targets are values
     * @param outputs the network's
     * @throws IllegalArgumentException if it can't
     */
    default void requireFits(int classes, int outputs) {}

    /**
     * {@return its value} Called on one thread.
     *
     * @param outputs the network's of each sample, in their order: logits where the loss is a
     *     cross-entropy; not to be modified
     * @param targets what is wanted of each: its values, or its class as the only number; not to be
     *     modified
     */
    double value(float[][] outputs, float[][] targets);

    /**
     * The loss, to be watched in training: {@code loss}. Lower is better.
     *
     * @return the metric
     */
    static Metric loss() {
        return new LossMetric();
    }

    /**
     * Share of samples whose class was predicted: {@code accuracy}.
     *
     * @return the metric
     */
    static Metric accuracy() {
        return new ConfusionMetric(ConfusionMetric.Kind.ACCURACY);
    }

    /**
     * The unweighted mean of the classes' F1: {@code f1}. Where targets are several labels, of the labels',
     * which are predicted where an output is a logit above 0.
     *
     * @return the metric
     */
    static Metric macroF1() {
        return new ConfusionMetric(ConfusionMetric.Kind.MACRO_F1);
    }

    /**
     * Share of samples whose class has one of the k largest outputs: {@code top5} for 5.
     *
     * @param k how many outputs, at least 1
     * @return the metric
     * @throws IllegalArgumentException if k is below 1
     */
    static Metric topK(int k) {
        return new TopK(k);
    }

    /**
     * The mean over samples and outputs of {@code |z − t|}, for values: {@code mae}. Lower is better.
     *
     * @return the metric
     */
    static Metric meanAbsoluteError() {
        return new ValueMetric(ValueMetric.Kind.MEAN_ABSOLUTE_ERROR);
    }

    /**
     * The coefficient of determination R², for values, the unweighted mean over the outputs: {@code r2}. An
     * output whose targets are all alike counts 1 if all are met, else 0.
     *
     * @return the metric
     */
    static Metric r2() {
        return new ValueMetric(ValueMetric.Kind.R2);
    }

    /**
     * The area under the receiver operating characteristic: {@code auc}, the probability that a positive
     * sample has a greater output than a negative one, ½ where they are equal. Of more than two classes the
     * mean of each against the others, by the softmax of the outputs; of several labels the mean of all.
     * Those without a positive or a negative sample are left out; NaN where none is left.
     *
     * @return the metric
     */
    static Metric auc() {
        return new AreaUnderCurve();
    }
}
