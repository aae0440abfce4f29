package dev.lanewise.cli.run;

import dev.lanewise.engine.file.AtomicFiles;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * {@code last}, which points to the newest run beside it: a symbolic link, or a text file with the
 * run's name where links can't be made (Windows without the privilege, some network folders).
 */
public final class LastRun {
    /** Its name. */
    static final String NAME = "last";
    private static final long LONGEST_NAME = 4096;

    private LastRun() {}

    /** Makes {@code last} beside {@code run} point to it. */
    static void update(Path run) throws IOException {
        Path link = run.resolveSibling(NAME);
        if (Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)) {
            return; // A run that someone named so.
        }
        Path target = Path.of(run.getFileName().toString());
        Path temporary = AtomicFiles.temporary(link);
        try {
            Files.createSymbolicLink(temporary, target);
        } catch (UnsupportedOperationException | IOException e) {
            AtomicFiles.write(link, target + "\n");
            return;
        }
        try {
            AtomicFiles.move(temporary, link);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The run that {@code path} names if it is a {@code last} in text; else {@code path}. */
    public static Path follow(Path path) throws IOException {
        Path name = path.getFileName();
        if (name == null || !name.toString().equals(NAME) || !Files.isRegularFile(path)
                || Files.size(path) > LONGEST_NAME) {
            return path;
        }
        try {
            return path.resolveSibling(Files.readString(path).strip());
        } catch (MalformedInputException | InvalidPathException e) {
            return path; // Not a text: whoever reads it as a model will say what is wrong.
        }
    }
}
