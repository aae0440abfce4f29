package dev.lanewise.cli.base;

/** A model is missing, can't be read, or does not fit. The message is one sentence; exit code {@link ExitCode#MODEL}. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with its one sentence. */
    public ModelException(String message) {
        super(message);
    }

    /** Creates the exception with its one sentence and the failure behind it. */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
