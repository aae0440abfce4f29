package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.base.IoFailure;
import dev.lanewise.cli.base.RunEndedException;
import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.engine.train.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Failures}, and what of the outside world a sentence repeats. */
class FailuresTest {
    @TempDir
    Path directory;

    @Test
    void aRunThatEndedSaysWhatFailedAndWhatIsKept() {
        RunEndedException diverged = new RunEndedException("the model is kept",
                new TrainingException("The loss became NaN."));
        assertEquals("The loss became NaN; the model is kept.", Failures.sentence(diverged, "lanewise"));
        assertEquals(1, Failures.exitCode(diverged));
        RunEndedException full = new RunEndedException("go on with x", IoFailure.of("run/a",
                new IOException("No space left on device")));
        assertEquals("run/a can't be read or written: No space left on device; check the disk, or"
                + " choose another place; go on with x.", Failures.sentence(full, "lanewise"));
    }

    @Test
    void whatJavaRunsOutOfIsNamed() {
        assertEquals("Java ran out of memory; allow it more, such as LANEWISE_JAVA_OPTS=-Xmx2g.",
                Failures.sentence(new OutOfMemoryError(), "lanewise"));
        assertTrue(Failures.sentence(new StackOverflowError(), "lanewise")
                .startsWith("Java ran out of stack"));
    }

    @Test
    void aNameThatNoFileCanHaveIsWrongUsage() {
        InvalidPathException failure = new InvalidPathException("a\0b",
                "Nul character not allowed");
        assertEquals(2, Failures.exitCode(failure));
        assertEquals("A path must be one that files can have here; you gave 'a\0b': Nul"
                + " character not allowed; rename the file.", Failures.sentence(failure, "lanewise"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"train --resume", "train --config", "train --run", "train --data",
            "evaluate", "summary", "predict", "predict test:0 --save-input", "show --out",
            "predict test:0 --model"})
    void itIsSoForEveryPath(String command) {
        Outcome outcome = new CommandLineHarness(directory)
                .run((command + " a\0\u001b[31mb").split(" "))
                .expect(2);
        assertTrue(outcome.err().lines().count() <= 2, outcome.err());
        assertTrue(outcome.err().contains("you gave 'a\\u0000\\u001b[31mb'"), outcome.err());
        assertFalse(outcome.err().contains("Exception"), outcome.err());
    }

    @Test
    void nothingThatIsRepeatedSteersTheTerminal() {
        CommandLineHarness harness = new CommandLineHarness(directory);
        for (String command : new String[]{"evaluate", "train --bad\u001b[31m", "train --data",
                "train --resume", "summary"}) {
            String err = harness
                    .run((command + " no\u001b]0;x\u0007\u009b\u202e\nthing").split(" "))
                    .err();
            assertFalse(
                    err.matches("(?s).*[\\u0000-\\u0009\\u000b-\\u001f\\u0080-\\u009f\\u202e].*"),
                    err);
            assertEquals(1, err.lines().count(), err);
        }
        String err = harness.run("evaluate", "x".repeat(100_000)).err();
        assertTrue(err.length() < 1000, () -> "length " + err.length());
        String escaped = harness.run("evaluate", "\u0007".repeat(1000)).err();
        assertTrue(escaped.length() < 1000, () -> "length " + escaped.length());
    }

    @Test
    void aNameThatBeginsWithAnAtIsAFileLikeOthers() throws IOException {
        Files.writeString(directory.resolve("@seven.png"), "x");
        Files.writeString(directory.resolve("seven.png"), "--help\n");
        Outcome outcome = new CommandLineHarness(directory).run("predict", "@seven.png").expect(4);
        assertTrue(outcome.err().contains("lanewise: @seven.png: "), outcome.err());
    }

    @Test
    @Timeout(60)
    void aPipeIsNotWaitedFor() throws Exception {
        Path runs = Files.createDirectory(directory.resolve("runs"));
        assertEquals(0, new ProcessBuilder("mkfifo", runs.resolve("last").toString()).start()
                .waitFor());
        CommandLineHarness harness = new CommandLineHarness(directory);
        assertTrue(harness.run("evaluate", "runs/last").expect(5).err().contains("it is no file"));
        assertEquals(5, harness.run("predict", "test:0").code());
        harness.run("train", "--config", "runs/last")
                .expectFailure(2, "--config must be the config.json of a run; you gave runs/last,"
                        + " which can't be read: it is no file; fix it, or name another.");
        assertEquals(5, harness.run("train", "--resume", "runs/last").code());
    }
}
