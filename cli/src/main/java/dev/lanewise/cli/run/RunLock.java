package dev.lanewise.cli.run;

import dev.lanewise.cli.base.IoFailure;
import dev.lanewise.cli.base.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The right of one process to write into a run folder: a lock of the operating system on a file
 * there, which ends with its process whatever ends that, so that a file that was left behind
 * blocks nobody. Where the file system has no locks, everybody gets the right.
 */
final class RunLock implements AutoCloseable {
    /** The file's name. */
    static final String NAME = "run.lock";
    private static final int LONGEST_HOLDER = 100;
    private static final int MOST_BLANKS = 10_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the right.
     *
     * @param option the option that names the folder
     * @throws UsageException if another process has it
     * @throws IOException if the file can't be written
     */
    static RunLock take(String option, Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        // Who had the file open before its holder removed it locks a file without a name: again.
        while (true) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                // A pipe would be waited for, and what a link leads to is somebody's.
                RunFolder.requireOwnFile(file);
            }
            RunLock lock = new RunLock(file, FileChannel.open(file, StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
            boolean taken = false;
            try {
                Optional<String> other = lock.tryLock();
                if (other.isPresent()) {
                    throw new UsageException(option + " must be a run that no other process"
                            + " writes; you gave " + folder + ", which " + other.get()
                            + " writes; wait for its end, or stop it.");
                }
                taken = lock.isNamed();
            } catch (IOException e) {
                Files.deleteIfExists(file); // A full disk, say.
                throw IoFailure.of(file.toString(), e);
            } finally {
                if (!taken) {
                    lock.channel.close();
                }
            }
            if (taken) {
                return lock;
            }
        }
    }

    /** Locks the file; who holds the lock, if that can't be. */
    private Optional<String> tryLock() {
        try {
            return channel.tryLock() == null ? Optional.of(holder(file)) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            return Optional.of("this process"); // To read the file would end its lock.
        } catch (IOException e) {
            return Optional.empty(); // The file system has no locks.
        }
    }

    /**
     * Writes who holds the lock, and looks whether that is the file of that name: by its length, which
     * is random, as to open the file once more and close it would end the lock (POSIX, fcntl).
     */
    private boolean isNamed() throws IOException {
        String holder = "process " + ProcessHandle.current().pid() + "\n"
                + " ".repeat(RANDOM.nextInt(MOST_BLANKS));
        ByteBuffer text = ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8));
        channel.truncate(0);
        while (text.hasRemaining()) {
            channel.write(text);
        }
        try {
            return Files.size(file) == channel.size();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Who holds the lock, as far as that is known. */
    private static String holder(Path file) {
        try {
            String first = Files.readString(file).lines().findFirst().orElse("");
            return first.matches("process [0-9]+") && first.length() <= LONGEST_HOLDER ? first
                    : "another process";
        } catch (IOException e) {
            return "another process";
        }
    }

    /** Gives the right back and removes the file; harmless if that was done. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // It stays, and blocks nobody.
            } finally {
                channel.close();
            }
        }
    }
}
