package dev.lanewise.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A copy of the sources, and the Maven of this build in it. */
public final class Sources {
    /** The modules that are released. */
    public static final List<String> MODULES = List.of("engine", "mnist-images", "mnist", "onnx");
    private static final Set<String> LEFT_OUT = Set.of("target", ".git", "runs");
    private static final Path ORIGINAL = Path.of(System.getProperty("project.root"));

    private final Path folder;

    private Sources(Path folder) {
        this.folder = folder;
    }

    /** The sources of this build. */
    public static Sources original() {
        return new Sources(ORIGINAL);
    }

    /** Copies the sources of this build. */
    public static Sources copy(Path folder) throws IOException {
        Files.walkFileTree(ORIGINAL, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes)
                    throws IOException {
                if (LEFT_OUT.contains(source.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(folder.resolve(ORIGINAL.relativize(source)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path source, BasicFileAttributes attributes)
                    throws IOException {
                if (!LEFT_OUT.contains(source.getFileName().toString())) {
                    Files.copy(source, folder.resolve(ORIGINAL.relativize(source)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new Sources(folder);
    }

    /** The folder of a module. */
    public Path module(String name) {
        return folder.resolve(name);
    }

    /** Runs Maven, which must succeed. */
    public void maven(Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local")));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        // Lives are short: one compiler is quicker than two.
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
        builder.environment().put("JAVA_HOME", System.getProperty("maven.java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
    }
}
