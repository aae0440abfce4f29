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
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    void oneImageIsOneLineWithTheRunnerUp() throws IOException {
        Outcome outcome = predict(seven("png")).expect(0);
        assertTrue(
                outcome.out()
                        .matches("seven\\.png  7  (0\\.9|1\\.0)\\d{3}  then \\d  0\\.0\\d{3}\n"),
                outcome.out());
        assertEquals("with the pretrained lenet5\n", outcome.err());
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
        predict("--data", "data", "train:40").expectFailure(2, "Image train:40 expected an index"
                + " from 0 to 39 of the training images of data, found another; name one of"
                + " them.", "with the pretrained lenet5\n");
        predict("--data", data.toString(), "test:x").expect(2);
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
                .expectFailure(4, "-: expected a picture, found an empty file; use a PNG, JPEG,"
                        + " GIF or BMP file.", "with the pretrained lenet5\n");
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
        assertTrue(lines.get(0).startsWith("seven.png    7  "), outcome.out());
        assertTrue(lines.get(1).startsWith("test:1       2  "), outcome.out());
        assertEquals(List.of("with the pretrained lenet5",
                "lanewise: text.png: expected a picture, found something else; use a PNG, JPEG,"
                        + " GIF or BMP file.",
                "lanewise: missing.png: expected a picture, found no such file; name one that is"
                        + " there, or an image of the data such as test:123."),
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
                        .anyMatch(line -> line.matches(".{28}  7  █{17}.  (0\\.9|1\\.0)\\d{3}")),
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
        assertEquals(1 + 14 + 10, stacked.size());
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
                "Option --save-input expected one image, found 2; name one.");
        predict("--save-input", "nowhere/seen.png", "test:0").expect(2);
    }

    @Test
    void theNewestRunIsUsedOrTheModelThatIsNamed() throws IOException {
        Path data = TinyData.write(directory.resolve("data"), 40, 10);
        harness.train(data).expect(0);
        assertEquals("with runs/last\n", predict("test:0").expect(0).err());
        JsonObject json = predict("--json", "test:0").expect(0).events().getFirst();
        assertEquals("runs/last", json.get("model").getAsString());
        Lenet5.pretrained().save(directory.resolve("mine.safetensors"));
        Outcome named = predict("--model", "mine.safetensors", "test:0").expect(0);
        assertEquals("", named.err());
        assertTrue(named.out().startsWith("test:0  7  "), named.out());
    }

    @Test
    void aModelThatIsMissingOrOfOtherImagesIsExitCode5() throws IOException {
        predict("--model", "nowhere", "test:0").expect(5);
        Network other = Network.input(1, 5, 5).dense(10).build();
        Model.of(other, new float[other.parameterCount()], Lenet5.pretrained().normalization(),
                Map.of()).save(directory.resolve("other.safetensors"));
        predict("--model", "other.safetensors", "test:0").expectFailure(5,
                "Model other.safetensors expected images of 1×28×28 as its input, found 1×5×5;"
                        + " name a model of MNIST's shape.");
    }

    /** Images of another form, also of as many pixels or more, would be read as something else. */
    @ParameterizedTest
    @CsvSource({"32, 32", "20, 20", "14, 56", "56, 14", "1, 784", "784, 1", "28, 27"})
    void imagesOfTheDataOfAnotherShapeAreRefused(int height, int width) throws IOException {
        Path data = TinyData.write(directory.resolve("other"), 2, 2, height, width);
        String sentence = "Model the pretrained lenet5 can't be used on %s: The network's input"
                + " expected samples of 1×28×28, found 1×" + height + "×" + width
                + "; use data of that size or a network for this one.";
        for (String image : List.of("test:0", "train:1")) {
            predict("--data", data.toString(), "--explain", image)
                    .expectFailure(5, sentence.formatted(image), "with the pretrained lenet5\n");
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
            normalization = new Normalization(1e30f, 0);
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
    void aFolderIsNoPicture() throws IOException {
        Files.createDirectories(directory.resolve("pictures"));
        predict("pictures").expectFailure(4,
                "pictures: expected a picture, found a folder; name the files in it.",
                "with the pretrained lenet5\n");
    }

    @Test
    void aDamagedPictureIsToldAndNotGuessed() throws IOException {
        for (String format : List.of("png", "jpg", "gif", "bmp")) {
            byte[] whole = DigitPictures.file(DigitPictures.seven(), format);
            for (int length : new int[]{4, 20, whole.length / 2}) {
                String name = write("cut." + format, Arrays.copyOf(whole, length));
                Outcome outcome = predict(name).expect(4);
                assertTrue(outcome.err().contains("lanewise: " + name + ": expected a picture"),
                        outcome.err());
            }
        }
    }

    /** The header alone says that it would be 60 megapixels. */
    @Test
    void aPictureThatIsTooLargeIsRefusedBeforeItIsDecoded() throws IOException {
        byte[] bomb = DigitPictures.pngWithSize(10_000, 6_000);
        predict(write("huge.png", bomb)).expectFailure(4,
                "huge.png: expected a picture of at most 50 megapixels, found 60.00 (10000×6000"
                        + " pixels); make it smaller.",
                "with the pretrained lenet5\n");
    }
}
