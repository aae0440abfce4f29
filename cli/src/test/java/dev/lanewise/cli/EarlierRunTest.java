package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.TinyData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an earlier run is good for: repeating it, going on with it; and saying what a run would do. */
@Timeout(120)
class EarlierRunTest {
    @TempDir
    Path directory;
    private Path data;
    private CommandLineHarness harness;

    @BeforeEach
    void makeHarness() throws IOException {
        data = TinyData.write(directory.resolve("data"), 40, 10);
        harness = new CommandLineHarness(directory);
    }

    private Outcome train(String run, String... options) {
        return harness.train(data, Stream.concat(Stream.of("--run", run, "--json"),
                Stream.of(options)).toArray(String[]::new));
    }

    private static String sha256(Outcome outcome) {
        return outcome.expect(0).events().getLast().get("weights_sha256").getAsString();
    }

    private JsonObject options(String run) throws IOException {
        return JsonParser.parseString(Files.readString(directory.resolve(run + "/config.json")))
                .getAsJsonObject()
                .getAsJsonObject("options");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seed 9 --drop-last --batch-size 16 --label-smoothing 0.1",
            "--optimizer adamw --ema 0.9 --epochs 2", "--no-nesterov --limit 20 --init he-normal",
            "--network lenet5-article --activation relu --validation 5 --patience 1 --epochs 2",
            "--schedule one-cycle --warmup 0.4 --weight-decay 0.01 --momentum 0.5"})
    void aConfigurationRepeatsItsRun(String options) throws IOException {
        String first = sha256(train("first", options.split(" ")));
        Outcome again = harness.run("train", "--config", "first/config.json", "--run", "again",
                "--json");
        assertEquals(first, sha256(again));
        JsonObject expected = options("first");
        expected.addProperty("run", directory.resolve("again").toString());
        assertEquals(expected, options("again"));
    }

    @Test
    void everyOptionOverridesTheConfigurationBeforeItAndBehind() throws IOException {
        String plain = sha256(train("plain"));
        train("first", "--seed", "9", "--drop-last", "--batch-size", "16").expect(0);
        Outcome behind = harness.run("train", "--config=first/config.json", "--run", "behind",
                "--json", "--seed", "1", "--no-drop-last", "--batch-size", "64");
        assertEquals(plain, sha256(behind));
        Outcome before = harness.run("train", "--seed", "1", "--no-drop-last", "--batch-size",
                "64", "--config", "first/config.json", "--run", "before", "--json");
        assertEquals(plain, sha256(before));
    }

    @Test
    void whatIsPrintedIsAConfiguration() throws IOException {
        String expected = sha256(train("first", "--seed", "9", "--ema", "0.5"));
        Outcome printed = harness.train(data, "--seed", "9", "--ema", "0.5", "--print-config")
                .expect(0);
        assertFalse(Files.exists(directory.resolve("runs")));
        Files.writeString(directory.resolve("mine.json"), printed.out());
        assertEquals(expected, sha256(
                harness.run("train", "--config", "mine.json", "--run", "again", "--json")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{|it is not valid JSON", "a,b|it is not valid JSON",
            "[]|the file must be a JSON object; it is []",
            "{}|\"options\" must be a JSON object; it is missing",
            "{\"options\":{\"seed\":[1]}}|\"seed\" must be a number, a text or a truth value;"
                    + " it is [1]"})
    void whatIsNoConfigurationIsRefused(String content, String reason) throws IOException {
        Files.writeString(directory.resolve("mine.json"), content);
        harness.run("train", "--config", "mine.json")
                .expectFailure(2, "--config must be the config.json of a run; you gave mine.json,"
                        + " which can't be read: " + reason + "; fix it, or name another.");
    }

    @Test
    void aConfigurationThatIsMissingOrHoldsAnotherOptionIsRefused() throws IOException {
        harness.run("train", "--config", "no.json")
                .expectFailure(2, "--config must be the config.json of a run; you gave no.json, and"
                        + " there is no such file.");
        Files.writeString(directory.resolve("mine.json"), "{\"options\":{\"epoch\":3}}");
        harness.run("train", "--config", "mine.json")
                .expectFailure(2, "The configuration mine.json must have options of train only;"
                        + " it has \"epoch\"; take it out.");
        Files.writeString(directory.resolve("mine.json"), "{\"options\":{\"epochs\":\"x\"}}");
        Outcome outcome = harness.run("train", "--config", "mine.json").expect(2);
        assertTrue(outcome.err().contains("--epochs"), outcome.err());
    }

    /** Training is counted over both parts, the rest from the second one's start alone. */
    @Test
    void aResumedRunSaysWhatItsTimeIsOf() throws IOException {
        train("first");
        Outcome resumed = harness.run("train", "--resume", "first").expect(0);
        assertTrue(resumed.line("Time").endsWith(" s since it was resumed"), resumed.out());
    }

    @Test
    void aRunThatEndedIsResumedToItsResult() throws IOException {
        String expected = sha256(train("first"));
        Outcome resumed = harness.run("train", "--resume", "first", "--json");
        assertEquals(expected, sha256(resumed));
        assertEquals(1, resumed.events().size());
        assertTrue(resumed.err().contains("This run is already finished"),
                resumed.err());
        JsonObject config = JsonParser
                .parseString(Files.readString(directory.resolve("first/config.json")))
                .getAsJsonObject();
        assertEquals("2026-03-04T05:06:07Z", config.get("resumed").getAsString());
    }

    @Test
    void lastCanBeResumed() {
        String expected = sha256(harness.train(data, "--json"));
        Outcome resumed = harness.run("train", "--resume", "runs/last", "--json");
        assertEquals(expected, sha256(resumed));
        assertTrue(resumed.events().getLast().get("run").getAsString().endsWith("-standard"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--epochs=3", "--seed", "--run", "--data", "--config"})
    void whatDecidesTheWeightsCanNotBeChangedInTheMiddle(String option) {
        train("first").expect(0);
        String name = option.replace("=3", "");
        harness.run("train", "--resume", "first", option, "7")
                .expectFailure(2, name + " can't be combined with --resume, which must end with the"
                        + " same weights as a run that was never stopped; leave it out, or begin a"
                        + " new run with --config and the config.json of this one.");
    }

    @Test
    void aRunWithoutWhatItNeedsIsRefusedAndLeftAlone() throws IOException {
        train("first").expect(0);
        harness.run("train", "--resume", "nowhere")
                .expectFailure(5, "Run nowhere must be a folder with config.json and"
                        + " last.checkpoint, and there is no file "
                        + directory.resolve("nowhere/config.json")
                        + "; name a run that was begun.");
        Path checkpoint = directory.resolve("first/last.checkpoint");
        byte[] content = Files.readAllBytes(checkpoint);
        content[content.length / 2] ^= 4;
        Files.write(checkpoint, content);
        Outcome damaged = harness.run("train", "--resume", "first").expect(5);
        assertTrue(damaged.err().contains("The checkpoint " + checkpoint + " is damaged"),
                damaged.err());
        Files.delete(checkpoint);
        Outcome missing = harness.run("train", "--resume", "first").expect(5);
        assertTrue(missing.err()
                .contains("must have a checkpoint to go on from, and there is no file "
                        + checkpoint + "; begin anew with --config "),
                missing.err());
        Files.writeString(directory.resolve("first/config.json"), "{");
        harness.run("train", "--resume", "first")
                .expectFailure(5,
                        "The config.json of run first can't be read: it is not valid JSON;"
                                + " take it from a backup.");
        assertTrue(Files.exists(directory.resolve("first/model.safetensors")));
    }

    @Test
    void otherDataIsRefused() throws IOException {
        train("first").expect(0);
        TinyData.write(data, 41, 10);
        Outcome outcome = harness.run("train", "--resume", "first").expect(4);
        assertTrue(outcome.err().contains("; put back the files that it was begun with."),
                outcome.err());
    }

    @Test
    void aDryRunSaysWhatItWouldDoAndWritesNothing() throws IOException {
        Outcome outcome = harness.train(data, "--dry-run", "--epochs", "3", "--batch-size", "16",
                "--validation", "8").expect(0);
        assertTrue(outcome.line("Data")
                .endsWith("data, 32 training images, 8 for validation, 10"
                        + " for the test"),
                outcome.out());
        assertTrue(outcome.line("Steps").endsWith("3 epochs of 2 steps, 6 total"), outcome.out());
        assertTrue(outcome.line("Run ").endsWith("2026-03-04-050607-standard"), outcome.out());
        assertEquals("", outcome.err());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(data), new ArrayList<>(files.toList()));
        }
    }

    @Test
    void aDryRunInJsonIsTheConfiguration() throws IOException {
        Outcome dry = train("first", "--dry-run");
        assertFalse(Files.exists(directory.resolve("first")));
        train("first").expect(0);
        assertEquals(options("first"),
                dry.expect(0).events().getFirst().getAsJsonObject("options"));
    }

    @Test
    void aDryRunRefusesWhatARunWould() throws IOException {
        harness.train(directory.resolve("nowhere"), "--dry-run").expect(4);
        harness.train(data, "--dry-run", "--validation", "40").expect(2);
        Files.createDirectories(directory.resolve("full/of"));
        train("full", "--dry-run").expect(2);
        harness.run("train", "--dry-run", "--resume", "nowhere").expect(5);
    }
}
