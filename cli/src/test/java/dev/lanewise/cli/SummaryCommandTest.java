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
        assertEquals(List.of("Layer (type)", "Output shape", "Params", "Multiply-adds", "Memory"),
                cells(outcome, "Layer (type)"));
        assertEquals(List.of("conv1 (Conv2d 5×5)", "6×28×28", "156", "117,600", "19.0 KiB"),
                cells(outcome, "conv1"));
        assertEquals(List.of("pool2 (MaxPool2d 2×2)", "16×5×5", "0", "0", "1.6 KiB"),
                cells(outcome, "pool2"));
        assertEquals(List.of("fc1 (Dense)", "120", "48,120", "48,000", "188.4 KiB"),
                cells(outcome, "fc1"));
        assertTrue(outcome.line("Parameters:").contains("61,706 (241.0 KiB)"));
        assertTrue(outcome.line("Multiply-adds:").contains("416,520 per image"));
        assertEquals(4, outcome.outLines().stream().filter(l -> l.startsWith("silu")).count());
        outcome.outLines().forEach(line -> assertTrue(line.length() <= 80, line));
    }

    @Test
    void showsOtherNetworks() {
        Outcome outcome = harness.run("summary", "--network", "lenet5-article", "--activation",
                "tanh").expect(0);
        assertTrue(outcome.line("Parameters:").contains("51,902"));
        assertEquals(3, outcome.outLines().stream().filter(l -> l.startsWith("tanh")).count());
    }

    /** The article's recipe trains with relu, so that is what its network is shown with. */
    @Test
    void takesTheActivationOfTheNetworksRecipe() {
        Outcome outcome = harness.run("summary", "--network", "lenet5-article").expect(0);
        assertEquals(3, outcome.outLines().stream().filter(l -> l.startsWith("relu")).count());
    }

    @Test
    void countsWhatIsNotTrained() {
        Outcome outcome = harness.run("summary", "--network", "lenet5-1998").expect(0);
        assertTrue(outcome.line("Parameters:").contains("60,840 (237.7 KiB), 60,000 trainable"));
        assertTrue(outcome.line("Non-trainable:").endsWith(" 840"));
        assertEquals("840", cells(outcome, "rbf").get(2));
    }

    @Test
    void leavesMemoryOutWhereTheTerminalIsNarrow() {
        for (int columns : new int[]{60, 80, 120}) {
            for (String network : new String[]{"lenet5", "lenet5-article", "lenet5-1998"}) {
                Outcome outcome = harness.onTerminal(columns)
                        .run("summary", "--network", network)
                        .expect(0);
                outcome.outLines().forEach(line -> assertTrue(line.length() <= columns, line));
                assertEquals(columns > 60, outcome.line("Layer (type)").contains("Memory"));
            }
        }
    }

    @Test
    void showsAModel() throws IOException {
        Path data = TinyData.write(directory.resolve("data"), 20, 10);
        harness.train(data, "--network", "lenet5-article", "--activation", "relu").expect(0);
        Outcome outcome = harness.run("summary", "runs/last").expect(0);
        assertEquals("Model: runs/last", outcome.outLines().get(0));
        assertTrue(outcome.line("Parameters:").contains("51,902"));
        assertEquals(3, outcome.outLines().stream().filter(l -> l.startsWith("relu")).count());
    }

    @Test
    void aModelHasItsOwnNetwork() {
        harness.run("summary", "runs/last", "--activation", "relu")
                .expectFailure(2,
                        "--network, --layers and --activation can't be combined with a model, which has its"
                                + " own; leave them out.");
    }
}
