package dev.lanewise.cli.run;

import com.google.gson.JsonParseException;
import dev.lanewise.cli.base.IoFailure;
import dev.lanewise.cli.base.ModelException;
import dev.lanewise.engine.file.FileKind;
import dev.lanewise.engine.file.ForeignTensors;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.onnx.OnnxModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Models that the user names. */
public final class ModelFiles {
    private ModelFiles() {}

    /**
     * The folder of the data that a run was trained on, if its configuration names one that is there.
     *
     * @param given a run folder or a file in one
     */
    static Optional<Path> dataOf(Path given) throws IOException {
        Path model = RunFolder.modelFile(given);
        try {
            Path folder = Path.of(ConfigFile.read(model.resolveSibling(RunFolder.CONFIG))
                    .options()
                    .getOrDefault("data", ""));
            return folder.isAbsolute() && Files.isDirectory(folder) ? Optional.of(folder)
                    : Optional.empty();
        } catch (IOException | JsonParseException | InvalidPathException e) {
            return Optional.empty(); // The model file was moved, or the configuration is damaged.
        }
    }

    /**
     * Whether a file is of tensors alone, without a network.
     *
     * @throws IOException if it can't be read
     */
    public static boolean isStateDict(Path file) throws IOException {
        try (ForeignTensors tensors = ForeignTensors.open(file)) {
            return !tensors.hasNetwork();
        } catch (ModelFormatException e) {
            return false; // Whoever reads it as a model says what is wrong.
        }
    }

    /**
     * Loads a run's model, a model file or an ONNX file, which its content tells.
     *
     * @throws ModelFormatException if it is damaged
     * @throws ModelException if it is missing or can't be read
     */
    public static Model load(Path given) throws ModelFormatException {
        try {
            Path file = RunFolder.modelFile(given);
            RunFolder.requireFile(file);
            if (FileKind.isOnnx(file)) {
                return OnnxModels.read(file);
            }
            if (isStateDict(file)) {
                throw new ModelException("Model " + given + " has weights but no network, as"
                        + " PyTorch writes it. Go on from it with train --from " + given
                        + " and the --network or --layers that it is of.");
            }
            return Model.load(file);
        } catch (ModelFormatException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new ModelException("There is no model at " + given + ". Name a run folder with a"
                    + " model, such as runs/last, a .safetensors or .onnx file,"
                    + " or pretrained.", e);
        } catch (IOException e) {
            throw new ModelException("Model " + given + " can't be read ("
                    + IoFailure.reason(e) + "); check its permissions, or name another.", e);
        }
    }
}
