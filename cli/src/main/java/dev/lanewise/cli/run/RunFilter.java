package dev.lanewise.cli.run;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.Nearest;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.option.TrainingOption;
import dev.lanewise.cli.option.TrainingOptions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which runs are listed.
 *
 * @param key what is looked at: a training option, or one of the other keys
 * @param value what it must be
 */
public record RunFilter(String key, String value) {
    private static final List<String> OTHERS = List.of("name", "state", "recipe", "data", "hash",
            "from");
    private static final String NONE = "none";

    /**
     * Reads {@code key=value}.
     *
     * @throws UsageException if it isn't that, or nothing has that key
     */
    public static RunFilter of(String given) {
        int sign = given.indexOf('=');
        if (sign < 1) {
            throw new UsageException("--filter must be KEY=VALUE, such as recipe=fast; you gave '"
                    + given + "'.");
        }
        String key = given.substring(0, sign).replaceFirst("^--", "").replace('_', '-');
        List<String> keys = keys();
        if (!keys.contains(key)) {
            String question = Nearest.question(key, keys);
            throw new UsageException("--filter must have a key that runs have, one of "
                    + String.join(", ", OTHERS) + " or an option of train; you gave '" + key + "'"
                    + (question.isEmpty() ? "." : question));
        }
        return new RunFilter(key, given.substring(sign + 1));
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(OTHERS);
        TrainingOptions.ALL.stream()
                .map(TrainingOption::key)
                .map(name -> name.replace('_', '-'))
                .forEach(keys::add);
        return keys;
    }

    /** Whether a run is as asked for. */
    public boolean takes(RunEntry run) {
        String found = switch (key) {
            case "name" -> run.name();
            case "state" -> Choice.name(run.state());
            case "data" -> run.value("data", "name").orElse(NONE);
            case "hash" -> run.weights()
                    .filter(hash -> hash.startsWith(value))
                    .map(h -> value)
                    .orElse(NONE);
            default -> Optional.ofNullable(run.options().get(key.replace('-', '_'))).orElse(NONE);
        };
        return found.equals(value) || isSameNumber(found, value);
    }

    private static boolean isSameNumber(String a, String b) {
        try {
            return new BigDecimal(a).compareTo(new BigDecimal(b)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
