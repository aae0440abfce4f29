package dev.lanewise.cli.train;

import dev.lanewise.cli.base.Version;
import dev.lanewise.engine.kernel.KernelInfo;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where a run comes from: in full for {@code config.json}, and without what differs between equal runs for the model file. */
public final class RunConfig {
    private RunConfig() {}

    /** Every resolved option, versions, kernels and data. */
    static Map<String, @Nullable Object> of(RunPlan plan, Instant started) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("command", "train");
        config.put("started", started.toString());
        config.put("options", options(plan.settings()));
        config.put("data", data(plan.data()));
        config.put("parameters", plan.network().parameterCount());
        config.put("kernels", kernels(plan.kernels()));
        config.put("versions", versions());
        return config;
    }

    /** The part of a configuration that {@code --config} reads: every option with its value. */
    public static Map<String, @Nullable Object> optionsOnly(TrainSettings settings) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("options", options(settings));
        return config;
    }

    private static Map<String, @Nullable Object> options(TrainSettings settings) {
        Map<String, @Nullable Object> options = settings.weightOptions();
        OptionalDouble minAccuracy = settings.minAccuracy();
        options.put("from", settings.from().map(StartingPoint::place).orElse(null));
        options.put("normalization",
                settings.from().flatMap(StartingPoint::normalization).orElse(null));
        options.put("data", settings.data().map(Object::toString).orElse("mnist"));
        options.putAll(settings.values().written(false));
        options.put("run", settings.run().map(Object::toString).orElse(null));
        options.put("min_accuracy", minAccuracy.isPresent() ? minAccuracy.getAsDouble() : null);
        options.put("profile", settings.profile());
        options.put("no_plots", !settings.plots());
        return options;
    }

    private static Map<String, @Nullable Object> data(TrainingData data) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("name", data.name());
        record.put("sha256", data.sha256());
        record.put("training_images", data.train().size() - data.outliers());
        record.put("validation_images", data.validation().map(v -> v.size()).orElse(0));
        record.put("test_images", data.test().size());
        return record;
    }

    private static Map<String, @Nullable Object> kernels(KernelInfo info) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("backend", info.backend());
        record.put("bits", info.bits());
        record.put("fma", info.fma());
        record.put("reason", info.reason());
        return record;
    }

    private static Map<String, @Nullable Object> versions() {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("lanewise", Version.current());
        record.put("java", Runtime.version().toString());
        record.put("vm", System.getProperty("java.vm.name"));
        record.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        record.put("arch", System.getProperty("os.arch"));
        return record;
    }

    /**
     * The model's provenance: equal for equal runs, so it holds no date, machine, threads, kernels
     * or paths.
     *
     * @param epochs that were trained, which may be fewer than asked for
     */
    static Map<String, String> provenance(RunPlan plan, int epochs) {
        Map<String, String> provenance = new TreeMap<>();
        plan.settings().weightOptions().forEach((name, value) -> {
            if (value != null) {
                provenance.put("train." + name, value.toString());
            }
        });
        plan.settings()
                .from()
                .ifPresent(start -> provenance.put("train.from_sha256",
                        start.sha256(plan.network())));
        provenance.put("train.epochs_done", Integer.toString(epochs));
        provenance.put("data.name", plan.data().name());
        provenance.put("data.sha256", plan.data().sha256());
        plan.data().look().range().addTo(provenance);
        provenance.put("lanewise.version", Version.current());
        return provenance;
    }
}
