package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    private static final ClassLoader LOADER = LauncherOptionsTest.class.getClassLoader();

    @ParameterizedTest
    @MethodSource("patterns")
    void everyPackageAndClassThatAnOptionNamesExists(String pattern) {
        String type = pattern.substring(0, pattern.lastIndexOf('.'));
        String folder = type.substring(0, type.lastIndexOf('/') + 1);
        assertFalse(folder.isEmpty(), pattern);
        assertTrue(isPackage(folder), folder);
        if (!type.endsWith("*")) {
            assertNotNull(LOADER.getResource(type + ".class"), type);
        }
    }

    /** Resources of the JDK are not found by folder. */
    private static boolean isPackage(String folder) {
        String name = folder.substring(0, folder.length() - 1).replace('/', '.');
        return LOADER.getResource(folder) != null || ModuleLayer.boot()
                .modules()
                .stream()
                .anyMatch(module -> module.getPackages().contains(name));
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
