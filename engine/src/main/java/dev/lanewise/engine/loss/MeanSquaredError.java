package dev.lanewise.engine.loss;

import dev.lanewise.engine.backend.PointwiseLoss;
import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.text.Attributes;

/** The mean over the outputs of {@code (z − t)²}, for values. */
record MeanSquaredError() implements ValueLoss {
    static final String TYPE = "MeanSquaredError";

    @Override
    public Attributes attributes() {
        return Attributes.of(TYPE);
    }

    @Override
    public TileLoss tile(int outputs, int lanes, int values) {
        return new PointwiseLoss(PointwiseLoss.Kind.SQUARED, outputs, lanes, 0, new float[0]);
    }
}
