package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lanewise.cli.testing.Drawings;
import dev.lanewise.cli.testing.Outcome;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bench}, on few kernels, as each takes its seconds. */
class BenchCommandTest {
    @TempDir
    Path directory;
    private CommandLineHarness harness;

    @BeforeEach
    void makeHarness() {
        harness = new CommandLineHarness(directory);
    }

    @Test
    void printsOneTableOfAtMost60Columns() {
        Outcome outcome = harness.run("bench", "--kernel", "dW,slope").expect(0);
        assertTrue(outcome.line("of peak")
                .matches("kernel +shape +scalar +vector +speed-up +of peak"));
        for (String row : List.of("conv1 dW  6×25×12544", "conv2 dW  16×150×1600",
                "dense dW  120×128×400")) {
            assertTrue(outcome.line(row)
                    .matches(row + "( +\\d+\\.\\d){2} +\\d+\\.\\d× +\\d+ %"), outcome.out());
        }
        List<String> lines = outcome.outLines();
        int slope = lines.indexOf(outcome.line("slope dX  6×14"));
        assertTrue(lines.get(slope - 2).endsWith("of limit"), outcome.out());
        assertTrue(lines.get(slope - 3).startsWith("GB/s: "), outcome.out());
        assertEquals("GFLOP/s", lines.get(lines.indexOf(outcome.line("conv1 dW")) - 3));
        assertTrue(outcome.line("FMA peak").matches("FMA peak +\\d+\\.\\d GFLOP/s"));
        assertTrue(outcome.line("Bandwidth")
                .matches("Bandwidth +\\d+\\.\\d GB/s in the cache, \\d+\\.\\d in memory"));
        outcome.outLines()
                .stream()
                .filter(line -> !line.startsWith("Machine"))
                .forEach(line -> assertTrue(line.length() <= 60, line));
        assertEquals(List.of("Measured 0/4  now FMA peak and bandwidth",
                "Measured 0/4  now conv1 dW 6×25×12544", "Measured 1/4  now conv2 dW 16×150×1600",
                "Measured 2/4  now dense dW 120×128×400",
                "Measured 3/4  now slope dX 6×14×14×16"),
                outcome.err().lines().toList());
    }

    @Test
    void jsonHoldsWhatTheTableHoldsAndMore() {
        Outcome outcome = harness
                .run("bench", "--kernel", "Softmax,transpose", "--threads", "2", "--json")
                .expect(0);
        JsonObject found = outcome.events().getFirst();
        assertEquals(1, outcome.events().size());
        assertEquals(2, found.get("threads").getAsInt());
        assertTrue(found.has("machine") && found.has("java") && found.has("kernels"));
        assertTrue(found.getAsJsonObject("peak").get("gflops").getAsDouble() > 1);
        assertTrue(found.getAsJsonObject("cache_bandwidth").get("gbytes").getAsDouble() > 0.1);
        assertTrue(found.getAsJsonObject("memory_bandwidth").get("gbytes").getAsDouble() > 0.1);
        assertEquals(new JsonArray(), found.getAsJsonArray("omitted"));
        JsonArray rows = found.getAsJsonArray("rows");
        assertEquals(2, rows.size());
        JsonObject softmax = rows.get(0).getAsJsonObject();
        assertEquals("softmax loss", softmax.get("kernel").getAsString());
        assertEquals("compute", softmax.get("bound").getAsString());
        assertTrue(softmax.get("fraction_of_bandwidth").isJsonNull());
        assertEquals(ratio(softmax, "vector", "scalar", "gflops"),
                softmax.get("speed_up").getAsDouble(), 0.01);
        assertEquals(ratio(softmax, "vector", "limit", "gflops"),
                softmax.get("fraction_of_peak").getAsDouble(), 0.01);
        JsonObject transpose = rows.get(1).getAsJsonObject();
        assertEquals("bandwidth", transpose.get("bound").getAsString());
        assertTrue(transpose.get("fraction_of_peak").isJsonNull());
        assertEquals(0, transpose.getAsJsonObject("vector").get("gflops").getAsDouble());
        assertEquals(ratio(transpose, "vector", "limit", "gbytes"),
                transpose.get("fraction_of_bandwidth").getAsDouble(), 0.01);
        for (JsonElement row : rows) {
            JsonObject vector = row.getAsJsonObject().getAsJsonObject("vector");
            assertTrue(vector.get("spread").getAsDouble() >= 0);
            assertTrue(vector.get("samples").getAsInt() >= 3);
        }
    }

    private static double ratio(JsonObject row, String above, String below, String unit) {
        return row.getAsJsonObject(above).get(unit).getAsDouble()
                / row.getAsJsonObject(below).get(unit).getAsDouble();
    }

    @Test
    void outDrawsAChart() throws IOException {
        Outcome outcome = harness.onTerminal(60)
                .with("NO_COLOR", "1")
                .run("bench", "--kernel", "softmax", "--out", "roof.PNG")
                .expect(0);
        BufferedImage image = ImageIO.read(directory.resolve("roof.PNG").toFile());
        assertEquals(2160, image.getWidth());
        assertTrue(outcome.err().endsWith("Chart: roof.PNG\n"), outcome.err());
        // On a terminal progress is one line, rewritten and at the end wiped.
        assertTrue(outcome.err().contains("\r\u001b[?7l\u001b[K\u001b[?7h\rChart"), outcome.err());
        List<String> drawings = Drawings.of(outcome.err());
        assertTrue(drawings.get(0).startsWith("Measured 0/1  ┄"), drawings.toString());
        drawings.forEach(drawing -> assertTrue(drawing.length() < 60, drawing));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--threads 0 | --threads must be a whole number from 1 to 1024; you gave '0'.",
            "--out roof.jpg | --out must be a file that ends in .png; you gave roof.jpg.",
            "--kernel gem,foo | --kernel must be part of one of the names gemm, conv1 + pool, conv1 dW, conv2 + pool, conv2 im2col, conv2 dX, conv2 dW, max pool dX, dense, dense dX, dense dW, silu, slope dX, softmax loss, transpose, SGD, Adam, training, inference; you gave 'foo'."})
    void refuses(String options, String sentence) {
        String[] arguments = ("bench " + options).split(" ");
        harness.run(arguments).expectFailure(2, sentence);
    }

    @Test
    void refusesFilesThatCanNotBeWrittenBeforeItMeasures() throws IOException {
        Path nowhere = directory.resolve("nowhere");
        harness.run("bench", "--out", "nowhere/roof.png")
                .expectFailure(2, "--out can't be written: nowhere/roof.png is in the folder "
                        + nowhere + ", which doesn't exist; create it, or choose another path.");
        Files.createDirectory(directory.resolve("folder.png"));
        harness.run("bench", "--out", "folder.png")
                .expectFailure(2, "--out can't be written: folder.png is a folder; choose another"
                        + " path.");
    }

    @Test
    void withoutVectorKernelsSaysWhatWouldMendIt() throws Exception {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Lanewise.class.getName(), "bench").start();
        assertEquals("", new String(process.getInputStream().readAllBytes()));
        String err = new String(process.getErrorStream().readAllBytes());
        assertEquals(1, process.waitFor(), err);
        assertEquals("lanewise: Vector kernels can't run here: the module jdk.incubator.vector is"
                + " not resolved; start Java with --add-modules=jdk.incubator.vector.\n", err);
    }

    /** Help and every other command load neither the harness nor the charts. */
    @Test
    void otherCommandsLoadNothingOfIt() throws Exception {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load", "-cp", System.getProperty("java.class.path"),
                Lanewise.class.getName(), "summary").redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), out);
        assertTrue(out.contains("dev.lanewise.cli.command.BenchCommand "), out);
        for (String name : List.of("dev.lanewise.bench.", "dev.lanewise.cli.bench.",
                "dev.lanewise.cli.chart.")) {
            assertFalse(out.lines().anyMatch(line -> line.contains(name)), name);
        }
    }
}
