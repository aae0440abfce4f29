package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.testing.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParseResult;

/** The help of the program and of every command it has. */
class HelpTest {
    private static final String EXAMPLE = "  ./lanewise ";

    @TempDir
    Path directory;

    static Stream<List<String>> commands() {
        return Stream.concat(Stream.of(List.of()),
                new CommandLineHarness(Path.of("")).commandLine()
                        .getSubcommands()
                        .keySet()
                        .stream()
                        .map(List::of));
    }

    private static Outcome help(CommandLineHarness harness, List<String> command,
            String... options) {
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of(options));
        arguments.add("--help");
        Outcome outcome = harness.run(arguments.toArray(String[]::new)).expect(0);
        assertEquals("", outcome.err());
        return outcome;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void fitsTheTerminal(List<String> command) {
        CommandLineHarness harness = new CommandLineHarness(directory);
        for (int columns : new int[]{60, 80, 200}) {
            help(harness.onTerminal(columns), command, "--color", "never").outLines()
                    .forEach(line -> assertTrue(line.length() <= columns,
                            () -> columns + ": " + line));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isColouredAsAsked(List<String> command) {
        CommandLineHarness off = new CommandLineHarness(directory);
        CommandLineHarness on = off.onTerminal(80);
        assertColored(true, help(on, command));
        assertColored(false, help(off, command));
        assertColored(false, help(on.with("NO_COLOR", "1"), command));
        assertColored(false, help(on.with("TERM", "dumb"), command));
        assertColored(true, help(off, command, "--color", "always"));
        assertColored(true, help(on.with("NO_COLOR", "1"), command, "--color=ALWAYS"));
        assertColored(false, help(on, command, "--color", "never"));
        List<String> after = Stream.concat(Stream.of("--color=never"), command.stream()).toList();
        assertColored(false, help(on, after));
    }

    private static void assertColored(boolean expected, Outcome outcome) {
        assertEquals(expected, outcome.out().contains("\u001b["), outcome.out());
    }

    /** Whole lines, on the narrowest terminal too, that the program understands. */
    @ParameterizedTest
    @MethodSource("commands")
    void hasExamplesThatWork(List<String> command) {
        CommandLineHarness harness = new CommandLineHarness(directory).onTerminal(60);
        List<String> lines = help(harness, command, "--color", "never").outLines();
        assertTrue(lines.contains("Examples:"), lines.toString());
        List<String> examples = lines.stream()
                .dropWhile(line -> !line.equals("Examples:"))
                .filter(line -> line.startsWith(EXAMPLE))
                .toList();
        assertFalse(examples.isEmpty(), lines.toString());
        for (String written : harness.commandLine()
                .getSubcommands()
                .getOrDefault(String.join("", command), harness.commandLine())
                .getCommandSpec()
                .usageMessage()
                .footer()) {
            if (written.contains("@|bold ")) {
                String whole = written.replace("@|bold ", "").replace("|@", "");
                assertTrue(lines.contains(whole), whole);
            }
        }
        for (String example : examples) {
            String[] arguments = example.substring(EXAMPLE.length())
                    .replaceFirst(" [>|].*", "")
                    .split(" (?=([^']*'[^']*')*[^']*$)"); // Not where quotes hold words together.
            ParseResult parsed = harness.commandLine().parseArgs(arguments);
            assertTrue(command.isEmpty()
                    || command.get(0).equals(parsed.subcommand().commandSpec().name()), example);
        }
    }

    @Test
    void beginsWithTheOptionsThatMostRunsNeed() {
        List<String> lines = help(new CommandLineHarness(directory).onTerminal(80),
                List.of("train"), "--color", "never").outLines();
        List<String> headings = lines.stream()
                .filter(line -> line.matches("[A-Z][a-z ]+:"))
                .takeWhile(line -> !line.equals("Exit codes:"))
                .toList();
        assertEquals(List.of("Basics:", "Network:", "Data:", "Training:", "Computing:",
                "Run and output:", "General:"), headings);
        assertTrue(lines.get(lines.indexOf("Basics:") + 1).strip().startsWith("--recipe=NAME"));
        assertTrue(lines.indexOf("Network:") - lines.indexOf("Basics:") <= 22, lines.toString());
    }

    @Test
    void describesTheRecipesInIndentedLines() {
        List<String> lines = help(new CommandLineHarness(directory).onTerminal(60),
                List.of("train"), "--color", "never").outLines();
        List<String> recipes = lines.stream()
                .dropWhile(line -> !line.equals("Recipes:"))
                .skip(1)
                .toList();
        assertEquals("  standard", recipes.get(0));
        assertTrue(recipes.get(1).startsWith("    a good LeNet-5 in ten seconds: lenet5 silu,"),
                recipes.toString());
        assertTrue(recipes.stream().allMatch(line -> line.matches("  \\S+|    \\S.*")),
                recipes.toString());
    }
}
