package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.run.RunFolder;
import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.TinyData;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.train.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run has saved, whatever ended it, and that nobody else touches it. */
@Timeout(120)
class SavedRunTest {
    /** A rate that rises until the loss is no number, after epochs in which something was learned. */
    private static final String[] DIVERGING = {"--epochs", "12", "--schedule", "range-test",
            "--learning-rate", "1000", "--batch-size", "4", "--validation", "8", "--ema", "0",
            "--label-smoothing", "0", "--activation", "relu"};

    @TempDir
    Path directory;
    private Path data;
    private CommandLineHarness harness;

    @BeforeEach
    void makeHarness() throws IOException {
        data = TinyData.write(directory.resolve("data"), 40, 10);
        harness = new CommandLineHarness(directory);
    }

    private static String sha256(Outcome outcome) {
        return outcome.expect(0).events().getLast().get("weights_sha256").getAsString();
    }

    /** Trains three short epochs into {@code run}; returns the weights. */
    private String trained() {
        return sha256(harness.train(data, "--run", "run", "--json", "--epochs", "3",
                "--validation", "8"));
    }

    private Path file(String name) {
        return directory.resolve("run").resolve(name);
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void aRunThatDivergesKeepsTheModelOfItsBestEpoch() throws IOException {
        harness.train(data, "--run", "runs/good").expect(0);
        Outcome outcome = harness.train(data, Stream.concat(Stream.of(DIVERGING),
                Stream.of("--run", "runs/bad", "--quiet")).toArray(String[]::new)).expect(1);
        Path run = directory.resolve("runs/bad");
        Matcher said = Pattern
                .compile("lanewise: The .*loss became NaN in epoch \\d+.*, at learning"
                        + " rate .*; train with a smaller learning rate; the model of epoch (\\d+) is kept"
                        + " in .*runs/bad/model\\.safetensors\\.\n")
                .matcher(outcome.err());
        assertTrue(said.matches(), outcome.err());
        String best = best(run.resolve("history.csv"));
        assertEquals(best, said.group(1));
        assertEquals(best, Model.load(run.resolve("model.safetensors"))
                .provenance()
                .get("train.epochs_done"));
        assertEquals(Path.of("bad"), Files.readSymbolicLink(directory.resolve("runs/last")));
        harness.run("evaluate", "runs/last", "--data", data.toString()).expect(0);
        byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));
        Outcome again = harness.run("train", "--resume", "runs/bad", "--quiet").expect(1);
        assertTrue(again.err().contains("the model of epoch " + best + " is kept in"), again.err());
        assertArrayEquals(model, Files.readAllBytes(run.resolve("model.safetensors")));
        assertFalse(Files.exists(run.resolve("run.lock")));
    }

    /** The first of the epochs with the highest accuracy on validation, which differ in their loss. */
    private static String best(Path history) throws IOException {
        return Files.readAllLines(history)
                .stream()
                .skip(1)
                .map(line -> line.split(","))
                .max(Comparator.<String[]>comparingDouble(cells -> Double.parseDouble(cells[4]))
                        .thenComparingDouble(cells -> -Double.parseDouble(cells[3])))
                .orElseThrow()[0];
    }

    @Test
    void aRunWithoutAnEpochDoesNotBecomeTheLast() throws IOException {
        harness.train(data, "--run", "runs/good").expect(0);
        harness.train(data, "--learning-rate", "1000", "--warmup", "0", "--batch-size", "1",
                "--run", "runs/bad").expect(1);
        assertEquals(Set.of("good", "last"), names(directory.resolve("runs")));
        assertEquals(Path.of("good"), Files.readSymbolicLink(directory.resolve("runs/last")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bit", "missing", "empty"})
    void aLostCheckpointFallsBackToTheOneBeforeIt(String damage) throws IOException {
        String expected = trained();
        byte[] model = Files.readAllBytes(file("model.safetensors"));
        damage("last.checkpoint", damage);
        Outcome resumed = harness.run("train", "--resume", "run", "--json");
        assertEquals(expected, sha256(resumed));
        assertTrue(resumed.err().contains("lanewise: The checkpoint " + file("last.checkpoint")),
                resumed.err());
        assertTrue(resumed.err()
                .contains("The run goes on from the checkpoint before it, of epoch "),
                resumed.err());
        assertArrayEquals(model, Files.readAllBytes(file("model.safetensors")));
        assertEquals(3, Checkpoint.load(file("last.checkpoint")).epoch());
        assertTrue(Checkpoint.load(file("previous.checkpoint")).epoch() < 3);
    }

    private void damage(String name, String damage) throws IOException {
        Path file = file(name);
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 4;
        Files.delete(file);
        switch (damage) {
            case "bit" -> Files.write(file, content);
            case "empty" -> Files.createFile(file);
            default -> assertEquals("missing", damage);
        }
    }

    @Test
    void withoutASoundCheckpointNothingIsChanged() throws IOException {
        trained();
        byte[] config = Files.readAllBytes(file("config.json"));
        damage("last.checkpoint", "bit");
        damage("previous.checkpoint", "bit");
        Outcome outcome = harness.run("train", "--resume", "run").expect(5);
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains("last.checkpoint is damaged"), outcome.err());
        assertArrayEquals(config, Files.readAllBytes(file("config.json")));
    }

    @Test
    void aRunThatIsWrittenIsRefusedToOthers() throws IOException {
        String expected = trained();
        byte[] config = Files.readAllBytes(file("config.json"));
        try (RunFolder held = RunFolder.resumed(directory.resolve("run"), directory)) {
            assertTrue(Files.exists(file("run.lock")));
            harness.run("train", "--resume", "run")
                    .expectFailure(2, "--resume must be a run that no other process writes;"
                            + " you gave " + held.path() + ", which this process"
                            + " writes; wait for its end, or stop it.");
        }
        assertArrayEquals(config, Files.readAllBytes(file("config.json")));
        assertFalse(Files.exists(file("run.lock")));
        Files.writeString(file("run.lock"), "process 1\n"); // Left behind, locked by nobody.
        assertEquals(expected, sha256(harness.run("train", "--resume", "run", "--json")));
        assertFalse(Files.exists(file("run.lock")));
    }

    @Test
    void ofTwoRunsWithOneFolderTheSecondLeavesTheFirstAlone() throws IOException {
        Path run = directory.resolve("run");
        try (RunFolder held = RunFolder.named(run, directory)) {
            Outcome second = harness.train(data, "--run", "run").expect(2);
            assertTrue(second.err()
                    .contains(" must be a run that no other process writes; you gave "
                            + held.path()),
                    second.err());
            assertEquals(Set.of("run.lock"), names(run));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"batch_size\": 64|\"batch_size\": 32|batchSize .*64.*32",
            "\"learning_rate\": 0.05|\"learning_rate\": 0.04|optimizer .*0.05.*0.04",
            "\"label_smoothing\": 0.05|\"label_smoothing\": 0.01|labelSmoothing .*0.05.*0.01",
            "\"validation\": \"8\"|\"validation\": \"9\"|samples .*32.*31",
            "\"epochs\": 3|\"epochs\": 30|epochs .*3.*30",
            "\"seed\": 1|\"seed\": 2|seed .*1.*2",
            "\"validation\": \"8\"|\"validation\": \"80\"|was changed after .*--validation",
            "\"activation\": \"silu\"|\"activation\": \"solu\"|was changed after .*--activation",
            "\"min_accuracy\": null|\"min_accuracy\": 1|was changed after the run had written it",
            "2026-03-04|2026-03-05|was changed after the run had written it"})
    void aConfigurationThatWasChangedIsNotResumed(String written, String changed, String said)
            throws IOException {
        trained();
        byte[] model = Files.readAllBytes(file("model.safetensors"));
        String config = Files.readString(file("config.json"));
        assertTrue(config.contains(written), config);
        config = config.replace(written, changed);
        Files.writeString(file("config.json"), config);
        Outcome outcome = harness.run("train", "--resume", "run").expect(5);
        assertTrue(outcome.err().matches("lanewise: .*" + said + ".*\\.\n"), outcome.err());
        assertEquals(5, harness.run("train", "--resume", "run", "--dry-run").code());
        assertEquals(config, Files.readString(file("config.json")));
        assertArrayEquals(model, Files.readAllBytes(file("model.safetensors")));
    }

    @Test
    void anEditedConfigurationIsTakenWithARemark() throws IOException {
        trained();
        String config = Files.readString(file("config.json"));
        String remark = "lanewise: The configuration run/config.json was edited after a run had"
                + " written it; it is taken as it is.\n";
        Files.writeString(file("config.json"),
                config.replace("\"epochs\": 3", "\"epochs\": 2.0").replace("  ", " "));
        Outcome edited = harness.run("train", "--config", "run/config.json", "--json", "--quiet",
                "--run", "edited").expect(0);
        assertEquals(remark, edited.err());
        assertEquals(3, edited.events().size());
        Files.writeString(file("config.json"), config.replace("\"epochs\": 3", "\"epochs\": -3"));
        Outcome refused = harness.run("train", "--config", "run/config.json").expect(2);
        assertEquals(1, refused.err().lines().count(), refused.err());
        Files.writeString(file("config.json"), config.replace("  ", "\t"));
        assertEquals("", harness.run("train", "--config", "run/config.json", "--json", "--quiet",
                "--run", "blanks").expect(0).err());
        Files.writeString(file("config.json"),
                config.replaceFirst(",\\s*\"config_sha256\": \"\\w+\"", "")
                        .replace(": 3", ": 3e0"));
        assertFalse(Files.readString(file("config.json")).contains("sha256\": \"\""));
        assertEquals("", harness.run("train", "--config", "run/config.json", "--json", "--quiet",
                "--run", "older").expect(0).err());
        assertEquals(0, harness.run("train", "--resume", "run", "--quiet").code());
    }

    @Test
    void aResumeRemovesWhatAKilledProcessLeft() throws IOException {
        trained();
        Set<String> before = names(directory.resolve("run"));
        Files.writeString(file(".last.checkpoint.4194303-7.tmp"), "x");
        Files.writeString(file(".lanewise.4194303-8.tmp"), "x");
        harness.run("train", "--resume", "run").expect(0);
        assertEquals(before, names(directory.resolve("run")));
    }

    @Test
    void aRunThatWasMovedIsResumed() throws IOException {
        String expected = trained();
        Files.createDirectory(directory.resolve("elsewhere"));
        Files.move(directory.resolve("run"), directory.resolve("elsewhere/renamed"));
        assertEquals(expected,
                sha256(harness.run("train", "--resume", "elsewhere/renamed", "--json")));
        assertFalse(Files.exists(directory.resolve("run")));
    }

    @Test
    void aFolderOfARunThatWasKilledAsItBeganIsAsGoodAsEmpty() throws IOException {
        String expected = trained();
        for (String name : names(directory.resolve("run"))) {
            if (!name.equals("config.json")) {
                Files.delete(file(name));
            }
        }
        harness.train(data, "--run", "run").expect(2); // It has a result, which somebody may want.
        String config = Files.readString(file("config.json"));
        try (RunFolder killed = RunFolder.named(directory.resolve("killed"), directory)) {
            killed.writeConfig(Map.of("started", "then", "options", Map.of()));
            killed.writeHistory(List.of());
        }
        Files.writeString(directory.resolve("killed/run.lock"), "");
        assertEquals(expected, sha256(harness.train(data, "--run", "killed", "--json", "--epochs",
                "3", "--validation", "8")));
        assertEquals(config, Files.readString(file("config.json")));
    }

    @Test
    void aDetourThroughAFolderThatIsNotThereIsNone() throws IOException {
        harness.train(data, "--run", "x/../detour").expect(0);
        assertTrue(Files.exists(directory.resolve("detour/model.safetensors")));
        assertFalse(Files.exists(directory.resolve("x")));
    }
}
