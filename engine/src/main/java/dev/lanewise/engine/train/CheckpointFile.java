package dev.lanewise.engine.train;

import dev.lanewise.engine.model.TensorFile;
import dev.lanewise.engine.model.TensorFile.Tensor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Checkpoints in files of tensors. Numbers beside the tensors are texts, divided by blanks, that
 * name the same double when they are read; a fingerprint tells a file with a bit turned over, which
 * would otherwise only spoil what is trained.
 */
final class CheckpointFile implements TensorFile.Format<Checkpoint> {
    static final CheckpointFile FORMAT = new CheckpointFile();
    private static final List<String> TENSORS = List.of("parameters", "average", "first_moment",
            "second_moment", "best");
    private static final String SIZES = "sizes";
    private static final String SHA256 = "sha256";
    private static final String OPTION = "option.";
    private static final String PROGRESS = "progress";
    private static final String EPOCHS_DONE = "epochs_done";
    private static final String UPDATES = "updates";
    private static final String RESULTS = "results";
    private static final String BEST = "best_epoch";
    private static final String NONE = "-";
    private static final int RESULT_NUMBERS = 8;

    private CheckpointFile() {}

    @Override
    public String kind() {
        return "checkpoint";
    }

    @Override
    public String version() {
        return "lanewise checkpoint 1";
    }

    void write(Checkpoint checkpoint, Path file) throws IOException {
        Checkpoint.Tensors t = checkpoint.tensors();
        float[][] parts = {t.parameters(), t.average(), t.first(), t.second(), t.best()};
        float[] values = concatenated(parts);
        TreeMap<String, String> metadata = new TreeMap<>();
        metadata.put(TensorFile.VERSION, version());
        checkpoint.options().forEach((name, value) -> metadata.put(OPTION + name, value));
        metadata.put(SIZES, sizes(parts));
        metadata.put(PROGRESS, checkpoint.progress().text());
        metadata.put(EPOCHS_DONE, Integer.toString(checkpoint.epochsDone()));
        metadata.put(UPDATES, Long.toString(checkpoint.updates()));
        StringJoiner results = new StringJoiner(" ");
        checkpoint.results().forEach(epoch -> results.add(text(epoch)));
        metadata.put(RESULTS, results.toString());
        EpochResult best = checkpoint.best();
        metadata.put(BEST, best == null ? "" : text(best));
        metadata.put(SHA256, fingerprint(metadata, values));
        TensorFile.write(file, metadata, tensors(metadata), values);
    }

    private static float[] concatenated(float[][] parts) {
        int size = 0;
        for (float[] part : parts) {
            size = Math.addExact(size, part.length);
        }
        float[] values = new float[size];
        int next = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, values, next, part.length);
            next += part.length;
        }
        return values;
    }

    private static String sizes(float[][] parts) {
        StringJoiner text = new StringJoiner(" ");
        for (float[] part : parts) {
            text.add(Integer.toString(part.length));
        }
        return text.toString();
    }

    /** Of all texts but itself, and of all numbers. */
    private static String fingerprint(Map<String, String> metadata, float[] values) {
        TreeMap<String, String> texts = new TreeMap<>(metadata);
        texts.remove(SHA256);
        texts.put(TENSORS.toString(), TensorFile.sha256(values));
        return TensorFile.sha256(texts.toString());
    }

    private static String text(EpochResult e) {
        return e.epoch() + " " + e.loss() + " " + e.accuracy() + " " + text(e.valLoss()) + " "
                + text(e.valAccuracy()) + " " + e.learningRate() + " " + e.seconds() + " "
                + e.imagesPerSecond();
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : NONE;
    }

    private static List<EpochResult> results(String text) {
        String[] parts = split(text);
        List<EpochResult> results = new ArrayList<>();
        for (int i = 0; i < parts.length; i += RESULT_NUMBERS) {
            results.add(new EpochResult(Integer.parseInt(parts[i]),
                    Double.parseDouble(parts[i + 1]), Double.parseDouble(parts[i + 2]),
                    optional(parts[i + 3]), optional(parts[i + 4]),
                    Double.parseDouble(parts[i + 5]), Double.parseDouble(parts[i + 6]),
                    Double.parseDouble(parts[i + 7])));
        }
        return results;
    }

    private static String[] split(String text) {
        return text.isEmpty() ? new String[0] : text.split(" ", -1);
    }

    private static OptionalDouble optional(String text) {
        return text.equals(NONE) ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(text));
    }

    @Override
    public List<Tensor> tensors(Map<String, String> metadata) {
        String[] sizes = split(TensorFile.text(metadata, SIZES));
        if (sizes.length != TENSORS.size()) {
            throw new IllegalArgumentException("its sizes expected " + TENSORS.size()
                    + " numbers, found " + sizes.length);
        }
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            tensors.add(new Tensor(TENSORS.get(i), List.of(Integer.parseUnsignedInt(sizes[i]))));
        }
        return tensors;
    }

    @Override
    public Checkpoint content(Map<String, String> metadata, float[] values) {
        String found = fingerprint(metadata, values);
        String expected = TensorFile.text(metadata, SHA256);
        if (!found.equals(expected)) {
            throw new IllegalArgumentException(
                    "its content expected the SHA-256 " + expected + ", found " + found);
        }
        try {
            TreeMap<String, String> options = new TreeMap<>();
            metadata.forEach((name, value) -> {
                if (name.startsWith(OPTION)) {
                    options.put(name.substring(OPTION.length()), value);
                }
            });
            return new Checkpoint(options,
                    StepProgress.parse(TensorFile.text(metadata, PROGRESS)),
                    Integer.parseInt(TensorFile.text(metadata, EPOCHS_DONE)),
                    results(TensorFile.text(metadata, RESULTS)),
                    onlyOf(results(TensorFile.text(metadata, BEST))),
                    split(tensors(metadata), values),
                    Long.parseLong(TensorFile.text(metadata, UPDATES)));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "its metadata expected numbers, found others (" + e.getMessage() + ")", e);
        }
    }

    private static @Nullable EpochResult onlyOf(List<EpochResult> results) {
        return results.isEmpty() ? null : results.get(0);
    }

    private static Checkpoint.Tensors split(List<Tensor> tensors, float[] values) {
        float[][] parts = new float[tensors.size()][];
        int next = 0;
        for (int i = 0; i < parts.length; i++) {
            int end = next + tensors.get(i).size();
            parts[i] = Arrays.copyOfRange(values, next, end);
            next = end;
        }
        return new Checkpoint.Tensors(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }
}
