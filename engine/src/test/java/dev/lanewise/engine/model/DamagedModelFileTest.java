package dev.lanewise.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.file.TensorFile;
import dev.lanewise.engine.file.TensorFile.Tensor;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.nn.Network;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every damaged model file is refused with one clear sentence, before anything large is read. */
class DamagedModelFileTest {
    private static final Pattern SENTENCE = Pattern
            .compile("The model file \\S+/damaged\\.safetensors (can't be read|"
                    + "is damaged or isn't a safetensors file): [^\\n]*[^.;]; [^.;\\n]*"
                    + "(\\.|:\\n    import [^\\n]*\\n    [^\\n]*)");
    @TempDir
    private Path folder;
    private byte[] whole = {};
    private String header = "";

    @BeforeEach
    void save() throws IOException {
        whole = ModelFiles.saved(ModelFiles.tiny(), folder);
        header = ModelFiles.header(whole);
    }

    /** The sentence with which these bytes are refused. */
    private String refusal(byte[] bytes) throws IOException {
        Path file = folder.resolve("damaged.safetensors");
        Files.write(file, bytes);
        String message = assertThrows(ModelFormatException.class, () -> Model.load(file))
                .getMessage();
        assertTrue(SENTENCE.matcher(message).matches(), message);
        return message;
    }

    private void assertRefused(String reason, byte[] bytes) throws IOException {
        String message = refusal(bytes);
        assertTrue(message.contains(reason), message);
    }

    /** The model with a part of its header replaced, and a checksum that fits. */
    private byte[] with(String part, String replacement) throws IOException {
        assertTrue(header.contains(part), part);
        return ModelFiles.sealed(
                ModelFiles.file(header.replace(part, replacement), ModelFiles.data(whole)));
    }

    @Test
    void aFileThatEndsAnywhereIsRefused() throws IOException {
        for (int length = 0; length < whole.length; length++) {
            refusal(Arrays.copyOf(whole, length));
        }
        assertRefused("it must have at least 8 bytes, but has 7", Arrays.copyOf(whole, 7));
        assertRefused("its header must be 2 to 3 bytes long, but says " + header.length(),
                Arrays.copyOf(whole, 11));
        assertRefused("it must have 44 bytes of tensors after its header, but has 43",
                Arrays.copyOf(whole, whole.length - 1));
        assertRefused("it must have 44 bytes of tensors after its header, but has 0",
                Arrays.copyOf(whole, whole.length - 44));
    }

    @Test
    void aFileThatGoesOnIsRefused() throws IOException {
        assertRefused("it must have 44 bytes of tensors after its header, but has 45",
                Arrays.copyOf(whole, whole.length + 1));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "-1, 18446744073709551615",
            "9223372036854775807, 9223372036854775807", "1048577, 1048577",
            "4294967296, 4294967296", "-9223372036854775808, 9223372036854775808"})
    void anImpossibleHeaderLengthIsRefused(long length, String found) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        assertRefused(" bytes long, but says " + found,
                ModelFiles.file(length, text, ModelFiles.data(whole)));
    }

    @Test
    void aHugeHeaderIsNotReadEvenIfItIsThere() throws IOException {
        byte[] text = new byte[(1 << 20) + 1];
        Arrays.fill(text, (byte) ' ');
        text[0] = '{';
        text[text.length - 1] = '}';
        assertRefused("its header must be 2 to 1048576 bytes long, but says 1048577",
                ModelFiles.file(text.length, text, new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{}{}", "nothing", "\"a text\"", "{\"a\":1,}", "{\"a\" 1}",
            "{\"a\":1,\"a\":2}", "{\"a\":\"no end}", "{\"a\":tru}", "12", "{\"a\":1e}", "{a:1}",
            "{\"__metadata__\":{\"network\":\"{}\"}}", "{\"__metadata__\":7}",
            "{\"__metadata__\":{\"network\":5}}", "\u0000\u0000", "{\"a\":\"\\x\"}"})
    void aHeaderThatIsNoModelsIsRefused(String text) throws IOException {
        refusal(ModelFiles.file(text, ModelFiles.data(whole)));
    }

    @Test
    void deepNestingIsRefusedAndOverflowsNothing() throws IOException {
        String deep = "{\"a\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";
        assertRefused("as it must have at most 32 levels, but has more at character 37",
                ModelFiles.file(deep, new byte[0]));
        String network = "[".repeat(100_000);
        refusal(with("{\\\"input\\\":[1,1,3]", "{\\\"input\\\":" + network));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"dtype\":\"F32\",\"shape\":[2,3]|\"dtype\":\"F16\",\"shape\":[2,3]"
                    + "|the tensor fc1.weight must be F32 [2, 3], but is F16 [2, 3]",
            "\"shape\":[2,3]|\"shape\":[3,2]|must be F32 [2, 3], but is F32 [3, 2]",
            "\"shape\":[2,3]|\"shape\":[6]|the tensor fc1.weight must be F32 [2, 3]",
            "\"shape\":[2,3]|\"shape\":[2,-3]|the tensor fc1.weight must be F32 [2, 3]",
            "\"shape\":[2,3]|\"form\":[2,3]|must be F32 [2, 3], but is F32 null",
            "[0,24]|[0,20]|must have 24 bytes inside the file, but has the data_offsets [0, 20]",
            "[0,24]|[-24,0]|must have 24 bytes inside the file, but has the data_offsets [-24, 0]",
            "[0,24]|[24,48]|must have 24 bytes inside the file, but has the data_offsets [24, 48]",
            "[0,24]|[2,26]|must have 24 bytes inside the file, but has the data_offsets [2, 26]",
            "[0,24]|[0.5,24.5]|must have 24 bytes inside the file",
            "[0,24]|[0,24,48]|must have 24 bytes inside the file",
            "[0,24]|[1e300,1e300]|must have 24 bytes inside the file",
            "[0,24]|[4,28]|must follow one another, but fc1.weight is at 4 in place of 0",
            "[24,32]|[20,28]|must follow one another, but fc1.bias is at 20 in place of 24",
            "[40,44]|[36,40]|must follow one another, but fc2.bias is at 36 in place of 40",
            "\"fc2.bias\"|\"fc2.bios\"|it must have just the tensors of its network, but lacks [fc2.bias] and also has [fc2.bios]"})
    void aTensorThatIsNotTheNetworksIsRefused(String part, String replacement, String reason)
            throws IOException {
        assertRefused(reason, with(part, replacement));
    }

    /** Two tensors of one size at one place, and a gap at the end: nothing but the sum is wrong. */
    @Test
    void tensorsThatLieOnOneAnotherAreRefused() throws IOException {
        Network square = Network.input(1, 1, 1).dense(6).build();
        byte[] saved = ModelFiles.saved(
                Model.of(square, new float[12], Normalization.none(), Map.of()), folder);
        String overlapping = ModelFiles.header(saved).replace("[24,48]", "[0,24]");
        assertRefused("must follow one another",
                ModelFiles.file(overlapping, ModelFiles.data(saved)));
    }

    @Test
    void anotherTensorIsRefused() throws IOException {
        assertRefused("it must have just the tensors of its network, but also has [fc9.weight]",
                with(",\"fc2.bias\"",
                        ",\"fc9.weight\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}"
                                + ",\"fc2.bias\""));
        assertRefused("it must have just the tensors of its network, but also has [fc9.weight]",
                with("\"data_offsets\":[40,44]}", "\"data_offsets\":[44,48]},\"fc9.weight\":{"
                        + "\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[40,44]}"));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aParameterThatIsNoNumberIsRefused(float wrong) throws IOException {
        byte[] data = ModelFiles.data(whole);
        System.arraycopy(ModelFiles.bytes(wrong), 0, data, 4 * 7, 4);
        assertRefused("its parameters must be finite numbers, but the value at index 7 is " + wrong
                + "; use",
                ModelFiles.sealed(ModelFiles.file(header, data)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\\\"type\\\":\\\"relu\\\"}|{\\\"type\\\":\\\"mish\\\"}"
                    + "|the layer type \"mish\" is unknown to this version",
            "{\\\"type\\\":\\\"relu\\\"}|{\\\"kind\\\":\\\"relu\\\"}|the layer type \"null\"",
            "{\\\"type\\\":\\\"relu\\\"}|7|a layer must be a JSON object, not 7",
            "\\\"units\\\":2|\\\"units\\\":2.5|units must be a whole number, not 2.5",
            "\\\"units\\\":2|\\\"units\\\":1e20|units must be a whole number, not 1.0E20",
            "\\\"units\\\":2|\\\"units\\\":0|A dense layer needs at least 1 unit; it has 0",
            "\\\"units\\\":2|\\\"rows\\\":2|units must be a whole number, not null",
            "\\\"units\\\":2|\\\"units\\\":\\\"2\\\"|units must be a whole number, not 2",
            "[1,1,3]|[1,3]|the network's input must have 3 extents, not 2",
            "[1,1,3]|[1,0,3]|A shape needs at least one channel, row and column; this one is 1×0×3",
            "[1,1,3]|3|input must be a JSON array, not 3",
            "\\\"layers\\\":[{|\\\"levels\\\":[{|layers must be a JSON array, not null",
            "{\\\"scale\\\":0.5,|{|must hold the numbers scale and shift, or lists",
            "\\\"scale\\\":0.5|\\\"scale\\\":1e99|A normalization needs"})
    void aNetworkOrNormalizationThatIsNoneIsRefused(String part, String replacement, String reason)
            throws IOException {
        assertRefused(reason, with(part, replacement));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000000000", "2147483647", "800000000", "536870912"})
    void aNetworkTooLargeForTheFileIsRefusedBeforeAnythingIsAllocated(String units)
            throws IOException {
        refusal(with("\\\"units\\\":2", "\\\"units\\\":" + units));
    }

    @Test
    void anotherVersionOfTheFormatIsRefused() throws IOException {
        for (String version : new String[]{"3", "10", "1.1", ""}) {
            assertRefused(
                    "can't be read: it must have the format \"lanewise 2\", but has \"lanewise "
                            + version
                            + "\"; name a model file, or use the version of Lanewise that wrote it.",
                    with("\"lanewise 2\"", "\"lanewise " + version + "\""));
        }
    }

    @Test
    void aNetworkWithoutLayersIsRefused() throws IOException {
        int from = header.indexOf("[{\\\"type");
        int to = header.indexOf("]}\"") + 1;
        assertRefused("A network needs at least one layer",
                with(header.substring(from, to), "[]"));
    }

    @Test
    void everyBitThatIsTurnedOverIsNoticed() {
        byte[] damaged = whole.clone();
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(ModelFormatException.class, () -> Model.read("damaged", damaged),
                    "bit " + bit);
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    /** Also where it is written in another way, stands twice, or in capitals. */
    @Test
    void aChecksumThatIsMissingOrAnotherIsRefused() throws IOException {
        byte[] data = ModelFiles.data(whole);
        String digits = header.replaceFirst("(?s).*\"checksum\":\"([^\"]*)\".*", "$1");
        assertRefused("its metadata must have an entry \"checksum\", but has none", ModelFiles
                .file(header.replaceFirst("\"checksum\":\"[^\"]*\",", ""), data));
        for (String other : List.of("", "0".repeat(64), digits.toUpperCase(Locale.ROOT), "x",
                digits + "0",
                "\\u00" + Integer.toHexString(digits.charAt(0)) + digits.substring(1))) {
            assertRefused("its content must have the checksum",
                    ModelFiles.file(header.replace(digits, other), data));
        }
        assertRefused("its content must have the checksum", ModelFiles.file(
                header.replace("\"checksum\":", "\"checksum\" :"), data));
        assertRefused("its content must have the checksum", with("\"dtype\"",
                "\"checksum\":\"" + digits + "\",\"dtype\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"scale|1e38", "scale|0", "scale|-0.0", "scale|1e-40",
            "scale|-1e31", "shift|-1e38", "shift|1e39"})
    void aNormalizationThatLeavesNoImageIsRefused(String number, String value) throws IOException {
        String old = number.equals("scale") ? "0.5" : "-1.0";
        assertRefused("A normalization needs",
                with("\\\"" + number + "\\\":" + old, "\\\"" + number + "\\\":" + value));
    }

    @Test
    void aFileWithoutTextsIsSaidToBeAnother() throws IOException {
        assertRefused("it must have the metadata of a file that Lanewise wrote, but has none",
                ModelFiles.file("{" + header.substring(header.indexOf("\"fc1.weight")),
                        ModelFiles.data(whole)));
        assertRefused("its metadata must be texts, but \"n\" is [5]",
                with("\"format\"", "\"n\":[5],\"format\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "`  <!DOCTYPE html><html>`|a web page", "<html lang=en>|a web page",
            "`version https://git-lfs.github.com/spec/v1`|a Git LFS pointer",
            "PK\\3\\4\\24\\0\\0\\0model.bin|a ZIP archive",
            "PK\\3\\4\\0\\0\\b\\barchive/data.pkl|a PyTorch file",
            "\\37\\213\\b\\0\\0\\0\\0\\0\\0|a gzip file",
            "\\211HDF\\r\\n\\32\\n\\0|an HDF5 file", "\\200\\2}q\\0X\\1\\0\\0|a pickle",
            "\\b\\b\\22\\7pytorch|an ONNX model", "\\34\\0\\0\\0TFL3|a TensorFlow Lite model",
            "\\211PNG\\r\\n\\32\\n|a PNG picture",
            "\\0\\0\\b\\3\\0\\0\\352\\140|an IDX file of images",
            "`{\"model\": 1, \"a\": 2}`|a JSON text", "`weights of mine and yours`|a text"})
    void anotherKindOfFileIsCalledByItsName(String start, String kind) throws IOException {
        byte[] bytes = start.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
        for (int length : new int[]{bytes.length, 4000}) {
            assertRefused("it must be a safetensors file, but is " + kind,
                    Arrays.copyOf(bytes, bytes.length > 15 ? bytes.length : length));
        }
    }

    /** Of zeros that take no place on the disk: nothing but its size is wrong. */
    @Test
    void aFileOfTwoGigabytesIsRefused() throws IOException {
        int units = 1 << 28;
        String text = """
                {"__metadata__":{"network":"{\\"input\\":[1,1,1],\\"layers\\":\
                [{\\"type\\":\\"dense\\",\\"units\\":%1$d}]}"},\
                "fc1.weight":{"dtype":"F32","shape":[%1$d,1],"data_offsets":[0,%2$d]},\
                "fc1.bias":{"dtype":"F32","shape":[%1$d],"data_offsets":[%2$d,%3$d]}}"""
                .formatted(units, 4L * units, 8L * units);
        byte[] start = ModelFiles.file(text, new byte[0]);
        Path file = folder.resolve("large.safetensors");
        Files.write(file, start);
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(start.length + 8L * units);
        }
        String message = assertThrows(ModelFormatException.class, () -> Model.load(file))
                .getMessage();
        assertTrue(message.contains("must have at most 2147483639 bytes, but has 214748"),
                message);
    }

    @Test
    void onlyRegularFilesAreRead() {
        String message = assertThrows(ModelFormatException.class, () -> Model.load(folder))
                .getMessage();
        assertTrue(message.contains("it must be a file, but is a folder"), message);
    }

    /** Escape sequences, and texts that take half of the header. */
    @Test
    void whatIsQuotedIsEscapedAndCut() throws IOException {
        String colour = "\\u001b[31m".repeat(60_000);
        for (String part : new String[]{"\\\"relu\\\"", "lanewise 2", "\"F32\"", "[2,3]",
                "fc2.bias"}) {
            String quoted = part.startsWith("\\") ? "\\\"" + colour.replace("\\", "\\\\") + "\\\""
                    : part.startsWith("[") ? "[" + "1,".repeat(50_000) + "1]"
                            : part.startsWith("\"") ? "\"" + colour + "\""
                                    : part.startsWith("l") ? "lanewise " + colour : colour;
            String message = refusal(with(part, quoted));
            assertTrue(message.length() < 1500, () -> part + message.length());
            assertTrue(message.chars().allMatch(c -> c >= ' '), message);
        }
    }
}
