package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.TinyData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** {@code show}. Image i of the data has label i modulo 10 and a bright bar below row 2 · label. */
class ShowCommandTest {
    @TempDir
    Path directory;
    private Path data;
    private CommandLineHarness harness;

    @BeforeEach
    void makeHarness() throws IOException {
        data = TinyData.write(directory.resolve("data"), 40, 10);
        harness = new CommandLineHarness(directory);
    }

    private Outcome show(CommandLineHarness where, String... options) {
        return where.run(Stream.concat(Stream.of("show", "--data", data.toString()),
                Stream.of(options)).toArray(String[]::new));
    }

    @Test
    void imagesStandSideBySideUnderTheirIndicesAndLabels() {
        List<String> lines = show(harness, "--index", "3,15").expect(0).outLines();
        assertEquals(15, lines.size());
        assertEquals("#3  label 3                   #15  label 5", lines.get(0));
        // Bars fill the rows 8 and 9, or 12 and 13, two of which are one line.
        assertTrue(lines.get(5).startsWith("%") || lines.get(5).startsWith("@")
                || lines.get(5).startsWith("#"), lines.get(5));
        assertFalse(lines.get(5).substring(0, 28).contains(" "), lines.get(5));
        assertFalse(lines.get(7).substring(30).contains(" "), lines.get(7));
        assertTrue(lines.get(7).substring(0, 28).contains("."), lines.get(7));
    }

    @ParameterizedTest
    @CsvSource({"30, 1", "57, 1", "58, 2", "88, 3", "200, 6"})
    void asManyStandInARowAsFit(int columns, int inRow) {
        CommandLineHarness pipe = new CommandLineHarness(directory, columns, false, Map.of(),
                InputStream.nullInputStream());
        List<String> lines = show(pipe, "--random", "6").expect(0).outLines();
        assertEquals(Math.ceilDiv(6, inRow) * 16 - 1, lines.size());
        for (String line : lines) {
            assertTrue(line.length() <= columns, line);
        }
    }

    @Test
    void coloursAreForTerminalsAndThoseWhoAskForThem() {
        assertFalse(show(harness).out().contains("\u001b["));
        assertTrue(show(harness.onTerminal(80)).out().contains("\u001b[38;5;"));
        assertTrue(show(harness, "--color", "always").out().contains("▀"));
        assertFalse(show(harness.onTerminal(80), "--color", "never").out().contains("\u001b["));
        for (String line : show(harness.onTerminal(60), "--index", "1").outLines()) {
            assertTrue(line.endsWith("\u001b[0m"), "every line ends its colours");
        }
    }

    @Test
    void theSeedDecidesWhichAreShown() {
        String first = show(harness, "--random", "5", "--seed", "1").expect(0).out();
        assertEquals(first, show(harness, "--random", "5", "--seed", "1").out());
        assertNotEquals(first, show(harness, "--random", "5", "--seed", "2").out());
        assertEquals(8, show(harness).out().split("#\\d+  label ", -1).length - 1);
        assertEquals(40, show(harness, "--random", "99").out().split("#\\d+  label ", -1).length
                - 1, "no more than there are, and no one twice");
    }

    /** The clock of the harness stands at 05:06:07 of the fourth of March. */
    @Test
    void withoutASeedOneIsMadeUpAndTold() {
        Outcome outcome = show(harness, "--random", "5").expect(0);
        assertEquals("seed 767000 (--seed 767000 shows these again)\n", outcome.err());
        Outcome again = show(harness, "--random", "5", "--seed", "767000").expect(0);
        assertEquals(outcome.out(), again.out());
        assertEquals("", again.err());
        assertEquals("", show(harness, "--index", "5").expect(0).err());
    }

    @Test
    void indicesMayBeRanges() {
        assertEquals(show(harness, "--index", "3,4,5,9").out(),
                show(harness, "--index", "3-5,9").expect(0).out());
    }

    /** Of 28 rows: 14 lines and a caption an image, or 7 and a caption. */
    @ParameterizedTest
    @CsvSource({"2, 15, 30", "4, 8, 16", "8, 17, 16", "20, 35, 16"})
    void manyImagesHaveHalfTheSizeOnATerminal(int images, int lines, int second) {
        Outcome outcome = show(harness.onTerminal(80).with("NO_COLOR", "1"), "--index",
                "0-" + (images - 1)).expect(0);
        assertEquals(lines, outcome.outLines().size(), outcome.out());
        assertEquals(second, outcome.outLines().getFirst().indexOf("#1 "));
    }

    @Test
    void theSplitDecidesWhichImages() {
        assertNotEquals(show(harness, "--index", "3").out(),
                show(harness, "--index", "3", "--split", "test").out());
        show(harness, "--index", "8-10", "--split", "test").expectFailure(2,
                "--index 8-10 is out of range (0–9).");
    }

    @ParameterizedTest
    @CsvSource({"14, 56, 7", "1, 784, 1", "784, 1, 392", "1, 1, 1", "32, 32, 16"})
    void imagesOfAnyShapeAreShown(int height, int width, int lines) throws IOException {
        Path other = TinyData.write(directory.resolve("other"), 2, 2, height, width);
        String[] shown = {"show", "--data", other.toString(), "--index", "0,1"};
        assertEquals(1 + lines, harness.onTerminal(2000)
                .with("NO_COLOR", "1")
                .run(shown)
                .expect(0)
                .outLines()
                .size());
        harness.run("show", "--data", other.toString(), "--out", "sheet.png").expect(0);
    }

    @Test
    void imagesOfAnySizeAreShown() throws IOException {
        Path other = TinyData.write(directory.resolve("other"), 20, 10, 25);
        List<String> lines = harness.run("show", "--data", other.toString(), "--index", "0")
                .expect(0)
                .outLines();
        assertEquals(14, lines.size());
    }

    @Test
    void aSheetHoldsEveryPixelAsASquare() throws IOException {
        Outcome outcome = show(harness, "--index", "3,4,5,6,7", "--out", "sheet.png").expect(0);
        assertEquals("", outcome.out());
        assertEquals("Wrote sheet.png.\n", outcome.err());
        BufferedImage sheet = ImageIO.read(directory.resolve("sheet.png").toFile());
        // The first tile begins at the left margin, below the title; its bar is in rows 8 and 9.
        int top = 0;
        while (sheet.getRGB(40, top) == 0xffffffff || isText(sheet, top)) {
            top++;
        }
        int tile = top;
        int bar = sheet.getRGB(40, tile + 8 * 5 + 2) & 0xff;
        int around = sheet.getRGB(40, tile + 12 * 5 + 2) & 0xff;
        assertTrue(bar >= 180, "bar " + bar);
        assertTrue(around < 60, "around " + around);
        assertEquals(sheet.getRGB(42, tile + 12), sheet.getRGB(44, tile + 13), "one pixel");
    }

    /** The frame and the pixels go through a whole tile; text does not. */
    private static boolean isText(BufferedImage sheet, int y) {
        for (int x = 40; x < 160; x++) {
            if (sheet.getRGB(x, y) == 0xffffffff) {
                return true;
            }
        }
        return (sheet.getRGB(40, y) & 0xff) > 0xb0;
    }

    @Test
    void equalSheetsAreEqualFiles() throws IOException {
        show(harness, "--random", "8", "--out", "a.png").expect(0);
        show(harness, "--random", "8", "--out", "b.png").expect(0);
        assertEquals(-1, Files.mismatch(directory.resolve("a.png"), directory.resolve("b.png")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--random 3 --index 1 | --random can't be combined with --index, which says itself which images to show; leave one of them out.",
            "--random 0 | --random must be a whole number from 1 to 1000; you gave '0'.",
            "--random 1001 | --random must be a whole number from 1 to 1000; you gave '1001'.",
            "--index 40 | --index 40 is out of range (0–39).",
            "--index 1,-1 | --index must be indices from 0, such as 3,5, or ranges, such as 3-5; you gave '-1'.",
            "--index 0-999999999,3 | --index 0-999999999 is out of range (0–39).",
            "--index 5-3 | --index must be indices from 0, such as 3,5, or ranges, such as 3-5; you gave '5-3'.",
            "--seed 3 --index 1 | --seed can't be combined with --index, which says itself which images to show; leave one of them out.",
            "--out sheet.jpg | --out must be a file that ends in .png; you gave sheet.jpg."})
    void whatMakesNoSenseIsRefused(String options, String sentence) {
        show(harness, options.split(" ")).expectFailure(2, sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere/sheet.png", "data"})
    void aPlaceThatCanNotBeWrittenIsRefusedBeforeAnything(String place) throws IOException {
        show(harness, "--out", place).expect(2);
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(data), files.toList());
        }
    }

    @Test
    void missingDataAreExitCode4() {
        harness.run("show", "--data", "nowhere").expect(4);
    }
}
