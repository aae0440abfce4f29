package dev.lanewise.engine.train;

/** Hears of a training run, on the thread that trains: what it does there costs time. */
public interface TrainingListener {

    /** An epoch begins. */
    default void onEpochStart(int epoch, int epochs, int steps) {}

    /**
     * A step was done.
     *
     * @param progress where the run is; one object, reused for every step
     */
    default void onStep(StepProgress progress) {}

    /** An epoch ended and was validated. */
    default void onEpochEnd(EpochResult result) {}
}
