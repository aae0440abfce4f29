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
        assertEquals(
                List.of("train", "evaluate", "predict", "show", "summary", "runs", "compare",
                        "export", "serve", "bench", "doctor", "completion"),
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
            "completion bsh | SHELL must be one of bash, zsh; you gave 'bsh'; did you mean bash?",
            "doctor --colour=always | Unknown option --colour; did you mean --color?",
            "--color sometimes summary | --color must be one of auto, always, never; you gave 'sometimes'.",
            "doctor --jsno | Unknown option --jsno; did you mean --json?",
            "evaluate --treads=1 x | Unknown option --treads; did you mean --threads?",
            "train 7 | Unexpected argument 7",
            "train --lr 1 | Unknown option --lr; did you mean --learning-rate?",
            "train --learning_rate 1 | Unknown option --learning_rate; did you mean --learning-rate?",
            "train --batch=3 | Unknown option --batch; did you mean --batch-size?",
            "train --learn 1 | Unknown option --learn; did you mean --learning-rate?",
            "train --gpu | Unknown option --gpu; Lanewise runs on the CPU, and needs no such option (see",
            "predict --device cpu x | Unknown option --device; Lanewise runs on the CPU",
            "train --verbose | Unknown option --verbose; did you mean --debug?",
            "train --output x | Unknown option --output; did you mean --run?",
            "show --output x | Unknown option --output; did you mean --out?",
            "train --out x | Unknown option --out; did you mean --run?",
            "train -e 3 | Unknown option -e; did you mean --epochs?",
            "evaluate --model x | Unknown option --model; name the MODEL without an option (see",
            "eval x | Unknown command eval; did you mean evaluate?",
            "help | Unknown command help; did you mean --help?",
            "version | Unknown command version; did you mean --version?",
            "Train | Unknown command Train; did you mean train?",
            "convert x | Unknown command convert; did you mean export?",
            "export --out x -f onnx | Unknown option -f; did you mean --format?",
            "trian --help | Unknown command trian; did you mean train?",
            "train --foo --help | Unknown option --foo (see: ./lanewise train --help)",
            "--version --foo | Unknown option --foo (see: ./lanewise --help)",
            "train --epochs | --epochs must have a value (N); you gave none (see",
            "train --epochs --json | --epochs must have a value (N); you gave none (see",
            "predict | predict must have at least one IMAGE; you gave none (see",
            "completion | completion must have a SHELL; you gave none (see"})
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
    void theLastOfEqualOptionsCountsAndIsTold() {
        Outcome twice = harness.run("show", "--index", "1", "--color=always", "--index", "2",
                "--color", "never").expect(0);
        assertEquals("lanewise: --color was given 2 times; the last value, 'never', counts.\n",
                twice.err());
        assertFalse(twice.out().contains("\u001b["), twice.out());
        assertEquals("", harness.run("summary", "--network", "lenet5").expect(0).err());
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
        assertEquals("lanewise: Standard output can't be written, so results are missing; check"
                + " the disk, or the program that reads them.\n", err.toString());
    }
}
