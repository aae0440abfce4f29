package dev.lanewise.engine.train;

/**
 * Training can't go on. The message is one sentence that says where, what was found, and how to
 * mend it.
 *
 * @since 0.1.0
 */
public final class TrainingException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception with its one sentence.
     *
     * @param message what must be and what is
     */
    public TrainingException(String message) {
        super(message);
    }
}
