package dev.lanewise.cli.base;

/** What the user asked for makes no sense. The message is one sentence; exit code {@link ExitCode#USAGE}. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with its one sentence. */
    public UsageException(String message) {
        super(message);
    }
}
