package dev.lanewise.cli.compare;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.run.Predictions;
import dev.lanewise.cli.run.Predictions.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Runs beside one another. The first is the one that the others are compared with.
 *
 * @param runs at least two
 */
public record Comparison(List<ComparedRun> runs) {
    /** Stands for a value that a run doesn't have. */
    static final String NONE = "none";
    private static final String DATA = "data";
    private static final String SHA256 = "sha256";
    private static final String TEST_IMAGES = "test_images";
    private static final int MOST = 26;
    /** Options that say where something is, or what is shown, and not what is trained. */
    private static final Set<String> PLACES = Set.of("run", DATA, "no_plots", "profile",
            "min_accuracy");
    private static final List<String> KERNELS = List.of("backend", "bits", "fma");

    /** Keeps an unmodifiable copy. */
    public Comparison {
        runs = List.copyOf(runs);
    }

    /**
     * Reads runs.
     *
     * @throws UsageException if they are fewer than two, or too many
     * @throws dev.lanewise.cli.base.ModelException if there is no such run, or it has no result
     */
    public static Comparison of(CommandContext context, List<String> names) throws IOException {
        if (names.size() < 2 || names.size() > MOST) {
            throw new UsageException("compare must have 2 to " + MOST + " runs; you gave "
                    + names.size() + "; see which there are with " + context.program()
                    + " runs.");
        }
        List<ComparedRun> runs = new ArrayList<>();
        for (String name : names) {
            String letter = Character.toString('A' + runs.size());
            runs.add(ComparedRun.of(context, letter, name));
        }
        return new Comparison(runs);
    }

    private ComparedRun first() {
        return runs.getFirst();
    }

    private boolean differs(String part, String name) {
        return runs.stream().map(run -> run.value(part, name)).distinct().count() > 1;
    }

    /** Whether all have the same data. */
    public boolean sameData() {
        return !differs(DATA, SHA256);
    }

    /** Whether all have as many images to train with, to validate on and to test. */
    public boolean sameSplit() {
        return !differs(DATA, "training_images") && !differs(DATA, "validation_images")
                && !differs(DATA, TEST_IMAGES);
    }

    /** The options that differ, by name as on the command line: the values of all runs. */
    public Map<String, List<String>> options() {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> names.addAll(run.entry().options().keySet()));
        names.removeAll(PLACES);
        Map<String, List<String>> differing = new LinkedHashMap<>();
        names.forEach(name -> addIfDiffering(differing, name.replace('_', '-'),
                run -> run.entry().options().getOrDefault(name, NONE)));
        return differing;
    }

    /** The versions and kernels that differ: the values of all runs. */
    public Map<String, List<String>> versions() {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> run.entry()
                .config()
                .ifPresent(config -> names.addAll(
                        config.parts().getOrDefault("versions", Map.of()).keySet())));
        Map<String, List<String>> differing = new LinkedHashMap<>();
        names.forEach(name -> addIfDiffering(differing, name, run -> run.value("versions", name)));
        KERNELS.forEach(name -> addIfDiffering(differing, "kernels, " + name,
                run -> run.value("kernels", name)));
        return differing;
    }

    private void addIfDiffering(Map<String, List<String>> differing, String name,
            Function<ComparedRun, String> value) {
        List<String> values = runs.stream().map(value).toList();
        if (Set.copyOf(values).size() > 1) {
            differing.put(name, values);
        }
    }

    /** What all runs reached, by a name in the {@code result} event. */
    List<OptionalDouble> results(String name) {
        return runs.stream().map(run -> run.entry().result(name)).toList();
    }

    /** Each other run against the first. */
    public List<Duel> duels() {
        List<Duel> duels = runs.stream().skip(1).map(this::duel).toList();
        List<Double> adjusted = McNemar.adjusted(duels.stream()
                .flatMap(duel -> duel.test().stream())
                .map(McNemar::probability)
                .toList());
        List<Duel> all = new ArrayList<>();
        int next = 0;
        for (Duel duel : duels) {
            all.add(duel.test().isPresent() ? duel.withProbability(adjusted.get(next++)) : duel);
        }
        return all;
    }

    private Duel duel(ComparedRun other) {
        boolean same = first().entry().weights().isPresent()
                && first().entry().weights().equals(other.entry().weights());
        String obstacle = obstacle(other);
        if (!obstacle.isEmpty()) {
            return new Duel(first(), other, same, Optional.empty(), 1, 0, obstacle);
        }
        List<Answer> answers = answers(first());
        return new Duel(first(), other, same,
                Optional.of(McNemar.of(answers, answers(other))), 1, answers.size(), "");
    }

    private static List<Answer> answers(ComparedRun run) {
        return run.predictions().orElseThrow().answers();
    }

    /** Why two runs can't be compared image by image, empty if they can. */
    private String obstacle(ComparedRun other) {
        if (!first().value(DATA, SHA256).equals(other.value(DATA, SHA256))) {
            return "they have other data";
        }
        if (first().predictions().isEmpty() || other.predictions().isEmpty()) {
            return first().predictions().isEmpty() ? first().lack() : other.lack();
        }
        return labels(first()).equals(labels(other)) ? "" : "they have other test images";
    }

    private static List<Integer> labels(ComparedRun run) {
        return answers(run).stream().map(Answer::label).toList();
    }

    /**
     * The first test images that some runs get right and others don't, as far as all were asked about the
     * same ones.
     */
    public List<Disagreement> disagreements(int most) {
        List<Predictions> all = runs.stream()
                .flatMap(run -> run.predictions().stream())
                .toList();
        if (duels().stream().anyMatch(duel -> duel.test().isEmpty())) {
            return List.of();
        }
        return IntStream.range(0, all.getFirst().answers().size())
                .mapToObj(i -> new Disagreement(i, all.getFirst().classNames(),
                        all.stream().map(predictions -> predictions.answers().get(i)).toList()))
                .filter(Disagreement::isOne)
                .limit(most)
                .toList();
    }
}
