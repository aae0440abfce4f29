package dev.lanewise.cli.train;

import static dev.lanewise.cli.option.TrainingOptions.LIMIT;
import static dev.lanewise.cli.option.TrainingOptions.SEED;
import static dev.lanewise.cli.option.TrainingOptions.THREADS;
import static dev.lanewise.cli.option.TrainingOptions.VALIDATION;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.Version;
import dev.lanewise.cli.option.Validation;
import dev.lanewise.cli.report.DataNames;
import dev.lanewise.cli.report.ReportClosing;
import dev.lanewise.cli.terminal.Numbers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a run was asked for, on what it ran, and how it is repeated, for reading. */
final class RunDetails {
    /** Which folder or machine: nothing that makes sense elsewhere. */
    private static final Set<String> PLACES = Set.of("run", "model", "data", "no_plots", "profile");
    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int DIGITS = 4;
    private static final long GROUPED = 10_000;

    private final RunPlan plan;
    private final TrainSettings settings;
    private final Map<String, @Nullable Object> config;

    /** Of a run with its configuration. */
    RunDetails(RunPlan plan, Map<String, @Nullable Object> config) {
        this.plan = plan;
        this.settings = plan.settings();
        this.config = config;
    }

    private String started() {
        return DATE.format(Instant.parse(String.valueOf(config.get("started"))));
    }

    /** What was trained on what. */
    String trained() {
        TrainingData data = plan.data();
        return "Trained " + started() + " on "
                + Numbers.counted(data.train().size(), "image") + " of "
                + DataNames.shown(data.name())
                + data.validation()
                        .filter(v -> settings.get(VALIDATION).part() == Validation.Part.HELD_OUT)
                        .map(v -> " and validated on " + Numbers.grouped(v.size()))
                        .orElse("")
                + "; " + Choice.name(settings.recipe()) + " recipe, seed " + settings.get(SEED)
                + ".";
    }

    /** What it was made with. */
    String made() {
        return "Made with Lanewise " + Version.current() + ", "
                + plan.kernels().backend() + " kernels of " + plan.kernels().bits() + " bits, "
                + Numbers.counted(settings.get(THREADS), "thread") + ", Java "
                + Runtime.version().feature() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ".";
    }

    ReportClosing closing() {
        Map<String, String> machine = new LinkedHashMap<>(values("versions"));
        values("kernels").forEach((name, value) -> machine.put("kernels, " + name, value));
        machine.put("threads", Integer.toString(settings.get(THREADS)));
        return new ReportClosing(
                List.of(options(), ReportClosing.Values.of("Data", values("data")),
                        ReportClosing.Values.of("Result", values("result")),
                        ReportClosing.Values.of("Machine and versions", machine)),
                files(), repeat());
    }

    private ReportClosing.Values options() {
        Map<String, @Nullable Object> usual = settings.recipe().defaults().written(true);
        Map<String, String> changed = new LinkedHashMap<>();
        Map<String, String> same = new LinkedHashMap<>();
        settings.weightOptions().forEach((name, value) -> {
            boolean asInRecipe = Objects.equals(value, usual.get(name));
            if (value != null) {
                (asInRecipe ? same : changed).put(words(name), shown(value));
            }
        });
        return new ReportClosing.Values("Network and training", changed, same);
    }

    private Map<String, String> values(String part) {
        Map<String, String> values = new LinkedHashMap<>();
        if (config.get(part) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value != null && !PLACES.contains(name.toString())) {
                    values.put(words(name.toString()), shown(value));
                }
            });
        }
        return values;
    }

    private static String words(String name) {
        return name.replace('_', ' ').replace("sha256", "SHA-256");
    }

    private static String shown(Object value) {
        return switch (value) {
            case Boolean b -> b ? "yes" : "no";
            case Double d when Math.abs(d) >= GROUPED -> Numbers.grouped(Math.round(d));
            case Double d -> Numbers.significant(d, DIGITS);
            case Integer i when i >= GROUPED -> Numbers.grouped(i);
            default -> value.toString();
        };
    }

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("model.safetensors", "the model, for evaluate, predict and other programs");
        files.put("history.csv", "the epochs as a table");
        files.put("config.json", "every option, versions, the result");
        files.put("predictions.safetensors", "the answers to the test images, for compare");
        files.put("accuracy.svg", "the chart of the error, for papers; loss.svg,"
                + " confusion-matrix.svg, reliability.svg, network.svg, and .png, too");
        return files;
    }

    /** The options that the recipe doesn't decide; no path, as the reader may sit elsewhere. */
    private String repeat() {
        StringBuilder command = new StringBuilder("lanewise train --recipe ")
                .append(Choice.name(settings.recipe()))
                .append(" --seed ")
                .append(settings.get(SEED));
        Optional<String> folder = settings.data().map(path -> plan.data().name());
        folder.ifPresent(name -> command.append(" --data ").append(quoted(name)));
        settings.values().find(LIMIT).ifPresent(n -> command.append(" --limit ").append(n));
        Map<String, @Nullable Object> usual = settings.recipe().defaults().written(true);
        Map<String, @Nullable Object> own = settings.values().written(true);
        own.keySet().removeAll(List.of(SEED.key(), LIMIT.key()));
        own.forEach((name, value) -> {
            if (value != null && !Objects.equals(value, usual.get(name))) {
                command.append(" --").append(name.replace('_', '-'));
                command.append(value instanceof Boolean ? "=" : " ")
                        .append(quoted(value.toString()));
            }
        });
        return command.toString();
    }

    private static String quoted(String name) {
        return name.matches("[A-Za-z0-9._/+-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }
}
