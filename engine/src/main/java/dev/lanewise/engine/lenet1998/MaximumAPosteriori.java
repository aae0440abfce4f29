package dev.lanewise.engine.lenet1998;

import dev.lanewise.engine.backend.CrossEntropy;
import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.text.Attributes;

/**
 * The criterion of maximum a posteriori (LeCun, Bottou, Bengio, Haffner 1998, equation 9): the softmax
 * cross-entropy with one more class, the rubbish, whose logit is a constant: {@code −z_label + log(exp(−j)
 * + Σ exp z)}. With outputs that are minus squared distances it keeps them from growing without end.
 *
 * @param penalty j, above 0
 * @param labelSmoothing as of the {@linkplain Loss#crossEntropy() cross-entropy}
 */
public record MaximumAPosteriori(double penalty, double labelSmoothing) implements Loss {
    static final String TYPE = "MaximumAPosteriori";
    private static final String PENALTY = "penalty";
    private static final String SMOOTHING = "labelSmoothing";

    /** Checks the ranges. */
    public MaximumAPosteriori {
        if (!(penalty > 0)) {
            throw new IllegalArgumentException(
                    "The penalty of the rubbish class must be a number above 0; this one is "
                            + penalty + ".");
        }
        labelSmoothing = Loss.crossEntropy().withLabelSmoothing(labelSmoothing).labelSmoothing();
    }

    /** Without label smoothing. */
    public MaximumAPosteriori(double penalty) {
        this(penalty, 0);
    }

    static MaximumAPosteriori of(Attributes attributes) {
        return new MaximumAPosteriori(attributes.number(PENALTY),
                attributes.number(SMOOTHING, 0));
    }

    @Override
    public Attributes attributes() {
        return Attributes.of(TYPE)
                .with(PENALTY, penalty)
                .with(SMOOTHING, labelSmoothing, 0.0);
    }

    @Override
    public TileLoss tile(int outputs, int lanes, int values) {
        return new CrossEntropy(outputs, lanes, labelSmoothing, (float) -penalty);
    }

    @Override
    public void requireFits(int outputs, int classes, int values) {
        if (values > 0) {
            throw new IllegalArgumentException("The criterion of maximum a posteriori must have"
                    + " classes, but the data have " + values
                    + " values a sample; use Loss.meanSquaredError().");
        }
    }

    @Override
    public Loss evaluated() {
        return Loss.crossEntropy();
    }

    @Override
    public boolean hasLogits() {
        return true;
    }

    @Override
    public Loss withLabelSmoothing(double smoothing) {
        return new MaximumAPosteriori(penalty, smoothing);
    }
}
