package dev.lanewise.cli.compare;

import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.report.DataNames;
import dev.lanewise.cli.run.RunColumn;
import dev.lanewise.cli.terminal.LabelledLine;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.cli.terminal.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A comparison for reading. Not safe for use by several threads. */
public final class ComparisonText {
    private static final int DECIMALS = 4;
    private static final int DIGITS = 2;
    private static final double LEAST_PROBABILITY = 1e-6;
    private static final int LETTER_WIDTH = 3;
    private static final int INDENT = 4;
    private static final String NOTHING = "–";
    private static final Map<String, Integer> DECIMALS_OF_RESULTS = resultDecimals();

    private final Comparison comparison;
    private final int columns;
    private final List<String> lines = new ArrayList<>();

    private ComparisonText(Comparison comparison, int columns) {
        this.comparison = comparison;
        this.columns = columns;
    }

    private static Map<String, Integer> resultDecimals() {
        Map<String, Integer> decimals = new LinkedHashMap<>();
        decimals.put("test_accuracy", DECIMALS);
        decimals.put("test_loss", DECIMALS);
        decimals.put("ece", DECIMALS);
        decimals.put("epochs", 0);
        decimals.put("parameters", 0);
        decimals.put("train_seconds", 1);
        return decimals;
    }

    /** The names of the results that are compared, as in the {@code result} event. */
    static List<String> results() {
        return List.copyOf(DECIMALS_OF_RESULTS.keySet());
    }

    /**
     * The lines.
     *
     * @param shown how many images are listed on which the runs don't agree
     * @param columns how wide they may be
     */
    public static List<String> lines(Comparison comparison, int shown, int columns) {
        ComparisonText text = new ComparisonText(comparison, columns);
        text.runs();
        text.differing("Option", comparison.options());
        text.differing("Version", comparison.versions());
        if (comparison.options().isEmpty() && comparison.versions().isEmpty()) {
            text.lines.add("The options and versions are the same.");
            text.lines.add("");
        }
        text.reached();
        text.duels();
        if (shown > 0) {
            text.disagreements(shown);
        }
        return text.lines;
    }

    private void wrapped(String label, int width, String text) {
        LabelledLine.wrapped(label, width, Printable.of(text), columns)
                .forEach(line -> lines.add(line.stripTrailing()));
    }

    /** Who is who, and what makes them hard to compare. */
    private void runs() {
        comparison.runs().forEach(run -> {
            wrapped(run.letter(), LETTER_WIDTH, run.name());
            run.entry().problem().ifPresent(problem -> wrapped("", LETTER_WIDTH, problem));
        });
        lines.add("");
        if (!comparison.sameData()) {
            wrapped("", 0, "Other data: " + each(run -> DataNames.shown(run.value("data", "name"))
                    + " (" + RunColumn.shortHash(run.value("data", "sha256")) + ")")
                    + ". Their accuracies aren't of the same images.");
            lines.add("");
        } else if (!comparison.sameSplit()) {
            wrapped("", 0, "Another split of the data: " + each(ComparisonText::split) + ".");
            lines.add("");
        }
    }

    private String each(Function<ComparedRun, String> value) {
        return comparison.runs()
                .stream()
                .map(run -> run.letter() + " " + value.apply(run))
                .collect(Collectors.joining("; "));
    }

    private static String split(ComparedRun run) {
        return "trains on " + images(run, "training_images") + " images, validates on "
                + images(run, "validation_images") + " and is tested on "
                + images(run, "test_images");
    }

    private static String images(ComparedRun run, String part) {
        String count = run.value("data", part);
        return count.matches("[0-9]{1,9}") ? Numbers.grouped(Long.parseLong(count)) : count;
    }

    private void differing(String heading, Map<String, List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<List<String>> table = new ArrayList<>();
        table.add(row(heading, letters()));
        rows.forEach((name, values) -> table.add(row(name, values)));
        add(table);
    }

    private List<String> letters() {
        return comparison.runs().stream().map(ComparedRun::letter).toList();
    }

    private static List<String> row(String name, List<String> values) {
        List<String> row = new ArrayList<>(List.of(name));
        values.forEach(value -> row.add(Printable.of(value)));
        return row;
    }

    /** A table, or where that is too wide, its rows one below the other. */
    private void add(List<List<String>> rows) {
        TextTable table = TextTable.ofNumbers(rows.getFirst().size());
        rows.forEach(table::row);
        List<String> whole = table.lines();
        if (whole.stream().allMatch(line -> line.length() <= columns)) {
            lines.addAll(whole);
        } else {
            List<String> heading = rows.getFirst();
            lines.add(heading.getFirst() + ":");
            rows.stream().skip(1).forEach(row -> {
                lines.add(row.getFirst());
                for (int i = 1; i < row.size(); i++) {
                    if (!row.get(i).isEmpty()) {
                        wrapped("  " + heading.get(i), heading.get(i).length() + INDENT,
                                row.get(i));
                    }
                }
            });
        }
        lines.add("");
    }

    private void reached() {
        List<String> heading = row("Result", letters());
        comparison.runs()
                .stream()
                .skip(1)
                .forEach(run -> heading
                        .add(run.letter() + " − " + comparison.runs().getFirst().letter()));
        List<List<String>> table = new ArrayList<>(List.of(heading));
        DECIMALS_OF_RESULTS.forEach((name, decimals) -> {
            List<OptionalDouble> values = comparison.results(name);
            if (values.stream().anyMatch(OptionalDouble::isPresent)) {
                table.add(result(words(name), values, decimals));
            }
        });
        List<String> weights = row("weights", comparison.runs()
                .stream()
                .map(run -> run.entry().weights().map(RunColumn::shortHash).orElse(NOTHING))
                .toList());
        while (weights.size() < heading.size()) {
            weights.add("");
        }
        table.add(weights);
        add(table);
    }

    private static String words(String name) {
        return switch (name) {
            case "ece" -> "calibration error";
            case "train_seconds" -> "training time (s)";
            default -> name.replace('_', ' ');
        };
    }

    private static List<String> result(String name, List<OptionalDouble> values, int decimals) {
        List<String> row = row(name, values.stream()
                .map(value -> value.isPresent() ? shown(value.getAsDouble(), decimals) : NOTHING)
                .toList());
        OptionalDouble first = values.getFirst();
        values.stream()
                .skip(1)
                .forEach(value -> row.add(first.isPresent() && value.isPresent()
                        ? signed(value.getAsDouble() - first.getAsDouble(), decimals)
                        : NOTHING));
        return row;
    }

    private static String shown(double value, int decimals) {
        return decimals == 0 ? Numbers.grouped(Math.round(value)) : Numbers.fixed(value, decimals);
    }

    private static String signed(double difference, int decimals) {
        String size = shown(Math.abs(difference), decimals);
        if (size.matches("[0.]+")) {
            return "0";
        }
        return (difference < 0 ? "−" : "+") + size;
    }

    private void duels() {
        List<Duel> duels = comparison.duels();
        duels.forEach(duel -> wrapped("", 0, verdict(duel)));
        long tests = duels.stream().filter(duel -> duel.test().isPresent()).count();
        if (duels.stream().anyMatch(duel -> duel.test().isPresent() && !duel.sameWeights())) {
            lines.add("");
            wrapped("", 0, "p is how often chance makes such a difference or a larger one between"
                    + " equally good networks (McNemar's exact test"
                    + (tests > 1 ? ", adjusted for " + tests + " comparisons" : "")
                    + "); below " + Duel.LEVEL + " it exceeds noise.");
        }
    }

    /** Whether the difference exceeds noise. */
    private static String verdict(Duel duel) {
        String first = duel.first().letter();
        String second = duel.second().letter();
        if (duel.sameWeights()) {
            return first + " and " + second + " have the same weights.";
        }
        if (duel.test().isEmpty()) {
            return first + " and " + second + ": noise can't be judged, as " + duel.obstacle()
                    + ".";
        }
        McNemar test = duel.test().get();
        String counts = " Of " + Numbers.counted(duel.images(), "test image") + " " + first
                + " alone gets " + Numbers.grouped(test.onlyFirst()) + " right, " + second
                + " alone " + Numbers.grouped(test.onlySecond()) + " ("
                + probability(duel.probability()) + ").";
        return duel.better()
                .map(better -> better.letter() + " is better than "
                        + (Objects.equals(better, duel.first()) ? second : first) + ".")
                .orElse(first + " and " + second + ": no difference beyond noise.") + counts;
    }

    private static String probability(double p) {
        return p < LEAST_PROBABILITY ? "p < 0.000001" : "p = " + Numbers.significant(p, DIGITS);
    }

    private void disagreements(int most) {
        List<Disagreement> found = comparison.disagreements(most);
        if (found.isEmpty()) {
            return;
        }
        lines.add("");
        List<List<String>> table = new ArrayList<>();
        table.add(row("Image", row("Label", letters())));
        found.forEach(image -> table.add(row("test:" + image.index(), IntStream
                .rangeClosed(0, image.answers().size())
                .mapToObj(i -> i == 0 ? image.label() : image.predicted().get(i - 1))
                .toList())));
        add(table);
        lines.removeLast();
    }
}
