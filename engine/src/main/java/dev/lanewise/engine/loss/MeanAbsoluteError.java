package dev.lanewise.engine.loss;

import dev.lanewise.engine.backend.PointwiseLoss;
import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.text.Attributes;

/** The mean over the outputs of {@code |z − t|}, for values; its slope at 0 is 0. */
record MeanAbsoluteError() implements ValueLoss {
    static final String TYPE = "MeanAbsoluteError";

    @Override
    public Attributes attributes() {
        return Attributes.of(TYPE);
    }

    @Override
    public TileLoss tile(int outputs, int lanes, int values) {
        return new PointwiseLoss(PointwiseLoss.Kind.ABSOLUTE, outputs, lanes, 0, new float[0]);
    }
}
