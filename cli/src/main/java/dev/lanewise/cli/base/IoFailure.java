package dev.lanewise.cli.base;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Failures of files in words. */
public final class IoFailure {
    private IoFailure() {}

    /** Why, without the file: {@code permission denied}, {@code No space left on device}. */
    public static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException e -> "permission denied";
            case NoSuchFileException e -> "no such file or folder";
            case FileSystemException e -> Objects.requireNonNullElse(e.getReason(),
                    e.getClass().getSimpleName());
            default -> Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        };
    }

    /** The same failure of another file: the one that the user knows, for a temporary one or none. */
    public static IOException of(String file, IOException failure) {
        FileSystemException named = switch (failure) {
            case AccessDeniedException e -> new AccessDeniedException(file);
            case NoSuchFileException e -> new NoSuchFileException(file);
            default -> new FileSystemException(file, null, reason(failure));
        };
        named.initCause(failure);
        return named;
    }
}
