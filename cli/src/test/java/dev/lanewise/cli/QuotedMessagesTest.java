package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The messages that docs/troubleshooting.md quotes are those of the code. */
class QuotedMessagesTest {
    private static final Pattern QUOTE = Pattern.compile("(?m)(?:^> .*\n)+");
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern CONSTANT = Pattern
            .compile("static final String (\\w+) =\\s*\"([^\"]*)\";");
    /** What stands for words that change from case to case. */
    private static final String ANYTHING = "…";

    /** All sources in one text, each text that is put together in one piece. */
    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String module : List.of("engine", "mnist", "onnx", "cli")) {
            try (Stream<Path> files = Files.walk(ExportedPackages.sources(module))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    all.append(joined(Files.readString(file)));
                }
            }
        }
        return all.toString().replace("\\\"", "\"");
    }

    private static String joined(String source) {
        String text = source;
        for (MatchResult constant : CONSTANT.matcher(source).results().toList()) {
            text = text.replaceAll("\"\\s*\\+\\s*" + constant.group(1) + "\\b",
                    Matcher.quoteReplacement(constant.group(2) + "\""));
        }
        return JOINED.matcher(text).replaceAll("");
    }

    @Test
    void theMessagesExist() throws IOException {
        String sources = sources();
        String page = Files.readString(ExportedPackages.ROOT.resolve("docs/troubleshooting.md"));
        List<String> unknown = new ArrayList<>();
        int pieces = 0;
        for (MatchResult quote : QUOTE.matcher(page).results().toList()) {
            String message = quote.group().replaceAll("(?m)^> ", "").strip().replace('\n', ' ');
            for (String piece : message.split(ANYTHING)) {
                if (piece.length() > 1) {
                    pieces++;
                    if (!sources.contains(piece)) {
                        unknown.add(piece);
                    }
                }
            }
        }
        assertEquals(List.of(), unknown);
        assertTrue(pieces > 40, "quoted pieces were found: " + pieces);
    }
}
