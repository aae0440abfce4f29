package dev.lanewise.mnist;

import dev.lanewise.engine.text.Quoted;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/**
 * Data are missing or damaged. The message is one sentence that says what, where, what must be and
 * what is, and how to mend it.
 *
 * @since 0.1.0
 */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception with its one sentence; control characters in it are escaped.
     *
     * @param message what must be and what is
     */
    public DataException(String message) {
        super(Quoted.escaped(message));
    }

    /**
     * Creates the exception with its one sentence and the failure behind it; control characters in the
     * sentence are escaped.
     *
     * @param message what must be and what is
     * @param cause what was caught
     */
    public DataException(String message, Throwable cause) {
        super(Quoted.escaped(message), cause);
    }

    /**
     * A file that can't be read.
     *
     * @param source the file, as the message calls it
     * @param failure why; the message says it in words, without the file's name again
     * @return the exception
     */
    public static DataException unreadable(String source, IOException failure) {
        return new DataException(
                source + ": the file can't be read ("
                        + reason(failure) + "); put a file there that you may read.",
                failure);
    }

    private static String reason(IOException failure) {
        String said = switch (failure) {
            case NoSuchFileException missing -> "no such file";
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException named -> named.getReason();
            default -> failure.getMessage();
        };
        return Objects.requireNonNullElse(said, failure.getClass().getSimpleName());
    }
}
