package dev.lanewise.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who depends on one of our artifacts gets our jars and nothing else. The local repository is empty, and no other
 * repository is known: whatever a POM asked for beyond ours could not be found.
 */
class ResolutionTest {
    private static final Map<String, List<String>> JARS = Map.of("engine",
            List.of("lanewise-engine"), "mnist", List.of("lanewise-mnist", "lanewise-engine"),
            "mnist-images", List.of("lanewise-mnist-images"), "onnx",
            List.of("lanewise-onnx", "lanewise-engine"));

    @TempDir
    Path folder;

    @Test
    void onlyOurJars() throws Exception {
        try (Staging staging = Staging.of(folder.resolve("staging"))) {
            for (String module : Workshop.MODULES) {
                Path empty = folder.resolve("local-" + module);
                assertThrows(DependencyResolutionException.class,
                        () -> staging.resolve(module, empty, true));
                assertEquals(JARS.get(module), staging.resolve(module, empty, false));
                assertEquals(JARS.get(module), staging.resolve(module, empty, true), "offline");
            }
        }
    }
}
