package dev.lanewise.engine.loss;

/** Checks whether losses fit data and network. */
final class Fit {
    private Fit() {}

    /** Refuses targets of another number of values than the network has outputs. */
    static void requireTargetForEachOutput(String loss, int outputs, int values) {
        if (values > 0 && values != outputs) {
            throw new IllegalArgumentException(
                    "The loss " + loss + " must have a target for each of"
                            + " the network's " + outputs + " outputs, but the data have " + values
                            + " a sample; end the network with dense(" + values + ").");
        }
    }

    /** Refuses one output, and values that are no distribution over the outputs. */
    static void requireClasses(int outputs, int values) {
        if ((values > 0 && values != outputs) || values == 1) {
            throw new IllegalArgumentException(
                    "The cross-entropy must have classes, or a probability"
                            + " for each of the network's " + outputs
                            + " outputs, but the data have "
                            + values
                            + " values a sample; use Loss.meanSquaredError() for values, or"
                            + " Loss.binaryCrossEntropy() for several labels.");
        }
        if (outputs < 2) {
            throw new IllegalArgumentException("The cross-entropy must have at least 2 outputs, but"
                    + " the network has 1, whose probability would always be 1; use"
                    + " Loss.binaryCrossEntropy(), or end the network with dense(2).");
        }
    }
}
