package dev.lanewise.engine.loss;

import dev.lanewise.engine.backend.CrossEntropy;
import dev.lanewise.engine.backend.TargetCrossEntropy;
import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.text.Attributes;
import java.util.List;

/**
 * Softmax with cross-entropy, for classes: {@code −Σ w·q·log p} with the softmax p of the outputs, a
 * target q and the classes' weights w. Targets are classes or, soft, a probability for each output.
 *
 * @param labelSmoothing ε in [0, 1): q is (1 − ε) on the label and ε/classes everywhere (Szegedy et al.
 *     2016)
 * @param classWeights of each class, at least 0; none where all are 1
 * @param ignoredLabel the label of samples that don't count; {@link #NONE} for none
 */
record SoftmaxCrossEntropy(double labelSmoothing, List<Float> classWeights, int ignoredLabel)
        implements Loss {
    static final String TYPE = "SoftmaxCrossEntropy";
    static final String SMOOTHING = "labelSmoothing";
    /** No label. */
    static final int NONE = -2;
    private static final String WEIGHTS = "classWeights";
    private static final String IGNORED = "ignoredLabel";

    /** Checks the ranges, of the smoothing as a float. */
    public SoftmaxCrossEntropy {
        checkSmoothing(labelSmoothing);
        classWeights = Weights.checked("class weight", classWeights, true);
        if (ignoredLabel < NONE) {
            throw new IllegalArgumentException("An ignored label must be a class, or -1 for samples"
                    + " of no class; this one is " + ignoredLabel + ".");
        }
    }

    static void checkSmoothing(double smoothing) {
        if (!(smoothing >= 0 && (float) smoothing < 1)) {
            throw new IllegalArgumentException(
                    "A label smoothing must be a number in [0, 1); this one is " + smoothing + ".");
        }
    }

    static SoftmaxCrossEntropy of(double labelSmoothing) {
        return new SoftmaxCrossEntropy(labelSmoothing, List.of(), NONE);
    }

    static SoftmaxCrossEntropy of(Attributes attributes) {
        double ignored = attributes.number(IGNORED, NONE);
        if (ignored != (int) ignored) {
            throw new IllegalArgumentException("the attribute " + IGNORED + " must be a label");
        }
        return new SoftmaxCrossEntropy(attributes.number(SMOOTHING, 0),
                Weights.of(attributes, WEIGHTS), (int) ignored);
    }

    @Override
    public Attributes attributes() {
        return Attributes.of(TYPE)
                .with(SMOOTHING, labelSmoothing, 0.0)
                .with(WEIGHTS, classWeights, List.of())
                .with(IGNORED, ignoredLabel, NONE);
    }

    @Override
    public TileLoss tile(int outputs, int lanes, int values) {
        return values == 0 && classWeights.isEmpty() && ignoredLabel == NONE
                ? new CrossEntropy(outputs, lanes, labelSmoothing)
                : new TargetCrossEntropy(outputs, lanes, labelSmoothing,
                        Weights.array(classWeights, outputs), ignoredLabel);
    }

    @Override
    public void requireFits(int outputs, int classes, int values) {
        Fit.requireClasses(outputs, values);
        Weights.requireCount("class weights", classWeights, outputs);
    }

    @Override
    public Loss evaluated() {
        return withLabelSmoothing(0);
    }

    @Override
    public boolean hasLogits() {
        return true;
    }

    @Override
    public Loss withLabelSmoothing(double smoothing) {
        return new SoftmaxCrossEntropy(smoothing, classWeights, ignoredLabel);
    }

    @Override
    public Loss classWeights(float... weights) {
        return new SoftmaxCrossEntropy(labelSmoothing, Weights.list(weights), ignoredLabel);
    }

    @Override
    public Loss ignoredLabel(int label) {
        return new SoftmaxCrossEntropy(labelSmoothing, classWeights, label);
    }
}
