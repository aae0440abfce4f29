package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.terminal.Terminal;
import dev.lanewise.cli.testing.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a whole: help, version, suggestions, stack traces. */
class LanewiseTest {
    @TempDir
    Path directory;
    private CommandLineHarness harness;

    @BeforeEach
    void makeHarness() {
        harness = new CommandLineHarness(directory);
    }

    @Test
    void saysWhatToDoFirstWithoutACommand() {
        Outcome outcome = harness.run().expect(0);
        assertTrue(outcome.line("train a network").contains("./lanewise train"));
        assertTrue(outcome.outLines().size() <= 10, outcome.out());
        assertEquals("", outcome.err());
    }

    @Test
    void helpListsTheCommandsThatExist() {
        Outcome outcome = harness.run("--help").expect(0);
        List<String> commands = outcome.outLines()
                .stream()
                .dropWhile(line -> !line.equals("Commands:"))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .filter(line -> line.matches(" {2}\\S.*"))
                .map(line -> line.strip().replaceFirst(" .*", ""))
                .toList();
        assertEquals(List.of("train", "evaluate", "predict", "show", "summary", "bench", "doctor",
                "completion"),
                commands);
        assertEquals("", outcome.err());
    }

    @Test
    void trainHelpDescribesTheRecipes() {
        String help = harness.run("train", "--help").expect(0).out().replaceAll("\\s+", " ");
        assertTrue(help.contains("standard a good LeNet-5 in ten seconds: lenet5 silu"), help);
    }

    @Test
    void versionNamesProgramAndJava() {
        String out = harness.run("--version").expect(0).out();
        assertTrue(Pattern.matches("lanewise \\S+ \\(Java 2\\d\\S*\\)\n", out), out);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "trian | Unknown command trian; did you mean train?",
            "sumary | Unknown command sumary; did you mean summary?",
            "train --epoch 3 | Unknown option --epoch; did you mean --epochs?",
            "train --learning-rat=1 | Unknown option --learning-rat; did you mean --learning-rate?",
            "train --no-nestrov | Unknown option --no-nestrov; did you mean --no-nesterov?",
            "completion bsh | Invalid value for positional parameter at index 0 (SHELL): expected bash, zsh, found 'bsh'; did you mean bash?",
            "doctor --colour=always | Unknown option --colour; did you mean --color?",
            "--color sometimes summary | Invalid value for option '--color': expected auto, always, never, found 'sometimes'",
            "doctor --jsno | Unknown option --jsno; did you mean --json?",
            "evaluate --treads=1 x | Unknown option --treads; did you mean --threads?",
            "train 7 | Unexpected argument 7",
            "evaluate | Missing required parameter: 'MODEL'"})
    void wrongUsageGetsOneSentenceAndASuggestion(String arguments, String beginning) {
        Outcome outcome = harness.run(arguments.split(" ")).expect(2);
        assertTrue(outcome.err().startsWith("lanewise: " + beginning), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertEquals("", outcome.out());
    }

    @Test
    void suggestsNothingFarFetched() {
        Outcome outcome = harness.run("train", "--zzzzzz").expect(2);
        assertFalse(outcome.err().contains("did you mean"), outcome.err());
    }

    @Test
    void stackTracesNeedDebug() {
        Outcome quiet = harness.run("evaluate", "nowhere").expect(5);
        assertEquals(1, quiet.err().lines().count(), quiet.err());
        for (String[] loud : new String[][]{{"evaluate", "nowhere", "--debug"},
                {"--debug", "evaluate", "nowhere"}}) {
            Outcome outcome = harness.run(loud).expect(5);
            assertTrue(outcome.err().startsWith(quiet.err()), outcome.err());
            assertTrue(outcome.err().contains("\tat dev.lanewise."), outcome.err());
        }
    }

    @Test
    void resultsThatCanNotBeWrittenAreAFailure() {
        StringWriter err = new StringWriter();
        Writer full = new OutputStreamWriter(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        }, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(new PrintWriter(full), new PrintWriter(err), false, false,
                80, Map.of());
        assertEquals(1,
                Lanewise.run(new CommandContext(terminal, InputStream.nullInputStream(), directory,
                        Clock.systemUTC(),
                        "lanewise"), "summary"));
        assertEquals("lanewise: Standard output takes no more, so that results are missing; check"
                + " the disk, or the program that reads them.\n", err.toString());
    }
}
