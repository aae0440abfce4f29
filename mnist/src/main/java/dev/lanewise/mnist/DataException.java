package dev.lanewise.mnist;

/**
 * Data are missing or damaged. The message is one sentence that says what, where, what was expected
 * and found, and how to mend it.
 */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with its one sentence. */
    public DataException(String message) {
        super(message);
    }

    /** Creates the exception with its one sentence and the failure behind it. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
