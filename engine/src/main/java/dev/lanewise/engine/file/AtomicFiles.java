package dev.lanewise.engine.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files that are there whole or not at all, and that outlast a loss of power: models, and what a
 * program keeps beside them. Safe for any number of threads and processes.
 */
public final class AtomicFiles {
    private static final String PREFIX = ".lanewise.";
    private static final String SUFFIX = ".tmp";
    private static final int SLICE = 1 << 20;
    /** Names of this version and of those before, which held the file's own. */
    private static final Pattern TEMPORARY = Pattern
            .compile("\\..+\\.(\\d{1,18})-\\d+" + Pattern.quote(SUFFIX));
    /**
     * Begins with the time, since in containers the same few process numbers come again and again:
     * what a process left that was killed is in nobody's way.
     */
    private static final AtomicLong NUMBER = new AtomicLong(System.currentTimeMillis());
    /** How far the start of a process and the clock of a disk may be apart. */
    private static final Duration CLOCKS = Duration.ofSeconds(2);

    private AtomicFiles() {}

    /**
     * Writes a text in UTF-8, as {@link #write(Path, byte[])} does.
     *
     * @throws IOException if it can't be written; then nothing was changed
     */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes bytes and replaces what is there: to a temporary file beside it, which is forced to
     * disk and then takes its name. Leaves nothing else behind. The file's access is what new files
     * have by default.
     *
     * @throws IOException if it can't be written, with the name of {@code file}; then nothing was
     *             changed
     */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, ByteBuffer.wrap(content));
    }

    /** Writes the remaining bytes of all parts, one after the other. */
    static void write(Path file, ByteBuffer... parts) throws IOException {
        Path temporary = temporary(file);
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE)) {
                for (ByteBuffer part : parts) {
                    writeAll(channel, part);
                }
                channel.force(true);
            }
            move(temporary, file);
        } catch (IOException e) {
            throw removed(temporary, named(e, file));
        } catch (RuntimeException e) {
            throw removed(temporary, e);
        } catch (OutOfMemoryError e) { // For a buffer of Java's.
            throw removed(temporary, e);
        }
    }

    /** In slices: for each one Java keeps a buffer of its size beside the heap. */
    private static void writeAll(FileChannel channel, ByteBuffer part) throws IOException {
        int end = part.limit();
        while (part.position() < end) {
            part.limit(Math.min(end, part.position() + SLICE));
            channel.write(part);
            part.limit(end);
        }
    }

    /** Removes a temporary file; returns the failure. */
    private static <T extends Throwable> T removed(Path temporary, T failure) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException left) {
            failure.addSuppressed(left);
        }
        return failure;
    }

    /** A failure that names the file that shall be written in place of the temporary one. */
    private static IOException named(IOException failure, Path file) {
        String name = file.toString();
        String reason = failure instanceof FileSystemException f ? f.getReason()
                : Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        FileSystemException named = switch (failure) {
            case AccessDeniedException e -> new AccessDeniedException(name, null, reason);
            case NoSuchFileException e -> new NoSuchFileException(name, null, reason);
            default -> new FileSystemException(name, null, reason);
        };
        named.initCause(failure);
        return named;
    }

    /** A hidden name beside {@code file} that nobody else uses, however long the file's own is. */
    public static Path temporary(Path file) {
        return file.resolveSibling(PREFIX + ProcessHandle.current().pid() + "-"
                + NUMBER.incrementAndGet() + SUFFIX);
    }

    /** Whether a file has a name as {@link #temporary} gives. */
    public static boolean isTemporary(Path file) {
        return TEMPORARY.matcher(file.getFileName().toString()).matches();
    }

    /**
     * Moves in one step where the file system can, replaces what is there, and forces the folder to
     * disk where the platform can do that.
     *
     * @throws IOException if it can't be moved
     */
    public static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
        forceFolder(to.toAbsolutePath().getParent());
    }

    /**
     * Some platforms open no folder, some file systems force none, and by now the file is there: a
     * failure of this alone is none of the write.
     */
    private static void forceFolder(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException | UnsupportedOperationException e) {
            // The file system orders the new name and the file as it can.
        }
    }

    /**
     * Deletes the temporary files in a folder that processes left there that no longer live. Those
     * of a file system that several machines share are told by the processes of this one.
     *
     * @throws IOException if the folder can't be read, or a file not be deleted
     */
    public static void sweep(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder,
                ".*" + SUFFIX)) {
            for (Path file : files) {
                Matcher name = TEMPORARY.matcher(file.getFileName().toString());
                if (name.matches() && isLeft(file, Long.parseLong(name.group(1)))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Whether a file's process has ended; its number may be another's by now, who began later. */
    private static boolean isLeft(Path file, long process) throws IOException {
        Optional<ProcessHandle> alive = ProcessHandle.of(process).filter(ProcessHandle::isAlive);
        if (alive.isEmpty()) {
            return true;
        }
        Instant written;
        try {
            written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (NoSuchFileException e) {
            return false;
        }
        return alive.get()
                .info()
                .startInstant()
                .filter(start -> written.isBefore(start.minus(CLOCKS)))
                .isPresent();
    }
}
