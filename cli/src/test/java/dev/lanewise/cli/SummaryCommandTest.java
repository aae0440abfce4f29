package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.TinyData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code summary}. */
class SummaryCommandTest {
    @TempDir
    Path directory;
    private CommandLineHarness harness;

    @BeforeEach
    void makeHarness() {
        harness = new CommandLineHarness(directory);
    }

    private static List<String> cells(Outcome outcome, String row) {
        return List.of(outcome.line(row).split(" {2,}"));
    }

    @Test
    void showsLenet5() {
        Outcome outcome = harness.run("summary").expect(0);
        assertEquals(List.of("Layer (type)", "Output shape", "Param #", "Multiply-adds", "Memory"),
                cells(outcome, "Layer (type)"));
        assertEquals(List.of("conv1 (Conv2d 5×5)", "6×28×28", "156", "117,600", "19.0 KiB"),
                cells(outcome, "conv1"));
        assertEquals(List.of("pool2 (MaxPool2d 2×2)", "16×5×5", "0", "0", "1.6 KiB"),
                cells(outcome, "pool2"));
        assertEquals(List.of("fc1 (Dense)", "120", "48,120", "48,000", "188.4 KiB"),
                cells(outcome, "fc1"));
        assertTrue(outcome.line("Total params").contains("61,706 (241.0 KiB)"));
        assertTrue(outcome.line("Multiply-adds:").contains("416,520 an image"));
        assertEquals(4, outcome.outLines().stream().filter(l -> l.startsWith("silu")).count());
        outcome.outLines().forEach(line -> assertTrue(line.length() <= 80, line));
    }

    @Test
    void showsOtherNetworks() {
        Outcome outcome = harness.run("summary", "--network", "lenet5-article", "--activation",
                "tanh").expect(0);
        assertTrue(outcome.line("Total params").contains("51,902"));
        assertEquals(3, outcome.outLines().stream().filter(l -> l.startsWith("tanh")).count());
    }

    @Test
    void showsAModel() throws IOException {
        Path data = TinyData.write(directory.resolve("data"), 20, 10);
        harness.train(data, "--network", "lenet5-article", "--activation", "relu").expect(0);
        Outcome outcome = harness.run("summary", "runs/last").expect(0);
        assertEquals("Model: runs/last", outcome.outLines().get(0));
        assertTrue(outcome.line("Total params").contains("51,902"));
        assertEquals(3, outcome.outLines().stream().filter(l -> l.startsWith("relu")).count());
    }

    @Test
    void aModelHasItsOwnNetwork() {
        harness.run("summary", "runs/last", "--activation", "relu")
                .expectFailure(2,
                        "The summary of a model expected neither --network nor --activation, as both stand"
                                + " in the model; leave them out.");
    }
}
