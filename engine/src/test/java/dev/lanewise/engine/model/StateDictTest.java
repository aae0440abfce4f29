package dev.lanewise.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.golden.GoldenLenet5;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.PRelu;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.nn.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights in PyTorch's names and types, as golden/weights.py wrote them, and files made by hand. */
class StateDictTest {
    private static final int IMAGES = 4;
    private static final int PIXELS = 2 * 8 * 8;
    private static final int IMAGE_STREAM = 41;
    private static final Network NETWORK = Network.input(2, 8, 8)
            .conv2d(6, 3, Padding.SAME)
            .batchNorm()
            .relu()
            .conv2d(6, 3, Padding.SAME)
            .relu()
            .conv2d(6, 3, Padding.SAME)
            .relu()
            .maxPool(2)
            .dense(12)
            .relu()
            .dense(5)
            .build();
    private static final Network SMALL = Network.input(2).dense(2).build();
    @TempDir
    private Path folder;

    private static InputStream golden(String name) {
        return StateDictTest.class.getResourceAsStream("/dev/lanewise/engine/golden/" + name);
    }

    private static String property(String name) throws IOException {
        Properties values = new Properties();
        try (InputStream in = golden("weights.properties")) {
            values.load(in);
        }
        return values.getProperty(name);
    }

    private Path weights(String type) throws IOException {
        Path file = folder.resolve("weights.safetensors");
        try (InputStream in = golden(
                "weights-" + type.toLowerCase(Locale.ROOT) + ".safetensors")) {
            Files.copy(in, file);
        }
        return file;
    }

    private static float[] image(int index) {
        float[] pixels = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            pixels[i] = GoldenLenet5.draw24(IMAGE_STREAM, index * PIXELS + i) * 0x1p-24f;
        }
        return pixels;
    }

    /** Layers of other names, of which two have the same shapes, and a convolution without bias. */
    @ParameterizedTest
    @ValueSource(strings = {"F32", "F16", "BF16", "F64"})
    void aSequentialsWeightsGivePyTorchsOutputs(String type) throws IOException {
        Model model = StateDict.of(weights(type))
                .zeroBiases(true)
                .model(NETWORK, Normalization.none());
        double[] expected = Stream.of(property(type).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        for (int i = 0; i < IMAGES; i++) {
            float[] outputs = model.outputs(image(i));
            for (int c = 0; c < outputs.length; c++) {
                assertEquals(expected[i * outputs.length + c], outputs[c], 5e-6, i + ", " + c);
            }
        }
    }

    @Test
    void namesMayBeGivenAndABeginningLeftOff() throws IOException {
        float[] told = StateDict.of(weights("F32")).zeroBiases(true).parameters(NETWORK);
        float[] given = StateDict.of(folder.resolve("weights.safetensors"))
                .zeroBiases(true)
                .name("conv1", "features.0")
                .name("bn1", "features.1")
                .name("conv2", "features.3")
                .name("conv3", "features.5")
                .name("fc1.weight", "classifier.1.weight")
                .name("fc1.bias", "classifier.1.bias")
                .name("fc2", "classifier.3")
                .parameters(NETWORK);
        assertArrayEquals(told, given);
        Network classifier = Network.input(96).dense(12).relu().dense(5).build();
        float[] end = StateDict.of(folder.resolve("weights.safetensors"))
                .prefix("classifier.")
                .parameters(classifier);
        assertArrayEquals(Arrays.copyOfRange(told, told.length - end.length, told.length), end);
    }

    @Test
    void biasesAreMissedUnlessTheyMayBeZero() throws IOException {
        ModelFormatException failure = assertThrows(ModelFormatException.class,
                () -> StateDict.of(weights("F32"))
                        .name("conv1", "features.0")
                        .parameters(NETWORK));
        assertTrue(failure.getMessage().contains("lacks features.0.bias [6]"),
                failure::getMessage);
    }

    /** What {@link Model#save} writes is PyTorch's state of the same network, but for a counter. */
    @Test
    void ourModelFilesHavePyTorchsNamesAndShapes() throws IOException {
        Model model = Model.of(NETWORK, new float[NETWORK.parameterCount()], Normalization.none(),
                Map.of());
        String header = ModelFiles.header(ModelFiles.saved(model, folder));
        List<String> theirs = Stream.of(property("names").split(" "))
                .filter(name -> !name.startsWith("bn1.num_batches_tracked"))
                .toList();
        int last = 0;
        for (String name : theirs) {
            int bracket = name.indexOf('[');
            int at = header.indexOf("\"" + name.substring(0, bracket)
                    + "\":{\"dtype\":\"F32\",\"shape\":" + name.substring(bracket) + ",");
            assertTrue(at > last, name + " in " + header);
            last = at;
        }
        assertEquals(theirs.size(), NETWORK.parameters().size());
        assertArrayEquals(model.parameters(), StateDict.of(folder.resolve("saved.safetensors"))
                .parameters(NETWORK));
    }

    /** A file of tensors of floats, in the order given. */
    private Path file(String... tensors) throws IOException {
        List<String> entries = new ArrayList<>();
        long at = 0;
        for (String tensor : tensors) {
            String[] parts = tensor.split(" ");
            long bytes = Long.parseLong(parts[3]);
            entries.add("\"" + parts[0] + "\":{\"dtype\":\"" + parts[1] + "\",\"shape\":" + parts[2]
                    + ",\"data_offsets\":[" + at + "," + (at + bytes) + "]}");
            at += bytes;
        }
        byte[] data = new byte[(int) at];
        for (int i = 3; i < data.length; i += 4) {
            data[i] = 0x3f; // 0.5
        }
        Path file = folder.resolve("made.safetensors");
        return Files.write(file, ModelFiles.file(entries.stream()
                .collect(Collectors.joining(",", "{", "}")), data));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws IOException {
        Network network = Network.input(2).dense(2).relu().dense(3).relu().dense(4).build();
        Path file = file("fc1.weight F32 [2,3] 24", "fc1.bias I64 [2] 16",
                "fc2.weight F32 [3,2] 24", "head.weight F32 [4] 16", "head.bias F32 [4] 16");
        ModelFormatException failure = assertThrows(ModelFormatException.class,
                () -> StateDict.of(file).parameters(network));
        assertEquals("The weights in " + file + " must be those of the network, but the file lacks"
                + " fc2.bias [3], fc3.weight [4, 3], fc3.bias [4]; it also has head.bias [4],"
                + " head.weight [4]; fc1.weight must be [2, 2], but is [2, 3]; fc1.bias must be of"
                + " type F32, F64, F16 or BF16, but is I64; correct the network, or give names and"
                + " a prefix to StateDict.", failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "module.fc1|module.fc2", "0|10", "a.fc1.x|a.fc3.x", "fc2|fc11", "net.fc1|net.fc2"})
    void layersOfOneShapeComeInTheOrderOfTheirNumbers(String first, String second)
            throws IOException {
        Network network = Network.input(1).dense(1).dense(1).build();
        Path file = file(second + ".weight F32 [1,1] 4", second + ".bias F32 [1] 4",
                first + ".weight F32 [1,1] 4", first + ".bias F32 [1] 4");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < 4; i++) {
            bytes[bytes.length - 1 - 4 * i] = (byte) (0x3e + i); // 0.125, 0.5, 2, 8
        }
        Files.write(file, bytes);
        assertArrayEquals(new float[]{0.5f, 0.125f, 8, 2}, StateDict.of(file).parameters(network));
    }

    @ParameterizedTest
    @CsvSource({"encoder,decoder", "a1,b2", "1a,1b"})
    void layersOfOneShapeAndOtherNamesAreNotGuessed(String first, String second)
            throws IOException {
        Network network = Network.input(1).dense(1).dense(1).build();
        Path file = file(first + ".weight F32 [1,1] 4", first + ".bias F32 [1] 4",
                second + ".weight F32 [1,1] 4", second + ".bias F32 [1] 4");
        assertThrows(ModelFormatException.class, () -> StateDict.of(file).parameters(network));
        StateDict.of(file).name("fc1", second).parameters(network);
    }

    @Test
    void aLayerByItselfHasNamesWithoutDot() throws IOException {
        assertArrayEquals(new float[]{0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f},
                StateDict.of(file("weight F32 [2,2] 16", "bias F32 [2] 8")).parameters(SMALL));
    }

    @Test
    void aNameMustBeOfTheNetwork() throws IOException {
        Path file = file("fc1.weight F32 [2,2] 16", "fc1.bias F32 [2] 8");
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class,
                () -> StateDict.of(file).name("fc7", "fc1").parameters(SMALL));
        assertTrue(failure.getMessage().contains("[fc1, fc1.bias, fc1.weight]; you gave 'fc7'"),
                failure::getMessage);
    }

    @Test
    void valuesMustBeFinite() throws IOException {
        Path file = file("fc1.weight F32 [2,2] 16", "fc1.bias F64 [2] 16");
        byte[] bytes = Files.readAllBytes(file);
        // A double that no float holds.
        bytes[bytes.length - 1] = 0x7f;
        Files.write(file, bytes);
        ModelFormatException failure = assertThrows(ModelFormatException.class,
                () -> StateDict.of(file).parameters(SMALL));
        assertTrue(failure.getMessage().contains("fc1.bias has Infinity at index 1"),
                failure::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fc1.weight F32 [2,2] 12", "fc1.weight F32 [2,-2] 16",
            "fc1.weight F32 [2,2.5] 16", "fc1.weight F32 2 16", "fc1.weight F32 [2147483647,4] 16",
            "fc1.weight F32 [2147483647,2147483647,2147483647] 16", "fc1.weight F32 [1e99] 16"})
    void sizesMustFit(String tensor) throws IOException {
        Path file = file(tensor);
        ModelFormatException failure = assertThrows(ModelFormatException.class,
                () -> StateDict.of(file).parameters(SMALL));
        assertTrue(failure.getMessage().contains("the tensor fc1.weight must have"),
                failure::getMessage);
    }

    @Test
    void tensorsMustLieWithinTheFile() throws IOException {
        Path file = file("fc1.weight F32 [2,2] 16", "fc1.bias F32 [2] 8");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(ModelFormatException.class, () -> StateDict.of(file).parameters(SMALL));
        }
        assertThrows(ModelFormatException.class, () -> StateDict.of(folder).parameters(SMALL));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"PK__ m/data.pkl|a PyTorch file|torch.load(",
            "PK__ metadata.json|a Keras file|keras.models.load_model(",
            "_HDF__|an HDF5 file|keras.models.load_model("})
    void othersFilesAreToldFromWhatReadsThem(String start, String kind, String line)
            throws IOException {
        byte[] bytes = Arrays.copyOf(start.replaceFirst("^_HDF__", "\u0089HDF\r\n")
                .getBytes(StandardCharsets.ISO_8859_1), 600);
        Path file = Files.write(folder.resolve("model"), bytes);
        String message = assertThrows(ModelFormatException.class,
                () -> StateDict.of(file).parameters(SMALL)).getMessage();
        assertTrue(message.contains("but is " + kind), message);
        assertEquals(3, message.lines().count(), message);
        assertTrue(message.lines().skip(2).findFirst().orElseThrow().contains(line), message);
    }

    @Test
    void aPrefixedActivationsSlopeIsRead() throws IOException {
        Network network = Network.input(2, 3, 3)
                .layer(new PRelu())
                .layer(Activation.TANH)
                .build();
        assertEquals(List.of("prelu1.weight"),
                network.parameters().stream().map(Parameter::name).toList());
        assertArrayEquals(new float[]{0.5f, 0.5f},
                StateDict.of(file("act.weight F32 [2] 8")).parameters(network));
    }
}
