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
        assertTrains("README.md", OUTPUT, 0.98, folder);
    }

    @Test
    void theProgramBesideThoseOfOtherLibrariesTrainsAndPredicts(@TempDir Path folder)
            throws Exception {
        assertTrains("docs/coming-from.md", COMPARED, 0.975, folder);
    }

    private static void assertTrains(String page, Pattern pattern, double least,
            Path folder) throws Exception {
        Path model = folder.resolve("lenet5.safetensors");
        Matcher output = pattern.matcher(ShownProgram.run(page, folder, model.toString()));
        assertTrue(output.find(), "it prints what the page says");
        assertTrue(Double.parseDouble(output.group(1)) > least, output.group());
        assertEquals("7", output.group(2));
        assertTrue(Files.size(model) > PARAMETER_BYTES);
    }
}
