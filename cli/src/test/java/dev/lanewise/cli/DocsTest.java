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
import picocli.CommandLine;

/** The pages for people: short lines, links that lead somewhere, and commands that exist. */
class DocsTest {
    private static final int COLUMNS = 120;
    private static final Path ROOT = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .getParent();
    private static final Pattern FENCED = Pattern.compile("(?s)```.*?```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern WORDS = Pattern.compile("\\./lanewise((?: [^\\s`…>|#()]+)*)");

    private static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void linesFitAWindow() throws IOException {
        List<String> wide = new ArrayList<>();
        for (Path page : pages()) {
            List<String> lines = Files.readAllLines(page);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).codePointCount(0, lines.get(i).length()) > COLUMNS) {
                    wide.add(ROOT.relativize(page) + ":" + (i + 1));
                }
            }
        }
        assertEquals(List.of(), wide);
    }

    @Test
    void linksLeadToFilesAndHeadings() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(FENCED.matcher(Files.readString(page)).replaceAll(""));
            while (link.find()) {
                if (!link.group(1).contains("://") && !leadsSomewhere(page, link.group(1))) {
                    dead.add(ROOT.relativize(page) + ": " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), dead);
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        return Files.exists(target) && (parts.length == 1 || Files.readAllLines(target)
                .stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace(' ', '-'))
                .anyMatch(parts[1]::equals));
    }

    @Test
    void commandsAndOptionsExist() throws IOException {
        CommandLine program = new CommandLineHarness(Path.of("")).commandLine();
        List<String> unknown = new ArrayList<>();
        int found = 0;
        for (String page : List.of("README.md", "docs/tutorial.md", "docs/recipes.md",
                "docs/interchange.md")) {
            Matcher line = WORDS.matcher(Files.readString(ROOT.resolve(page)));
            while (line.find()) {
                found++;
                if (!exists(program, line.group(1).strip())) {
                    unknown.add(page + ": " + line.group());
                }
            }
        }
        assertEquals(List.of(), unknown);
        assertTrue(found > 20, "commands were found: " + found);
    }

    private static boolean exists(CommandLine program, String words) {
        if (words.isEmpty()) {
            return true;
        }
        String[] parts = words.split(" ");
        CommandLine command = program.getSubcommands().get(parts[0]);
        return parts[0].startsWith("--")
                ? program.getCommandSpec().findOption(parts[0]) != null
                : command != null && Stream.of(parts)
                        .filter(part -> part.startsWith("--"))
                        .allMatch(option -> command.getCommandSpec().findOption(option) != null);
    }
}
