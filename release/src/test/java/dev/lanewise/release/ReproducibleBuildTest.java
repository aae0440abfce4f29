package dev.lanewise.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equal sources give equal bytes: in another folder, with the linters of this build or without. */
class ReproducibleBuildTest {
    private static Path jar(Sources sources, String module) {
        return sources.module(module).resolve("target/lanewise-" + module + ".jar");
    }

    @Test
    void anotherFolderGivesTheSameBytes(@TempDir Path folder)
            throws IOException, InterruptedException {
        Sources copy = Sources.copy(folder.resolve("elsewhere, with blanks"));
        copy.maven(Map.of(), List.of("-o", "-q", "-Dquick", "-pl",
                "bom," + String.join(",", Sources.MODULES), "package"));
        for (String module : Sources.MODULES) {
            assertSame(jar(Sources.original(), module), jar(copy, module));
            assertSame(Sources.original().module(module).resolve("target/published-pom.xml"),
                    copy.module(module).resolve("target/quick/published-pom.xml"));
        }
    }

    private static void assertSame(Path original, Path other) throws IOException {
        assertEquals(-1, Files.mismatch(original, other),
                () -> "the first byte of " + other + " that differs from " + original);
    }
}
