package dev.lanewise.cli.compare;

import dev.lanewise.cli.run.Predictions.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A comparison for {@code --json}. */
public final class ComparisonRecord {
    private ComparisonRecord() {}

    /**
     * The record.
     *
     * @param shown how many images are listed on which the runs don't agree
     */
    public static Map<String, @Nullable Object> of(Comparison comparison, int shown) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("runs", comparison.runs().stream().map(ComparedRun::name).toList());
        record.put("same_data", comparison.sameData());
        record.put("same_split", comparison.sameSplit());
        record.put("options", comparison.options());
        record.put("versions", comparison.versions());
        Map<String, @Nullable Object> results = new LinkedHashMap<>();
        ComparisonText.results()
                .forEach(name -> results.put(name, numbers(comparison.results(name))));
        record.put("results", results);
        List<@Nullable String> weights = new ArrayList<>();
        comparison.runs().forEach(run -> weights.add(run.entry().weights().orElse(null)));
        record.put("weights_sha256", weights);
        record.put("pairs", comparison.duels().stream().map(ComparisonRecord::of).toList());
        if (shown > 0) {
            record.put("disagreements", comparison.disagreements(shown)
                    .stream()
                    .map(ComparisonRecord::of)
                    .toList());
        }
        return record;
    }

    /** JSON knows no numbers that are infinite or none. */
    private static List<@Nullable Double> numbers(List<OptionalDouble> values) {
        List<@Nullable Double> numbers = new ArrayList<>();
        values.forEach(value -> numbers.add(
                value.isPresent() && Double.isFinite(value.getAsDouble()) ? value.getAsDouble()
                        : null));
        return numbers;
    }

    private static Map<String, @Nullable Object> of(Duel duel) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("first", duel.first().name());
        record.put("second", duel.second().name());
        record.put("same_weights", duel.sameWeights());
        record.put("images", duel.test().map(t -> duel.images()).orElse(null));
        record.put("only_first_right", duel.test().map(McNemar::onlyFirst).orElse(null));
        record.put("only_second_right", duel.test().map(McNemar::onlySecond).orElse(null));
        record.put("p", duel.test().map(McNemar::probability).orElse(null));
        record.put("p_adjusted", duel.test().map(t -> duel.probability()).orElse(null));
        record.put("better", duel.better().map(ComparedRun::name).orElse(null));
        record.put("not_judged", duel.obstacle().isEmpty() ? null : duel.obstacle());
        return record;
    }

    private static Map<String, @Nullable Object> of(Disagreement image) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("index", image.index());
        record.put("label", image.label());
        record.put("predicted", image.predicted());
        record.put("probability", image.answers().stream().map(Answer::probability).toList());
        return record;
    }
}
