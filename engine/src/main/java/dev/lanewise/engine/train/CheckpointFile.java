package dev.lanewise.engine.train;

import dev.lanewise.engine.model.Quoted;
import dev.lanewise.engine.model.TensorFile;
import dev.lanewise.engine.model.TensorFile.Tensor;
import dev.lanewise.engine.model.TensorFile.ValueType;
import dev.lanewise.engine.model.TensorFile.Values;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Checkpoints in files of tensors: the results of epochs in doubles, the weights and the optimizer's
 * state in floats. Where training is stands in texts beside them.
 */
final class CheckpointFile implements TensorFile.Format<Checkpoint> {
    static final CheckpointFile FORMAT = new CheckpointFile();
    private static final String EARLIER = "lanewise checkpoint 2";
    private static final List<String> RESULTS = List.of("results", "best_result");
    private static final List<String> STATE = List.of("parameters", "average", "first_moment",
            "second_moment", "best");
    private static final String SIZES = "sizes";
    private static final String OPTION = "option.";
    private static final String PROGRESS = "progress";
    private static final String EPOCHS_DONE = "epochs_done";
    private static final String UPDATES = "updates";
    private static final String BETA_POWERS = "beta_powers";

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
        return version.equals(version()) || version.equals(EARLIER);
    }

    @Override
    public boolean readsUnchecked(String version) {
        return false;
    }

    void write(Checkpoint checkpoint, Path file) throws IOException {
        Checkpoint.Tensors t = checkpoint.tensors();
        float[][] state = {t.parameters(), t.average(), t.first(), t.second(), t.best()};
        double[] results = ResultNumbers.of(checkpoint.results());
        double[] best = ResultNumbers
                .of(checkpoint.best() == null ? List.of() : List.of(checkpoint.best()));
        StringJoiner sizes = new StringJoiner(" ");
        sizes.add(Integer.toString(results.length / ResultNumbers.COUNT));
        sizes.add(Integer.toString(best.length / ResultNumbers.COUNT));
        for (float[] part : state) {
            sizes.add(Integer.toString(part.length));
        }
        double[] doubles = Arrays.copyOf(results, results.length + best.length);
        System.arraycopy(best, 0, doubles, results.length, best.length);
        TreeMap<String, String> metadata = new TreeMap<>();
        metadata.put(TensorFile.VERSION, version());
        checkpoint.options().forEach((name, value) -> metadata.put(OPTION + name, value));
        metadata.put(SIZES, sizes.toString());
        metadata.put(PROGRESS, checkpoint.progress().text());
        metadata.put(EPOCHS_DONE, Integer.toString(checkpoint.epochsDone()));
        Update.Count count = checkpoint.count();
        metadata.put(UPDATES, Long.toString(count.updates()));
        metadata.put(BETA_POWERS, count.beta1Power() + " " + count.beta2Power());
        TensorFile.write(file, metadata, tensors(metadata),
                new Values(concatenated(state), doubles));
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

    private static String[] numbers(Map<String, String> metadata, String name, int count) {
        String text = TensorFile.text(metadata, name);
        String[] numbers = text.split(" ", -1);
        if (numbers.length != count) {
            throw new IllegalArgumentException("its " + name + " expected " + count
                    + " numbers, found " + Quoted.of(text));
        }
        return numbers;
    }

    @Override
    public List<Tensor> tensors(Map<String, String> metadata) {
        String[] sizes = numbers(metadata, SIZES, RESULTS.size() + STATE.size());
        List<Tensor> tensors = new ArrayList<>();
        for (String name : RESULTS) {
            tensors.add(new Tensor(name, ValueType.F64,
                    List.of(StepProgress.count(sizes[tensors.size()]), ResultNumbers.COUNT)));
        }
        for (String name : STATE) {
            tensors.add(
                    new Tensor(name, ValueType.F32,
                            List.of(StepProgress.count(sizes[tensors.size()]))));
        }
        return tensors;
    }

    @Override
    public Checkpoint content(Map<String, String> metadata, Values values) {
        List<Tensor> tensors = tensors(metadata);
        int count = tensors.get(0).size();
        StepProgress progress = StepProgress
                .parse(numbers(metadata, PROGRESS, StepProgress.NUMBERS));
        int epochsDone = StepProgress.count(TensorFile.text(metadata, EPOCHS_DONE));
        progress.check(epochsDone);
        List<EpochResult> results = ResultNumbers
                .results(Arrays.copyOf(values.doubles(), count), epochsDone);
        checkNumbered(results, progress.firstEpoch(), epochsDone);
        List<EpochResult> best = ResultNumbers.results(
                Arrays.copyOfRange(values.doubles(), count, values.doubles().length), epochsDone);
        String[] powers = numbers(metadata, BETA_POWERS, 2);
        Update.Count updates = new Update.Count(
                StepProgress.whole(TensorFile.text(metadata, UPDATES)),
                StepProgress.number(powers[0]), StepProgress.number(powers[1]));
        if (updates.updates() < progress.stepsDone()) {
            throw new IllegalArgumentException("its updates expected at least "
                    + progress.stepsDone() + ", found " + updates.updates());
        }
        TreeMap<String, String> options = new TreeMap<>();
        metadata.forEach((name, value) -> {
            if (name.startsWith(OPTION)) {
                options.put(name.substring(OPTION.length()), value);
            }
        });
        boolean earlier = EARLIER.equals(metadata.get(TensorFile.VERSION));
        return new Checkpoint(earlier ? EarlierOptions.today(options) : options, progress,
                epochsDone, results,
                best.isEmpty() ? null : best.get(best.size() - 1),
                split(tensors.subList(RESULTS.size(), tensors.size()), values.floats()), updates);
    }

    /** Checks that results are those of all epochs from the first to the last one that ended. */
    private static void checkNumbered(List<EpochResult> results, int first, int last) {
        boolean each = results.size() == last - first + 1;
        for (int i = 0; each && i < results.size(); i++) {
            each = results.get(i).epoch() == first + i;
        }
        if (!each) {
            throw new IllegalArgumentException("its results expected the epochs from " + first
                    + " to " + last + ", found " + results.size() + " others");
        }
    }

    private static Checkpoint.Tensors split(List<Tensor> tensors, float[] values) {
        float[][] parts = new float[tensors.size()][];
        int next = 0;
        for (int i = 0; i < parts.length; i++) {
            int end = next + tensors.get(i).size();
            parts[i] = Arrays.copyOfRange(values, next, end);
            next = end;
        }
        for (int i = 0; i < parts.length; i++) {
            checkState(STATE.get(i), parts[i], parts[0].length);
        }
        return new Checkpoint.Tensors(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }

    /** Moments may overflow and training go on; weights may not. */
    private static void checkState(String name, float[] values, int parameters) {
        if (values.length != 0 && values.length != parameters) {
            throw new IllegalArgumentException("its " + name + " expected " + parameters
                    + " values or none, found " + values.length);
        }
        boolean moment = name.endsWith("_moment");
        for (int i = 0; i < values.length; i++) {
            if (moment ? Float.isNaN(values[i]) : !Float.isFinite(values[i])) {
                throw new IllegalArgumentException("its " + name + " expected "
                        + (moment ? "" : "finite ") + "numbers, found " + values[i] + " at index "
                        + i);
            }
        }
    }
}
