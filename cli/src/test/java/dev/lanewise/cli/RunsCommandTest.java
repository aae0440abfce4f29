package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.TinyData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code runs}. */
class RunsCommandTest {
    @TempDir
    Path directory;
    private CommandLineHarness harness;

    @BeforeEach
    void makeHarness() {
        harness = new CommandLineHarness(directory);
    }

    /** A run as its configuration tells of it, without the files of a training. */
    private void run(String name, String started, String recipe, String options, String result)
            throws IOException {
        Path folder = Files.createDirectories(directory.resolve("runs").resolve(name));
        Files.writeString(folder.resolve("config.json"), """
                {"command":"train","started":"%s","options":{"recipe":"%s"%s},
                 "data":{"name":"mnist","sha256":"d"}%s}
                """.formatted(started, recipe, options, result));
    }

    private static String result(double accuracy, double seconds, String hash) {
        return """
                ,"result":{"test_accuracy":%s,"test_loss":0.05,"train_seconds":%s,
                 "weights_sha256":"%s"}""".formatted(accuracy, seconds, hash);
    }

    private static String row(Outcome outcome, String name) {
        return outcome.outLines()
                .stream()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .orElseThrow();
    }

    private void threeRuns() throws IOException {
        run("a", "2026-03-01T10:00:00Z", "standard", ",\"seed\":1,\"patience\":null",
                result(0.9912, 9.84, "aaaabbbbccccdddd"));
        run("b", "2026-03-03T10:00:00Z", "fast", ",\"seed\":2,\"learning_rate\":0.10",
                result(0.9877, 2.5, "bbbb"));
        run("c", "2026-03-02T10:00:00Z", "fast", ",\"seed\":1,\"patience\":3",
                result(0.9899, 2.75, "cccc"));
    }

    private static List<String> names(Outcome outcome) {
        return outcome.expect(0).outLines().stream().skip(2).map(l -> l.split(" ")[0]).toList();
    }

    @Test
    void listsTheNewestFirst() throws IOException {
        threeRuns();
        assertEquals(List.of(
                "Name  Recipe    Accuracy   Time  Date              Hash",
                "───────────────────────────────────────────────────────────────",
                "b     fast        0.9877  2.5 s  2026-03-03 10:00  bbbb",
                "c     fast        0.9899  2.8 s  2026-03-02 10:00  cccc",
                "a     standard    0.9912  9.8 s  2026-03-01 10:00  aaaabbbbcccc"),
                harness.run("runs").expect(0).outLines());
        assertEquals("", harness.run("runs").err());
        assertEquals(List.of("b", "c", "a"), names(harness.run("runs", "runs")));
    }

    @ParameterizedTest
    @CsvSource({"name, abc", "recipe, bca", "accuracy, acb", "time, bca", "date, bca",
            "hash, abc"})
    void sorts(String key, String order) throws IOException {
        threeRuns();
        assertEquals(order, String.join("", names(harness.run("runs", "--sort", key))));
    }

    @ParameterizedTest
    @CsvSource({"recipe=fast, bc", "seed=1, ca", "--seed=2, b", "learning-rate=0.1, b",
            "learning_rate=1e-1, b", "patience=none, ba", "name=a, a", "data=mnist, bca",
            "hash=aaaabbbbcccc, a", "state=finished, bca"})
    void filters(String filter, String taken) throws IOException {
        threeRuns();
        assertEquals(taken, String.join("", names(harness.run("runs", "--filter=" + filter))));
    }

    @Test
    void allFiltersMustFit() throws IOException {
        threeRuns();
        assertEquals(List.of("c"), names(
                harness.run("runs", "--filter", "recipe=fast", "--filter", "seed=1")));
        Outcome none = harness.run("runs", "--filter", "recipe=article").expect(0);
        assertEquals("", none.out());
        assertEquals("None of the 3 runs in runs fits --filter.\n", none.err());
    }

    @Test
    void whatIsDamagedOrNotFinishedIsListedAsSuch() throws IOException {
        threeRuns();
        run("d", "2026-03-04T10:00:00Z", "fast", "", "");
        run("e", "then", "fast", "", ",\"config_sha256\":\"0\"" + result(1, 1, "e"));
        Files.writeString(Files.createDirectories(directory.resolve("runs/f"))
                .resolve("config.json"), "{");
        Files.createFile(Files.createDirectories(directory.resolve("runs/g"))
                .resolve("model.safetensors"));
        Files.createDirectories(directory.resolve("runs/notes"));
        Files.writeString(directory.resolve("runs/last"), "c\n");
        Outcome outcome = harness.run("runs").expect(0);
        assertEquals(List.of("d", "b", "c", "a", "e", "f", "g"), names(outcome));
        assertTrue(row(outcome, "d").contains("  unfinished  "), outcome.out());
        assertTrue(row(outcome, "e").contains("     changed  "), outcome.out());
        assertTrue(row(outcome, "f").endsWith("     damaged"), outcome.out());
        assertEquals("""
                lanewise: Run e is changed: its config.json was changed after the run had written it.
                lanewise: Run f is damaged: its config.json can't be read: it is not valid JSON.
                lanewise: Run g is damaged: it has no config.json.
                """, outcome.err());
        assertEquals(List.of("f", "g"), names(harness.run("runs", "--filter", "state=damaged")));
    }

    @Test
    void leavesColumnsOutWhereTheTerminalIsNarrow() throws IOException {
        run("2026-03-04-050607-lenet5-1998", "2026-03-01T10:00:00Z", "lenet5-1998", "",
                result(0.9912, 1024, "aaaabbbbccccdddd"));
        for (int columns : new int[]{60, 70, 80, 120}) {
            List<String> lines = harness.onTerminal(columns).run("runs").expect(0).outLines();
            lines.forEach(line -> assertTrue(line.length() <= columns, line));
            assertTrue(lines.get(2).contains("0.9912"), lines.get(2));
            assertEquals(columns > 80, lines.get(2).endsWith("aaaabbbbcccc"));
        }
        assertTrue(harness.run("runs").out().contains("aaaabbbbcccc"));
    }

    @Test
    void printsJson() throws IOException {
        threeRuns();
        run("d", "2026-03-04T10:00:00Z", "fast", "", "");
        Outcome outcome = harness.run("runs", "--json", "--sort", "accuracy").expect(0);
        assertEquals("", outcome.err());
        JsonObject object = outcome.events().getFirst();
        assertEquals("runs", object.get("folder").getAsString());
        JsonArray runs = object.getAsJsonArray("runs");
        assertEquals("acbd", StreamSupport.stream(runs.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(run -> run.get("name").getAsString())
                .reduce("", String::concat));
        JsonObject best = runs.get(0).getAsJsonObject();
        assertEquals(0.9912, best.get("test_accuracy").getAsDouble());
        assertEquals("2026-03-01T10:00:00Z", best.get("started").getAsString());
        assertEquals("aaaabbbbccccdddd", best.get("weights_sha256").getAsString());
        assertEquals("1", best.getAsJsonObject("options").get("seed").getAsString());
        JsonObject last = runs.get(3).getAsJsonObject();
        assertEquals("unfinished", last.get("state").getAsString());
        assertTrue(last.get("test_accuracy").isJsonNull());
    }

    @Test
    void saysThatThereIsNone() {
        Outcome outcome = harness.run("runs").expect(0);
        assertEquals("", outcome.out());
        assertEquals("There are no runs in runs yet; begin one with ./lanewise train.\n",
                outcome.err());
        Outcome json = harness.run("runs", "--json").expect(0);
        assertEquals("{\"folder\":\"runs\",\"runs\":[]}\n", json.out());
        assertEquals("", json.err());
    }

    @Test
    void listsWhatWasTrained() throws IOException {
        Path data = TinyData.write(directory.resolve("data"), 40, 10);
        harness.train(data).expect(0);
        String line = harness.run("runs").expect(0).line("2026-03-04-050607-standard");
        assertTrue(line.contains("  2026-03-04 05:06  "), line);
        assertFalse(harness.run("runs").out().contains("last"));
    }

    static Stream<List<String>> wrong() {
        return Stream.of(
                List.of("nowhere", "DIR must be a folder with runs; you gave nowhere, which doesn't"
                        + " exist; name the folder that the run folders are in."),
                List.of("runs/a", "DIR must be a folder with runs; you gave runs/a, which is a run"
                        + " itself; name the folder that it is in."),
                List.of("runs/a/config.json", "DIR must be a folder with runs; you gave"
                        + " runs/a/config.json, which is a file; name the folder that the run"
                        + " folders are in."),
                List.of("--filter=recipe", "--filter must be KEY=VALUE, such as recipe=fast; you"
                        + " gave 'recipe'."),
                List.of("--filter=sead=1", "--filter must have a key that runs have, one of name,"
                        + " state, recipe, data, hash, from or an option of train; you gave 'sead';"
                        + " did you mean seed?"),
                List.of("--sort=acuracy", "--sort must be one of name, recipe, accuracy, time,"
                        + " date, hash; you gave 'acuracy'; did you mean accuracy?"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refuses(List<String> argumentAndSentence) throws IOException {
        threeRuns();
        harness.run("runs", argumentAndSentence.getFirst())
                .expectFailure(2, argumentAndSentence.getLast());
    }
}
