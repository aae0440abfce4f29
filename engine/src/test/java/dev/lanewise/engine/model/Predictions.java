package dev.lanewise.engine.model;

/** Predictions for tests, which programs can't make. */
public final class Predictions {
    private Predictions() {}

    /** Of a class, with the probabilities of all. */
    public static Prediction of(int label, float... probabilities) {
        return new Prediction(label, probabilities);
    }
}
