package dev.lanewise.engine.backend;

/** Extents are positive, but no array can hold what they ask for. The message is one sentence. */
public final class TooLargeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with its one sentence. */
    public TooLargeException(String message) {
        super(message);
    }

    /** Refuses more than an {@code int} can count. */
    static int require(long count, String what, String unit, Object given) {
        if (count > Integer.MAX_VALUE) {
            throw new TooLargeException(
                    what + " must have at most " + Integer.MAX_VALUE + " " + unit
                            + ", but has " + given + "; make it smaller, or take it in parts.");
        }
        return (int) count;
    }
}
