package dev.lanewise.engine.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** The inputs of a fuzz target that are kept: its seeds, and the files of its folder. */
public final class FuzzCorpus {
    private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    private FuzzCorpus() {}

    /** The folder of the files that are kept; it may be missing. */
    static Path folder(FuzzTarget target) {
        return MODULE.resolve("src/test/fuzz").resolve(target.name());
    }

    /** A folder of the build for what comes up while fuzzing. */
    static Path workFolder(FuzzTarget target) {
        return MODULE.resolve("target/fuzz").resolve(target.name());
    }

    /** The arguments of a test: each input of each target, under a name that says where it comes from. */
    public static List<Arguments> inputs(List<FuzzTarget> targets) throws Exception {
        List<Arguments> inputs = new ArrayList<>();
        for (FuzzTarget target : targets) {
            int number = 0;
            for (byte[] seed : target.seeds()) {
                inputs.add(
                        Arguments.of(target, Named.of(target.name() + ", seed " + number++, seed)));
            }
            for (Path file : files(folder(target))) {
                inputs.add(Arguments.of(target,
                        Named.of(target.name() + "/" + file.getFileName(),
                                Files.readAllBytes(file))));
            }
        }
        return inputs;
    }

    /** The files of a folder in the order of their names; none if there is no folder. */
    static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted((a, b) -> Objects.requireNonNull(a.getFileName())
                            .compareTo(b.getFileName()))
                    .toList();
        }
    }
}
