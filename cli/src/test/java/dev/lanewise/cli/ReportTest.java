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
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The pictures and the page that a run and an evaluation leave. */
@Timeout(120)
class ReportTest {
    private static final Set<String> EVALUATION = Set.of("confusion-matrix.png",
            "confusion-matrix.svg", "mistakes.png", "predictions.png", "reliability.png",
            "reliability.svg", "network.png", "network.svg", "filters.png", "activations.png",
            "report.html");
    private static final Set<String> RUN = union(EVALUATION, Set.of("config.json", "history.csv",
            "model.safetensors", "last.checkpoint", "accuracy.png", "accuracy.svg", "loss.png",
            "loss.svg", "samples.png", "predictions.safetensors"));

    @TempDir
    Path directory;
    private Path data;
    private CommandLineHarness harness;

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

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
    void thePageHoldsItsPicturesAndAsksForNothingElse() throws IOException {
        String page = train();
        Matcher image = Pattern.compile("<img[^>]* src=\"([^\"]*)\"").matcher(page);
        int images = 0;
        while (image.find()) {
            assertTrue(image.group(1).startsWith("data:image/png;base64,"), image.group(1));
            assertTrue(ImageIO.read(new ByteArrayInputStream(Base64.getDecoder()
                    .decode(image.group(1).substring("data:image/png;base64,".length()))))
                    .getWidth() >= 5);
            images++;
        }
        assertTrue(images > 6 + 96 + 24, "images " + images);
        assertEquals(4, page.split("<svg ", -1).length - 1);
        String text = page.replaceAll("data:[^\"]*", "");
        assertFalse(text.contains("//"), "an address");
        assertFalse(text.contains("<script "), "a script from elsewhere");
        assertFalse(text.contains("url("), "a style from elsewhere");
        assertFalse(text.contains(directory.toString()), "a path of this machine");
        assertTrue(text.contains("default-src 'none'"), "what forbids requests");
    }

    private static Document main(String page) throws Exception {
        String xml = page.replaceFirst("(?s)^.*?<body>", "<body>")
                .replaceFirst("(?s)<script>.*", "</body>")
                .replaceAll("(<img[^>]*)>", "$1/>");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Document page, String name) {
        List<Element> elements = new ArrayList<>();
        NodeList found = page.getElementsByTagName(name);
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** Links in the page lead somewhere, files beside it are there, what scrolls takes the focus. */
    @Test
    void everySectionIsInTheNavigationAndEveryLinkLeadsSomewhere() throws Exception {
        Document page = main(train());
        List<String> sections = elements(page, "section").stream()
                .map(section -> section.getAttribute("id"))
                .toList();
        List<String> links = elements(page, "a").stream()
                .limit(sections.size())
                .map(link -> link.getAttribute("href").substring(1))
                .toList();
        assertEquals(sections, links);
        assertEquals(List.of("training", "confusion-matrix", "classes", "reliability", "mistakes",
                "predictions", "samples", "network", "filters", "activations", "options", "files",
                "reproduce"), links);
        Set<String> ids = new HashSet<>(sections);
        for (Element tile : elements(page, "div")) {
            ids.add(tile.getAttribute("id"));
            if (tile.getAttribute("class").startsWith("scroll")) {
                assertEquals("0", tile.getAttribute("tabindex"));
                assertFalse(tile.getAttribute("aria-label").isEmpty());
            }
        }
        for (Element link : elements(page, "a")) {
            String target = link.getAttribute("href");
            assertTrue(target.startsWith("#") ? ids.contains(target.substring(1))
                    : Files.exists(directory.resolve("run").resolve(target)), target);
        }
    }

    /** Mustache would leave out what it does not find; so the page is read as a user would. */
    @Test
    void thePageSaysWhatWasReachedAndHow() throws Exception {
        String text = main(train("--seed", "9", "--momentum", "0.8", "--nesterov=false"))
                .getDocumentElement()
                .getTextContent()
                .replaceAll("\\s+", " ");
        for (String part : List.of("LeNet-5 on data: ", "Trained ", "on 32 images of data and"
                + " validated on 8; standard recipe, seed 9.", "Made with Lanewise ",
                "of 20 test images were classified right", "Parameters61,706",
                "Precision, recall and F1 of each class", "EpochTraining error",
                "Expected calibration error: ", "conv1 (Conv2d 5×5)6×28×28156", "seed 9",
                "momentum 0.8 ", "nesterov no", "values as in the recipe", "batch size 64",
                "weight decay 0.0005", "weights SHA-256",
                "lanewise train --recipe standard --seed 9 --data data --epochs 2 --momentum 0.8"
                        + " --nesterov=false --validation 8")) {
            assertTrue(text.replace(" ", "").contains(part.replace(" ", "")), part + " in "
                    + text);
        }
    }

    @Test
    void whatTheUserNamedIsEscaped() throws IOException {
        Path odd = TinyData.write(directory.resolve("a<b>&c"), 40, 10);
        harness.run("train", "--data", odd.toString(), "--kernels", "scalar", "--epochs", "1",
                "--validation", "none", "--run", "run").expect(0);
        String page = Files.readString(directory.resolve("run/report.html"));
        assertTrue(page.contains("images of a&lt;b&gt;&amp;c"));
        assertFalse(page.contains("a<b>"));
    }

    @Test
    void withoutPlotsThereAreNone() throws IOException {
        Outcome outcome = harness.train(data, "--run", "run").expect(0);
        assertEquals(Set.of("config.json", "history.csv", "model.safetensors", "last.checkpoint",
                "predictions.safetensors"), names(directory.resolve("run")));
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
                .contains("lanewise evaluate run --data data --report report"));
    }

    @Test
    void aFolderWithOtherFilesTakesNoReport() throws IOException {
        harness.train(data, "--run", "run").expect(0);
        harness.run("evaluate", "run", "--data", data.toString(), "--report", "run")
                .expectFailure(2, "--report must be a new or empty folder, or that of an"
                        + " earlier report; you gave run, which has other files; name another.");
        harness.run("evaluate", "run", "--data", data.toString(), "--report", "run/history.csv")
                .expectFailure(2, "--report must be a folder; you gave"
                        + " run/history.csv, which is a file; name another.");
    }
}
