package dev.lanewise.engine.loss;

import dev.lanewise.engine.backend.CrossEntropy;
import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.text.Attributes;

/**
 * Softmax with cross-entropy, for classes: {@code −Σ q·log p} with the softmax p of the outputs and a
 * target q.
 *
 * @param labelSmoothing ε in [0, 1): q is (1 − ε) on the label and ε/classes everywhere (Szegedy et al.
 *     2016)
 */
record SoftmaxCrossEntropy(double labelSmoothing) implements Loss {
    static final String TYPE = "SoftmaxCrossEntropy";
    static final String SMOOTHING = "labelSmoothing";

    /** Checks the range, of the value as a float. */
    public SoftmaxCrossEntropy {
        checkSmoothing(labelSmoothing);
    }

    static void checkSmoothing(double smoothing) {
        if (!(smoothing >= 0 && (float) smoothing < 1)) {
            throw new IllegalArgumentException(
                    "A label smoothing must be a number in [0, 1); this one is " + smoothing + ".");
        }
    }

    static SoftmaxCrossEntropy of(Attributes attributes) {
        return new SoftmaxCrossEntropy(attributes.number(SMOOTHING, 0));
    }

    @Override
    public Attributes attributes() {
        return Attributes.of(TYPE).with(SMOOTHING, labelSmoothing, 0.0);
    }

    @Override
    public TileLoss tile(int outputs, int lanes) {
        return new CrossEntropy(outputs, lanes, labelSmoothing);
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
        return new SoftmaxCrossEntropy(smoothing);
    }
}
