package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Java ignores an option that names no class: kernels that moved would be compiled late, and nothing
 * but the time would tell.
 */
class LauncherOptionsTest {
    private static final Path OPTIONS = Path.of("src", "main", "launcher", "compute.options");

    @ParameterizedTest
    @MethodSource("patterns")
    void everyPackageThatAnOptionNamesExists(String pattern) {
        String folder = pattern.substring(0, pattern.lastIndexOf('/') + 1);
        assertFalse(folder.isEmpty(), pattern);
        assertNotNull(LauncherOptionsTest.class.getClassLoader().getResource(folder), folder);
    }

    static List<String> patterns() throws IOException {
        try (Stream<String> lines = Files.lines(OPTIONS)) {
            return lines
                    .filter(line -> line.startsWith("-XX:CompileCommand=") && line.contains("/"))
                    .map(line -> line.split(",")[1])
                    .distinct()
                    .toList();
        }
    }
}
