package dev.lanewise.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the programs that the README and other pages show, so that they stay true. */
class ReadmeExampleTest {
    private static final Pattern OUTPUT = Pattern
            .compile("test accuracy (0\\.\\d+), first digit (\\d)\n");
    private static final Pattern COMPARED = Pattern
            .compile("test accuracy (0\\.\\d+)\nConfusionMatrix.*\nfirst digit (\\d)\n",
                    Pattern.DOTALL);
    private static final int PARAMETER_BYTES = 61_706 * 4;

    @Test
    void theProgramOfTheReadmeTrainsAndPredicts(@TempDir Path folder) throws Exception {
        assertTrains("README.md", OUTPUT, folder);
    }

    @Test
    void theProgramBesideThoseOfOtherLibrariesTrainsAndPredicts(@TempDir Path folder)
            throws Exception {
        assertTrains("docs/coming-from.md", COMPARED, folder);
    }

    private static void assertTrains(String page, Pattern pattern, Path folder) throws Exception {
        Path model = folder.resolve("lenet5.safetensors");
        Matcher output = pattern.matcher(ShownProgram.run(page, folder, model.toString()));
        assertTrue(output.find(), "it prints what the page says");
        assertTrue(Double.parseDouble(output.group(1)) > 0.975, output.group());
        assertEquals("7", output.group(2));
        assertTrue(Files.size(model) > PARAMETER_BYTES);
    }
}
