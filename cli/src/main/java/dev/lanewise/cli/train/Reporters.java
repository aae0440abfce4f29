package dev.lanewise.cli.train;

import dev.lanewise.engine.train.EpochResult;
import dev.lanewise.engine.train.StepProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Several reporters as one; each hears of everything in the given order. */
public final class Reporters implements RunReporter {
    private final RunReporter[] all;

    /** Those reporters. */
    public Reporters(List<? extends RunReporter> all) {
        this.all = all.toArray(RunReporter[]::new);
    }

    @Override
    public void onStart(RunPlan plan) {
        for (RunReporter reporter : all) {
            reporter.onStart(plan);
        }
    }

    @Override
    public void onEpochStart(int epoch, int epochs, int steps) {
        for (RunReporter reporter : all) {
            reporter.onEpochStart(epoch, epochs, steps);
        }
    }

    @Override
    public void onStep(StepProgress progress) {
        for (RunReporter reporter : all) {
            reporter.onStep(progress);
        }
    }

    @Override
    public void onEpochEnd(EpochResult epoch) {
        for (RunReporter reporter : all) {
            reporter.onEpochEnd(epoch);
        }
    }

    @Override
    public void onResult(TrainResult result) {
        for (RunReporter reporter : all) {
            reporter.onResult(result);
        }
    }

    @Override
    public void onReport(TrainResult result, Optional<Path> report) {
        for (RunReporter reporter : all) {
            reporter.onReport(result, report);
        }
    }

    @Override
    public void close() {
        for (RunReporter reporter : all) {
            reporter.close();
        }
    }
}
