package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.testing.DigitPictures;
import dev.lanewise.cli.testing.TinyData;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.model.Model;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.onnx.OnnxModels;
import dev.lanewise.onnx.OnnxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/interchange.md} run, one after the other, on few images. */
@Timeout(120)
class InterchangeCommandsTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolveSibling("docs")
            .resolve("interchange.md");
    private static final Pattern SHELL = Pattern.compile("(?s)```sh\n(.*?)```");

    @TempDir
    Path directory;

    @Test
    void run() throws IOException {
        CommandLineHarness harness = new CommandLineHarness(directory);
        TinyData.write(directory.resolve("letters"), 20, 10);
        Files.write(directory.resolve("my-seven.jpg"),
                DigitPictures.file(DigitPictures.seven(), "jpg"));
        Model model = Lenet5.pretrained();
        Model foreign = Model.of(model.network(), model.parameters(), Normalization.none(),
                Map.of());
        OnnxModels.write(foreign, directory.resolve("net.onnx"),
                OnnxOptions.of().input(OnnxOptions.Input.RAW));
        StateDicts.write(model, directory.resolve("net.safetensors"));
        List<String> commands = new ArrayList<>();
        Matcher block = SHELL.matcher(Files.readString(PAGE));
        while (block.find()) {
            block.group(1).lines().forEach(commands::add);
        }
        for (String command : commands) {
            assertTrue(command.startsWith("./lanewise "), command);
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            words.removeFirst();
            if (words.getFirst().equals("train")) {
                words.addAll(List.of("--limit", "20", "--epochs", "1", "--no-plots", "--quiet"));
            }
            harness.run(words.toArray(String[]::new)).expect(0);
        }
        assertTrue(commands.size() > 7, commands.toString());
    }
}
