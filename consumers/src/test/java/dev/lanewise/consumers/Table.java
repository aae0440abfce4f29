package dev.lanewise.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.consumers.Place.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What happened in each place, as {@code docs/embedding.md} shows it. */
final class Table {
    private static final Path PAGE = Workshop.PROJECT.resolveSibling("docs")
            .resolve("embedding.md");
    private static final String RENEW = "lanewise.places.renew";
    private static final int DIGITS = 12;
    private static final int WIDTH = 116;

    private final List<Result> results;

    Table(List<Result> results) {
        this.results = results;
    }

    /** The table of results, what the messages say in full, and the commands. */
    String markdown() {
        StringBuilder rows = new StringBuilder(
                "| | place | kernels | on standard error | fingerprint |\n|---|---|---|---|---|\n");
        StringBuilder commands = new StringBuilder();
        Map<String, String> messages = new TreeMap<>();
        for (int i = 0; i < results.size(); i++) {
            Result result = results.get(i);
            rows.append("| ").append(i + 1).append(" | ").append(result.place().name());
            rows.append(" | ").append(String.join(", ", result.kernels()));
            rows.append(" | ").append(names(result, messages));
            rows.append(" | ").append(fingerprints(result)).append(" |\n");
            commands.append("# ").append(i + 1).append('\n');
            result.place().typed().forEach(line -> commands.append(wrapped(line, " \\\n    ")));
        }
        StringBuilder legend = new StringBuilder();
        messages.forEach((name, line) -> legend.append(wrapped(name + ": " + line, "\n    ")));
        return rows + "\nThe messages:\n\n```text\n" + legend + "```\n\nThe commands:\n\n```sh\n"
                + commands + "```\n";
    }

    private static String names(Result result, Map<String, String> messages) {
        List<String> names = new ArrayList<>();
        for (String line : result.messages()) {
            String name = Message.of(line).map(Message::toString).orElse("another");
            messages.putIfAbsent(name, line);
            names.add(name);
        }
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    private static String fingerprints(Result result) {
        return result.fingerprints()
                .stream()
                .map(all -> "`" + all.substring(0, DIGITS) + "`")
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String wrapped(String line, String ending) {
        StringBuilder wrapped = new StringBuilder();
        int column = 0;
        for (String word : line.split(" ")) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                wrapped.append(ending);
                column = ending.length();
            } else if (column > 0) {
                wrapped.append(' ');
                column++;
            }
            wrapped.append(word);
            column += word.length();
        }
        return wrapped.append('\n').toString();
    }

    /** Writes the table to a file below {@code target}. */
    void write(String file) throws IOException {
        Files.writeString(Workshop.PROJECT.resolve("target").resolve(file), markdown());
    }

    /** Asserts that the page shows this table, or renews it there. */
    void compare(String name, String test, String command) throws IOException {
        String begin = "<!-- " + name + ": made by " + test + " -->\n\n";
        String end = "\n<!-- end of " + name + " -->";
        String page = Files.readString(PAGE);
        assertTrue(page.contains(begin) && page.contains(end), begin + "…" + end);
        if (Boolean.getBoolean(RENEW) || "".equals(System.getProperty(RENEW))) {
            page = page.substring(0, page.indexOf(begin) + begin.length()) + markdown()
                    + page.substring(page.indexOf(end));
            Files.writeString(PAGE, page);
        }
        assertEquals(markdown(),
                page.substring(page.indexOf(begin) + begin.length(), page.indexOf(end)),
                "the table of " + PAGE.getFileName() + " is old; renew it with " + command + " -D"
                        + RENEW);
    }
}
