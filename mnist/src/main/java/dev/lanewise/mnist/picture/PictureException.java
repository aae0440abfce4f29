package dev.lanewise.mnist.picture;

/**
 * A picture does not show one digit. The message is one sentence that says what must be and
 * what is, and how to mend it; it does not name the picture, since only the caller knows its name.
 *
 * @since 0.1.0
 */
public final class PictureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception with its one sentence.
     *
     * @param message what must be and what is
     */
    public PictureException(String message) {
        super(message);
    }

    /** What is in the place of one digit. */
    static PictureException notOneDigit(String instead, String mend) {
        return new PictureException(
                "the picture must show one digit, but has " + instead + "; " + mend + ".");
    }
}
