package dev.lanewise.cli.run;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.terminal.Numbers;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A column of the table of runs, and a key to sort them by; a narrow terminal shows the first columns. */
public enum RunColumn {
    /** The name of the folder. */
    NAME,
    /** The recipe. */
    RECIPE,
    /** The test accuracy, the best first. */
    ACCURACY,
    /** The time of training, the shortest first. */
    TIME,
    /** When it began, the newest first. */
    DATE,
    /** The fingerprint of the weights. */
    HASH;

    private static final DateTimeFormatter MINUTE = DateTimeFormatter
            .ofPattern("uuuu-MM-dd HH:mm");
    private static final int DECIMALS = 4;
    private static final int SHORT_HASH = 12;

    /** Runs without a value come last. */
    private static <T> Comparator<RunEntry> by(Function<RunEntry, Optional<T>> value,
            Comparator<T> order) {
        return (a, b) -> {
            Optional<T> first = value.apply(a);
            Optional<T> second = value.apply(b);
            return first.isPresent() && second.isPresent()
                    ? order.compare(first.get(), second.get())
                    : Boolean.compare(second.isPresent(), first.isPresent());
        };
    }

    private static Optional<Double> boxed(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }

    private static Optional<String> option(RunEntry run, String name) {
        return Optional.ofNullable(run.options().get(name));
    }

    /** The order of the rows; equal ones go by name. */
    public Comparator<RunEntry> order() {
        Comparator<RunEntry> order = switch (this) {
            case NAME -> by(run -> Optional.of(run.name()), Comparator.<String>naturalOrder());
            case RECIPE -> by(run -> option(run, "recipe"), Comparator.<String>naturalOrder());
            case ACCURACY -> by(run -> boxed(run.result("test_accuracy")),
                    Comparator.<Double>reverseOrder());
            case TIME -> by(run -> boxed(run.result("train_seconds")),
                    Comparator.<Double>naturalOrder());
            case DATE -> by(RunEntry::started, Comparator.reverseOrder());
            case HASH -> by(RunEntry::weights, Comparator.naturalOrder());
        };
        return order.thenComparing(RunEntry::name);
    }

    /** What stands above the column. */
    public String heading() {
        String name = Choice.name(this);
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** Whether it holds numbers. */
    public boolean isNumeric() {
        return this == ACCURACY || this == TIME;
    }

    /**
     * The text of a run; of one without a proper result its state stands in the place of the accuracy.
     *
     * @param zone of the dates
     */
    public String cell(RunEntry run, ZoneId zone) {
        return switch (this) {
            case NAME -> Printable.of(run.name());
            case RECIPE -> Printable.of(option(run, "recipe").orElse(""));
            case ACCURACY -> run.state() == RunEntry.State.FINISHED
                    ? boxed(run.result("test_accuracy")).map(a -> Numbers.fixed(a, DECIMALS))
                            .orElse("")
                    : Choice.name(run.state());
            case TIME -> boxed(run.result("train_seconds")).map(Numbers::seconds).orElse("");
            case DATE -> run.started().map(i -> MINUTE.format(i.atZone(zone))).orElse("");
            case HASH -> Printable.of(run.weights().map(RunColumn::shortHash).orElse(""));
        };
    }

    /** The beginning of a fingerprint, as tables show it. */
    public static String shortHash(String sha256) {
        return sha256.substring(0, Math.min(SHORT_HASH, sha256.length()));
    }
}
