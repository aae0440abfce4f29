package dev.lanewise.engine.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Files that are there whole or not at all: models, and what a program keeps beside them. Safe for
 * any number of threads and processes.
 */
public final class AtomicFiles {
    private static final AtomicLong NUMBER = new AtomicLong();

    private AtomicFiles() {}

    /**
     * Writes a text in UTF-8 and replaces what is there.
     *
     * @throws IOException if it can't be written; then nothing was changed
     */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes bytes and replaces what is there.
     *
     * @throws IOException if it can't be written; then nothing was changed
     */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, false, ByteBuffer.wrap(content));
    }

    /**
     * Writes parts to a file beside it, which then takes its name and replaces what is there;
     * leaves nothing else behind. The file's access is what new files have by default.
     *
     * @param durable whether it shall outlast a loss of power
     */
    static void write(Path file, boolean durable, ByteBuffer... parts) throws IOException {
        Path temporary = temporary(file);
        FileChannel created = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE);
        try {
            try (FileChannel channel = created) {
                for (ByteBuffer part : parts) {
                    while (part.hasRemaining()) {
                        channel.write(part);
                    }
                }
                if (durable) {
                    channel.force(true);
                }
            }
            move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** A hidden name beside {@code file} that nobody else uses. */
    public static Path temporary(Path file) {
        return file.resolveSibling("." + file.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet() + ".tmp");
    }

    /** Moves in one step where the file system can, and replaces what is there. */
    public static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
