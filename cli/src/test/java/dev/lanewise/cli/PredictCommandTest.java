package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.lanewise.cli.testing.DigitPictures;
import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.TinyData;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.Prediction;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.mnist.Mnist;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code predict}, with the pretrained network unless a run is there. */
class PredictCommandTest {
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

    /** Test image 0 of MNIST is a 7. */
    private String seven(String format) throws IOException {
        return write("seven." + format, DigitPictures.file(DigitPictures.seven(), format));
    }

    private Outcome predict(String... arguments) {
        return harness.run(Stream.concat(Stream.of("predict"), Arrays.stream(arguments))
                .toArray(String[]::new));
    }

    private static JsonArray images(Outcome outcome) {
        assertEquals(1, outcome.events().size());
        return outcome.events().getFirst().getAsJsonArray("images");
    }

    private static int label(Outcome outcome) {
        return images(outcome.expect(0)).get(0).getAsJsonObject().get("label").getAsInt();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void picturesOfAnyFormatAreRead(String format) throws IOException {
        assertEquals(7, label(predict("--json", seven(format))));
    }

    @Test
    void oneImageIsOneLineWithItsPercentage() throws IOException {
        Outcome outcome = predict(seven("png")).expect(0);
        assertTrue(outcome.out().matches("seven\\.png  7      ( 9\\d\\.\\d|>99\\.9) %\n"),
                outcome.out());
        assertEquals("with pretrained (robust recipe, 99.6 % on mnist)\n", outcome.err());
    }

    @Test
    void anImageOfTheDataIsPredictedAsItIs() {
        Prediction expected = Lenet5.pretrained().predict(Mnist.load().test().image(8));
        JsonObject found = images(predict("--json", "test:8").expect(0)).get(0)
                .getAsJsonObject();
        assertEquals("test:8", found.get("image").getAsString());
        assertEquals(expected.label(), found.get("label").getAsInt());
        JsonArray probabilities = found.getAsJsonArray("probabilities");
        for (int c = 0; c < 10; c++) {
            assertEquals(expected.probabilities()[c], probabilities.get(c).getAsFloat());
        }
        assertEquals(expected.probabilities()[expected.label()],
                found.get("probability").getAsFloat());
    }

    @Test
    void indicesAreOfTheDataThatIsNamed() throws IOException {
        Path data = TinyData.write(directory.resolve("data"), 40, 10);
        predict("--data", "data", "train:39", "test:9").expect(0);
        predict("--data", "data", "train:40").expectFailure(2,
                "train:40 is out of range (0–39).");
        predict("--data", "data", "train:30-40").expectFailure(2,
                "train:30-40 is out of range (0–39).");
        predict("--data", data.toString(), "test:x").expectFailure(2, "test:x: what follows test:"
                + " must be an index (0–9) or a range such as 3-5; you gave 'x'.");
        predict("--data", "nowhere", "test:0").expect(4);
    }

    @Test
    void standardInputIsRead() throws IOException {
        Outcome outcome = harness
                .reading(DigitPictures.file(DigitPictures.seven(), "png"))
                .run("predict", "-", "--json");
        assertEquals(7, label(outcome));
        harness.reading(new byte[0])
                .run("predict", "-")
                .expectFailure(4, "-: the file is empty; use a PNG, JPEG, GIF, BMP or TIFF file.");
    }

    /** A camera's pixels lie as it was held; the tag says how to turn them. */
    @ParameterizedTest
    @CsvSource({"1, 0, false", "2, 0, true", "3, 2, false", "4, 2, true", "5, 1, true",
            "6, 3, false", "7, 3, true", "8, 1, false"})
    void theExifOrientationIsHonoured(int orientation, int quarterTurns, boolean mirrored)
            throws IOException {
        BufferedImage held = DigitPictures.turned(DigitPictures.seven(), quarterTurns, mirrored);
        byte[] jpeg = DigitPictures.withOrientation(DigitPictures.file(held, "jpg"), orientation);
        Outcome outcome = predict("--save-input", "seen.png", "--json", write("held.jpg", jpeg));
        assertEquals(7, label(outcome));
        BufferedImage seen = ImageIO.read(directory.resolve("seen.png").toFile());
        predict("--save-input", "upright.png", seven("jpg")).expect(0);
        BufferedImage upright = ImageIO.read(directory.resolve("upright.png").toFile());
        double difference = 0;
        for (int i = 0; i < 28 * 28; i++) {
            difference += Math.abs((seen.getRGB(i % 28, i / 28) & 0xff)
                    - (upright.getRGB(i % 28, i / 28) & 0xff));
        }
        assertTrue(difference / (28 * 28) < 4, "mean difference " + difference / (28 * 28));
    }

    @Test
    void severalImagesAreALineEachAndABadOneStopsNoOther() throws IOException {
        String seven = seven("png");
        write("text.png", "no picture".getBytes(StandardCharsets.UTF_8));
        Outcome outcome = predict(seven, "text.png", "missing.png", "test:1").expect(4);
        List<String> lines = outcome.outLines();
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).startsWith("seven.png    7      "), outcome.out());
        assertTrue(lines.get(1).startsWith("test:1       2      "), outcome.out());
        assertEquals(List.of("with pretrained (robust recipe, 99.6 % on mnist)",
                "lanewise: text.png: the file is not a picture; use a PNG, JPEG, GIF, BMP or TIFF"
                        + " file.",
                "lanewise: missing.png: no such file; name a picture, or an image of the data such"
                        + " as test:123."),
                outcome.err().lines().toList());
    }

    @Test
    void inJsonABadImageHasAnErrorInPlaceOfALabel() throws IOException {
        JsonArray images = images(predict("--json", seven("png"), "missing.png").expect(4));
        assertEquals(7, images.get(0).getAsJsonObject().get("label").getAsInt());
        JsonObject missing = images.get(1).getAsJsonObject();
        assertEquals("missing.png", missing.get("image").getAsString());
        assertTrue(missing.get("error").getAsString().contains("no such file"));
    }

    @Test
    void anExplanationShowsThePixelsAndAllProbabilities() throws IOException {
        String seven = seven("png");
        List<String> lines = predict("--explain", seven).expect(0).outLines();
        assertEquals(15, lines.size());
        assertTrue(
                lines.stream()
                        .anyMatch(
                                line -> line.matches(".{28}  7  █{17}.  ( 9\\d\\.\\d|>99\\.9) %")),
                String.join("\n", lines));
        List<String> narrow = harness.onTerminal(60)
                .with("NO_COLOR", "1")
                .run("predict", "--explain", seven)
                .expect(0)
                .outLines();
        assertTrue(narrow.stream().allMatch(line -> line.length() < 60), narrow.toString());
        List<String> stacked = harness.onTerminal(40)
                .with("NO_COLOR", "1")
                .run("predict", "--explain", seven)
                .expect(0)
                .outLines();
        assertEquals(2 + 14 + 10, stacked.size());
        assertTrue(harness.onTerminal(80)
                .run("predict", "--explain", seven)
                .out()
                .contains("\u001b[38;5;"));
        assertFalse(predict("--explain", "--color", "never", seven).out().contains("\u001b["));
    }

    @Test
    void whatTheNetworkSawIsSaved() throws IOException {
        predict("--save-input", "seen.png", "test:0").expect(0);
        BufferedImage seen = ImageIO.read(directory.resolve("seen.png").toFile());
        Sample sample = Mnist.load().test().image(0);
        float[] pixels = new float[28 * 28];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = seen.getRaster().getSample(i % 28, i / 28, 0);
        }
        assertArrayEquals(sample.values(), pixels);
        predict("--save-input", "seen.png", "test:0", "test:1").expectFailure(2,
                "--save-input must have one image; you gave 2.");
        predict("--save-input", "nowhere/seen.png", "test:0").expect(2);
    }

    @Test
    void theNewestRunIsUsedOrTheModelThatIsNamed() throws IOException {
        Path data = TinyData.write(directory.resolve("data"), 40, 10);
        harness.train(data).expect(0);
        String told = predict("test:0").expect(0).err();
        assertTrue(told.matches("with runs/last \\(standard recipe, \\d+\\.\\d % on data\\)\n"
                + "lanewise: runs/last was trained on data, not on MNIST's digits\\.\n"), told);
        JsonObject json = predict("--json", "test:0").expect(0).events().getFirst();
        assertEquals("runs/last", json.get("model").getAsString());
        Lenet5.pretrained().save(directory.resolve("mine.safetensors"));
        Outcome named = predict("--model", "mine.safetensors", "test:0").expect(0);
        assertEquals("", named.err());
        assertTrue(named.out().startsWith("test:0  7      "), named.out());
        Outcome shipped = predict("--model", "pretrained", "test:0").expect(0);
        assertEquals("", shipped.err());
        assertEquals(named.out(), shipped.out());
    }

    /** A model file from anywhere must not send commands to the terminal. */
    @Test
    void namesOfClassesAreShownWithoutControlCharacters() throws IOException {
        Model model = Lenet5.pretrained();
        Map<String, String> provenance = new TreeMap<>(model.provenance());
        provenance.put("data.classes", "\u001b[2J" + "\nx".repeat(9));
        model.withProvenance(provenance).save(directory.resolve("named.safetensors"));
        Outcome outcome = predict("--model", "named.safetensors", "--explain", "test:0", "test:3")
                .expect(0);
        assertTrue(outcome.out().startsWith("test:0  x "), outcome.out());
        assertFalse(outcome.out().contains("\u001b"), outcome.out());
    }

    @Test
    void aModelThatIsMissingOrOfOtherImagesIsExitCode5() throws IOException {
        predict("--model", "nowhere", "test:0").expect(5);
        Network other = Network.input(1, 5, 5).dense(10).build();
        Model.of(other, new float[other.parameterCount()], Lenet5.pretrained().normalization(),
                Map.of()).save(directory.resolve("other.safetensors"));
        predict("--model", "other.safetensors", "test:0").expectFailure(5,
                "Model other.safetensors must take images of 1×28×28; it takes 1×5×5. Name a model"
                        + " of MNIST's shape.");
    }

    /** Images of another form, also of as many pixels or more, would be read as something else. */
    @ParameterizedTest
    @CsvSource({"32, 32", "20, 20", "14, 56", "56, 14", "1, 784", "784, 1", "28, 27"})
    void imagesOfTheDataOfAnotherShapeAreRefused(int height, int width) throws IOException {
        Path data = TinyData.write(directory.resolve("other"), 2, 2, height, width);
        String sentence = "Model pretrained can't be used on %s: The network's input"
                + " must be 1×28×28, but the image is 1×" + height + "×" + width
                + "; use data of that size or a network for this one.";
        for (String image : List.of("test:0", "train:1")) {
            predict("--data", data.toString(), "--explain", image)
                    .expectFailure(5, sentence.formatted(image));
        }
        Outcome several = predict("--data", data.toString(), "--json", "test:0", seven("png"))
                .expect(5);
        assertEquals(sentence.formatted("test:0"),
                images(several).get(0).getAsJsonObject().get("error").getAsString());
        assertEquals(7, images(several).get(1).getAsJsonObject().get("label").getAsInt());
        assertEquals("lanewise: " + sentence.formatted("test:0") + "\n", several.err());
    }

    /** Each weight is finite, and what they make of an image is not. */
    @ParameterizedTest
    @ValueSource(strings = {"weights", "normalization"})
    void aModelWithoutFiniteProbabilitiesIsExitCode5(String tooLarge) throws IOException {
        Model sound = Lenet5.pretrained();
        float[] parameters = sound.parameters();
        Normalization normalization = sound.normalization();
        if (tooLarge.equals("weights")) {
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] = i % 2 == 0 ? 3e38f : -3e38f;
            }
        } else {
            parameters[0] = 1e9f;
            normalization = Normalization.of(1e30f, 0);
        }
        Model.of(sound.network(), parameters, normalization, Map.of())
                .save(directory.resolve("huge.safetensors"));
        for (String image : List.of("test:0", seven("png"))) {
            Outcome outcome = predict("--model", "huge.safetensors", image).expect(5);
            assertEquals("", outcome.out());
            assertEquals(1, outcome.err().lines().count(), outcome.err());
            assertTrue(outcome.err()
                    .startsWith("lanewise: Model huge.safetensors can't be used on " + image
                            + ": "),
                    outcome.err());
        }
        Outcome json = predict("--model", "huge.safetensors", "--json", "test:0", "test:1")
                .expect(5);
        assertEquals(2, json.err().lines().count(), json.err());
        for (int i = 0; i < 2; i++) {
            assertTrue(images(json).get(i).getAsJsonObject().has("error"), json.out());
        }
    }

    @Test
    void anEmptyPictureIsSaidToBeEmpty() throws IOException {
        BufferedImage empty = new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB);
        Outcome outcome = predict(write("dark.png", DigitPictures.file(empty, "png"))).expect(4);
        assertTrue(outcome.err().contains("lanewise: dark.png: "), outcome.err());
    }

    @Test
    void withoutAnImageItIsWrongUsage() {
        predict().expect(2);
    }

    @Test
    void aFolderStandsForThePicturesInIt() throws IOException {
        Files.createDirectories(directory.resolve("scans/deeper.png"));
        byte[] seven = DigitPictures.file(DigitPictures.seven(), "png");
        for (String name : List.of("b.png", "a.JPG", ".hidden.png", "deeper.png/c.png")) {
            write("scans/" + name, seven);
        }
        for (String other : List.of("notes.txt", "photo.heic", "more.txt", "README")) {
            write("scans/" + other, seven);
        }
        Outcome outcome = predict("scans", "test:1").expect(0);
        assertEquals(List.of("scans/a.JPG  7", "scans/b.png  7", "test:1       2"),
                outcome.outLines().stream().map(line -> line.substring(0, 14)).toList());
        assertEquals("scans: 4 other files left out (.heic, .txt).\n"
                + "with pretrained (robust recipe, 99.6 % on mnist)\n",
                outcome.err());
        assertEquals(2, images(predict("--json", "scans/").expect(0)).size());
        predict("--save-input", "seen.png", "scans").expectFailure(2,
                "--save-input must have one image; you gave 2.",
                "scans: 4 other files left out (.heic, .txt).\n");
        write("scans/bad.png", new byte[]{1});
        assertEquals(2, predict("scans").expect(4).outLines().size());
    }

    @Test
    void aFolderWithoutAPictureIsRefused() throws IOException {
        Files.createDirectories(directory.resolve("pictures"));
        String sentence = "pictures: no PNG, JPEG, GIF, BMP or TIFF picture is in this folder; name"
                + " another folder, or a picture.";
        predict("pictures").expectFailure(4, sentence);
        write("pictures/notes.txt", new byte[1]);
        predict("pictures").expectFailure(4, sentence);
    }

    @Test
    void imagesOfTheDataMayBeARange() throws IOException {
        Outcome outcome = predict("test:0-3", "train:7").expect(0);
        assertEquals(List.of("test:0   7", "test:1   2", "test:2   1", "test:3   0", "train:7  3"),
                outcome.outLines().stream().map(line -> line.substring(0, 10)).toList());
        predict("tset:3").expectFailure(4, "tset:3: no such file; did you mean test:3?");
        predict("Test:0-3").expectFailure(4, "Test:0-3: no such file; did you mean test:0-3?");
    }

    /** The label of test image 2597 is 5, which the pretrained network doesn't see. */
    @Test
    void aWrongAnswerIsToldTheLabel() {
        assertTrue(predict("test:2597").expect(0).out().endsWith(" %  ✗ label 5\n"));
        JsonArray images = images(predict("--json", "test:2597", "test:0").expect(0));
        assertEquals(5, images.get(0).getAsJsonObject().get("true_label").getAsInt());
        assertEquals(7, images.get(1).getAsJsonObject().get("true_label").getAsInt());
        assertFalse(predict("test:0").out().contains("label"));
    }

    @Test
    void anImprobableAnswerIsUnsure() throws IOException {
        String seven = seven("png");
        Outcome unsure = predict("--min-probability", "1", seven).expect(0);
        assertTrue(unsure.out().matches("seven\\.png  \\?      .* %  unsure: 7\n"), unsure.out());
        for (String least : List.of("0", "0.5")) {
            Outcome sure = predict("--min-probability", least, seven).expect(0);
            assertTrue(sure.out().startsWith("seven.png  7"), sure.out());
        }
        JsonObject json = images(predict("--json", "--min-probability", "1", seven).expect(0))
                .get(0)
                .getAsJsonObject();
        assertEquals(7, json.get("label").getAsInt());
        assertFalse(json.get("sure").getAsBoolean());
        assertTrue(images(predict("--json", seven)).get(0)
                .getAsJsonObject()
                .get("sure")
                .getAsBoolean());
        predict("--min-probability", "70", seven).expectFailure(2, "--min-probability must be a"
                + " number from 0 to 1; you gave '70'; did you mean 0.7?");
    }

    @Test
    void severalDigitsAreReadFromLeftToRight() throws IOException {
        BufferedImage row = new BufferedImage(600, 260, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = row.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 600, 260);
        for (int i = 0; i < 3; i++) { // Test images 1 to 3 are a 2, a 1 and a 0.
            g.drawImage(DigitPictures.enlarged(1 + i), 10 + 190 * i, 15, null);
        }
        g.dispose();
        String file = write("row.png", DigitPictures.file(row, "png"));
        Outcome outcome = predict("--digits", file, "test:0").expect(0);
        assertTrue(outcome.outLines().get(0).startsWith("row.png  210    "), outcome.out());
        assertTrue(outcome.outLines().get(1).startsWith("test:0   7      "), outcome.out());
        JsonObject json = images(predict("--digits", "--json", file).expect(0)).get(0)
                .getAsJsonObject();
        assertEquals("210", json.get("digits").getAsString());
        assertTrue(json.get("sure").getAsBoolean());
        JsonArray each = json.getAsJsonArray("each");
        double product = 1;
        for (int i = 0; i < 3; i++) {
            product *= each.get(i).getAsJsonObject().get("probability").getAsFloat();
        }
        assertEquals(product, json.get("probability").getAsDouble(), 1e-12);
        assertEquals(14 * 3 + 1,
                predict("--digits", "--explain", file).expect(0).outLines().size());
        predict(file).expect(4);
    }

    /** A grey file and the same picture in colour, with transparency, or in twice as many bits. */
    @Test
    void greyAndColourOfAPictureGiveTheSameImage() throws IOException {
        BufferedImage grey = new BufferedImage(224, 224, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage deep = new BufferedImage(224, 224, BufferedImage.TYPE_USHORT_GRAY);
        BufferedImage clear = new BufferedImage(224, 224, BufferedImage.TYPE_INT_ARGB);
        BufferedImage color = new BufferedImage(224, 224, BufferedImage.TYPE_INT_RGB);
        BufferedImage seven = DigitPictures.seven();
        for (int i = 0; i < 224 * 224; i++) {
            int level = 60 + (seven.getRGB(i % 224, i / 224) & 0xff) / 2;
            grey.getRaster().setSample(i % 224, i / 224, 0, level);
            deep.getRaster().setSample(i % 224, i / 224, 0, level * 257);
            color.setRGB(i % 224, i / 224, level * 0x10101);
            clear.setRGB(i % 224, i / 224, 0xff000000 | level * 0x10101);
        }
        String expected = answer("color.png", color, "png");
        assertEquals(expected, answer("grey.png", grey, "png"));
        assertEquals(expected, answer("deep.png", deep, "png"));
        assertEquals(expected, answer("clear.png", clear, "png"));
        assertEquals(expected, answer("grey.tif", grey, "tiff"));
        assertEquals(expected, answer("deep.tif", deep, "tiff"));
        assertEquals(expected, answer("grey.bmp", grey, "bmp"));
    }

    private String answer(String name, BufferedImage picture, String format) throws IOException {
        write(name, DigitPictures.file(picture, format));
        JsonObject json = images(predict("--save-input", "seen.png", "--json", name).expect(0))
                .get(0)
                .getAsJsonObject();
        return json.get("probabilities") + " "
                + Arrays.toString(Files.readAllBytes(directory.resolve("seen.png")));
    }

    @Test
    void aTerminalGetsAHeader() {
        Outcome outcome = harness.onTerminal(80)
                .with("NO_COLOR", "1")
                .run("predict", "test:0-1")
                .expect(0);
        assertEquals(List.of("image   digit  probability", "test:0  7", "test:1  2"),
                outcome.outLines().stream().map(line -> line.replaceFirst(" {5,}.*", "")).toList());
    }

    @Test
    void aDamagedPictureIsToldAndNotGuessed() throws IOException {
        for (String format : List.of("png", "jpg", "gif", "bmp")) {
            byte[] whole = DigitPictures.file(DigitPictures.seven(), format);
            for (int length : new int[]{4, 20, whole.length / 2}) {
                String name = write("cut." + format, Arrays.copyOf(whole, length));
                Outcome outcome = predict(name).expect(4);
                assertTrue(outcome.err().contains("lanewise: " + name + ": the file is "),
                        outcome.err());
            }
        }
    }

    /** The header alone says that it would be 60 megapixels. */
    @Test
    void aPictureThatIsTooLargeIsRefusedBeforeItIsDecoded() throws IOException {
        byte[] bomb = DigitPictures.pngWithSize(10_000, 6_000);
        predict(write("huge.png", bomb)).expectFailure(4,
                "huge.png: the picture must have at most 50 megapixels; it has 60.00 (10000×6000"
                        + " pixels); make it smaller.");
    }
}
