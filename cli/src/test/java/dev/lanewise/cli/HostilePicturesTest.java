package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import dev.lanewise.cli.testing.DigitPictures;
import dev.lanewise.cli.testing.Outcome;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no picture, or that ask for more memory or time than a picture may. */
class HostilePicturesTest {
    private static final String DAMAGED = ": the file is damaged or uses an unsupported format";
    private static final String MEND = "; use a PNG, JPEG, GIF, BMP or TIFF file.";

    @TempDir
    Path directory;
    private CommandLineHarness harness;

    @BeforeEach
    void makeHarness() {
        harness = new CommandLineHarness(directory);
    }

    private String write(String name, byte[] content) throws IOException {
        Files.write(directory.resolve(name), content);
        return name;
    }

    private Outcome predict(String... arguments) {
        return assertTimeoutPreemptively(Duration.ofSeconds(20),
                () -> harness.run(Stream.concat(Stream.of("predict"), Arrays.stream(arguments))
                        .toArray(String[]::new)));
    }

    private void assertRefused(String name, byte[] content, String sentence) throws IOException {
        predict(write(name, content)).expectFailure(4, name + sentence);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "AAAAGGZ0eXBoZWljAAAAAG1pZjFoZWlj | a HEIC picture",
            "AAAAHGZ0eXBtaWYxAAAAAG1pZjFoZWljbWlhZg== | a HEIC picture",
            "AAAAHGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZg== | an AVIF picture",
            "AAAAHGZ0eXBtaWYxAAAAAG1pZjFhdmlmbWlhZg== | an AVIF picture",
            "UklGRiQAAABXRUJQVlA4IBgAAAA= | a WebP picture",
            "PD94bWwgdmVyc2lvbj0iMS4wIj8+PHN2Zz48L3N2Zz4= | an SVG picture",
            "CjxzdmcgeG1sbnM9Imh0dHA6Ly93d3cudzMub3JnLzIwMDAvc3ZnIi8+ | an SVG picture",
            "JVBERi0xLjcK | a PDF", "OEJQUwABAAA= | a Photoshop picture",
            "/woAAA== | a JPEG XL picture", "AAAADGpQICANCocK | a JPEG 2000 picture",
            "AAABAAEAEBA= | an icon", "UDUKMjggMjgKMjU1Cg== | a PNM picture",
            "JSFQUy1BZG9iZS0zLjA= | a PostScript file", "SUkrAAgAAAA= | a BigTIFF picture"})
    void pictureOfAnotherKindIsNamed(String content, String kind) throws IOException {
        assertRefused("photo.jpg", Base64.getDecoder().decode(content),
                ": the file is " + kind + ", which can't be read here; save it as PNG or JPEG.");
    }

    @Test
    void whatIsNoPictureIsNamed() throws IOException {
        assertRefused("a.png", latin("<!DOCTYPE html><html></html>"),
                ": the file is a web page, which can't be read here; download the picture itself.");
        assertRefused("a.png", latin("version https://git-lfs.github.com/spec/v1"), ": the file"
                + " is a Git LFS pointer, which can't be read here; fetch the picture itself with git lfs pull.");
        assertRefused("a.png", latin("PK\3\4zip"),
                ": the file is a ZIP archive, which can't be read here;"
                        + " unpack it and name the picture within.");
        assertRefused("a.png", latin("\0\0\0\30ftypisom\0\0\2\0isomiso2"), ": the file is"
                + " a film, which can't be read here; save a picture of it as PNG or JPEG.");
        assertRefused("a.png", latin("\0\0\b\3\0\0\0\1\0\0\0\34\0\0\0\34"), ": the file is"
                + " an IDX file of images, which can't be read here; name its folder with --data and one of its images,"
                + " such as test:0.");
    }

    /** Whatever a decoder says or doesn't say, no word of Java's. */
    @ParameterizedTest
    @CsvSource({"png, 10", "jpg, 3", "gif, 1", "bmp, 10", "tif, 10", "wbmp, 10"})
    void pictureThatIsCutOffIsSaidToBeSo(String format, int least) throws IOException {
        BufferedImage small = DigitPictures.seven().getSubimage(0, 0, 60, 60);
        BufferedImage drawn = new BufferedImage(60, 60, format.equals("wbmp")
                ? BufferedImage.TYPE_BYTE_BINARY
                : BufferedImage.TYPE_INT_RGB);
        drawn.getGraphics().drawImage(small, 0, 0, null);
        byte[] whole = DigitPictures.file(drawn, format);
        int missing = 0;
        for (int length = 1; length < whole.length - 24; length += 1 + whole.length / 20) {
            String name = write("cut." + format, Arrays.copyOf(whole, length));
            String err = predict(name).expect(4).err();
            assertFalse(err.contains("null") || err.contains("Exception"), err);
            assertTrue(err.startsWith("lanewise: " + name + ": the file is "), err);
            missing += err.contains("its end is missing") ? 1 : 0;
        }
        assertTrue(missing >= least, format + ": " + missing);
    }

    @Test
    void sizeIsToldWithDigitsThatShowIt() throws IOException {
        String most = ": the picture must have at most 50 megapixels; it has ";
        assertRefused("a.png", DigitPictures.pngWithSize(7071, 7072),
                most + "50.01 (7071×7072 pixels); make it smaller.");
        assertRefused("a.png", DigitPictures.pngWithSize(50_000_001, 1),
                most + "50.01 (50000001×1 pixels); make it smaller.");
    }

    /** A progressive JPEG of one component, whose scans say nothing. */
    private static byte[] progressive(int side, int scans) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 1);
        out.writeBytes(latin("\u00ff\u00d8\u00ff\u00db\0\103\0"));
        out.writeBytes(ones);
        out.writeBytes(latin("\u00ff\u00c2\0\13\10"));
        out.writeBytes(
                ByteBuffer.allocate(4).putShort((short) side).putShort((short) side).array());
        out.writeBytes(latin("\1\1\21\0"));
        out.writeBytes(latin("\u00ff\u00c4\0\24\0\1" + "\0".repeat(15) + "\0"));
        out.writeBytes(latin("\u00ff\u00c4\0\24\20\1" + "\0".repeat(15) + "\0"));
        out.writeBytes(latin("\u00ff\u00da\0\10\1\1\0\0\0\0"));
        int blocks = (side + 7) / 8 * ((side + 7) / 8);
        out.writeBytes(new byte[blocks / 8 + 1]);
        for (int i = 0; i < scans; i++) {
            int band = 1 + i % 63;
            out.writeBytes(new byte[]{-1, (byte) 0xda, 0, 8, 1, 1, 0, (byte) band, (byte) band, 0});
            out.writeBytes(new byte[blocks / 8 + 1]);
        }
        out.writeBytes(latin("\u00ff\u00d9"));
        return out.toByteArray();
    }

    @Test
    void scansWithoutEndAreNotDecoded() throws IOException {
        String err = predict(write("few.jpg", progressive(64, 20))).expect(4).err();
        assertFalse(err.contains("scans"), err);
        assertRefused("many.jpg", progressive(7000, 200),
                DAMAGED + " (it has 201 scans, at most 100 are read)" + MEND);
        byte[] marked = DigitPictures.file(DigitPictures.seven(), "jpg");
        ByteArrayOutputStream comment = new ByteArrayOutputStream();
        comment.write(marked, 0, 2);
        comment.writeBytes(latin("\u00ff\u00fe\2\2" + "\u00ff\u00da".repeat(256)));
        comment.write(marked, 2, marked.length - 2);
        assertTrue(predict(write("comment.jpg", comment.toByteArray())).expect(0)
                .out()
                .startsWith("comment.jpg  7"));
    }

    private static byte[] bmp(int width, int height, int bits, int compression, int stored,
            int length) {
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(latin("BM"))
                .putInt(length)
                .putInt(0)
                .putInt(62)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) bits)
                .putInt(compression)
                .putInt(stored)
                .array();
    }

    @Test
    void bmpThatClaimsMoreThanItHasIsNotBelieved() throws IOException {
        String cut = DAMAGED + " (its end is missing)" + MEND;
        assertRefused("a.bmp", bmp(7000, 7000, 24, 0, 0, 400), cut);
        assertRefused("a.bmp", bmp(7000, -7000, 32, 3, 0, 400), cut);
        assertRefused("a.bmp", bmp(40, 40, 8, 1, 1_717_961_024, 400), cut);
        assertRefused("a.bmp", bmp(40, 40, 4, 2, -5, 400), cut);
        for (int compression : new int[]{4, 5}) {
            assertRefused("a.bmp", bmp(40, 40, 1, compression, 1_717_961_024, 400),
                    DAMAGED + " (it holds a picture of another format)" + MEND);
        }
    }

    private static byte[] tiff(int... entries) {
        ByteBuffer file = ByteBuffer.allocate(1200).order(ByteOrder.LITTLE_ENDIAN);
        file.put(latin("II*\0")).putInt(8).putShort((short) (entries.length / 2));
        for (int i = 0; i < entries.length; i += 2) {
            file.putShort((short) entries[i]).putShort((short) 4).putInt(1).putInt(entries[i + 1]);
        }
        return file.array();
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 20_000, 30_000, 1 << 30, Integer.MAX_VALUE})
    void tilesFarLargerThanThePictureAreNotDecoded(int side) throws IOException {
        String err = predict(write("a.tif", tiff(256, 28, 257, 28, 258, 8, 259, 1, 262, 1, 277, 1,
                322, side, 323, side, 324, 300, 325, 784))).expect(4).err();
        assertEquals("lanewise: a.tif" + DAMAGED + " (it consists of tiles of " + side + "×"
                + side + " pixels)" + MEND + "\n", err);
    }

    @Test
    void aPictureThatNeedsTooMuchMemoryStopsNoOther() throws IOException {
        write("huge.tif", tiff(256, 4000, 257, 4000, 258, 8, 259, 1, 262, 1, 277, 60_000, 273, 300,
                278, 4000, 279, 800));
        write("bad.bmp", bmp(40, 40, 1, 4, 1_717_961_024, 382));
        Outcome outcome = predict("--json", "test:0", "huge.tif", "bad.bmp", "test:1").expect(4);
        JsonArray images = outcome.events().getFirst().getAsJsonArray("images");
        assertEquals(7, images.get(0).getAsJsonObject().get("label").getAsInt());
        assertTrue(images.get(1).getAsJsonObject().has("error"));
        assertTrue(images.get(2).getAsJsonObject().has("error"));
        assertEquals(2, images.get(3).getAsJsonObject().get("label").getAsInt());
        assertEquals(2, outcome.err().lines().count(), outcome.err());
    }

    /** Nothing that is waited for, has no end, or is too long for memory is read. */
    @Test
    void onlyFilesOfABoundedSizeAreRead() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        for (String name : List.of("pipe", "/dev/zero")) {
            predict(name).expectFailure(4,
                    name + ": a picture must be a file, not a pipe or a device; to read"
                            + " from a pipe, name - and give the picture on standard input.");
        }
        try (RandomAccessFile sparse = new RandomAccessFile(
                directory.resolve("long.png").toFile(), "rw")) {
            sparse.setLength(400_000_000);
        }
        predict("long.png").expectFailure(4,
                "long.png: a picture must have at most 200 MB, and this one"
                        + " has more; make it smaller, or save it as PNG or JPEG.");
        Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
        String err = predict("loop").expect(4).err();
        assertTrue(err.startsWith("lanewise: loop: the file"
                + " can't be read ("), err);
        assertFalse(err.contains("Exception"), err);
    }

    @Test
    void standardInputWithoutEndIsNotReadToIt() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return length;
            }
        };
        String err = assertTimeoutPreemptively(Duration.ofSeconds(60),
                () -> new CommandLineHarness(directory, 80, false, Map.of(), endless)
                        .run("predict", "-")
                        .expect(4)
                        .err());
        assertTrue(err.contains("200 MB") || err.contains("the memory of Java"), err);
    }

    @Test
    void namesAreShownWithoutControlCharacters() throws IOException {
        byte[] seven = DigitPictures.file(DigitPictures.seven(), "png");
        String name = write("s\u001b[31m\n.png", seven);
        Outcome outcome = predict(name, "no\u001b]0;x\u0007ne.png", "test:\u001b").expect(4);
        assertTrue(outcome.out().startsWith("s\\u001b[31m\\u000a.png"), outcome.out());
        assertEquals(1, outcome.outLines().size());
        for (String text : List.of(outcome.out(), outcome.err())) {
            assertTrue(text.chars().allMatch(c -> c >= ' ' || c == '\n'), text);
        }
        assertTrue(outcome.err().contains("no\\u001b]0;x\\u0007ne.png: no such file"),
                outcome.err());
        JsonArray images = predict("--json", name).expect(0)
                .events()
                .getFirst()
                .getAsJsonArray("images");
        assertEquals(name, images.get(0).getAsJsonObject().get("image").getAsString());
        String tooLong = predict("n".repeat(100_000)).expect(4).err();
        assertTrue(tooLong.length() < 500, () -> tooLong.length() + " characters");
    }

    @Test
    void aNameThatNoFileCanHaveIsWrongUsage() {
        predict("a\0b").expectFailure(2,
                "IMAGE must be the name of a file; you gave 'a\\u0000b', which no file can have"
                        + " here (Nul character not allowed).");
        predict("a\0b", "test:0").expect(2);
    }
}
