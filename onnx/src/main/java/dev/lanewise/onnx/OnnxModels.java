package dev.lanewise.onnx;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.file.AtomicFiles;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.LogSoftmax;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Softmax;
import dev.lanewise.engine.text.Quoted;
import dev.lanewise.onnx.proto.ModelProto;
import dev.lanewise.onnx.reader.GraphReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Models from ONNX files and to them. Which operators are read, and how far, is a table in {@code
 * docs/interchange.md}; a model with something else is refused in one sentence.
 *
 * <p>Samples of the model are always in the order channel, row, column, also where a file has its input
 * as rows, columns, channels. A scale and a shift that a file applies to its input become the model's
 * normalization. Outputs are what the file's are. Where it ends in a softmax or its logarithm, {@link
 * Model#outputs} gives the logits before it, as for any such network, and {@link Model#probabilities} the
 * softmax; where there are several positions with probabilities of their own, {@link Model#outputs} gives
 * these. Safe for use by any number of threads.
 *
 * {@snippet lang=java :
 * Model model = OnnxModels.read(file);
 * float[] outputs = model.outputs(values); // channel, row, column
 * }
 *
 * @since 0.1.0
 */
public final class OnnxModels {
    private OnnxModels() {}

    /**
     * Reads an ONNX file, and the files in its folder that it keeps numbers in.
     *
     * @param file the file
     * @return the model
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws ModelFormatException if it is damaged, or holds what the engine doesn't have
     * @throws IOException if it can't be read
     */
    public static Model read(Path file) throws IOException {
        return read(file, Optional.empty());
    }

    /**
     * Reads an ONNX file of several outputs.
     *
     * @param file the file
     * @param output the name of the output that the model shall have
     * @return the model
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws ModelFormatException if it is damaged, has no such output, or holds what the engine doesn't have
     * @throws IOException if it can't be read
     */
    public static Model read(Path file, String output) throws IOException {
        return read(file, Optional.of(output));
    }

    private static Model read(Path file, Optional<String> output) throws IOException {
        Path name = file.getFileName();
        return read(String.valueOf(name == null ? file : name),
                ByteBuffer.wrap(Files.readAllBytes(file)), file.toAbsolutePath().getParent(),
                output);
    }

    /**
     * Reads an ONNX file that is in memory, with all its numbers.
     *
     * @param name what failures call it
     * @param content the file's bytes
     * @return the model
     * @throws ModelFormatException if it is damaged, or holds what the engine doesn't have
     * @throws IOException never
     */
    public static Model read(String name, byte[] content) throws IOException {
        return read(name, ByteBuffer.wrap(content), null, Optional.empty());
    }

    private static Model read(String name, ByteBuffer content, @Nullable Path folder,
            Optional<String> output) throws IOException {
        try {
            ModelProto proto = ModelProto.parse(content);
            Optional<Normalization> normalization = ModelMetadata.normalization(proto);
            GraphReader.Result read = GraphReader.read(proto, folder, content.remaining(), output,
                    normalization.isPresent());
            Model model = Model.of(read.network(), read.parameters(),
                    normalization.orElse(read.normalization()), ModelMetadata.provenance(proto));
            return ModelMetadata.applied(proto, endsInMaps(read.network())
                    ? model.withLoss(Loss.meanSquaredError())
                    : model);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelFormatException("The ONNX file " + Quoted.escaped(name)
                    + " can't be read: " + String.valueOf(e.getMessage()).replaceFirst("\\.$", "")
                    + ".", e);
        }
    }

    /** Whether a softmax that it ends in has no one set of logits before it. */
    private static boolean endsInMaps(Network network) {
        Node last = network.nodes().getLast();
        return (last.layer() instanceof Softmax || last.layer() instanceof LogSoftmax)
                && (network.nodes().size() == 1
                        || last.output().height() * last.output().width() > 1);
    }

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
