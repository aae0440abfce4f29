package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.TinyData;
import dev.lanewise.engine.file.NetworkText;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.mnist.TinyNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --network} and {@code --layers}: named networks, and one's own. */
class NetworkOptionsTest {
    private static final String LAYERS = "conv 4 5 stride 2 same, batchnorm, relu,"
            + " residual(depthwise 3 same | conv 4 1), maxpool 2, dense";

    @TempDir
    Path directory;
    private CommandLineHarness harness;
    private Path data;

    @BeforeEach
    void makeHarness() throws IOException {
        harness = new CommandLineHarness(directory);
        data = TinyData.write(directory.resolve("data"), 40, 20);
    }

    private JsonObject options(String run) throws IOException {
        return JsonParser.parseString(
                Files.readString(directory.resolve("runs").resolve(run).resolve("config.json")))
                .getAsJsonObject()
                .getAsJsonObject("options");
    }

    private static String sha256(Outcome trained) {
        return trained.events().getLast().get("weights_sha256").getAsString();
    }

    private Model model(String run) throws IOException {
        return Model.load(directory.resolve("runs").resolve(run).resolve("model.safetensors"));
    }

    @ParameterizedTest
    @CsvSource({"resnet8, '78,378'", "ds-cnn, '24,778'", "mobilenet, '223,706'"})
    void aNetworkOfMlperfTinyHasARecipeOfItsName(String name, String parameters)
            throws IOException {
        assertTrue(harness.run("summary", "--network", name)
                .expect(0)
                .line("Parameters:")
                .contains(parameters));
        Outcome trained = harness.train(data, "--network", name, "--run", "runs/a").expect(0);
        assertTrue(trained.err().contains(name + ", " + parameters + " parameters"));
        assertEquals(name, options("a").get("recipe").getAsString());
        assertEquals(name, options("a").get("network").getAsString());
        assertEquals("relu", options("a").get("activation").getAsString());
        assertEquals(128, options("a").get("batch_size").getAsInt());
    }

    @Test
    void aRecipeThatIsNamedWins() throws IOException {
        harness.train(data, "--network", "resnet8", "--recipe", "fast", "--run", "runs/a")
                .expect(0);
        assertEquals("fast", options("a").get("recipe").getAsString());
        assertEquals(64, options("a").get("batch_size").getAsInt());
        assertEquals("relu", options("a").get("activation").getAsString());
    }

    @Test
    void otherNetworksTakeImagesOfAnySizeAndAnyClasses() throws IOException {
        Path large = TinyData.write(directory.resolve("large"), 30, 20, 30, 24);
        byte[] labels = Files.readAllBytes(large.resolve("train-labels-idx1-ubyte"));
        labels[labels.length - 1] = 46;
        Files.write(large.resolve("train-labels-idx1-ubyte"), labels);
        harness.train(large, "--network", "resnet8", "--run", "runs/a").expect(0);
        assertEquals(TinyNetworks.resNet8(new Shape(1, 30, 24), 47), model("a").network());
        harness.run("evaluate", "runs/a", "--data", large.toString()).expect(0);
        harness.train(large, "--network", "lenet5").expect(4);
    }

    @Test
    void lenet5HasAnOutputForEachClass() throws IOException {
        Files.writeString(data.resolve("labels.txt"), "abcdefghijk".replace("", "\n"));
        Outcome trained = harness.train(data, "--run", "runs/a").expect(0);
        assertTrue(trained.err().contains("61,791 parameters"), trained.err());
        assertEquals(11, model("a").network().outputs());
        harness.train(data, "--network", "lenet5-1998")
                .expectFailure(2,
                        "--network lenet5-1998 must have data of at most ten classes; you gave data of 11;"
                                + " choose another network.");
    }

    @Test
    void layersMakeTheNetworkThatTheyName() throws IOException {
        Outcome trained = harness.train(data, "--layers", LAYERS, "--run", "runs/a").expect(0);
        Network expected = Network.input(1, 28, 28)
                .layer(Conv2d.of(4, 5).padding(Padding.SAME).stride(2))
                .batchNorm()
                .relu()
                .residual(
                        block -> block.layer(Conv2d.of(4, 3).padding(Padding.SAME).groups(4)),
                        shortcut -> shortcut.conv2d(4, 1))
                .maxPool(2)
                .dense(10)
                .build();
        assertEquals(expected, model("a").network());
        assertTrue(trained.err().startsWith("own network, "), trained.err());
        assertEquals(LAYERS, options("a").get("layers").getAsString());
        assertTrue(options("a").get("network").isJsonNull());
        assertTrue(options("a").get("activation").isJsonNull());
        assertEquals("standard", options("a").get("recipe").getAsString());
    }

    @Test
    void aConfigurationRepeatsLayersAndTheDryRunTellsThem() throws IOException {
        Outcome trained = harness.train(data, "--layers", LAYERS, "--run", "runs/a", "--json")
                .expect(0);
        Outcome again = harness.run("train", "--config", "runs/a/config.json", "--run", "runs/b",
                "--json").expect(0);
        assertEquals(sha256(trained), sha256(again));
        assertTrue(harness.run("train", "--config", "runs/a/config.json", "--dry-run")
                .expect(0)
                .line("Values")
                .contains("own network, glorot-uniform"));
        Outcome other = harness.run("train", "--config", "runs/a/config.json", "--network",
                "lenet5", "--run", "runs/c", "--json").expect(0);
        assertFalse(sha256(other).equals(sha256(trained)));
        assertEquals("lenet5", options("c").get("network").getAsString());
    }

    @Test
    void aResumedRunKeepsTheNetworkWhateverBecomesOfItsFile() throws IOException {
        Path file = directory.resolve("own.json");
        Network network = TinyNetworks.resNet8(new Shape(1, 28, 28), 10);
        Files.writeString(file, NetworkText.write(network).replace(",", " ,\n "));
        Outcome trained = harness.train(data, "--network", "own.json", "--run", "runs/a", "--json")
                .expect(0);
        assertEquals(NetworkText.write(network), options("a").get("network").getAsString());
        assertEquals(network, model("a").network());
        Files.delete(file);
        Outcome resumed = harness.run("train", "--resume", "runs/a", "--no-plots", "--json")
                .expect(0);
        assertEquals(sha256(trained), sha256(resumed));
    }

    @Test
    void summaryShowsOnesOwn() throws IOException {
        Files.writeString(directory.resolve("own.json"), NetworkText.write(
                Network.input(1, 28, 28).dense(10).layer(Activation.TANH).dense(3).build()));
        assertTrue(harness.run("summary", "--network", "own.json")
                .expect(0)
                .line("Parameters:")
                .contains("7,883"));
        assertTrue(harness.run("summary", "--layers", LAYERS)
                .expect(0)
                .line("conv2 (Conv2d 3×3)")
                .contains("4×14×14"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "cnov 12 5, dense; at character 1 you gave 'cnov'; did you mean conv?",
            "conv 4 5, relu, zelu; be made of conv, depthwise, maxpool",
            "conv 12, dense; must have conv as 'conv OUT KERNEL [same|pad N] [stride N] [groups N]'; at character 1 you gave 'conv 12': KERNEL is missing.",
            "relu,  conv 12 5 smae; at character 8 you gave 'conv 12 5 smae': 'smae' can't stand there; did you mean same?",
            "conv 12 x5; KERNEL must be a whole number, or two such as 10x4, not 'x5'.",
            "conv 4 5 stride; stride must be followed by a whole number.",
            "conv 4 5 same pad 2; same and pad can't stand together.",
            "conv 6 5 groups 4; Groups of a convolution must divide its output channels",
            "dense ten; 'ten' can't stand there.",
            "dropout 1, dense; Dropout needs a rate in [0, 1); it has 1.0.",
            "dropout much; RATE must be a number, not 'much'.",
            "relu,, dense; must have a layer everywhere, such as dense; at character 6 you gave ','.",
            "relu, ; must have a layer everywhere, such as dense; at character 7 it ends.",
            "residual(conv 4 3 same, dense; must have a closing bracket for the residual at character 1; at character 30 it ends.",
            "residual conv; must have residual as 'residual(LAYERS)' or 'residual(LAYERS | SHORTCUT)'; at character 10 you gave 'c'.",
            "dense 10); must have a comma between layers; at character 9 you gave ')'.",
            "maxpool 40, dense; must fit images of 1×28×28; you gave 'maxpool 40, dense': Layer pool1 needs at least 40×40"})
    void refusesLayers(String layers, String part) {
        String err = harness.train(data, "--layers=" + layers).expect(2).err();
        for (String piece : part.split("; (?=at character|did you)")) {
            assertTrue(err.contains(piece.strip()), () -> piece + "\nnot in\n" + err);
        }
        assertTrue(err.startsWith("lanewise: --layers must "), err);
        assertEquals(1, err.lines().count(), err);
    }

    @Test
    void refusesTwoNetworksAndActivationsOfOnesOwn() {
        harness.train(data, "--layers", "dense", "--network", "lenet5")
                .expectFailure(2,
                        "--network can't be combined with --layers, which is a network of its own; leave"
                                + " one of them out.");
        harness.train(data, "--layers", "dense", "--activation", "relu")
                .expectFailure(2,
                        "--activation can't be combined with a network of your own, whose activations are"
                                + " layers; you gave 'relu'; leave it out.");
    }

    @Test
    void refusesTooFewOutputs() {
        harness.train(data, "--layers", "dense 9")
                .expectFailure(2,
                        "--layers must end with an output for each of the 10 classes of the data; you gave"
                                + " 'dense 9', which has 9; end it with dense.");
    }

    @Test
    void refusesFilesWithoutANetwork() throws IOException {
        harness.train(data, "--network", "none.json")
                .expectFailure(2,
                        "--network must be a name or the JSON file of a network; you gave none.json, and"
                                + " there is no such file.");
        for (String text : Arrays.asList("", "{}", "[1]", "{\"input\":[1,28,28]}",
                "{\"input\":[1,28,28],\"layers\":[{\"type\":\"dense\"}]}")) {
            Files.writeString(directory.resolve("bad.json"), text);
            String err = harness.train(data, "--network", "bad.json").expect(2).err();
            assertTrue(err.startsWith("lanewise: --network must have a network that can be built;"
                    + " in bad.json "), err);
        }
        Files.writeString(directory.resolve("bad.json"),
                "{\"input\":[1,28,28],\"layers\":[{\"type\":\"relu\"},{\"type\":\"dens\"}]}");
        harness.train(data, "--network", "bad.json")
                .expectFailure(2,
                        "--network must have a network that can be built; in bad.json layer 2: the layer"
                                + " type \"dens\" is unknown to this version; correct it.");
    }

    /** What docs/networks.md shows can be typed. */
    @Test
    void theExamplesOfThePageAreNetworks() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("basedir", ""))
                .toAbsolutePath()
                .resolveSibling("docs")
                .resolve("networks.md"));
        List<String> lines = texts(page, "--layers '([^']+)'");
        assertEquals(2, lines.size());
        for (String layers : lines) {
            harness.run("summary", "--layers", layers).expect(0);
        }
        List<String> files = texts(page, "(?s)```json\n(.*?)```");
        assertEquals(1, files.size());
        Files.writeString(directory.resolve("page.json"), files.getFirst());
        harness.run("summary", "--network", "page.json").expect(0);
    }

    private static List<String> texts(String page, String pattern) {
        return Pattern.compile(pattern).matcher(page).results().map(r -> r.group(1)).toList();
    }
}
