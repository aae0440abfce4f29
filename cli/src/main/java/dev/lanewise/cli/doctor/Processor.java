package dev.lanewise.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the operating system says of the processor.
 *
 * @param model its name, if known
 * @param features those of its features that matter to vector kernels, as the system spells them;
 *            empty if unknown
 */
public record Processor(Optional<String> model, List<String> features) {
    private static final Path LINUX = Path.of("/proc/cpuinfo");
    private static final Pattern MODEL = Pattern.compile("model name\\s*:\\s*(.*)");
    private static final Pattern FEATURES = Pattern.compile("(?:flags|Features)\\s*:\\s*(.*)");
    private static final Pattern VECTOR_FEATURE = Pattern
            .compile("(?:sse4|avx|fma|f16c|amx|asimd|sve|sme(?!p)|fphp|bf16|vsx).*");

    /** This machine's processor; nothing is known of it but on Linux. */
    static Processor here() {
        try {
            return parse(Files.readAllLines(LINUX));
        } catch (IOException e) {
            return new Processor(Optional.empty(), List.of());
        }
    }

    /** Reads the lines of {@code /proc/cpuinfo}. */
    static Processor parse(List<String> lines) {
        List<String> features = first(lines, FEATURES).stream()
                .flatMap(found -> Stream.of(found.split(" ")))
                .filter(VECTOR_FEATURE.asMatchPredicate())
                .sorted()
                .toList();
        return new Processor(first(lines, MODEL), features);
    }

    private static Optional<String> first(List<String> lines, Pattern pattern) {
        return lines.stream()
                .map(pattern::matcher)
                .filter(m -> m.matches())
                .findFirst()
                .map(m -> m.group(1).strip());
    }
}
