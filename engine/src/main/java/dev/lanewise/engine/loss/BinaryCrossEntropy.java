package dev.lanewise.engine.loss;

import dev.lanewise.engine.backend.PointwiseLoss;
import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.text.Attributes;
import java.util.List;

/**
 * The cross-entropy of each output by itself, of which the logistic function σ makes a probability: the
 * mean over the outputs of {@code −w·t·log σ(z) − (1 − t)·log(1 − σ(z))}. For several labels at once, or
 * two classes with one output.
 *
 * @param positiveWeights w of each output, above 0; one for all outputs, or none where all are 1
 */
record BinaryCrossEntropy(List<Float> positiveWeights) implements Loss {
    static final String TYPE = "BinaryCrossEntropy";
    private static final String WEIGHTS = "positiveWeights";

    /** Checks the ranges. */
    public BinaryCrossEntropy {
        positiveWeights = Weights.checked("positive weight", positiveWeights, false);
    }

    static BinaryCrossEntropy of(Attributes attributes) {
        return new BinaryCrossEntropy(Weights.of(attributes, WEIGHTS));
    }

    @Override
    public Attributes attributes() {
        return Attributes.of(TYPE).with(WEIGHTS, positiveWeights, List.of());
    }

    @Override
    public Loss positiveWeights(float... weights) {
        return new BinaryCrossEntropy(Weights.list(weights));
    }

    @Override
    public TileLoss tile(int outputs, int lanes, int values) {
        return new PointwiseLoss(PointwiseLoss.Kind.BINARY_CROSS_ENTROPY, outputs, lanes, 0,
                Weights.array(positiveWeights, outputs));
    }

    @Override
    public void requireFits(int outputs, int classes, int values) {
        Fit.requireTargetForEachOutput(TYPE, outputs, values);
        if (positiveWeights.size() > 1) {
            Weights.requireCount("positive weights", positiveWeights, outputs);
        }
    }

    @Override
    public int classes(int outputs) {
        return outputs == 1 ? 2 : outputs;
    }

    @Override
    public Loss evaluated() {
        return this;
    }

    @Override
    public boolean hasLogits() {
        return false;
    }

    @Override
    public boolean hasProbabilities() {
        return true;
    }
}
