package dev.lanewise.engine.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files appear whole under any name, and what killed processes left can be swept. */
class AtomicFilesTest {
    private static final int LONGEST_NAME = 255;
    /** No system numbers a process like this. */
    private static final long NO_PROCESS = 999_999_999_999L;
    @TempDir
    private Path folder;

    @Test
    void aNameMayBeAsLongAsTheFileSystemTakes() throws IOException {
        Path file = folder.resolve("x".repeat(LONGEST_NAME));
        AtomicFiles.write(file, "first");
        AtomicFiles.write(file, "größer\n");
        assertEquals("größer\n", Files.readString(file));
    }

    @Test
    void aFailureNamesTheFileItself() {
        Path file = folder.resolve("missing/file");
        assertEquals(file.toString(), assertThrows(NoSuchFileException.class,
                () -> AtomicFiles.write(file, "text")).getFile());
        Path taken = folder.resolve("taken");
        String message = assertThrows(IOException.class, () -> {
            Files.createDirectories(taken.resolve("by a folder"));
            AtomicFiles.write(taken, "text");
        }).getMessage();
        assertTrue(message.startsWith(taken.toString()), message);
        assertFalse(message.contains(".tmp"), message);
    }

    private Path left(long process) throws IOException {
        return Files.createFile(folder.resolve(".lanewise." + process + "-7.tmp"));
    }

    @Test
    void whatDeadProcessesLeftIsSwept() throws IOException {
        long own = ProcessHandle.current().pid();
        Path living = AtomicFiles.temporary(folder.resolve("model"));
        Files.createFile(living);
        left(NO_PROCESS);
        Files.setLastModifiedTime(left(own), FileTime.from(Instant.EPOCH));
        Files.createFile(folder.resolve(".model." + NO_PROCESS + "-7.tmp"));
        for (String other : new String[]{"model", ".lanewise.tmp", ".lanewise.x-1.tmp"}) {
            Files.createFile(folder.resolve(other));
        }
        AtomicFiles.sweep(folder);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    Set.of("model", ".lanewise.tmp", ".lanewise.x-1.tmp",
                            living.getFileName().toString()),
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
        assertThrows(NoSuchFileException.class, () -> AtomicFiles.sweep(folder.resolve("none")));
    }
}
