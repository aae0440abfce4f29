package dev.lanewise.engine.train;

import dev.lanewise.engine.file.TensorFile;
import dev.lanewise.engine.file.TensorFile.Tensor;
import dev.lanewise.engine.file.TensorFile.ValueType;
import dev.lanewise.engine.file.TensorFile.Values;
import dev.lanewise.engine.text.Attributes;
import dev.lanewise.engine.text.Quoted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checkpoints in files of tensors: the results of epochs in doubles; the weights and the arrays that the
 * optimizer carries along, under their names, in floats. Where training is stands in texts beside them.
 */
final class CheckpointFile implements TensorFile.Format<Checkpoint> {
    private static final String MONITOR = TrainingOptions.MONITOR.name();
    static final CheckpointFile FORMAT = new CheckpointFile();
    static final String SIZES = "sizes";
    static final String OPTION = "option.";
    static final String PROGRESS = "progress";
    static final String SCALARS = "scalars";
    private static final String EPOCHS_DONE = "epochs_done";
    private static final String UPDATES = "updates";
    private static final String RESULTS = "results";
    private static final String BEST_RESULT = "best_result";
    private static final String PARAMETERS = "parameters";
    private static final String AVERAGE = "average";
    private static final String BEST = "best";

    private CheckpointFile() {}

    @Override
    public String kind() {
        return "checkpoint";
    }

    @Override
    public String version() {
        return "lanewise checkpoint 3";
    }

    @Override
    public boolean reads(String version) {
        return version.equals(version()) || version.equals(EarlierCheckpoint.VERSION);
    }

    @Override
    public boolean readsUnchecked(String version) {
        return false;
    }

    void write(Checkpoint checkpoint, Path file) throws IOException {
        Checkpoint.State state = checkpoint.state();
        int columns = columns(checkpoint.options().containsKey(MONITOR));
        double[] results = ResultNumbers.of(checkpoint.results(), columns);
        double[] best = ResultNumbers.of(
                checkpoint.best() == null ? List.of() : List.of(checkpoint.best()), columns);
        double[] doubles = Arrays.copyOf(results, results.length + best.length);
        System.arraycopy(best, 0, doubles, results.length, best.length);
        SequencedMap<String, float[]> arrays = arrays(state);
        Attributes sizes = Attributes.of("Sizes")
                .with(RESULTS, results.length / columns)
                .with(BEST_RESULT, best.length / columns);
        for (Map.Entry<String, float[]> array : arrays.entrySet()) {
            sizes = sizes.with(array.getKey(), array.getValue().length);
        }
        Attributes scalars = Attributes.of("Scalars");
        for (Map.Entry<String, Double> scalar : state.scalars().entrySet()) {
            scalars = scalars.with(scalar.getKey(), scalar.getValue());
        }
        TreeMap<String, String> metadata = new TreeMap<>();
        metadata.put(TensorFile.VERSION, version());
        checkpoint.options().forEach((name, value) -> metadata.put(OPTION + name, value));
        metadata.put(SIZES, sizes.toString());
        metadata.put(PROGRESS, checkpoint.progress().attributes().toString());
        metadata.put(EPOCHS_DONE, Integer.toString(checkpoint.epochsDone()));
        metadata.put(UPDATES, Long.toString(state.updates()));
        metadata.put(SCALARS, scalars.toString());
        TensorFile.write(file, metadata, tensors(metadata),
                new Values(concatenated(arrays.values()), doubles));
    }

    private static int columns(boolean monitored) {
        return monitored ? ResultNumbers.MONITORED_COUNT : ResultNumbers.COUNT;
    }

    private static SequencedMap<String, float[]> arrays(Checkpoint.State state) {
        SequencedMap<String, float[]> arrays = new LinkedHashMap<>();
        arrays.put(PARAMETERS, state.parameters());
        arrays.put(AVERAGE, state.average());
        arrays.put(BEST, state.best());
        state.states().forEach((name, array) -> {
            if (name.equals(RESULTS) || name.equals(BEST_RESULT)
                    || arrays.putIfAbsent(name, array) != null) {
                throw new IllegalArgumentException("An optimizer's array must not be called "
                        + name + "; rename it.");
            }
        });
        return arrays;
    }

    private static float[] concatenated(Iterable<float[]> parts) {
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

    @Override
    public List<Tensor> tensors(Map<String, String> metadata) {
        Attributes sizes = Attributes.parse(
                TensorFile.text(EarlierCheckpoint.today(metadata), SIZES));
        int columns = columns(metadata.containsKey(OPTION + MONITOR));
        List<Tensor> tensors = new ArrayList<>();
        for (Map.Entry<String, String> size : sizes.values().entrySet()) {
            int count = StepProgress.count(size.getValue());
            boolean results = tensors.size() < 2;
            if (results && !size.getKey().equals(tensors.isEmpty() ? RESULTS : BEST_RESULT)) {
                throw new IllegalArgumentException("its sizes must begin with " + RESULTS + " and "
                        + BEST_RESULT + ", not with " + Quoted.of(size.getKey()));
            }
            tensors.add(results
                    ? new Tensor(size.getKey(), ValueType.F64, List.of(count, columns))
                    : new Tensor(size.getKey(), ValueType.F32, List.of(count)));
        }
        if (tensors.size() < 2) {
            throw new IllegalArgumentException("its sizes must name " + RESULTS + " and "
                    + BEST_RESULT + "; they are " + Quoted.of(sizes.toString()));
        }
        return tensors;
    }

    @Override
    public Checkpoint content(Map<String, String> written, Values values) {
        Map<String, String> metadata = EarlierCheckpoint.today(written);
        List<Tensor> tensors = tensors(metadata);
        int count = tensors.get(0).size();
        StepProgress progress = StepProgress
                .of(Attributes.parse(TensorFile.text(metadata, PROGRESS)));
        int epochsDone = StepProgress.count(TensorFile.text(metadata, EPOCHS_DONE));
        progress.check(epochsDone);
        int columns = columns(metadata.containsKey(OPTION + MONITOR));
        List<EpochResult> results = ResultNumbers
                .results(Arrays.copyOf(values.doubles(), count), columns, epochsDone);
        checkNumbered(results, progress.firstEpoch(), epochsDone);
        List<EpochResult> best = ResultNumbers.results(
                Arrays.copyOfRange(values.doubles(), count, values.doubles().length), columns,
                epochsDone);
        long updates = StepProgress.whole(TensorFile.text(metadata, UPDATES));
        if (updates < progress.stepsDone()) {
            throw new IllegalArgumentException("its updates must be at least "
                    + progress.stepsDone() + ", not " + updates);
        }
        SortedMap<String, Double> scalars = new TreeMap<>();
        Attributes.parse(TensorFile.text(metadata, SCALARS))
                .values()
                .forEach((name, value) -> scalars.put(name, StepProgress.number(value)));
        TreeMap<String, String> options = new TreeMap<>();
        metadata.forEach((name, value) -> {
            if (name.startsWith(OPTION)) {
                options.put(name.substring(OPTION.length()), value);
            }
        });
        Checkpoint.State state = state(tensors.subList(2, tensors.size()), values.floats(), updates,
                scalars);
        return new Checkpoint(options, progress, epochsDone, results,
                best.isEmpty() ? null : best.get(best.size() - 1), metadata.equals(written) ? state
                        : EarlierCheckpoint.renamed(state,
                                options.getOrDefault("optimizer", "")));
    }

    /** Checks that results are those of all epochs from the first to the last one that ended. */
    private static void checkNumbered(List<EpochResult> results, int first, int last) {
        boolean each = results.size() == last - first + 1;
        for (int i = 0; each && i < results.size(); i++) {
            each = results.get(i).epoch() == first + i;
        }
        if (!each) {
            throw new IllegalArgumentException("its results must be of the epochs from " + first
                    + " to " + last + ", not of " + results.size() + " others");
        }
    }

    private static Checkpoint.State state(List<Tensor> tensors, float[] values, long updates,
            SortedMap<String, Double> scalars) {
        SortedMap<String, float[]> arrays = new TreeMap<>();
        int next = 0;
        for (Tensor tensor : tensors) {
            arrays.put(tensor.name(), Arrays.copyOfRange(values, next, next + tensor.size()));
            next += tensor.size();
        }
        float[] parameters = weights(arrays, PARAMETERS, -1);
        float[] average = weights(arrays, AVERAGE, parameters.length);
        float[] best = weights(arrays, BEST, parameters.length);
        arrays.forEach((name, array) -> {
            checkSize(name, array, parameters.length);
            checkFinite(name, array, false);
        });
        return new Checkpoint.State(parameters, average, best, updates, scalars, arrays);
    }

    /** Takes weights out of the arrays, none if they aren't there. */
    private static float[] weights(SortedMap<String, float[]> arrays, String name, int expected) {
        float[] found = arrays.remove(name);
        float[] weights = found == null ? new float[0] : found;
        if (expected >= 0) {
            checkSize(name, weights, expected);
        }
        checkFinite(name, weights, true);
        return weights;
    }

    private static void checkSize(String name, float[] values, int parameters) {
        if (values.length != 0 && values.length != parameters) {
            throw new IllegalArgumentException("its " + name + " must have " + parameters
                    + " values or none, not " + values.length);
        }
    }

    /** What an optimizer carries along may overflow and training go on; weights may not. */
    private static void checkFinite(String name, float[] values, boolean weights) {
        for (int i = 0; i < values.length; i++) {
            if (weights ? !Float.isFinite(values[i]) : Float.isNaN(values[i])) {
                throw new IllegalArgumentException("its " + name + " must be "
                        + (weights ? "finite " : "") + "numbers, but the value at index " + i
                        + " is " + values[i]);
            }
        }
    }
}
