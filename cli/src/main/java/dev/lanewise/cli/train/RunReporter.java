package dev.lanewise.cli.train;

import dev.lanewise.engine.train.TrainingListener;

/** Tells someone how a run goes. All calls come from the thread that trains. */
public interface RunReporter extends TrainingListener {

    /** The run is ready to begin. */
    default void onStart(RunPlan plan) {}

    /** The run ended well. */
    default void onResult(TrainResult result) {}

    /** Nothing follows, whatever happened: lines that are being rewritten are ended. */
    default void close() {}
}
