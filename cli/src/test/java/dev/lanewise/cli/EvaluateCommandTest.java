package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.TinyData;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate}. */
class EvaluateCommandTest {
    @TempDir
    Path directory;
    private Path data;
    private CommandLineHarness harness;

    @BeforeEach
    void train() throws IOException {
        data = TinyData.write(directory.resolve("data"), 40, 30);
        harness = new CommandLineHarness(directory);
    }

    private JsonObject trained() {
        return harness.train(data, "--json", "--epochs", "3").expect(0).events().getLast();
    }

    private Outcome evaluate(String model, String... more) {
        String[] arguments = {"evaluate", model, "--data", data.toString(), "--kernels", "scalar"};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return harness.run(all);
    }

    @Test
    void agreesWithTheResultOfTraining() {
        JsonObject result = trained();
        for (String model : new String[]{"runs/last", "runs/last/model.safetensors",
                result.get("run").getAsString()}) {
            JsonObject found = evaluate(model, "--json").expect(0).events().get(0);
            assertEquals(result.get("test_loss"), found.get("loss"));
            assertEquals(result.get("test_accuracy"), found.get("accuracy"));
            assertEquals(model, found.get("model").getAsString());
        }
    }

    @Test
    void jsonHoldsMatrixAndClasses() {
        trained();
        JsonObject found = evaluate("runs/last", "--json").expect(0).events().get(0);
        JsonArray matrix = found.getAsJsonArray("confusion_matrix");
        int correct = 0;
        int all = 0;
        for (int actual = 0; actual < 10; actual++) {
            for (JsonElement count : matrix.get(actual).getAsJsonArray()) {
                all += count.getAsInt();
            }
            correct += matrix.get(actual).getAsJsonArray().get(actual).getAsInt();
            JsonObject one = found.getAsJsonArray("classes").get(actual).getAsJsonObject();
            assertEquals(actual, one.get("class").getAsInt());
            assertEquals(3, one.get("images").getAsInt());
            assertTrue(one.get("f1").getAsDouble() <= 1);
        }
        assertEquals(30, all);
        assertEquals(found.get("accuracy").getAsDouble(), correct / 30.0);
    }

    @Test
    void textHoldsAccuracyClassesAndMatrix() {
        trained();
        Outcome outcome = evaluate("runs/last").expect(0);
        assertTrue(outcome.line("Accuracy").contains("of 30 test images of data)"));
        assertTrue(outcome.line("Precision").matches("Class +Precision +Recall +F1 +Images"));
        assertEquals(2, outcome.outLines().stream().filter(l -> l.startsWith("9 ")).count());
        assertEquals("", outcome.err());
    }

    @Test
    void followsALastInText() throws IOException {
        trained();
        Path last = directory.resolve("runs/last");
        Path target = Files.readSymbolicLink(last);
        Files.delete(last);
        Files.writeString(last, target + "\n");
        assertEquals(1, evaluate("runs/last", "--json").expect(0).events().size());
    }

    @Test
    void aMissingModelIsExitCode5() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        evaluate("empty").expectFailure(5,
                "There is no model at " + empty + ". Name a run folder with"
                        + " a model, such as runs/last, a .safetensors or .onnx file, or pretrained.");
    }

    @Test
    void aDamagedModelIsExitCode5() throws IOException {
        trained();
        Path file = directory.resolve("runs/last/model.safetensors");
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[]{0, 7, 100, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            Outcome outcome = evaluate("runs/last").expect(5);
            assertEquals(1, outcome.err().lines().count(), outcome.err());
            assertTrue(outcome.err().contains("model.safetensors"), outcome.err());
        }
    }

    @Test
    void missingDataAreExitCode4() throws IOException {
        trained();
        Path labels = data.resolve("t10k-labels-idx1-ubyte");
        Files.delete(labels);
        Outcome outcome = evaluate("runs/last").expect(4);
        assertTrue(outcome.err().contains("t10k-labels-idx1-ubyte"), outcome.err());
    }

    @Test
    void aModelForOtherImagesIsExitCode5() throws IOException {
        trained();
        data = TinyData.write(directory.resolve("small"), 10, 10, 24);
        evaluate("runs/last").expectFailure(5, "Model runs/last can't be used on small: The"
                + " network's input must be 1×28×28, but the samples are 1×24×24; use data of that"
                + " size or a network for this one.");
    }

    private String saved(Network network, float weight) throws IOException {
        float[] parameters = new float[network.parameterCount()];
        Arrays.fill(parameters, weight);
        Model.of(network, parameters, Normalization.none(), Map.of())
                .save(directory.resolve("other.safetensors"));
        return "other.safetensors";
    }

    @Test
    void aModelThatNoArrayCanHoldIsExitCode5() throws IOException {
        Network large = Network.input(1, 28, 28)
                .layer(Conv2d.of(1, 1).padding(8000))
                .maxPool(2000)
                .dense(10)
                .build();
        evaluate(saved(large, 0.5f)).expectFailure(5, "Model other.safetensors can't be used on"
                + " data: The network's input must have maps of at most 2147483647 floats, but has"
                + " 16 images of 1×28×28 with a border of 8000 for the layer after it; use a"
                + " smaller input, or less padding.");
    }

    @Test
    void aModelWhoseOutputsAreNoNumbersIsExitCode5() throws IOException {
        Network network = Network.input(1, 28, 28).dense(20).dense(10).build();
        for (String json : new String[]{"--json", "--color=never"}) {
            evaluate(saved(network, 1e30f), "--threads=1", json).expectFailure(5,
                    "Model other.safetensors can't be used on data: The network's outputs on sample"
                            + " 0 must be finite numbers, but that of class 0 is Infinity; its weights or"
                            + " its normalization are too large, so train it with a smaller learning"
                            + " rate, or use another model.");
        }
    }
}
