package dev.lanewise.cli;

import dev.lanewise.cli.base.Nearest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** What is said after a word that the program doesn't know, but other programs do. */
final class Synonyms {
    private static final String ON_CPU = "; Lanewise runs on the CPU, and needs no such option";

    /** What options of other programs are called here; the first that a command has counts. */
    private static final Map<String, List<String>> OPTIONS = Map.ofEntries(
            Map.entry("lr", List.of("--learning-rate")),
            Map.entry("rate", List.of("--learning-rate")),
            Map.entry("b", List.of("--batch-size")),
            Map.entry("bs", List.of("--batch-size")),
            Map.entry("e", List.of("--epochs")),
            Map.entry("iterations", List.of("--epochs")),
            Map.entry("o", List.of("--out", "--run", "--report", "--save-input")),
            Map.entry("out", List.of("--run", "--report", "--save-input")),
            Map.entry("output", List.of("--out", "--run", "--report", "--save-input")),
            Map.entry("name", List.of("--run", "--class")),
            Map.entry("f", List.of("--format")),
            Map.entry("weights", List.of("--from")),
            Map.entry("pretrained", List.of("--from")),
            Map.entry("m", List.of("--model")),
            Map.entry("d", List.of("--data")),
            Map.entry("host", List.of("--bind")),
            Map.entry("address", List.of("--bind")),
            Map.entry("p", List.of("--port")),
            Map.entry("dataset", List.of("--data")),
            Map.entry("n", List.of("--random", "--limit")),
            Map.entry("s", List.of("--seed")),
            Map.entry("j", List.of("--threads")),
            Map.entry("jobs", List.of("--threads")),
            Map.entry("workers", List.of("--threads")),
            Map.entry("arch", List.of("--network")),
            Map.entry("wd", List.of("--weight-decay")),
            Map.entry("continue", List.of("--resume")),
            Map.entry("checkpoint", List.of("--resume")),
            Map.entry("backend", List.of("--kernels")),
            Map.entry("threshold", List.of("--min-probability", "--min-accuracy")),
            Map.entry("confidence", List.of("--min-probability")),
            Map.entry("top", List.of("--explain")),
            Map.entry("q", List.of("--quiet")),
            Map.entry("silent", List.of("--quiet")),
            Map.entry("v", List.of("--version")),
            Map.entry("verbose", List.of("--debug")));

    private static final Map<String, String> OPTION_REMARKS = Map.of("gpu", ON_CPU, "device",
            ON_CPU,
            "cuda", ON_CPU, "no-cuda", ON_CPU);

    private static final Map<String, String> COMMANDS = Map.ofEntries(
            Map.entry("eval", "evaluate"), Map.entry("test", "evaluate"),
            Map.entry("validate", "evaluate"), Map.entry("fit", "train"),
            Map.entry("learn", "train"), Map.entry("infer", "predict"),
            Map.entry("classify", "predict"), Map.entry("recognize", "predict"),
            Map.entry("view", "show"), Map.entry("images", "show"),
            Map.entry("benchmark", "bench"), Map.entry("info", "summary"),
            Map.entry("convert", "export"), Map.entry("save", "export"),
            Map.entry("check", "doctor"), Map.entry("list", "runs"), Map.entry("ls", "runs"),
            Map.entry("history", "runs"), Map.entry("diff", "compare"), Map.entry("web", "serve"),
            Map.entry("draw", "serve"), Map.entry("help", "--help"),
            Map.entry("version", "--version"));

    private Synonyms() {}

    /** What to say after an option that a command doesn't have; empty if nothing comes close. */
    static String ofOption(String name, CommandSpec command) {
        Set<String> options = new LinkedHashSet<>(command.optionsMap().keySet());
        options.addAll(command.negatedOptionsMap().keySet());
        String word = name.replaceFirst("^-+", "").toLowerCase(Locale.ROOT).replace('_', '-');
        if (OPTION_REMARKS.containsKey(word)) {
            return OPTION_REMARKS.get(word);
        }
        Optional<String> known = OPTIONS.getOrDefault(word, List.of())
                .stream()
                .filter(options::contains)
                .findFirst();
        if (known.isPresent()) {
            return "; did you mean " + known.get() + "?";
        }
        Optional<String> positional = command.positionalParameters()
                .stream()
                .map(parameter -> parameter.paramLabel())
                .filter(label -> label.toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
        return positional.map(label -> "; name the " + label + " without an option")
                .orElseGet(() -> Nearest.question("--" + word, options));
    }

    /** What to say after a command that isn't there; empty if nothing comes close. */
    static String ofCommand(String name, Set<String> commands) {
        String word = name.toLowerCase(Locale.ROOT);
        return COMMANDS.containsKey(word) ? "; did you mean " + COMMANDS.get(word) + "?"
                : Nearest.question(word, commands);
    }
}
