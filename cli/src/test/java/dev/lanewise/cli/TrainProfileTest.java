package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.TinyData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --profile}. */
@Timeout(120)
class TrainProfileTest {
    private static final int IMAGES = 40;
    private static final int FLOP_AN_IMAGE = 2_263_920;

    @TempDir
    Path directory;
    private Path data;
    private CommandLineHarness harness;

    @BeforeEach
    void makeHarness() throws IOException {
        data = TinyData.write(directory.resolve("data"), IMAGES, 10);
        harness = new CommandLineHarness(directory);
    }

    @Test
    void theTableFollowsTheResult() {
        Outcome outcome = harness.train(data, "--profile", "--threads", "1", "--epochs", "3",
                "--batch-size", "16").expect(0);
        List<String> lines = outcome.outLines();
        int profile = lines.indexOf("Profile        of a step, the mean of 6 steps");
        assertTrue(lines.get(profile - 2).startsWith("Run "), outcome.out());
        assertEquals("", lines.get(profile - 1));
        assertTrue(lines.get(profile + 1)
                .matches("FMA peak       \\d+\\.\\d GFLOP/s on 1 thread"), outcome.out());
        assertTrue(lines.get(profile + 2)
                .matches("Layer +Pass +ms +Share +GFLOP/s +Peak +MiB"), outcome.out());
        assertTrue(outcome.line("conv1+pool1  forward")
                .matches(
                        "conv1\\+pool1  forward +[\\d.]+ +[\\d.]+% +[\\d.]+ +[\\d.]+% +0\\.\\d\\d"),
                outcome.out());
        assertTrue(outcome.line("weights ").matches("weights +update +[\\d.]+ +[\\d.]+% +1\\.65"),
                outcome.out());
        assertTrue(
                outcome.line("step ")
                        .matches("step +[\\d.]+ +100\\.0% +[\\d.]+ +[\\d.]+% +[\\d.]+"),
                outcome.out());
        lines.subList(profile, lines.indexOf(outcome.line("step ")))
                .forEach(line -> assertTrue(line.length() <= 80, line));
    }

    @Test
    void asJsonItIsAnEventBeforeTheResult() {
        List<JsonObject> events = harness.train(data, "--profile", "--json", "--threads", "2")
                .expect(0)
                .events();
        assertEquals(List.of("epoch", "profile", "result"),
                events.stream().map(event -> event.get("event").getAsString()).toList());
        JsonObject profile = events.get(1);
        assertEquals(1, profile.get("steps").getAsInt());
        assertEquals(IMAGES, profile.get("images").getAsInt());
        assertEquals(2, profile.get("threads").getAsInt());
        assertTrue(profile.get("peak_gflops").getAsDouble() > 0);
        assertEquals(profile.get("gflops").getAsDouble() / profile.get("peak_gflops").getAsDouble(),
                profile.get("peak_share").getAsDouble(), 1e-3);
        assertEquals(IMAGES * FLOP_AN_IMAGE, profile.get("flop").getAsInt());
        double shares = 0;
        double milliseconds = 0;
        long bytes = 0;
        int flop = 0;
        for (JsonElement element : profile.getAsJsonArray("rows")) {
            JsonObject row = element.getAsJsonObject();
            assertEquals(row.get("flop").getAsInt() == 0, row.get("gflops").isJsonNull());
            assertFalse(row.get("layer").getAsString().isEmpty());
            shares += row.get("share").getAsDouble();
            milliseconds += row.get("ms").getAsDouble();
            bytes += row.get("bytes").getAsLong();
            flop += row.get("flop").getAsInt();
        }
        assertEquals(1, shares, 1e-4);
        assertEquals(profile.get("ms").getAsDouble(), milliseconds, 1e-4);
        assertEquals(profile.get("bytes").getAsLong(), bytes);
        assertEquals(IMAGES * FLOP_AN_IMAGE, flop);
    }

    @Test
    void itChangesNoWeight() {
        Outcome without = harness.train(data, "--json").expect(0);
        Outcome with = harness.train(data, "--json", "--profile").expect(0);
        assertEquals(without.events().getLast().get("weights_sha256"),
                with.events().getLast().get("weights_sha256"));
        assertEquals(2, without.events().size());
    }
}
