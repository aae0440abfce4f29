package dev.lanewise.cli.train;

import com.google.gson.JsonParseException;
import dev.lanewise.cli.base.ModelException;
import dev.lanewise.cli.run.ConfigFile;
import dev.lanewise.cli.run.RunFolder;
import dev.lanewise.engine.model.ModelFormatException;
import dev.lanewise.engine.train.Checkpoint;
import dev.lanewise.mnist.DataException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run that is gone on with.
 *
 * @param folder its folder
 * @param config what it was begun with
 * @param checkpoint where it was stopped
 */
record ResumedRun(RunFolder folder, ConfigFile config, Checkpoint checkpoint) {

    /**
     * Reads what a resume needs.
     *
     * @throws ModelFormatException if the checkpoint is damaged
     * @throws ModelException if a file is missing or can't be read
     */
    static ResumedRun load(Path run, Path directory) throws ModelFormatException {
        try {
            RunFolder folder = RunFolder.begun(run, directory);
            return new ResumedRun(folder, ConfigFile.read(RunFolder.configFile(folder.path())),
                    Checkpoint.load(folder.checkpoint()));
        } catch (ModelFormatException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new ModelException("Run " + run + " expected a checkpoint to go on from, found no"
                    + " file " + e.getFile() + "; begin anew with --config "
                    + run.resolve("config.json") + ".", e);
        } catch (IOException | JsonParseException e) {
            throw new ModelException("Run " + run + " can't be read (" + e
                    + "); check its permissions.", e);
        }
    }

    /**
     * Checks that the images are those of the run.
     *
     * @throws DataException if they are not
     */
    void checkData(TrainingData data) {
        String expected = config.dataSha256().orElse(data.sha256());
        if (!data.sha256().equals(expected)) {
            throw new DataException("The data " + data.name() + " of run " + folder.path()
                    + " expected the SHA-256 " + expected + ", found " + data.sha256()
                    + "; put back the files that it was begun with.");
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
        return "resumed in epoch " + checkpoint.epoch() + " of " + checkpoint.epochs()
                + ", after step " + checkpoint.step() + " of " + checkpoint.steps();
    }
}
