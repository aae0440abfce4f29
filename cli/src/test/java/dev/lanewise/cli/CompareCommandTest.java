package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.lanewise.cli.run.Predictions;
import dev.lanewise.cli.run.Predictions.Answer;
import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.TinyData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code compare}, and the predictions that a run keeps for it. */
@Timeout(120)
class CompareCommandTest {
    @TempDir
    Path directory;
    private Path data;
    private CommandLineHarness harness;

    @BeforeEach
    void makeHarness() throws IOException {
        data = TinyData.write(directory.resolve("data"), 60, 100);
        harness = new CommandLineHarness(directory);
    }

    private void train(String run, String... options) {
        harness.train(data, Stream.concat(Stream.of("--run", "runs/" + run, "--quiet"),
                Stream.of(options)).toArray(String[]::new)).expect(0);
    }

    /** One that learns nothing. */
    private void trainBadly(String run) {
        train(run, "--learning-rate", "1e-9", "--ema", "0");
    }

    private void trainWell(String run, String... options) {
        train(run, Stream.concat(Stream.of("--epochs", "12", "--ema", "0",
                "--batch-size", "10"), Stream.of(options))
                .toArray(String[]::new));
    }

    private Path predictions(String run) {
        return directory.resolve("runs").resolve(run).resolve("predictions.safetensors");
    }

    @Test
    void aRunKeepsItsPredictions() throws IOException {
        trainWell("good");
        Predictions kept = Predictions.read(predictions("good"));
        assertEquals(100, kept.answers().size());
        long right = kept.answers().stream().filter(Answer::isRight).count();
        JsonObject evaluated = harness
                .run("evaluate", "runs/good", "--data", data.toString(), "--json")
                .expect(0)
                .events()
                .getFirst();
        assertEquals(evaluated.get("accuracy").getAsDouble(), right / 100.0);
        assertEquals(10, kept.classNames().size());
        kept.answers().forEach(a -> assertTrue(a.probability() > 0.1 && a.probability() <= 1));
    }

    /** So that runs of earlier versions get theirs. */
    @Test
    void aResumeWritesTheSameBytes() throws IOException {
        train("run", "--epochs", "2", "--threads", "1");
        byte[] first = Files.readAllBytes(predictions("run"));
        Files.delete(predictions("run"));
        harness.run("train", "--resume", "runs/run", "--quiet").expect(0);
        assertArrayEquals(first, Files.readAllBytes(predictions("run")));
        train("again", "--epochs", "2", "--threads", "2");
        assertArrayEquals(first, Files.readAllBytes(predictions("again")));
    }

    @Test
    void saysWhichIsBetterAndHowSure() {
        trainBadly("bad");
        trainWell("good");
        Outcome outcome = harness.run("compare", "runs/bad", "good").expect(0);
        assertEquals("", outcome.err());
        assertEquals(List.of("A  runs/bad", "B  runs/good", ""), outcome.outLines().subList(0, 3));
        assertEquals("Option", outcome.outLines().get(3).split(" ")[0]);
        assertTrue(outcome.line("learning-rate").matches("learning-rate +1.0E-9 +[0-9.]+"));
        assertFalse(outcome.out().contains("momentum"), outcome.out());
        String verdict = outcome.line("B is better than A.");
        assertTrue(verdict.matches("B is better than A\\. Of 100 test images A alone gets \\d+"
                + " right, B alone \\d+ \\(p < 0\\.000001\\)\\."), verdict);
        assertTrue(outcome.line("test accuracy").matches(".*  \\+0\\.\\d{4}"));
        Outcome reverse = harness.run("compare", "good", "bad").expect(0);
        assertTrue(reverse.out().contains("\nA is better than B. "), reverse.out());
        assertTrue(reverse.line("test accuracy").matches(".*  −0\\.\\d{4}"));
    }

    @Test
    void twoSeedsDifferByNoise() {
        trainWell("one", "--seed", "1");
        trainWell("two", "--seed", "2");
        Outcome outcome = harness.run("compare", "one", "two").expect(0);
        assertEquals(List.of("Option  A  B", "────────────", "seed    1  2", ""),
                outcome.outLines().subList(3, 7));
        assertTrue(outcome.line("beyond noise")
                .startsWith("A and B: no difference beyond noise. Of 100"
                        + " test images A alone gets "),
                outcome.out());
        assertFalse(outcome.out().contains("Version"), outcome.out());
    }

    @Test
    void sameWeightsAreSaidToBe() {
        train("one", "--threads", "1");
        train("two", "--threads", "2");
        Outcome outcome = harness.run("compare", "one", "two").expect(0);
        assertEquals("threads  1  2", outcome.line("threads").replaceAll(" {3,}", "  "));
        assertEquals("A and B have the same weights.", outcome.outLines().getLast());
        Outcome itself = harness.run("compare", "one", "one").expect(0);
        assertTrue(itself.out().contains("The options and versions are the same.\n"));
    }

    @Test
    void otherDataIsSaidFirst() throws IOException {
        train("one");
        data = TinyData.write(directory.resolve("other"), 60, 50);
        train("two", "--seed", "2");
        Outcome outcome = harness.run("compare", "one", "two").expect(0);
        assertTrue(outcome.outLines()
                .get(3)
                .matches("Other data: A data \\(\\w{12}\\); B other"
                        + " \\(\\w{12}\\)\\. Their accuracies aren't of the same images\\."),
                outcome.out());
        assertEquals("A and B: noise can't be judged, as they have other data.",
                outcome.outLines().getLast());
    }

    @Test
    void anotherSplitIsSaidFirst() {
        train("one");
        train("two", "--validation", "20");
        Outcome outcome = harness.run("compare", "one", "two").expect(0);
        assertEquals(
                "Another split of the data: A trains on 60 images, validates on 0 and is tested"
                        + " on 100; B trains on 40 images, validates on 20 and is tested on 100.",
                outcome.outLines().get(3));
        assertTrue(outcome.out().contains("no difference beyond noise. Of 100 test images"),
                outcome.out());
    }

    @Test
    void withoutPredictionsItSaysHowToGetThem() throws IOException {
        trainBadly("bad");
        train("one");
        Files.delete(predictions("one"));
        assertEquals("A and B: noise can't be judged, as B has no predictions, as runs of earlier"
                + " versions; get them with ./lanewise train --resume runs/one.",
                harness.run("compare", "bad", "one").expect(0).outLines().getLast());
        Files.copy(predictions("bad"), predictions("one"));
        assertTrue(harness.run("compare", "bad", "one")
                .expect(0)
                .outLines()
                .getLast()
                .contains("as B's predictions are of other weights; get them with"));
        Files.writeString(predictions("one"), "x");
        assertTrue(harness.run("compare", "bad", "one")
                .expect(0)
                .outLines()
                .getLast()
                .contains("as B's predictions are damaged; get them with"));
    }

    @Test
    void printsJson() throws IOException {
        trainBadly("bad");
        trainWell("good");
        JsonObject record = harness.run("compare", "bad", "good", "bad", "--show", "3", "--json")
                .expect(0)
                .events()
                .getFirst();
        assertEquals("[\"runs/bad\",\"runs/good\",\"runs/bad\"]", record.get("runs").toString());
        assertTrue(record.get("same_data").getAsBoolean());
        assertEquals("[\"1\",\"12\",\"1\"]",
                record.getAsJsonObject("options").get("epochs").toString());
        JsonObject pair = record.getAsJsonArray("pairs").get(0).getAsJsonObject();
        assertEquals("runs/good", pair.get("better").getAsString());
        assertEquals(100, pair.get("images").getAsInt());
        assertEquals(2 * pair.get("p").getAsDouble(), pair.get("p_adjusted").getAsDouble());
        int gained = pair.get("only_second_right").getAsInt()
                - pair.get("only_first_right").getAsInt();
        List<Answer> bad = Predictions.read(predictions("bad")).answers();
        List<Answer> good = Predictions.read(predictions("good")).answers();
        assertEquals(right(good) - right(bad), gained);
        JsonObject same = record.getAsJsonArray("pairs").get(1).getAsJsonObject();
        assertTrue(same.get("same_weights").getAsBoolean());
        assertTrue(same.get("better").isJsonNull());
        assertEquals(3, record.getAsJsonArray("disagreements").size());
        record.getAsJsonArray("disagreements").forEach(element -> {
            int i = element.getAsJsonObject().get("index").getAsInt();
            assertTrue(good.get(i).isRight() != bad.get(i).isRight());
        });
    }

    private static long right(List<Answer> answers) {
        return answers.stream().filter(Answer::isRight).count();
    }

    @Test
    void showsWhatOnlyOneGetsRight() throws IOException {
        trainBadly("bad");
        trainWell("good");
        Outcome outcome = harness.run("compare", "bad", "good", "--show", "100").expect(0);
        List<Answer> bad = Predictions.read(predictions("bad")).answers();
        List<Answer> good = Predictions.read(predictions("good")).answers();
        assertEquals(List.of("Image", "Label", "A", "B"),
                List.of(outcome.line("Label").split(" {2,}")));
        assertEquals(IntStream.range(0, good.size())
                .filter(i -> bad.get(i).isRight() != good.get(i).isRight())
                .mapToObj(i -> "test:" + i + " " + good.get(i).label() + " "
                        + bad.get(i).predicted() + " " + good.get(i).predicted())
                .toList(),
                outcome.outLines()
                        .stream()
                        .filter(line -> line.startsWith("test:"))
                        .map(line -> line.replaceAll(" +", " "))
                        .toList());
    }

    @Test
    void fitsANarrowTerminal() {
        trainBadly("bad");
        train("one");
        for (int columns : new int[]{40, 60, 80}) {
            Outcome outcome = harness.onTerminal(columns)
                    .run("compare", "bad", "one", "bad", "--show", "1")
                    .expect(0);
            outcome.outLines().forEach(line -> assertTrue(line.length() <= columns, line));
            assertEquals(columns > 60, outcome.line("test accuracy").length() > 20, outcome.out());
        }
    }

    @Test
    void refusesWhatIsNoFinishedRun() throws IOException {
        train("one");
        harness.run("compare", "one")
                .expectFailure(2,
                        "compare must have 2 to 26 runs; you gave 1; see which there are with ./lanewise"
                                + " runs.");
        harness.run("compare", "one", "none")
                .expectFailure(5,
                        "There is no run at none. Name the folder of one: ./lanewise runs lists them.");
        harness.run("compare", "one", "one", "--show", "-1")
                .expectFailure(2,
                        "--show must be a whole number from 0 to 2147483647; you gave '-1'.");
        Path broken = Files.createDirectories(directory.resolve("runs/broken"));
        Files.writeString(broken.resolve("config.json"), "{}");
        harness.run("compare", "one", "broken")
                .expectFailure(5,
                        "Run broken can't be compared: its config.json can't be read: \"options\" must be a"
                                + " JSON object; it is missing; take it from a backup, or name another.");
        Files.writeString(broken.resolve("config.json"), "{\"options\":{}}");
        harness.run("compare", "one", "broken")
                .expectFailure(5,
                        "Run broken must have a result to be compared, but isn't finished; go on with"
                                + " ./lanewise train --resume runs/broken.");
    }
}
