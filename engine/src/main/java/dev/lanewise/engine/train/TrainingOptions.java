package dev.lanewise.engine.train;

import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.metric.Metric;
import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.optim.OptionRange;
import dev.lanewise.engine.plan.Trainable;
import dev.lanewise.engine.text.Attributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;

/**
 * The options of a trainer: a value for each of one list. The list says what an option is called, what it
 * is where none is given, and whether a run can go on with another value; one more is one more line.
 * Immutable, so that a trainer keeps the options that it was built with.
 */
final class TrainingOptions {
    private static final List<Option<?>> ALL = new ArrayList<>();
    private static final int USUAL_BATCH = 64;
    private static final double USUAL_RATE = 0.05;
    private static final double USUAL_MOMENTUM = 0.9;

    // What decides which weights a run ends with.
    /** Empty where none was given, until the data decide. */
    static final Option<Optional<Loss>> LOSS = option("loss", Optional.empty(),
            value(loss -> loss.orElse(Loss.crossEntropy()).attributes()));
    static final Option<Optimizer> OPTIMIZER = option("optimizer",
            Sgd.nesterov(USUAL_RATE, USUAL_MOMENTUM), value(Optimizer::attributes));
    static final Option<Schedule> SCHEDULE = option("schedule", Schedule.constant(),
            value(NamedSchedule::attributesOf));
    static final Option<Normalization> NORMALIZATION = option("normalization",
            Normalization.none(), value(Normalization::attributes));
    static final Option<Augmentation> AUGMENTATION = option("augmentation",
            Augmentation.none(), value(Augmentation::attributes));
    static final Option<Integer> BATCH_SIZE = option("batchSize", USUAL_BATCH, always());
    static final Option<Long> SEED = option("seed", 0L, always());
    static final Option<Boolean> DROP_LAST = option("dropLast", false, unless(false));
    static final Option<Double> EMA = option("ema", 0.0, unless(0.0));
    static final Option<Double> CORRUPTION = option("corruption", 0.0, unless(0.0));
    /** Names of parameters. */
    static final Option<List<String>> FROZEN = option("frozen", List.of(), names());
    /** Names of parameters. */
    static final Option<List<String>> UNDECAYED = option("undecayed", List.of(), names());
    /** 0 for none. */
    static final Option<Double> CLIP_NORM = option("clipNorm", 0.0, unless(0.0));
    static final Option<Boolean> KEEP_BEST = option("keepBest", true, unless(true));
    static final Option<Integer> PATIENCE = option("patience", 0, unless(0));
    static final Option<Optional<Metric>> MONITOR = option("monitor", Optional.empty(),
            (run, name, metric) -> run.plain(name, metric.map(Metric::name).orElse("none"),
                    "none"));
    static final Option<Optional<Dataset>> VALIDATION = option("validation",
            Optional.empty(), (run, name, data) -> run.plain(name,
                    data.map(set -> set.size() + " samples").orElse("none"), "none"));

    // What doesn't, or not where a run goes on.
    static final Option<List<String>> CLASS_NAMES = option("classNames", List.of(), free());
    static final Option<StartWeights> WEIGHTS = option("weights", StartWeights.NONE, free());
    static final Option<Initializer> INITIALIZER = option("initializer",
            Initializer.GLOROT_UNIFORM, free());
    static final Option<Optional<Kernels>> KERNELS = option("kernels", Optional.empty(),
            free());
    /** 0 where none was given. */
    static final Option<Integer> THREADS = option("threads", 0, free());
    static final Option<Optional<ForkJoinPool>> POOL = option("pool", Optional.empty(),
            free());
    static final Option<List<TrainingListener>> LISTENERS = option("listener", List.of(), free());
    static final Option<Boolean> PROFILE = option("profile", false, free());

    private final Map<Option<?>, Object> values;

    /** How an option is told in what must not differ where a run goes on. */
    private interface Telling<T> {
        void tell(RunIdentity run, String name, T value);
    }

    /** An option; each is equal to itself alone. */
    static final class Option<T> {
        private final String name;
        private final T initial;
        private final Telling<T> telling;

        private Option(String name, T initial, Telling<T> telling) {
            this.name = name;
            this.initial = initial;
            this.telling = telling;
        }

        /** What messages and checkpoints call it. */
        String name() {
            return name;
        }

        private void tell(RunIdentity run, TrainingOptions options) {
            telling.tell(run, name, options.get(this));
        }
    }

    private TrainingOptions(Map<Option<?>, Object> values) {
        this.values = values;
    }

    private static <T> Option<T> option(String name, T initial, Telling<T> telling) {
        Option<T> option = new Option<>(name, initial, telling);
        ALL.add(option);
        return option;
    }

    private static <T> Telling<T> value(Function<T, Attributes> attributes) {
        return (run, name, value) -> run.value(name, attributes.apply(value));
    }

    private static <T> Telling<T> always() {
        return (run, name, value) -> run.plain(name, String.valueOf(value));
    }

    /** Left out at the value that changes nothing, as in runs before the option existed. */
    private static <T> Telling<T> unless(T neutral) {
        return (run, name, value) -> run.plain(name, String.valueOf(value),
                String.valueOf(neutral));
    }

    private static Telling<List<String>> names() {
        return (run, name, value) -> run.plain(name,
                value.isEmpty() ? "none" : String.join(" ", value), "none");
    }

    private static <T> Telling<T> free() {
        return (run, name, value) -> {};
    }

    /** Those of a trainer of which nothing was asked. */
    static TrainingOptions initial() {
        return new TrainingOptions(Map.of());
    }

    /** The value of an option. */
    @SuppressWarnings("unchecked") // with() alone puts values in, of the option's type
    <T> T get(Option<T> option) {
        Object value = values.get(option);
        return value == null ? option.initial : (T) value;
    }

    /** Whether a value was given. */
    boolean isGiven(Option<?> option) {
        return values.containsKey(option);
    }

    /**
     * These options with another value of one.
     *
     * @throws NullPointerException if it is null; names the option
     */
    <T> TrainingOptions with(Option<T> option, T value) {
        Map<Option<?>, Object> changed = new HashMap<>(values);
        changed.put(option, OptionRange.given(value, option.name()));
        return new TrainingOptions(changed);
    }

    /** The loss, given or as the first data decided. */
    Loss loss() {
        return get(LOSS).orElse(Loss.crossEntropy());
    }

    /** These with what the first data that are seen decide where nothing was given. */
    TrainingOptions decidedBy(Dataset data) {
        TrainingOptions decided = this;
        if (!isGiven(NORMALIZATION)) {
            decided = decided.with(NORMALIZATION, data.normalization());
        }
        if (!isGiven(LOSS)) {
            decided = decided.with(LOSS, Optional.of(data.targets() > 0 ? Loss.meanSquaredError()
                    : Loss.crossEntropy()));
        }
        return isGiven(CLASS_NAMES) ? decided : decided.with(CLASS_NAMES, data.classNames());
    }

    /** These with what the data of an earlier run decided. */
    TrainingOptions decidedBy(Checkpoint checkpoint) {
        TrainingOptions decided = this;
        String text = checkpoint.options().get(NORMALIZATION.name());
        if (text != null && !isGiven(NORMALIZATION)) {
            decided = with(NORMALIZATION, Normalization.of(Attributes.parse(text)));
        }
        Loss values = Loss.meanSquaredError();
        return !isGiven(LOSS)
                && values.attributes().toString().equals(checkpoint.options().get(LOSS.name()))
                        ? decided.with(LOSS, Optional.of(values))
                        : decided;
    }

    /** The parameters to begin with, of any network with the same names. */
    float[] firstWeights(Network network) {
        float[] parameters = FirstWeights.draw(network, get(INITIALIZER), get(SEED));
        get(WEIGHTS).copyTo(network, parameters);
        return parameters;
    }

    /** Which parameters are trained. */
    Trainable trainable(Network network) {
        return Trainable.without(network, get(FROZEN));
    }

    /** Which parameters an optimizer changes, and how. */
    UpdateRanges ranges(Network network) {
        return UpdateRanges.of(network, trainable(network), get(UNDECAYED));
    }

    /**
     * Where a model comes from that is trained with these options: equal for equal runs, so without threads,
     * kernels and dates.
     *
     * @param samples that it was trained on; 0 if that isn't known
     * @param epochs that were trained
     */
    Map<String, String> provenance(int samples, int epochs) {
        Map<String, String> entries = new TreeMap<>();
        entries.put("train.optimizer", get(OPTIMIZER).attributes().toString());
        entries.put("train.schedule", get(SCHEDULE).description());
        entries.put("train.batch_size", Integer.toString(get(BATCH_SIZE)));
        entries.put("train.seed", Long.toString(get(SEED)));
        entries.put("train.epochs_done", Integer.toString(epochs));
        entries.put("train.samples", samples == 0 ? "" : Integer.toString(samples));
        entries.values().removeIf(String::isEmpty);
        return entries;
    }

    /** What must not differ where training goes on with so many samples. */
    RunIdentity identity(Network network, int samples) {
        RunIdentity run = new RunIdentity(network);
        run.plain("samples", Integer.toString(samples));
        run.plain("fusedMultiplyAdd", Boolean.toString(Fma.HARDWARE));
        ALL.forEach(option -> option.tell(run, this));
        return run;
    }
}
