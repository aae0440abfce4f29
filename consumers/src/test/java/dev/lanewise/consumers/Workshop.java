package dev.lanewise.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Compiles programs and packs them, in a folder of its own below {@code target}. */
final class Workshop {
    /** The project {@code consumers}. */
    static final Path PROJECT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    /** The jars that the program needs, in {@link #folder()}. */
    static final String LIBRARY = "lib";

    /** The modules that programs depend on. */
    static final List<String> MODULES = List.of("engine", "mnist", "mnist-images", "onnx");
    private static final Path PROGRAMS = PROJECT.resolve("src/test/programs");

    private final Path folder;

    /** Empties a folder below {@code target} and puts the built jars into it. */
    Workshop(String name) throws IOException {
        folder = PROJECT.resolve("target").resolve(name);
        delete(folder);
        Files.createDirectories(folder.resolve(LIBRARY));
        for (String module : MODULES) {
            Path jar = jar(module);
            Files.copy(jar, folder.resolve(LIBRARY).resolve(jar.getFileName()));
        }
    }

    Path folder() {
        return folder;
    }

    /** The jars of the library, relative to the folder. */
    static List<String> library() {
        return MODULES.stream()
                .map(module -> LIBRARY + "/" + jar(module).getFileName())
                .toList();
    }

    /** The same with the folder. */
    List<String> libraryPaths() {
        return library().stream().map(jar -> folder.resolve(jar).toString()).toList();
    }

    /** The jar of one of our modules as the build made it. */
    static Path jar(String module) {
        Path jar = PROJECT.resolveSibling(module)
                .resolve("target")
                .resolve("lanewise-" + module + ".jar");
        assertTrue(Files.exists(jar), () -> jar.getFileName()
                + " is missing; these tests need the jars: run mvn verify -pl consumers -am.");
        return jar;
    }

    /** Compiles the sources in some folders of {@code src/test/programs} into a jar. */
    void program(String jar, List<String> sources, Map<String, String> manifest, String... options)
            throws IOException {
        Path classes = folder.resolve(jar + ".classes");
        List<String> words = new ArrayList<>(List.of("-Xlint:all,-incubating,-path", "-Werror",
                "-d", classes.toString()));
        words.addAll(List.of(options));
        for (String source : sources) {
            try (Stream<Path> files = Files.walk(PROGRAMS.resolve(source))) {
                files.map(Path::toString)
                        .filter(file -> file.endsWith(".java"))
                        .forEach(words::add);
            }
        }
        tool("javac", words);
        Path lines = folder.resolve(jar + ".mf");
        Files.write(lines, manifest.entrySet()
                .stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList());
        tool("jar", List.of("--create", "--file", folder.resolve(jar).toString(), "--manifest",
                lines.toString(), "-C", classes.toString(), "."));
    }

    /** Runs a tool of the JDK in this JVM. */
    static void tool(String name, List<String> words) {
        StringWriter said = new StringWriter();
        ToolProvider tool = ToolProvider.findFirst(name)
                .orElseThrow(() -> new AssertionError("The tests must run on a JDK with " + name
                        + "; this one has none: " + System.getProperty("java.home")));
        PrintWriter writer = new PrintWriter(said);
        assertEquals(0, tool.run(writer, writer, words.toArray(String[]::new)),
                () -> name + " " + words + "\n" + said);
    }

    /** Copies a folder with all in it. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** Deletes a folder with all in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
