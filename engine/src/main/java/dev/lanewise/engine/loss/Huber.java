package dev.lanewise.engine.loss;

import dev.lanewise.engine.backend.PointwiseLoss;
import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.text.Attributes;

/**
 * The loss of Huber (1964), for values: half the square of an error e up to δ, and {@code δ·(|e| − δ/2)}
 * beyond, so that wild targets pull no harder than those δ away. A sample has the mean over its outputs,
 * as in PyTorch.
 *
 * @param delta δ, above 0
 */
record Huber(double delta) implements ValueLoss {
    static final String TYPE = "Huber";
    private static final String DELTA = "delta";

    /** Checks the range, of the value as a float. */
    public Huber {
        if (!((float) delta > 0 && Float.isFinite((float) delta))) {
            throw new IllegalArgumentException(
                    "Huber's delta must be a number above 0; this one is " + delta + ".");
        }
    }

    static Huber of(Attributes attributes) {
        return new Huber(attributes.number(DELTA));
    }

    @Override
    public Attributes attributes() {
        return Attributes.of(TYPE).with(DELTA, delta);
    }

    @Override
    public TileLoss tile(int outputs, int lanes, int values) {
        return new PointwiseLoss(PointwiseLoss.Kind.HUBER, outputs, lanes, (float) delta,
                new float[0]);
    }
}
