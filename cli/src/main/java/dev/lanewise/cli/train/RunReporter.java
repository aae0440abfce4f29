package dev.lanewise.cli.train;

import dev.lanewise.engine.train.TrainingListener;
import java.nio.file.Path;
import java.util.Optional;

/** Tells someone how a run goes. All calls come from the thread that trains. */
public interface RunReporter extends TrainingListener {

    /** The run is ready to begin. */
    default void onStart(RunPlan plan) {}

    /** The run ended well. */
    default void onResult(TrainResult result) {}

    /**
     * The run's pictures were made, or left out.
     *
     * @param report the page with all of them, if there is one
     */
    default void onReport(TrainResult result, Optional<Path> report) {}

    /** Nothing follows, whatever happened: lines that are being rewritten are ended. */
    default void close() {}
}
