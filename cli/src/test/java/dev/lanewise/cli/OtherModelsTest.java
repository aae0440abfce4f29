package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.TinyData;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.onnx.OnnxModels;
import dev.lanewise.onnx.OnnxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models and weights of other programs, wherever a model is taken. */
class OtherModelsTest {
    private static final String REMARK = "lanewise: x.onnx doesn't say how its input is normalized,"
            + " and gets pixels from 0 to 255; if it was trained on others, say so with"
            + " --normalization.\n";

    @TempDir
    Path directory;
    private Path data;
    private CommandLineHarness harness;

    @BeforeEach
    void makeHarness() throws IOException {
        data = TinyData.write(directory.resolve("data"), 40, 30);
        harness = new CommandLineHarness(directory);
    }

    /** Trains in {@code run}, and writes its model as another program would, without a normalization. */
    private Model trained() throws IOException {
        harness.train(data, "--run", "run", "--epochs", "3").expect(0);
        Model model = Model.load(directory.resolve("run/model.safetensors"));
        write(Model.of(model.network(), model.parameters(), Normalization.none(), Map.of())
                .withTemperature(model.temperature()));
        return model;
    }

    private void write(Model model) throws IOException {
        OnnxModels.write(model, directory.resolve("x.onnx"),
                OnnxOptions.of().input(OnnxOptions.Input.RAW));
    }

    private void writeStateDict(Model model) throws IOException {
        StateDicts.write(model, directory.resolve("net.safetensors"));
    }

    private Outcome evaluate(String... arguments) {
        String[] usual = {"evaluate", "--data", data.toString(), "--kernels", "scalar", "--json"};
        String[] all = Arrays.copyOf(usual, usual.length + arguments.length);
        System.arraycopy(arguments, 0, all, usual.length, arguments.length);
        return harness.run(all);
    }

    @Test
    void evaluatesWhatExportWrote() throws IOException {
        harness.train(data, "--run", "run", "--epochs", "3").expect(0);
        JsonObject own = evaluate("run").expect(0).events().getFirst();
        for (String[] options : List.of(new String[0], new String[]{"--with-preprocessing"},
                new String[]{"--with-preprocessing", "--probabilities"},
                new String[]{"--probabilities"})) {
            String[] all = Arrays.copyOf(new String[]{"export", "run", "--out", "x.onnx"},
                    4 + options.length);
            System.arraycopy(options, 0, all, 4, options.length);
            harness.run(all).expect(0);
            Outcome outcome = evaluate("x.onnx").expect(0);
            assertEquals("", outcome.err());
            JsonObject found = outcome.events().getFirst();
            assertEquals(own.get("confusion_matrix"), found.get("confusion_matrix"));
            // Logits that a file makes probabilities of are calibrated already.
            assertEquals(!all[all.length - 1].equals("--probabilities"),
                    own.get("loss").equals(found.get("loss")));
        }
    }

    @Test
    void takesTheNormalizationThatIsGiven() throws IOException {
        trained();
        JsonObject own = evaluate("run").expect(0).events().getFirst();
        Outcome raw = evaluate("x.onnx").expect(0);
        assertEquals(REMARK, raw.err());
        assertFalse(own.get("loss").equals(raw.events().getFirst().get("loss")));
        Outcome given = evaluate("x.onnx", "--normalization", "0.1307,0.3081").expect(0);
        assertEquals("", given.err());
        assertEquals(own.get("loss"), given.events().getFirst().get("loss"));
        for (String wrong : new String[]{"0.1", "0.1,0", "a,b", "0.1,0.2,0.3", "nan,1"}) {
            evaluate("x.onnx", "--normalization", wrong).expectFailure(2,
                    "--normalization must be none, unit, or a mean and a deviation above 0 on the"
                            + " scale from 0 to 1, such as 0.1307,0.3081; you gave '" + wrong
                            + "'.");
        }
    }

    @Test
    void predictsAndSummarizes() throws IOException {
        trained();
        Outcome own = harness.run("predict", "--model", "run", "--data", data.toString(), "test:3");
        Outcome given = harness.run("predict", "--model", "x.onnx", "--normalization",
                "0.1307,0.3081", "--data", data.toString(), "test:3");
        assertEquals(own.expect(0).out(), given.expect(0).out());
        assertEquals(REMARK, harness.run("predict", "--model", "x.onnx", "--data", data.toString(),
                "test:3").expect(0).err());
        Outcome summary = harness.run("summary", "x.onnx").expect(0);
        assertEquals("Model: x.onnx", summary.outLines().getFirst());
        assertTrue(summary.line("Parameters:").contains("61,706"));
    }

    @Test
    void anOnnxFileIsToldByItsContent() throws IOException {
        trained();
        Files.move(directory.resolve("x.onnx"), directory.resolve("model.bin"));
        harness.run("summary", "model.bin").expect(0);
    }

    @Test
    void aModelMustFitTheImages() throws IOException {
        Network network = Network.input(3, 32, 32).dense(10).build();
        write(Model.of(network, new float[network.parameterCount()], Normalization.unit(),
                Map.of()));
        evaluate("x.onnx").expectFailure(5, "Model x.onnx can't be used on data: The network's"
                + " input must be 3×32×32, but the samples are 1×28×28; use data of that size or a"
                + " network for this one.");
        harness.run("predict", "--model", "x.onnx", "test:0")
                .expectFailure(5,
                        "Model x.onnx must take images of 1×28×28; it takes 3×32×32. Name a model of MNIST's"
                                + " shape.");
        harness.run("summary", "x.onnx").expect(0);
        Network maps = Network.input(1, 28, 28).conv2d(10, 3).build();
        write(Model.of(maps, new float[maps.parameterCount()], Normalization.unit(), Map.of()));
        String sentence = "Model x.onnx must have one output for each class; it has maps of"
                + " 10×26×26. Name a model that classifies.";
        OnnxModels.write(Model.of(maps, new float[maps.parameterCount()], Normalization.unit(),
                Map.of()).withLoss(dev.lanewise.engine.loss.Loss.meanSquaredError()),
                directory.resolve("x.onnx"),
                OnnxOptions.of().input(OnnxOptions.Input.RAW));
        evaluate("x.onnx").expectFailure(5, sentence);
        harness.run("predict", "--model", "x.onnx", "test:0").expectFailure(5, sentence);
        harness.run("train", "--from", "x.onnx").expectFailure(5, sentence);
    }

    @Test
    void aDamagedFileIsOneSentence() throws IOException {
        trained();
        byte[] whole = Files.readAllBytes(directory.resolve("x.onnx"));
        for (int length : new int[]{0, 1, 3, 20, 1000, whole.length - 1}) {
            Files.write(directory.resolve("x.onnx"), Arrays.copyOf(whole, length));
            Outcome outcome = evaluate("x.onnx").expect(5);
            assertEquals(1, outcome.err().lines().count(), outcome.err());
            assertTrue(outcome.err().contains("x.onnx"), outcome.err());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "PK__________config.json | a Keras file; convert it to ONNX in Python: |"
                    + " import keras |"
                    + " keras.models.load_model(\"model.keras\").export(\"model.onnx\","
                    + " format=\"onnx\")",
            "PK__________data.pkl | a PyTorch file; convert it to safetensors in Python: |"
                    + " import torch, safetensors.torch |"
                    + " safetensors.torch.save_file(torch.load(\"model.pt\", weights_only=True),"
                    + " \"model.safetensors\")"})
    void filesOfKerasAndPytorchGetTheLinesThatConvertThem(String content, String kind,
            String first, String second) throws IOException {
        Files.writeString(directory.resolve("model.x"), content);
        String expected = "The model file " + directory.resolve("model.x")
                + " can't be read: it must be a safetensors file, but is " + kind + "\n    " + first
                + "\n    " + second;
        evaluate("model.x").expectFailure(5, expected);
        harness.run("summary", "model.x").expectFailure(5, expected);
        harness.run("export", "model.x", "--out", "y.onnx").expectFailure(5, expected);
        harness.run("train", "--from", "model.x").expectFailure(5, expected);
    }

    @Test
    void aModelIsNoPicture() throws IOException {
        trained();
        assertTrue(harness.run("predict", "x.onnx")
                .expect(4)
                .err()
                .contains("is an ONNX model,"
                        + " which can't be read here; name it with --model"));
        assertTrue(harness.run("predict", "run/model.safetensors")
                .expect(4)
                .err()
                .contains("is a safetensors file, which can't be read here; name it"));
    }

    @Test
    void weightsWithoutANetworkAreSaidToBeSuch() throws IOException {
        writeStateDict(trained());
        evaluate("net.safetensors").expectFailure(5, "Model " + directory.resolve(
                "net.safetensors") + " has weights but no network, as PyTorch writes it. Go on from"
                + " it with train --from " + directory.resolve("net.safetensors")
                + " and the --network or --layers that it is of.");
    }

    private Model begun(String run, String... arguments) throws IOException {
        String[] usual = {"--run", run, "--learning-rate", "1e-30"};
        String[] all = Arrays.copyOf(usual, usual.length + arguments.length);
        System.arraycopy(arguments, 0, all, usual.length, arguments.length);
        harness.train(data, all).expect(0);
        return Model.load(directory.resolve(run).resolve("model.safetensors"));
    }

    /** With steps of nothing the weights come out as they went in. */
    @Test
    void trainingBeginsWithAModelsWeights() throws IOException {
        Model model = trained();
        writeStateDict(model);
        for (String from : List.of("run", "run/model.safetensors", "net.safetensors")) {
            Model next = begun("of-" + from.replace('/', '-'), "--from", from);
            assertArrayEquals(model.parameters(), next.parameters(), from);
            assertEquals(model.normalization(), next.normalization(), from);
            assertEquals(model.sha256(), next.provenance().get("train.from_sha256"), from);
        }
        Model unit = begun("unit", "--from", "x.onnx", "--normalization", "unit");
        assertArrayEquals(model.parameters(), unit.parameters());
        assertEquals(model.network(), unit.network());
        assertEquals(Normalization.unit(), unit.normalization());
        Model again = begun("again", "--config", "unit/config.json");
        assertArrayEquals(model.parameters(), again.parameters());
        assertEquals(Normalization.unit(), again.normalization());
        assertEquals(0, harness.run("train", "--resume", "again").code());
    }

    /** The run that a run begins with is not the newest one once that has ended. */
    @Test
    void theNewestRunIsKeptByItsOwnName() throws IOException {
        harness.train(data).expect(0);
        harness.train(data, "--from", "runs/last").expect(0);
        String config = Files.readString(directory.resolve("runs/last/config.json"));
        assertTrue(config.contains("/2026-03-04-050607-standard/model.safetensors\""), config);
    }

    @Test
    void anotherNetworkTakesWhatFitsIt() throws IOException {
        Model model = trained();
        Outcome outcome = harness.train(data, "--from", "x.onnx", "--normalization", "unit",
                "--run", "next", "--network", "lenet5-article", "--learning-rate", "1e-30");
        assertTrue(outcome.expect(0)
                .err()
                .contains("begins with 6 of 8 weights and biases of"
                        + " x.onnx; random are fc2.weight, fc2.bias\n"),
                outcome.err());
        Model next = Model.load(directory.resolve("next/model.safetensors"));
        assertArrayEquals(Arrays.copyOf(model.parameters(), 1000),
                Arrays.copyOf(next.parameters(), 1000));
        harness.train(data, "--from", "x.onnx", "--layers", "dense")
                .expectFailure(2, "--from must have weights for the network; x.onnx has none of the"
                        + " same name and extents; choose another network, or leave --network and"
                        + " --layers out to train its own.");
    }

    @Test
    void weightsOfPytorchMustFitTheNetwork() throws IOException {
        writeStateDict(trained());
        Outcome outcome = harness.train(data, "--from", "net.safetensors", "--network",
                "lenet5-article").expect(5);
        assertTrue(outcome.err().startsWith("lanewise: The weights in "), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
    }

    @Test
    void aDryRunTellsWhatItBeginsWith() throws IOException {
        trained();
        assertTrue(harness.train(data, "--from", "run", "--dry-run")
                .expect(0)
                .line("From")
                .endsWith("begins with the weights of run"));
        harness.train(data, "--normalization", "unit")
                .expectFailure(2, "--normalization must go with --from and a model that doesn't say"
                        + " its own; leave it out.");
        harness.train(data, "--from", "none")
                .expectFailure(5, "There is no model at " + directory.resolve("none")
                        + ". Name a run folder with a model, such as runs/last, a .safetensors or .onnx file, or pretrained.");
        assertTrue(harness.run("train", "--resume", "run", "--from", "x.onnx")
                .expect(2)
                .err()
                .contains("--from can't be combined with --resume"));
    }

    /** Whoever has no ONNX file doesn't wait for its classes. */
    @Test
    @Tag("processes")
    void classesOfOnnxAreLoadedWhenTheyAreNeeded() throws Exception {
        trained();
        assertFalse(loaded("summary").contains("dev.lanewise.onnx."));
        assertFalse(loaded("summary", "run").contains("dev.lanewise.onnx."));
        assertFalse(loaded("export", "--help").contains("dev.lanewise.onnx."));
        assertTrue(loaded("summary", "x.onnx").contains("dev.lanewise.onnx.OnnxModels"));
    }

    private String loaded(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load", "-cp", System.getProperty("java.class.path"),
                "dev.lanewise.cli.Lanewise"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
