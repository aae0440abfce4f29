package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lanewise.cli.testing.TinyData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --find-lr}: a rate, a picture, and no run. */
class FindLearningRateTest {
    @TempDir
    private Path directory;
    private CommandLineHarness harness;
    private String data;

    @BeforeEach
    void prepare() throws IOException {
        harness = new CommandLineHarness(directory);
        data = TinyData.write(directory.resolve("data"), 400, 10).toString();
    }

    @Test
    void findsARateThatTrainsAndDrawsTheCurve() throws IOException {
        String out = harness.run("train", "--find-lr", "--data", data, "--validation", "none",
                "--batch-size", "4", "--json", "--run", "found").expect(0).out();
        JsonObject found = JsonParser.parseString(out).getAsJsonObject();
        double rate = found.get("learning_rate").getAsDouble();
        assertTrue(rate > 1e-4 && rate < found.get("diverged").getAsDouble(), out);
        double gain = found.get("found_accuracy").getAsDouble()
                - found.get("own_accuracy").getAsDouble();
        double own = found.get("own").getAsDouble();
        double other = found.get("found").getAsDouble();
        assertEquals(0.05, own);
        assertEquals(Math.abs(gain) < 0.001 ? Math.min(own, other) : gain > 0 ? other : own, rate);
        assertTrue(found.get("steps").getAsInt() > 100, out);
        Path picture = directory.resolve("found").resolve("learning-rate.png");
        assertEquals(picture.toString(), found.get("picture").getAsString());
        assertEquals(1280, ImageIO.read(picture.toFile()).getWidth());
        assertFalse(Files.exists(directory.resolve("runs")));
        // Trained at that rate, the network learns.
        harness.train(Path.of(data), "--learning-rate", Double.toString(rate), "--validation",
                "none", "--batch-size", "4", "--epochs", "4", "--min-accuracy", "0.5").expect(0);
    }

    @Test
    void tellsTheNextCommand() throws IOException {
        String out = harness.run("train", "--find-lr", "--data", data, "--validation", "none",
                "--batch-size", "4").expect(0).out();
        assertTrue(out.contains(" train --data " + data + " --validation none --batch-size 4"
                + " --learning-rate 0."), out);
        assertTrue(Files.isRegularFile(directory.resolve("learning-rate.png")));
    }

    @Test
    void wantsEnoughSteps() throws IOException {
        harness.run("train", "--find-lr", "--data", data, "--validation", "none", "--batch-size",
                "100")
                .expectFailure(2, "--find-lr needs at least 20 steps in a pass; these are 4, of 100"
                        + " images each. Take more images or smaller batches.");
    }
}
