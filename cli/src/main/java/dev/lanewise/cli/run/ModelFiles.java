package dev.lanewise.cli.run;

import dev.lanewise.cli.base.IoFailure;
import dev.lanewise.cli.base.ModelException;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.ModelFormatException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Models that the user names. */
public final class ModelFiles {
    private ModelFiles() {}

    /**
     * Loads a run's model or a model file.
     *
     * @throws ModelFormatException if it is damaged
     * @throws ModelException if it is missing or can't be read
     */
    public static Model load(Path given) throws ModelFormatException {
        try {
            Path file = RunFolder.modelFile(given);
            RunFolder.requireFile(file);
            return Model.load(file);
        } catch (ModelFormatException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new ModelException("Model " + given + " expected a run folder with a model or a"
                    + " .safetensors file, found no file " + e.getFile()
                    + "; train one, or name another.", e);
        } catch (IOException e) {
            throw new ModelException("Model " + given + " can't be read ("
                    + IoFailure.reason(e) + "); check its permissions, or name another.", e);
        }
    }
}
