package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Messages say what must be and what was given, in plain English: "A momentum must be a number in
 * [0, 1); you gave 1.5.", not "A momentum expected a number in [0, 1), found 1.5."
 */
class MessagesTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .getParent();

    /** Literals, what may look like one, and what ends a statement. */
    private static final Pattern TOKEN = Pattern.compile("//.*|(?s:/\\*.*?\\*/)"
            + "|(?s:\"\"\".*?\"\"\")|\"((?:[^\"\\\\]|\\\\.)*)\"|'(?:[^'\\\\]|\\\\.)+'|[;{}]");
    private static final Pattern STIFF = Pattern
            .compile("\\bexpected\\b(?! calibration error)|[,;] found\\b");

    /** The texts of every statement, with a blank for each value between them. */
    private static List<String> texts(String source) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int end = 0;
        Matcher token = TOKEN.matcher(source);
        while (token.find()) {
            if (token.group(1) != null) {
                boolean joined = source.substring(end, token.start()).strip().equals("+");
                text.append(joined ? "" : " ").append(token.group(1));
                end = token.end();
            } else if (token.group().length() == 1) {
                texts.add(text.toString());
                text.setLength(0);
            }
        }
        return texts;
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("engine", "mnist", "cli", "bench")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    @Test
    void messagesArePlainEnglish() throws IOException {
        List<String> stiff = new ArrayList<>();
        int statements = 0;
        for (Path source : sources()) {
            for (String text : texts(Files.readString(source))) {
                statements += text.isEmpty() ? 0 : 1;
                if (STIFF.matcher(text).find()) {
                    stiff.add(source.getFileName() + ": " + text.strip());
                }
            }
        }
        assertEquals(List.of(), stiff);
        assertTrue(statements > 1000, "statements with texts: " + statements);
    }

    @Test
    void theOldFormIsSeenAcrossLinesAndValues() {
        String source = """
                // a comment with "expected" in it
                char quote = '"';
                throw new Failure("A row expected " + count
                        + " cells; fo" + "und " + cells.size() + ".");
                throw new Failure("A row must have " + count + " cells; you gave " + given);
                """;
        assertEquals(List.of("A row expected   cells; found  ."),
                texts(source).stream()
                        .filter(text -> STIFF.matcher(text).find())
                        .map(String::strip)
                        .toList());
        assertTrue(STIFF.matcher("A dense layer needs 1 unit; found 0").find());
    }
}
