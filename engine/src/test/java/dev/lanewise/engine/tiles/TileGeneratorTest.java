package dev.lanewise.engine.tiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The micro-kernels are those that the templates and their table make, and each is used. */
class TileGeneratorTest {
    private static final Path ENGINE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    @TempDir
    private Path folder;

    private static Map<String, String> kernels() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.list(TileGenerator.kernels(ENGINE))) {
            for (Path file : files.toList()) {
                sources.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return sources;
    }

    @Test
    void committedSourcesAreThoseOfTheTemplates() throws IOException {
        Map<String, String> committed = kernels();
        committed.values().removeIf(source -> !source.startsWith(TileGenerator.MARK));
        assertEquals(TileGenerator.sources(TileGenerator.templates(ENGINE)), committed,
                "The micro-kernels are not those of engine/src/tiles; renew them, from the root: "
                        + TileGenerator.COMMAND);
    }

    @Test
    void everyTileIsUsed() throws IOException {
        Map<String, String> sources = kernels();
        List<String> idle = new ArrayList<>();
        sources.forEach((file, source) -> {
            if (source.startsWith(TileGenerator.MARK)) {
                String name = file.replace(".java", ".");
                Pattern.compile("static void (\\w+)\\(")
                        .matcher(source)
                        .results()
                        .map(method -> name + method.group(1) + "(")
                        .filter(call -> sources.values().stream().noneMatch(s -> s.contains(call)))
                        .forEach(idle::add);
            }
        });
        assertEquals(List.of(), idle, "Tiles that nobody calls");
    }

    /** All that a template may say. */
    @Test
    void templatesAreUnrolled() throws IOException {
        assertEquals("""
                class Sums {

                    static void tile2x1(int k, int row) {
                        int c00;
                        int c10;
                        c00 = start[2];
                        c10 = start[2];
                        int r1 = r0 + row;
                        int x = c[c00 + r0];
                        x = c[c00 + row + r1];
                        k -= 3;
                    }

                    static void tile1x2(int k) {
                        int c00, c01;
                        c00 = c01 = start[2];
                        int x = c[c00 + r0];
                        narrow();
                        k -= 3;
                    }
                }
                """, generated("""
                class Sums {
                    $each tile of r < rows, v < vectors

                        static void tile${rows}x${vectors}(int k, int row) {
                            $each r
                                int c$r$v, ...;
                            $each r
                                c$r$v = ... = start[${rows * vectors}];
                            $each r > 0
                                int r$r = r${r - 1} + row;
                            $each r
                                int x = c[c00 + $r * row + r$r];
                            $if vectors = 2
                                narrow();
                            k -= ${rows + vectors};
                        }
                }
                """));
    }

    private String generated(String template) throws IOException {
        Files.writeString(folder.resolve("tiles.txt"), """
                # Two tiles.
                Sums  rows=2 vectors=1

                Sums  rows=1 vectors=2
                """);
        Files.writeString(folder.resolve("Sums.java.template"), template);
        String source = TileGenerator.sources(folder).get("Sums.java");
        assertTrue(source.startsWith(TileGenerator.MARK + "Sums.java.template"), source);
        return source.substring(source.indexOf("class"));
    }

    @ParameterizedTest
    @CsvSource({
            "$each w, No index is called w",
            "$if columns = 2, Nothing is called columns",
            "$else, Nothing is called else",
            "$each r < 2, No directive: $each r < 2",
            "${rows + columns}, Nothing is called columns"})
    void mistakesAreNamed(String line, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> generated("$each tile of r < rows, v < vectors\n    " + line)).getMessage());
    }
}
