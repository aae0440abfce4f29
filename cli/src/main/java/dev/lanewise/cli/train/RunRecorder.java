package dev.lanewise.cli.train;

import dev.lanewise.cli.run.RunFolder;
import dev.lanewise.engine.train.EpochResult;
import dev.lanewise.engine.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code history.csv} and {@code last.checkpoint} up to date after every epoch: for those who
 * look while training runs, and so that little is lost if it ends unforeseen.
 */
final class RunRecorder implements RunReporter {
    private final RunFolder folder;
    private final List<EpochResult> epochs = new ArrayList<>();
    private @Nullable Trainer trainer;

    RunRecorder(RunFolder folder) {
        this.folder = folder;
    }

    /** What is recorded from now on, and what was before. */
    void begin(Trainer observed, Optional<ResumedRun> resumed) {
        trainer = observed;
        resumed.ifPresent(run -> epochs.addAll(run.checkpoint().results()));
    }

    @Override
    public void onEpochEnd(EpochResult epoch) {
        epochs.add(epoch);
        try {
            folder.writeHistory(epochs);
            writeCheckpoint();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes where training is. */
    void writeCheckpoint() throws IOException {
        Objects.requireNonNull(trainer).checkpoint().save(folder.checkpoint());
    }

    boolean isEmpty() {
        return epochs.isEmpty();
    }
}
