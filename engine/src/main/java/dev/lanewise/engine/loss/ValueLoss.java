package dev.lanewise.engine.loss;

/** A loss that compares each output with a target value of its own; outputs are no logits. */
interface ValueLoss extends Loss {

    @Override
    default void requireFits(int outputs, int classes, int values) {
        Fit.requireTargetForEachOutput(attributes().type(), outputs, values);
        if (values == 0 && outputs == 1) {
            throw new IllegalArgumentException("The loss " + attributes().type()
                    + " on a network with one output must be of targets that are values, but the"
                    + " data have " + classes
                    + " classes; give them as float[][] targets, or use"
                    + " Loss.binaryCrossEntropy().");
        }
    }

    @Override
    default Loss evaluated() {
        return this;
    }

    @Override
    default boolean hasLogits() {
        return false;
    }
}
