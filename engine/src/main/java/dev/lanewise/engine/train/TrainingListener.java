package dev.lanewise.engine.train;

/**
 * Hears of a training run, on the thread that trains: what it does there costs time.
 *
 * @since 0.1.0
 */
public interface TrainingListener {

    /**
     * An epoch begins.
     *
     * @param epoch its number, counted over all training of a trainer
     * @param epochs number of the last one
     * @param steps steps of an epoch
     */
    default void onEpochStart(int epoch, int epochs, int steps) {}

    /**
     * A step was done.
     *
     * @param progress where the run is; one object, reused for every step
     */
    default void onStep(StepProgress progress) {}

    /**
     * An epoch ended and was validated.
     *
     * @param result what the epoch reached
     */
    default void onEpochEnd(EpochResult result) {}
}
