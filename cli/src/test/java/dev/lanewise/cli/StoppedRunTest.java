package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.Signals;
import dev.lanewise.cli.testing.TinyData;
import dev.lanewise.engine.model.Model;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals to a process that trains. */
@Timeout(120)
class StoppedRunTest {
    @TempDir
    Path directory;
    private Process process = new ProcessBuilder("true").start();

    StoppedRunTest() throws IOException {}

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    /** Starts training and returns when a line with {@code sign} has come. */
    private void train(int images, String sign, String... options) throws IOException {
        Path data = TinyData.write(directory.resolve("data"), images, 10);
        List<String> java = List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), "-Xmx512m", "-cp", System.getProperty("java.class.path"),
                Lanewise.class.getName(), "train", "--data", data.toString(), "--validation",
                "none", "--epochs", "100000", "--kernels", "scalar", "--run",
                directory.resolve("run").toString());
        process = new ProcessBuilder(Stream.concat(java.stream(), Stream.of(options)).toList())
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader();
        String line = "";
        while (!line.contains(sign)) {
            line = output.readLine();
            assertTrue(line != null, "ended before " + sign);
        }
    }

    private int exitCode() throws IOException, InterruptedException {
        process.inputReader().transferTo(java.io.Writer.nullWriter());
        return process.waitFor();
    }

    private Set<String> filesOfRun() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("run"))) {
            return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void aSignalSavesWhatThereIs(String signal, int code) throws Exception {
        train(40, "Epoch 3/");
        Signals.send(signal, process);
        if (Signals.isIgnoredHere(code - 128)) {
            assertFalse(process.waitFor(1, TimeUnit.SECONDS), "ignored signals must stay ignored");
            return;
        }
        assertEquals(code, exitCode());
        assertEquals(Set.of("config.json", "history.csv", "last.checkpoint",
                "previous.checkpoint", "model.safetensors"), filesOfRun());
        int epochs = Files.readAllLines(directory.resolve("run/history.csv")).size() - 1;
        assertTrue(epochs >= 3, "epochs: " + epochs);
        assertEquals(Integer.toString(epochs),
                Model.load(directory.resolve("run/model.safetensors"))
                        .provenance()
                        .get("train.epochs_done"));
    }

    /** In the middle of an epoch, or nearly: one has 18 steps. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "3"})
    void aStoppedRunIsResumedToTheWeightsOfOneThatWasNot(String threads) throws Exception {
        train(300, "Epoch 3/", "--epochs", "9", "--batch-size", "16", "--validation", "20",
                "--optimizer", "adam", "--ema", "0.99");
        Signals.send("TERM", process);
        assertEquals(143, exitCode());
        CommandLineHarness harness = new CommandLineHarness(directory);
        Outcome resumed = harness.run("train", "--resume", "run", "--threads", threads, "--json");
        assertEquals(0, resumed.code(), resumed.err());
        assertTrue(resumed.err().contains("resumed in epoch "), resumed.err());
        Outcome whole = harness.run("train", "--config", "run/config.json", "--json", "--run",
                "whole");
        assertEquals(0, whole.code(), whole.err());
        assertEquals(weights(whole), weights(resumed));
        assertEquals(withoutTimes("whole"), withoutTimes("run"));
        assertEquals(predictions("whole"), predictions("run"));
    }

    private ByteBuffer predictions(String run) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(
                directory.resolve(run).resolve("predictions.safetensors")));
    }

    private static String weights(Outcome outcome) {
        return outcome.out().replaceFirst("(?s).*\"weights_sha256\":\"(\\w+)\".*", "$1");
    }

    private List<String> withoutTimes(String run) throws IOException {
        return Files.readAllLines(directory.resolve(run).resolve("history.csv"))
                .stream()
                .map(line -> line.replaceFirst(",[^,]*,[^,]*$", ""))
                .toList();
    }

    @Test
    void aSecondSignalStopsAtOnce() throws Exception {
        // One step over all images takes seconds, which the first signal waits for. The line of the
        // first epoch comes just before its history is written and the second one's step begins.
        train(6_000, "Epoch 1/", "--batch-size", "6000", "--threads", "1");
        TimeUnit.MILLISECONDS.sleep(500);
        Signals.send("TERM", process);
        assertFalse(process.waitFor(200, TimeUnit.MILLISECONDS), "the step was too short");
        Signals.send("TERM", process);
        assertEquals(143, exitCode());
        assertEquals(Set.of("config.json", "history.csv", "last.checkpoint", "model.safetensors",
                "run.lock"), filesOfRun());
    }
}
