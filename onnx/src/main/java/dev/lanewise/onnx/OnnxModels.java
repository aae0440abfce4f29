package dev.lanewise.onnx;

import dev.lanewise.engine.file.AtomicFiles;
import dev.lanewise.engine.model.Model;
import java.io.IOException;
import java.nio.file.Path;

/** Models from ONNX files and to them. */
public final class OnnxModels {
    private OnnxModels() {}

    /**
     * Writes a model to an ONNX file: to a temporary file beside it, which then takes its name and replaces
     * what is there. Equal models and options give equal bytes.
     *
     * <p>The input is {@code [batch, channels, rows, columns]}, or {@code [batch, features]} where samples are rows
     * of features, with any number of samples; the output is {@code [batch, classes]}, or maps where the
     * network makes maps that are no logits. The metadata are the model's provenance, its normalization, the
     * names of its classes and its temperature. Whoever reads the file gets the model's outputs but for rounding.
     *
     * @param model the model
     * @param file the file
     * @param options how it is written
     * @throws IllegalArgumentException if a layer has no operators in ONNX, such as one of a program's own, or
     *     probabilities are wanted of a model that has none, or the file would be too large
     * @throws IOException if it can't be written; then nothing was changed
     */
    public static void write(Model model, Path file, OnnxOptions options) throws IOException {
        AtomicFiles.write(file, toByteArray(model, options));
    }

    /**
     * {@return the bytes that {@link #write} writes}
     *
     * @param model the model
     * @param options how it is written
     * @throws IllegalArgumentException as there
     */
    public static byte[] toByteArray(Model model, OnnxOptions options) {
        return new ModelWriter(model, options).write().toByteArray();
    }
}
