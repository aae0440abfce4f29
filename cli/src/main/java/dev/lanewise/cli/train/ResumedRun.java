package dev.lanewise.cli.train;

import static dev.lanewise.cli.option.TrainingOptions.EPOCHS;

import com.google.gson.JsonParseException;
import dev.lanewise.cli.base.IoFailure;
import dev.lanewise.cli.base.ModelException;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.run.ConfigFile;
import dev.lanewise.cli.run.RunFolder;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.train.Checkpoint;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.mnist.DataException;
import dev.lanewise.mnist.Mnist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run that is gone on with.
 *
 * @param path its folder
 * @param config what it was begun with
 * @param checkpoint where it was stopped
 * @param lost why the newest checkpoint can't be read, if this is the one before it
 */
record ResumedRun(Path path, ConfigFile config, Checkpoint checkpoint, Optional<String> lost) {

    /**
     * Reads what a resume needs.
     *
     * @param run how the user names it
     * @throws ModelFormatException if all checkpoints are damaged
     * @throws ModelException if a file is missing or can't be read
     */
    static ResumedRun load(Path run, RunFolder folder) throws ModelFormatException {
        try {
            ConfigFile config = ConfigFile.read(RunFolder.configFile(folder.path()));
            try {
                return new ResumedRun(folder.path(), config, checkpoint(folder.checkpoint()),
                        Optional.empty());
            } catch (ModelFormatException | NoSuchFileException e) {
                // What only can't be read now may be sound.
                return before(folder, config, e);
            }
        } catch (ModelFormatException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new ModelException(
                    "Run " + run + " must have a checkpoint to go on from, and there"
                            + " is no file " + e.getFile() + "; begin anew with --config "
                            + run.resolve("config.json") + ".",
                    e);
        } catch (IOException e) {
            throw new ModelException("Run " + run + " can't be read (" + IoFailure.reason(e)
                    + "); check its permissions.", e);
        } catch (JsonParseException e) {
            throw new ModelException("The config.json of run " + run + " can't be read: "
                    + e.getMessage() + "; take it from a backup.", e);
        }
    }

    private static Checkpoint checkpoint(Path file) throws IOException {
        RunFolder.requireFile(file);
        return Checkpoint.load(file);
    }

    /** From the checkpoint before the newest one; if that is no better, the newest one is blamed. */
    private static ResumedRun before(RunFolder folder, ConfigFile config, IOException newest)
            throws IOException {
        try {
            Checkpoint previous = checkpoint(folder.previousCheckpoint());
            String reason = newest instanceof ModelFormatException
                    ? String.valueOf(newest.getMessage())
                    : "The checkpoint " + folder.checkpoint() + " can't be read: "
                            + IoFailure.reason(newest) + ".";
            return new ResumedRun(folder.path(), config, previous, Optional.of(reason));
        } catch (IOException e) {
            newest.addSuppressed(e);
            throw newest;
        }
    }

    /** What is said where the newest checkpoint is lost: which one, why, and what is taken. */
    Optional<String> remark(RunFolder folder) {
        return lost
                .map(reason -> reason + " The run goes on from the checkpoint before it, of epoch "
                        + checkpoint.epoch() + (Files.exists(folder.checkpoint())
                                ? "; the newest one is kept as " + folder.damagedCheckpoint()
                                : "")
                        + ".");
    }

    /**
     * Checks that nothing that decides which weights come out is other than it was. An option that
     * was changed in config.json is named, where the checkpoint knows it.
     *
     * @throws ModelException if the configuration is another
     * @throws DataException if the images are others
     */
    void check(TrainingData data, TrainSettings settings, Trainer trainer) {
        if (!config.changed()) {
            checkData(data);
        }
        int epochs = settings.get(EPOCHS);
        if (epochs != checkpoint.epochs()) {
            throw differs("The option epochs must be what the checkpoint was made with, "
                    + checkpoint.epochs() + ", but is " + epochs + ".");
        }
        try {
            trainer.requireResumable(data.train().size(), checkpoint);
        } catch (IllegalArgumentException e) {
            throw differs(String.valueOf(e.getMessage()));
        }
        if (config.changed()) {
            throw ConfigFile.changed(path, "its SHA-256 is not that of its content");
        }
    }

    private ModelException differs(String what) {
        return new ModelException("Run " + path + " can't be gone on with: "
                + what.replaceFirst("\\.$", "") + "; put its config.json back as it was, or begin a"
                + " new run with --config.");
    }

    private void checkData(TrainingData data) {
        String expected = config.dataSha256().orElse(data.sha256());
        if (!data.sha256().equals(expected)) {
            throw new DataException("The data " + data.name() + " of run " + path
                    + " must have the SHA-256 " + expected + ", but has " + data.sha256()
                    + "; put back the files that it was begun with.");
        }
    }

    /**
     * The images of a run. Numbers of them that make no sense are not what the user has just written
     * where they stand in a configuration that was changed.
     */
    static TrainingData data(Mnist source, TrainSettings settings, Network network,
            Optional<ResumedRun> resumed) {
        try {
            return TrainingData.of(source, settings, network);
        } catch (UsageException e) {
            if (resumed.isPresent() && resumed.get().config().changed()) {
                throw ConfigFile.changed(resumed.get().path(), String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    /** Keeps in a new configuration when the run was begun. */
    void addTo(Map<String, @Nullable Object> written) {
        Object resumed = written.get("started");
        config.started().ifPresent(started -> {
            written.put("started", started);
            written.put("resumed", resumed);
        });
    }

    /** Where it goes on, in words. */
    String told() {
        if (checkpoint.epoch() == checkpoint.epochs() && checkpoint.step() == checkpoint.steps()) {
            return "This run is already finished; its result is repeated. To train longer, start a"
                    + " new run with --config and more --epochs.";
        }
        return "resumed in epoch " + checkpoint.epoch() + " of " + checkpoint.epochs()
                + ", after step " + checkpoint.step() + " of " + checkpoint.steps();
    }
}
