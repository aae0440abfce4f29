package dev.lanewise.cli.base;

/**
 * A run ended before its end, and something of it is kept. The message says what, as the end of the
 * sentence that says what failed; the exit code is that of the cause.
 */
public final class RunEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with what is kept and the failure that ended the run. */
    public RunEndedException(String kept, Throwable cause) {
        super(kept, cause);
    }
}
