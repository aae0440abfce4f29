package dev.lanewise.cli.base;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that the user wants to have written. */
public final class OutputFiles {
    private OutputFiles() {}

    /**
     * Refuses a file that can't be written, before any work is done; its folder must be there.
     *
     * @param option the option that names it
     * @throws UsageException if it can't
     */
    public static void requireWritable(String option, Path given, CommandContext context) {
        Path file = context.resolve(given).toAbsolutePath();
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException(option + " can't be written: " + given + " is in the folder "
                    + folder + ", which doesn't exist; create it, or choose another path.");
        }
        requireWritable(option, file, given);
    }

    /**
     * Refuses a file that can't be written, before any work is done; folders above it may be made.
     *
     * @param option the option that wants it
     * @throws UsageException if it can't
     */
    public static void requireWritable(String option, Path file) {
        requireWritable(option, file.toAbsolutePath(), file);
    }

    private static void requireWritable(String option, Path file, Path given) {
        Path folder = file.getParent();
        while (folder != null && Files.notExists(folder)) {
            folder = folder.getParent();
        }
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new UsageException(option + " can't be written: the folder " + folder
                    + " takes no files; choose another path.");
        }
        if (Files.isDirectory(file) || (Files.exists(file) && !Files.isWritable(file))) {
            throw new UsageException(option + " can't be written: " + given
                    + (Files.isDirectory(file) ? " is a folder" : " is protected")
                    + "; choose another path.");
        }
    }
}
