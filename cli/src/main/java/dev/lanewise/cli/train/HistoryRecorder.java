package dev.lanewise.cli.train;

import dev.lanewise.cli.run.RunFolder;
import dev.lanewise.engine.train.EpochResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps {@code history.csv} up to date after every epoch, for those who look while training runs. */
final class HistoryRecorder implements RunReporter {
    private final RunFolder folder;
    private final List<EpochResult> epochs = new ArrayList<>();

    HistoryRecorder(RunFolder folder) {
        this.folder = folder;
    }

    @Override
    public void onEpochEnd(EpochResult epoch) {
        epochs.add(epoch);
        try {
            folder.writeHistory(epochs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isEmpty() {
        return epochs.isEmpty();
    }
}
