package dev.lanewise.cli.train;

import static dev.lanewise.cli.option.TrainingOptions.VALIDATION;

import dev.lanewise.cli.option.Validation;
import dev.lanewise.cli.run.RunFolder;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.train.EpochResult;
import dev.lanewise.engine.train.History;
import dev.lanewise.engine.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code history.csv}, {@code model.safetensors} and {@code last.checkpoint} up to date after
 * every epoch: for those who look while training runs, and so that little is lost if it ends
 * unforeseen. The files come in such an order that a run can be gone on with after whichever was
 * the last; the model may be ahead of the checkpoint, never behind.
 */
final class RunRecorder implements RunReporter {
    /**
     * A checkpoint holds the results of all epochs. Where epochs are so short that writing it would
     * take long beside them, training goes on for so many times as long before the next one.
     */
    private static final int TRAINING_PER_WRITING = 10;

    private final RunPlan plan;
    private final RunFolder folder;
    private final boolean keepsBest;
    private @Nullable Trainer trainer;
    private Optional<EpochResult> best = Optional.empty();
    /** Epochs that were ended, that the model file tells of, and that the checkpoint holds. */
    private int done;
    private int inModel;
    private int inCheckpoint;
    private int modelEpoch;
    private boolean finished;
    private long writingNanos;
    private long written;

    /** Of a run; writes nothing yet. */
    RunRecorder(RunPlan plan, RunFolder folder) {
        this.plan = plan;
        this.folder = folder;
        Validation.Part part = plan.settings().get(VALIDATION).part();
        this.keepsBest = part == Validation.Part.HELD_OUT;
    }

    /** Records what a trainer does from now on, and takes over what was before. */
    void begin(Trainer observed, Optional<ResumedRun> resumed) throws IOException {
        trainer = observed;
        List<EpochResult> before = resumed.map(run -> run.checkpoint().results())
                .orElse(List.of());
        if (!before.isEmpty()) {
            best = new History(before).best();
            done = before.size();
            inCheckpoint = done;
            modelEpoch = keepsBest ? best.map(EpochResult::epoch).orElse(0) : done;
        }
        folder.writeHistory(before);
    }

    /** A run that was killed before its first model was written has its best weights all the same. */
    @Override
    public void onEpochStart(int epoch, int epochs, int steps) {
        if (keepsBest && best.isPresent() && !Files.exists(folder.model())) {
            unchecked(this::writeModel);
        }
    }

    @Override
    public void onEpochEnd(EpochResult epoch) {
        unchecked(() -> record(epoch));
    }

    private void record(EpochResult epoch) throws IOException {
        done++;
        boolean first = inCheckpoint == 0;
        if (first) {
            writeCheckpoint();
        }
        if (isModel(epoch)) {
            modelEpoch = epoch.epoch();
            writeModel();
        }
        boolean due = System.nanoTime() - written >= TRAINING_PER_WRITING * writingNanos;
        if (!first && due) {
            writeCheckpoint();
        }
        if (folder.holdsHistory()) {
            folder.appendHistory(epoch);
        } else { // Somebody took it away.
            folder.writeHistory(trainer().checkpoint().results());
        }
    }

    /** Whether the model is now that of this epoch. */
    private boolean isModel(EpochResult epoch) {
        Optional<EpochResult> before = best;
        best = new History(best.map(b -> List.of(b, epoch)).orElse(List.of(epoch))).best();
        return !keepsBest || !best.equals(before);
    }

    private void writeModel() throws IOException {
        writeModel(model());
    }

    private void writeModel(Model model) throws IOException {
        boolean newest = inModel == 0;
        folder.writeModel(model);
        inModel = done;
        if (newest) {
            folder.becomeLast();
        }
    }

    private Model model() {
        return trainer().model().withProvenance(RunConfig.provenance(plan, done));
    }

    private Trainer trainer() {
        return Objects.requireNonNull(trainer);
    }

    private void writeCheckpoint() throws IOException {
        long start = System.nanoTime();
        folder.writeCheckpoint(trainer().checkpoint());
        inCheckpoint = done;
        written = System.nanoTime();
        writingNanos = written - start;
    }

    /**
     * Saves where training has ended, with the model calibrated. After a stop in the middle of an epoch the model is that of an
     * epoch before; without one there is none.
     *
     * @return the model
     */
    Model finish(History history, boolean stopped) throws IOException {
        finished = true;
        folder.writeHistory(history.epochs());
        Model model = plan.calibrated(model());
        if (keepsBest ? best.isPresent() : !stopped) {
            writeModel(model);
        }
        if (stopped || inCheckpoint != done) {
            writeCheckpoint();
        }
        if (Files.exists(folder.model())) {
            folder.becomeLast();
        }
        return model;
    }

    /** Whether {@link #finish} was called: what fails then fails with the model itself. */
    boolean isFinished() {
        return finished;
    }

    /** Of which epoch the model is that was saved, if one was. */
    Optional<Integer> savedModel() {
        return Files.exists(folder.model()) && modelEpoch > 0 ? Optional.of(modelEpoch)
                : Optional.empty();
    }

    /** Something that writes. */
    @FunctionalInterface
    private interface Writing {
        void write() throws IOException;
    }

    private static void unchecked(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
