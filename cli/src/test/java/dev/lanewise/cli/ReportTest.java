package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.TinyData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pictures and the page that a run and an evaluation leave. */
@Timeout(120)
class ReportTest {
    private static final Set<String> EVALUATION = Set.of("confusion-matrix.png", "mistakes.png",
            "predictions.png", "filters.png", "activations.png", "report.html");
    private static final Set<String> RUN = Set.of("config.json", "history.csv",
            "model.safetensors", "last.checkpoint", "accuracy.png", "loss.png", "samples.png",
            "confusion-matrix.png", "mistakes.png", "predictions.png", "filters.png",
            "activations.png", "report.html");

    @TempDir
    Path directory;
    private Path data;
    private CommandLineHarness harness;

    @BeforeEach
    void makeHarness() throws IOException {
        data = TinyData.write(directory.resolve("data"), 40, 20);
        harness = new CommandLineHarness(directory);
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
        }
    }

    private String train(String... options) throws IOException {
        Outcome outcome = harness.run(Stream.concat(
                Stream.of("train", "--data", data.toString(), "--kernels", "scalar", "--epochs",
                        "2", "--validation", "8", "--run", "run"),
                Stream.of(options)).toArray(String[]::new)).expect(0);
        assertTrue(outcome.out().contains("Report         " + directory.resolve("run/report.html")),
                outcome.err());
        return Files.readString(directory.resolve("run/report.html"));
    }

    private static Set<Integer> colors(Path file) throws IOException {
        BufferedImage picture = ImageIO.read(file.toFile());
        Set<Integer> colors = new HashSet<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                colors.add(picture.getRGB(x, y));
            }
        }
        return colors;
    }

    @Test
    void aRunLeavesEveryFileOfTheContract() throws IOException {
        train();
        Set<String> files = new HashSet<>(names(directory.resolve("run")));
        files.remove("previous.checkpoint"); // It is there if there was time to write both.
        assertEquals(RUN, files);
        for (String name : RUN) {
            if (name.endsWith(".png")) {
                assertTrue(colors(directory.resolve("run").resolve(name)).size() > 20, name);
            }
        }
    }

    @Test
    void thePageHoldsThePicturesAndAsksForNothingElse() throws IOException {
        String page = train();
        List<byte[]> embedded = new ArrayList<>();
        Matcher image = Pattern.compile("<img[^>]* src=\"([^\"]*)\"").matcher(page);
        while (image.find()) {
            assertTrue(image.group(1).startsWith("data:image/png;base64,"), image.group(1));
            embedded.add(Base64.getDecoder()
                    .decode(image.group(1).substring("data:image/png;base64,".length())));
        }
        assertEquals(8, embedded.size());
        for (byte[] png : embedded) {
            assertTrue(ImageIO.read(new ByteArrayInputStream(png)).getWidth() > 400);
        }
        String text = page.replaceAll("data:[^\"]*", "");
        assertFalse(text.contains("//"), "an address");
        assertFalse(text.contains("<script"), "a script");
        assertFalse(text.contains("url("), "a style from elsewhere");
    }

    /** Mustache would leave out what it does not find; so the page is read as a user would. */
    @Test
    void thePageSaysWhatWasReachedAndHow() throws Exception {
        String page = train("--seed", "9");
        String xml = page.replaceFirst("(?s)^.*?<main>", "<main>")
                .replaceFirst("(?s)</main>.*", "</main>")
                .replaceAll("(<img[^>]*)>", "$1/>");
        String text = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement()
                .getTextContent()
                .replaceAll("\\s+", " ");
        for (String part : List.of("lenet5, standard recipe, test accuracy 0.",
                "of 20 test images of data classified right, after 2 epochs on 32 training",
                "Parameters61,706", "Confusion matrix",
                "Precision Recall F1 Images".replace(" ", ""),
                "conv1 (Conv2d 5×5)6×28×28156", "seed9", "batch size64", "data, sha256",
                "versions, java" + Runtime.version(), "result, weights sha256",
                "./lanewise train --config " + directory.resolve("run/config.json"))) {
            assertTrue(text.contains(part), part + " in " + text);
        }
    }

    @Test
    void whatTheUserNamedIsEscaped() throws IOException {
        Path odd = TinyData.write(directory.resolve("a<b>&c"), 40, 10);
        harness.run("train", "--data", odd.toString(), "--kernels", "scalar", "--epochs", "1",
                "--validation", "none", "--run", "run").expect(0);
        String page = Files.readString(directory.resolve("run/report.html"));
        assertTrue(page.contains("test images of a&lt;b&gt;&amp;c"));
        assertFalse(page.contains("a<b>"));
    }

    @Test
    void withoutPlotsThereAreNone() throws IOException {
        Outcome outcome = harness.train(data, "--run", "run").expect(0);
        assertEquals(Set.of("config.json", "history.csv", "model.safetensors", "last.checkpoint"),
                names(directory.resolve("run")));
        assertFalse(outcome.out().contains("Report"), outcome.out());
    }

    @Test
    void withoutValidationAndWithOneEpochThereAreCurvesToo() throws IOException {
        train("--validation", "none", "--epochs", "1");
        assertEquals(RUN, names(directory.resolve("run")));
    }

    /** A folder of the picture's name is in the way, as a full disk might be. */
    @Test
    void picturesThatFailAreToldAndFailNothing() throws IOException {
        train();
        byte[] model = Files.readAllBytes(directory.resolve("run/model.safetensors"));
        Path picture = directory.resolve("run/loss.png");
        Files.delete(picture);
        Files.createDirectories(picture.resolve("inside"));
        Outcome outcome = harness.run("train", "--resume", "run", "--json").expect(0);
        assertTrue(outcome.err().contains("lanewise: The pictures of run "), outcome.err());
        assertEquals(1, outcome.events().size());
        assertArrayEquals(model, Files.readAllBytes(directory.resolve("run/model.safetensors")));
    }

    @Test
    void anEvaluationLeavesWhatItKnows() throws IOException {
        harness.train(data, "--run", "run").expect(0);
        Outcome outcome = harness.run("evaluate", "run", "--data", data.toString(), "--kernels",
                "scalar", "--report", "deep/report").expect(0);
        assertTrue(outcome.err().contains("deep/report/report.html"), outcome.err());
        assertEquals(EVALUATION, names(directory.resolve("deep/report")));
        harness.run("evaluate", "run", "--data", data.toString(), "--kernels", "scalar",
                "--report", "deep/report").expect(0);
        assertTrue(Files.readString(directory.resolve("deep/report/report.html"))
                .contains("./lanewise evaluate run --report deep/report"));
    }

    @Test
    void aFolderWithOtherFilesTakesNoReport() throws IOException {
        harness.train(data, "--run", "run").expect(0);
        harness.run("evaluate", "run", "--data", data.toString(), "--report", "run")
                .expectFailure(2, "Option --report expected a new or empty folder, or that of an"
                        + " earlier report, found run with other files in it; name another.");
        harness.run("evaluate", "run", "--data", data.toString(), "--report", "run/history.csv")
                .expectFailure(2, "Option --report expected a folder, found the file"
                        + " run/history.csv; name another.");
    }
}
