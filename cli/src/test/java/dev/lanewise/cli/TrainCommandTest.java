package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lanewise.cli.testing.Drawings;
import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.TinyData;
import dev.lanewise.engine.model.Model;
import dev.lanewise.mnist.Mnist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code train} from the options to the run folder. */
@Timeout(120)
class TrainCommandTest {
    private static final String DATED = "2026-03-04-050607-standard";

    private static final Set<String> RUN_FILES = Set.of("model.safetensors", "last.checkpoint",
            "config.json", "history.csv", "predictions.safetensors");

    @TempDir
    Path directory;
    private Path data;
    private CommandLineHarness harness;

    @BeforeEach
    void makeHarness() throws IOException {
        data = TinyData.write(directory.resolve("data"), 40, 10);
        harness = new CommandLineHarness(directory);
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
        }
    }

    private Path run() {
        return directory.resolve("runs").resolve(DATED);
    }

    private static JsonObject config(Path run) throws IOException {
        return JsonParser.parseString(Files.readString(run.resolve("config.json")))
                .getAsJsonObject();
    }

    private static String sha256(Outcome outcome) {
        return outcome.events().getLast().get("weights_sha256").getAsString();
    }

    @Test
    void endsWithTheResultAndWhereTheRunLies() {
        Outcome outcome = harness.train(data).expect(0);
        assertTrue(outcome.line("Test accuracy")
                .matches("Test accuracy +[01]\\.\\d{4} .*10 images\\)"));
        assertTrue(outcome.line("Run").endsWith(run().toString()));
        assertTrue(outcome.line("Weights").matches("Weights +sha256 [0-9a-f]{16}…"));
        assertTrue(outcome.out().endsWith("./lanewise evaluate " + run() + "\n"), outcome.out());
    }

    @Test
    void offATerminalProgressIsPlainLines() {
        Outcome outcome = harness.train(data, "--epochs", "3").expect(0);
        List<String> epochs = outcome.err().lines().filter(l -> l.startsWith("Epoch ")).toList();
        assertEquals(3, epochs.size());
        assertTrue(epochs.get(1)
                .matches("Epoch 2/3  \\S+ s  loss \\d\\.\\d{4}  accuracy \\d\\.\\d{4}"
                        + "  [\\d,]+ images/s  learning rate 0\\.\\d+"),
                epochs.get(1));
        assertFalse((outcome.err() + outcome.out()).matches("(?s).*[\\r\\u001b].*"));
        assertTrue(
                outcome.err().startsWith("lenet5, 61,706 parameters\ndata, 40 training images\n"),
                outcome.err());
    }

    @Test
    void theLastOfEqualOptionsCountsAndNothingElseChanges() throws IOException {
        harness.train(data, "--seed", "3", "--limit", "20", "--seed", "4").expect(0);
        JsonObject options = config(run()).getAsJsonObject("options");
        assertEquals(4, options.get("seed").getAsInt());
        assertEquals(20, options.get("limit").getAsInt());
        assertEquals(1, options.get("epochs").getAsInt());
        assertEquals(data.toString(), options.get("data").getAsString());
    }

    @Test
    void quietShowsNoProgress() {
        Outcome outcome = harness.train(data, "--quiet").expect(0);
        assertFalse(outcome.err().contains("Epoch"), outcome.err());
        assertFalse(outcome.out().isEmpty());
        assertEquals("", harness.train(data, "--quiet", "--json").expect(0).err());
    }

    @Test
    void colorAlwaysAndNever() {
        assertTrue(harness.train(data, "--color", "always").out().contains("\u001b[1;32m"));
        assertFalse(
                harness.onTerminal(80).train(data, "--color", "never").out().contains("\u001b"));
        String[] evaluate = {"--color", "always", "evaluate", "runs/last", "--data",
                data.toString()};
        assertTrue(harness.run(evaluate).expect(0).out().contains("\u001b[1;32m"));
        evaluate[1] = "never";
        assertFalse(harness.onTerminal(80).run(evaluate).expect(0).out().contains("\u001b"));
    }

    @Test
    void jsonHasOneObjectForEachEpochAndOneForTheResult() {
        Outcome outcome = harness.train(data, "--epochs", "2", "--validation", "10", "--seed", "5",
                "--threads", "2", "--json").expect(0);
        List<JsonObject> events = outcome.events();
        assertEquals(3, events.size());
        for (int i = 0; i < 2; i++) {
            JsonObject epoch = events.get(i);
            assertEquals(List.of("event", "epoch", "loss", "accuracy", "val_loss", "val_accuracy",
                    "learning_rate", "seconds", "images_per_second"),
                    List.copyOf(epoch.keySet()));
            assertEquals("epoch", epoch.get("event").getAsString());
            assertEquals(i + 1, epoch.get("epoch").getAsInt());
            assertTrue(epoch.get("accuracy").getAsDouble() <= 1);
            assertTrue(epoch.get("val_loss").getAsDouble() > 0);
        }
        JsonObject result = events.get(2);
        assertEquals(List.of("event", "test_loss", "test_accuracy", "temperature", "ece", "epochs",
                "parameters", "seed", "threads", "kernels", "train_seconds", "total_seconds",
                "images_per_second",
                "weights_sha256", "run", "model"), List.copyOf(result.keySet()));
        assertEquals("result", result.get("event").getAsString());
        assertEquals(2, result.get("epochs").getAsInt());
        assertEquals(61_706, result.get("parameters").getAsInt());
        assertEquals(5, result.get("seed").getAsInt());
        assertEquals(2, result.get("threads").getAsInt());
        assertEquals("scalar", result.get("kernels").getAsString());
        assertTrue(result.get("total_seconds").getAsDouble() > result.get("train_seconds")
                .getAsDouble());
        assertEquals(run().resolve("model.safetensors").toString(),
                result.get("model").getAsString());
        assertTrue(outcome.err().contains("Epoch 2/2"), outcome.err());
    }

    @Test
    void withoutValidationItsValuesAreNull() {
        JsonObject epoch = harness.train(data, "--json").expect(0).events().get(0);
        assertTrue(epoch.get("val_loss").isJsonNull());
        assertTrue(epoch.get("val_accuracy").isJsonNull());
    }

    @Test
    void theRunFolderHoldsModelConfigAndHistory() throws IOException {
        Outcome outcome = harness.train(data, "--epochs", "2", "--json").expect(0);
        Set<String> files = names(run());
        files.remove("previous.checkpoint"); // It is there if there was time to write both.
        assertEquals(RUN_FILES, files);
        assertEquals(Set.of(DATED, "last"), names(directory.resolve("runs")));
        assertEquals(sha256(outcome),
                Model.load(directory.resolve("runs/last/model.safetensors")).sha256());
        List<String> history = Files.readAllLines(run().resolve("history.csv"));
        assertEquals("epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,seconds,"
                + "images_per_second", history.get(0));
        assertEquals(3, history.size());
        JsonObject second = outcome.events().get(1);
        List<String> cells = new ArrayList<>();
        second.asMap()
                .values()
                .stream()
                .skip(1)
                .map(
                        value -> value.isJsonNull() ? "" : value.getAsString())
                .forEach(cells::add);
        assertEquals(String.join(",", cells), history.get(2));
    }

    @Test
    void configHoldsEveryResolvedOption() throws IOException {
        harness.train(data, "--min-accuracy", "0", "--optimizer", "adam").expect(0);
        JsonObject config = config(run());
        JsonObject options = config.getAsJsonObject("options");
        assertEquals(Set.of("recipe", "network", "layers", "activation", "init", "epochs", "from",
                "normalization",
                "batch_size",
                "drop_last", "optimizer", "learning_rate", "momentum", "nesterov", "schedule",
                "warmup", "weight_decay", "clip_norm", "augment", "corruption", "outliers",
                "label_smoothing",
                "ema", "validation", "patience",
                "seed", "limit", "data", "threads", "kernels", "run", "min_accuracy",
                "profile", "no_plots"),
                options.keySet());
        assertEquals(data.toString(), options.get("data").getAsString());
        assertTrue(options.get("threads").getAsInt() >= 1);
        assertEquals(Mnist.load(data).sha256(),
                config.getAsJsonObject("data").get("sha256").getAsString());
        assertEquals("scalar", config.getAsJsonObject("kernels").get("backend").getAsString());
        assertEquals(Runtime.version().toString(),
                config.getAsJsonObject("versions").get("java").getAsString());
        assertEquals("2026-03-04T05:06:07Z", config.get("started").getAsString());
        assertTrue(config.getAsJsonObject("result").has("test_accuracy"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--activation relu | activation | relu | ''",
            "--network lenet5-article | network | lenet5-article | ''",
            "--init he-normal | init | he-normal | ''",
            "--batch-size 7 | batch_size | 7 | ''",
            "--drop-last | drop_last | true | --batch-size 32",
            "--momentum 0.5 | momentum | 0.5 | ''",
            "--momentum 0 | nesterov | false | ''",
            "--no-nesterov | nesterov | false | ''",
            "--optimizer adam | learning_rate | 0.001 | ''",
            "--optimizer adam | momentum | null | ''",
            "--optimizer adamw | weight_decay | 0.01 | ''",
            "--learning-rate 0.02 | learning_rate | 0.02 | --optimizer adamw",
            "--weight-decay 0.001 | weight_decay | 0.001 | ''",
            "--schedule one-cycle | warmup | 0.3 | ''",
            "--warmup 0 | warmup | 0.0 | --schedule cosine",
            "--clip-norm 0.01 | clip_norm | 0.01 | ''",
            "--label-smoothing 0.1 | label_smoothing | 0.1 | ''",
            "--ema 0 | ema | 0.0 | ''",
            "--augment affine | augment | affine | ''",
            "--optimizer sdlm | learning_rate | 5.0E-4 | ''",
            "--network lenet5-1998 | activation | scaled-tanh | ''",
            "--limit 20 | limit | 20 | ''",
            "--seed 9 | seed | 9 | ''"})
    void eachOptionOverridesTheRecipeAndChangesTheWeights(String arguments, String key,
            String value, String with) throws IOException {
        List<String> companions = new ArrayList<>(List.of(with.split(" ")));
        companions.addAll(List.of("--json", "--run", "usual", "--epochs", "2"));
        companions.removeIf(String::isEmpty);
        Outcome usual = harness.train(data, companions.toArray(String[]::new)).expect(0);
        List<String> options = new ArrayList<>(List.of(arguments.split(" ")));
        options.addAll(0, companions.subList(0, companions.indexOf("--json")));
        options.addAll(List.of("--json", "--epochs", "2"));
        Outcome other = harness.train(data, options.toArray(String[]::new)).expect(0);
        JsonElement found = config(run()).getAsJsonObject("options").get(key);
        assertEquals(value, found.isJsonNull() ? "null" : found.getAsString());
        assertNotEquals(sha256(usual), sha256(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "fast", "accurate", "article", "lenet5-1998"})
    void everyRecipeTrains(String recipe) throws IOException {
        Outcome outcome = harness.train(data, "--recipe", recipe, "--batch-size", "4", "--json",
                "--epochs", "2", "--validation", "none", "--run", "of-recipe").expect(0);
        assertEquals(recipe,
                config(directory.resolve("of-recipe")).getAsJsonObject("options")
                        .get("recipe")
                        .getAsString());
        assertEquals(64, sha256(outcome).length());
    }

    @Test
    void equalRunsAreOneFileWhateverThreads() throws IOException {
        List<byte[]> models = new ArrayList<>();
        for (String threads : List.of("1", "1", "2", "3")) {
            String run = "run" + models.size();
            harness.train(data, "--seed", "7", "--threads", threads, "--batch-size", "32", "--run",
                    run).expect(0);
            models.add(Files.readAllBytes(directory.resolve(run).resolve("model.safetensors")));
        }
        models.forEach(model -> assertArrayEquals(models.get(0), model));
    }

    @Test
    void mnistItselfWithALimitHoldsNothingOut() {
        Outcome outcome = harness.run("train", "--limit", "100", "--epochs", "1", "--json")
                .expect(0);
        JsonObject epoch = outcome.events().get(0);
        assertTrue(epoch.get("val_loss").isJsonNull());
        assertTrue(
                outcome.err().startsWith("lenet5, 61,706 parameters\nmnist, 100 training images\n"),
                outcome.err());
    }

    @Test
    void heldOutImagesLeaveTheTrainingSet() throws IOException {
        Outcome outcome = harness.train(data, "--validation", "15").expect(0);
        assertTrue(outcome.err().contains("25 training images, 15 for validation"), outcome.err());
        assertTrue(outcome.line("Best epoch").contains("1 of 1  (validation accuracy"));
        JsonObject parts = config(run()).getAsJsonObject("data");
        assertEquals(25, parts.get("training_images").getAsInt());
        assertEquals(15, parts.get("validation_images").getAsInt());
        assertEquals(10, parts.get("test_images").getAsInt());
    }

    @Test
    void validationOnTheTestImagesAgreesWithTheResult() {
        List<JsonObject> events = harness.train(data, "--validation", "test", "--json")
                .expect(0)
                .events();
        assertEquals(events.get(1).get("test_loss").getAsDouble(),
                events.get(0).get("val_loss").getAsDouble());
        assertEquals(events.get(1).get("test_accuracy").getAsDouble(),
                events.get(0).get("val_accuracy").getAsDouble());
    }

    @Test
    void patienceEndsEarly() throws IOException {
        // At this rate nothing is learned, so that no epoch is better than the first.
        List<JsonObject> events = harness.train(data, "--validation", "10", "--epochs", "50",
                "--patience", "3", "--learning-rate", "1e-30", "--json").expect(0).events();
        assertEquals(4, events.getLast().get("epochs").getAsInt());
        assertEquals(3, config(run()).getAsJsonObject("options").get("patience").getAsInt());
    }

    @Test
    void missedAccuracyIsExitCode3AfterTheRunIsWritten() throws IOException {
        Outcome outcome = harness.train(data, "--min-accuracy", "1", "--learning-rate", "1e-9")
                .expect(3);
        assertTrue(outcome.err()
                .contains("lanewise: The test accuracy must be at least 1.0"
                        + " with --min-accuracy; it is 0."),
                outcome.err());
        assertEquals(RUN_FILES, names(run()));
    }

    @Test
    void aRunThatFailsLeavesNothing() throws IOException {
        Outcome outcome = harness.train(data, "--learning-rate", "1000", "--warmup", "0",
                "--batch-size", "1").expect(1);
        assertTrue(outcome.err().contains("lanewise: The loss became "), outcome.err());
        assertEquals(Set.of("data"), names(directory));
    }

    /** The loss of the last step is still a number. */
    @ParameterizedTest
    @ValueSource(strings = {"test", "none"})
    void aLastStepThatDivergesIsOneSentence(String validation) {
        Outcome outcome = harness.run("train", "--kernels", "scalar", "--limit", "6",
                "--batch-size", "2", "--epochs", "1", "--learning-rate", "1000", "--schedule",
                "constant", "--warmup", "0", "--activation", "relu", "--validation", validation,
                "--quiet", "--json").expect(1);
        assertTrue(outcome.err()
                .matches("lanewise: The (validation|test) loss became NaN.*"
                        + "; train with a smaller learning rate\\.\n"),
                outcome.err());
        assertFalse(outcome.out().contains("result"), outcome.out());
    }

    @Test
    void aBatchMayBeFarLargerThanTheData() {
        harness.train(data, "--batch-size", "65536").expect(0);
    }

    @Test
    void namedRunsWriteTheirFolderAlone() throws IOException {
        harness.train(data, "--run", "here/mine").expect(0);
        assertEquals(Set.of("data", "here"), names(directory));
        harness.train(data, "--run", "runs/mine").expect(0);
        assertEquals(Path.of("mine"),
                Files.readSymbolicLink(directory.resolve("runs/last")));
    }

    @Test
    void runsOfOneSecondAreNumbered() throws IOException {
        harness.train(data).expect(0);
        harness.train(data).expect(0);
        assertEquals(Set.of(DATED, DATED + "-2", "last"), names(directory.resolve("runs")));
        assertEquals(Path.of(DATED + "-2"),
                Files.readSymbolicLink(directory.resolve("runs/last")));
    }

    @Test
    void aFolderThatCanNotBeMadeIsExitCode1() throws IOException {
        Files.createFile(directory.resolve("file"));
        Path run = directory.resolve("file/run");
        Outcome outcome = harness.train(data, "--run", run.toString()).expect(1);
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains("lanewise: " + directory.resolve("file")), outcome.err());
    }

    @Test
    void aFolderThatTheSystemDoesNotMakeIsToldFromAMissingOne() {
        String sentence = Failures.sentence(new NoSuchFileException("/proc/foo"), "lanewise");
        assertEquals("/proc/foo can't be written: no such folder is there or can be made; choose"
                + " another place.", sentence);
    }

    @Test
    void missingAndDamagedDataAreExitCode4() throws IOException {
        Outcome missing = harness.train(directory.resolve("nowhere")).expect(4);
        assertTrue(missing.err().startsWith("lanewise: " + directory.resolve("nowhere")),
                missing.err());
        Path images = data.resolve("train-images-idx3-ubyte");
        byte[] bytes = Files.readAllBytes(images);
        Files.write(images, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        Outcome damaged = harness.train(data).expect(4);
        assertEquals(1, damaged.err().lines().count(), damaged.err());
        assertFalse(Files.exists(directory.resolve("runs")));
    }

    /** MNIST's images take 47 MB, and are read on other threads. */
    @Test
    void dataThatTheHeapCanNotHoldAreOneSentence() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m",
                "-cp", System.getProperty("java.class.path"), Lanewise.class.getName(), "train",
                "--run", directory.resolve("run").toString())
                .start();
        String err = new String(process.getErrorStream().readAllBytes());
        assertTrue(err.matches("lanewise: Java ran out of memory \\(.*\\); allow it more, such as"
                + " LANEWISE_JAVA_OPTS=-Xmx2g\\.\n"), err);
        assertEquals(1, process.waitFor());
    }

    @Test
    void imagesOfAnotherSizeAreExitCode4() throws IOException {
        Path small = TinyData.write(directory.resolve("small"), 10, 10, 24);
        harness.train(small)
                .expectFailure(4, "The images of small can't be used: The network's input must be"
                        + " 1×28×28, but the samples are 1×24×24; use data of that size or a network"
                        + " for this one.");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 200})
    void onATerminalALineIsRewrittenInPlace(int columns) {
        Outcome outcome = harness.onTerminal(columns)
                .with("NO_COLOR", "1")
                .train(data, "--epochs",
                        "2", "--validation", "10")
                .expect(0);
        List<String> drawings = Drawings.of(outcome.err());
        List<String> epochs = drawings.stream().filter(line -> line.startsWith("Epoch")).toList();
        epochs.forEach(drawing -> assertTrue(drawing.length() < columns, drawing));
        assertTrue(epochs.get(0).contains("┄"), epochs.toString());
        assertTrue(epochs.getLast().matches("Epoch 2/2 .* val_accuracy \\S+.*"), epochs.toString());
        assertEquals(2, outcome.err().split("\u001b\\[K\u001b\\[\\?7h\r\n", -1).length - 1);
        assertFalse(outcome.err().matches("(?s).*\u001b\\[[0-9;]*m.*"), outcome.err());
    }

    @Test
    void aDumbTerminalGetsPlainLines() {
        Outcome outcome = harness.onTerminal(80).with("TERM", "dumb").train(data).expect(0);
        assertFalse((outcome.err() + outcome.out()).matches("(?s).*[\\r\\u001b].*"));
    }
}
