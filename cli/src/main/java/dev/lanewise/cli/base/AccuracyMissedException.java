package dev.lanewise.cli.base;

/** A test accuracy is below what was asked for. The message is one sentence; exit code {@link ExitCode#ACCURACY_MISSED}. */
public final class AccuracyMissedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with its one sentence. */
    public AccuracyMissedException(String message) {
        super(message);
    }
}
