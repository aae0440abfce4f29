package dev.lanewise.engine.train;

import dev.lanewise.engine.file.TensorFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link Trainer} is between two steps, with all it needs to go on to the same bits: the
 * parameters, their average, the optimizer's state, the best weights so far, and how far it came.
 * Immutable.
 *
 * @since 0.1.0
 */
public final class Checkpoint {
    /** What must not differ where training goes on, as texts by name. */
    private final SortedMap<String, String> options;
    private final StepProgress progress;
    private final int epochsDone;
    private final List<EpochResult> results;
    private final @Nullable EpochResult best;
    private final State state;

    /**
     * The numbers of a checkpoint; an array is empty where there is no such state.
     *
     * @param parameters the network's, in its order
     * @param average of the parameters
     * @param best the weights of the best validated epoch
     * @param updates how many steps the optimizer has begun, at least 0
     * @param scalars the numbers that it carries along, by name
     * @param states the arrays that it carries along, by name, each as long as the parameters
     */
    @SuppressWarnings("ArrayRecordComponent")
    record State(float[] parameters, float[] average, float[] best, long updates,
            SortedMap<String, Double> scalars, SortedMap<String, float[]> states) {}

    Checkpoint(SortedMap<String, String> options, StepProgress progress, int epochsDone,
            List<EpochResult> results, @Nullable EpochResult best, State state) {
        this.options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        this.progress = progress.copy();
        this.epochsDone = epochsDone;
        this.results = List.copyOf(results);
        this.best = best;
        this.state = state;
    }

    /**
     * Reads a checkpoint.
     *
     * @param file the file
     * @return the checkpoint
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws dev.lanewise.engine.nn.ModelFormatException if it is damaged or of another kind or
     *             version
     * @throws IOException if it can't be read
     */
    public static Checkpoint load(Path file) throws IOException {
        return TensorFile.read(file, CheckpointFile.FORMAT);
    }

    /**
     * Writes a checkpoint, forced to disk: to a temporary file beside it, which then takes its name
     * and replaces what is there.
     *
     * @param file the file
     * @throws IOException if it can't be written; then nothing was changed
     */
    public void save(Path file) throws IOException {
        CheckpointFile.FORMAT.write(this, file);
    }

    /** {@return the number of the epoch that was trained last, maybe in part} */
    public int epoch() {
        return progress.epoch();
    }

    /** {@return the steps done in that epoch} */
    public int step() {
        return progress.step();
    }

    /** {@return the steps of an epoch} */
    public int steps() {
        return progress.steps();
    }

    /** {@return the number of the last epoch of the call of {@link Trainer#fit} that was interrupted} */
    public int epochs() {
        return progress.epochs();
    }

    /** {@return the epochs that this call has ended, in order; unmodifiable} */
    public List<EpochResult> results() {
        return results;
    }

    SortedMap<String, String> options() {
        return options;
    }

    /** A copy. */
    StepProgress progress() {
        return progress.copy();
    }

    int epochsDone() {
        return epochsDone;
    }

    @Nullable
    EpochResult best() {
        return best;
    }

    /** Not copied: to be read only. */
    State state() {
        return state;
    }
}
