package dev.lanewise.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Lenet5Networks;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.nn.Network;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model files are safetensors, written whole or not at all, and read back to the bit. */
class ModelFileTest {
    private static final Pattern TENSOR = Pattern.compile("\"([a-z0-9]+\\.[a-z]+)\":"
            + "\\{\"dtype\":\"F32\",\"shape\":\\[([0-9,]+)],\"data_offsets\":\\[(\\d+),(\\d+)]}");
    private static final Pattern WITHOUT_CHECKSUM = Pattern
            .compile("\"checksum\":\"[0-9a-f]{64}\",\"format\":\"lanewise 2\",");
    @TempDir
    private Path folder;

    /** As the owner of a folder expects of any file in it: by the umask, readable for a group. */
    @Test
    void aSavedFileMayBeReadByWhomeverFilesMayBeRead() throws IOException {
        String access = folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? "posix:permissions"
                : "dos:readonly";
        Path saved = folder.resolve("saved.safetensors");
        ModelFiles.tiny().save(saved);
        Path other = Files.createFile(folder.resolve("other"));
        assertEquals(Files.getAttribute(other, access), Files.getAttribute(saved, access));
    }

    /** Other programs' files may hold any format; those of the first version had no checksum. */
    @Test
    void aFileOfAnotherProgramOrTheFirstVersionIsReadWithoutAChecksum() throws IOException {
        byte[] file = ModelFiles.saved(ModelFiles.tiny(), folder);
        String header = ModelFiles.header(file);
        for (String format : List.of("", "\"format\":\"pt\",", "\"format\":\"lanewise 1\",")) {
            String other = WITHOUT_CHECKSUM.matcher(header).replaceFirst(format);
            assertFalse(other.equals(header));
            Path path = folder.resolve("other.safetensors");
            Files.write(path, ModelFiles.file(other, ModelFiles.data(file)));
            assertEquals(ModelFiles.tiny().sha256(), Model.load(path).sha256());
        }
    }

    private static Model random(Network network, long seed) {
        Random random = new Random(seed);
        float[] parameters = new float[network.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) random.nextGaussian();
        }
        return Model.of(network, parameters, Normalization.standard(0.1307, 0.3081),
                Map.of("recipe", "standard", "seed", "7"));
    }

    /** Every layer kind, no number twice. */
    private static Network everything() {
        return Network.input(2, 31, 29)
                .layer(Conv2d.of(3, 4, 5).stride(2).padding(6))
                .silu()
                .layer(MaxPool2d.of(3).stride(2))
                .layer(Conv2d.of(7, 2, 1).dilation(3))
                .tanh()
                .layer(AveragePool2d.of(2).stride(1))
                .relu()
                .dense(11)
                .build();
    }

    @Test
    void theFileIsWrittenToTheLetter() throws IOException {
        byte[] file = ModelFiles.saved(ModelFiles.tiny(), folder);
        String header = """
                {"__metadata__":{"checksum":"%s","format":"lanewise 2","network":"{\\"input\\":[1,1,3],\\"layers\\":\
                [{\\"type\\":\\"dense\\",\\"units\\":2},{\\"type\\":\\"relu\\"},\
                {\\"type\\":\\"dense\\",\\"units\\":1}]}",\
                "normalization":"{\\"scale\\":0.5,\\"shift\\":-1.0}"},\
                "fc1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},\
                "fc1.bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]},\
                "fc2.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[32,40]},\
                "fc2.bias":{"dtype":"F32","shape":[1],"data_offsets":[40,44]}}"""
                .formatted("100fdc4cac74ead9887fe66d1f6633941e22226659f5752aa085fdfb653d4d4c");
        assertArrayEquals(file, ModelFiles.sealed(file));
        assertEquals(header, ModelFiles.header(file).stripTrailing());
        assertEquals(0, ModelFiles.header(file).length() % 8);
        assertTrue(ModelFiles.header(file).length() - header.length() < 8);
        assertArrayEquals(
                ModelFiles.bytes(1, -2, 0.5f, 0, 3, 1e-30f, 0.25f, -4, 5, 6.5f, -7.75f),
                ModelFiles.data(file), "−0 is written as +0");
    }

    /** As another program would read it: names and shapes as PyTorch has them, data in a row. */
    @Test
    void lenetsTensorsAreWhereTheHeaderSays() throws IOException {
        Model model = random(Lenet5Networks.standard(Activation.SILU), 1);
        byte[] file = ModelFiles.saved(model, folder);
        byte[] data = ModelFiles.data(file);
        assertEquals(61_706 * 4, data.length);
        ByteBuffer floats = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        float[] parameters = model.parameters();
        List<String> found = new ArrayList<>();
        int next = 0;
        Matcher tensor = TENSOR.matcher(ModelFiles.header(file));
        while (tensor.find()) {
            found.add(tensor.group(1) + " " + tensor.group(2));
            assertEquals(next, Integer.parseInt(tensor.group(3)));
            next = Integer.parseInt(tensor.group(4));
        }
        assertEquals(data.length, next);
        for (int i = 0; i < parameters.length; i++) {
            assertEquals(parameters[i], floats.getFloat(4 * i));
        }
        assertEquals(List.of("conv1.weight 6,1,5,5", "conv1.bias 6", "conv2.weight 16,6,5,5",
                "conv2.bias 16", "fc1.weight 120,400", "fc1.bias 120", "fc2.weight 84,120",
                "fc2.bias 84", "fc3.weight 10,84", "fc3.bias 10"), found);
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        for (Network network : List.of(everything(), Lenet5Networks.article(),
                Network.input(1, 2, 2).maxPool(2).tanh().build())) {
            Model model = random(network, 2);
            Path file = folder.resolve("model.safetensors");
            model.save(file);
            Model read = Model.load(file);
            assertEquals(model.network(), read.network());
            assertEquals(model.normalization(), read.normalization());
            assertEquals(model.provenance(), read.provenance());
            assertArrayEquals(model.parameters(), read.parameters());
            assertEquals(model.sha256(), read.sha256());
        }
    }

    @Test
    void aFileInMemoryIsReadLikeOneOnDisk() throws IOException {
        byte[] file = ModelFiles.saved(ModelFiles.tiny(), folder);
        assertEquals(ModelFiles.tiny().sha256(), Model.read("tiny", file).sha256());
        byte[] cut = Arrays.copyOf(file, file.length - 1);
        ModelFormatException failure = assertThrows(ModelFormatException.class,
                () -> Model.read("tiny", cut));
        assertTrue(failure.getMessage().startsWith("The model file tiny is damaged"),
                failure::getMessage);
    }

    @Test
    void equalModelsAreEqualFiles() throws IOException {
        byte[] first = ModelFiles.saved(random(everything(), 3), folder);
        byte[] second = ModelFiles.saved(random(everything(), 3), folder);
        assertArrayEquals(first, second);
        Model read = Model.load(folder.resolve("saved.safetensors"));
        assertArrayEquals(first, ModelFiles.saved(read, folder));
        Model other = read.withProvenance(Map.of("recipe", "standard", "seed", "8"));
        assertFalse(Arrays.equals(first, ModelFiles.saved(other, folder)));
    }

    /** Quotes, backslashes, control characters, other scripts, and pairs of surrogates. */
    @Test
    void provenanceMayHoldAnyText() throws IOException {
        Map<String, String> entries = Map.of("", "empty key", "quote \"", "back \\ slash",
                "lines", "one\ntwo\r\tthree\0", "größe", "数字 😀", "json", "{\"a\":[1,2]}");
        Model model = random(everything(), 4).withProvenance(entries);
        Path file = folder.resolve("model.safetensors");
        model.save(file);
        assertEquals(entries, Model.load(file).provenance());
    }

    @Test
    void anOldFileIsReplacedAndNothingElseIsLeftBehind() throws IOException {
        Path file = folder.resolve("model.safetensors");
        Files.writeString(file, "an old file");
        ModelFiles.tiny().save(file);
        ModelFiles.tiny().save(file);
        assertEquals(List.of(file), list(folder));
        assertEquals(ModelFiles.tiny().sha256(), Model.load(file).sha256());
    }

    @Test
    void aFailedSaveLeavesNothingBehind() throws IOException {
        Path occupied = Files.createDirectories(folder.resolve("occupied/by a folder"));
        assertThrows(IOException.class, () -> ModelFiles.tiny().save(occupied.getParent()));
        assertEquals(List.of(occupied.getParent()), list(folder));
        assertThrows(NoSuchFileException.class,
                () -> ModelFiles.tiny().save(folder.resolve("missing/model.safetensors")));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("none.safetensors");
        assertTrue(assertThrows(NoSuchFileException.class, () -> Model.load(file)).getMessage()
                .contains("none.safetensors"));
    }

    /** Other programs sort tensors in their own way, and write JSON with blanks. */
    @Test
    void tensorsMayStandInAnyOrder() throws IOException {
        byte[] file = ModelFiles.saved(ModelFiles.tiny(), folder);
        String header = ModelFiles.header(file);
        String metadata = WITHOUT_CHECKSUM
                .matcher(header.substring(0, header.indexOf(",\"fc1.weight\"")))
                .replaceFirst("");
        String tensors = """
                , "fc2.bias" : { "data_offsets" : [ 0 , 4 ] , "shape" : [1], "dtype" : "F32" },
                "fc1.weight": {"dtype":"F32", "shape":[2,3], "data_offsets":[12,36]},
                "fc2.weight": {"dtype":"F32", "shape":[1,2], "data_offsets":[4,12]},
                "fc1.bias": {"dtype":"F32", "shape":[2], "data_offsets":[36,44]}}""";
        Path other = folder.resolve("other.safetensors");
        Files.write(other, ModelFiles.file(metadata + tensors,
                ModelFiles.bytes(-7.75f, 5, 6.5f, 1, -2, 0.5f, 0, 3, 1e-30f, 0.25f, -4)));
        assertEquals(ModelFiles.tiny().sha256(), Model.load(other).sha256());
    }

    /** A header that no reader takes must not be written. */
    @Test
    void aHeaderThatCannotBeReadIsNotWritten() throws IOException {
        Model model = ModelFiles.tiny().withProvenance(Map.of("log", "x".repeat(1 << 20)));
        Path file = folder.resolve("model.safetensors");
        assertThrows(IllegalArgumentException.class, () -> model.save(file));
        assertEquals(List.of(), list(folder));
    }

    /** An entry that the file keeps for itself would be lost without a word. */
    @Test
    void theFilesOwnEntriesAreNoProvenance() {
        for (String own : List.of("network", "normalization", "class_names", "format",
                "checksum")) {
            assertThrows(IllegalArgumentException.class,
                    () -> ModelFiles.tiny().withProvenance(Map.of(own, "mine")), own);
        }
    }

    /** Other programs' texts of that name are none, and no text is taken for the checksum. */
    @Test
    void textsThatLookLikeAChecksumAreTexts() throws IOException {
        Path file = folder.resolve("model.safetensors");
        Model model = ModelFiles.tiny()
                .withProvenance(
                        Map.of("a\"checksum", "x", "b", "\"checksum\":\"", "c,\"checksum\":\"",
                                "0"));
        model.save(file);
        assertEquals(model.provenance(), Model.load(file).provenance());
    }
}
