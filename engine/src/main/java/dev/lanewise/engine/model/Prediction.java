package dev.lanewise.engine.model;

/**
 * What a network says of one sample.
 *
 * @param label the class of the largest logit, the most probable one; the first of equals
 * @param probabilities one for each class; they sum to 1 but for rounding
 */
@SuppressWarnings("ArrayRecordComponent")
public record Prediction(int label, float[] probabilities) {

    /** The probability of the predicted class. */
    public float confidence() {
        return probabilities[label];
    }
}
