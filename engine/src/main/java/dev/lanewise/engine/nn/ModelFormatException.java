package dev.lanewise.engine.nn;

import java.io.IOException;

/**
 * A model file is damaged or was made for something else. The message is one sentence that says
 * what, where, expected and found.
 *
 * @since 0.1.0
 */
public final class ModelFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception with its one sentence and what lies behind it.
     *
     * @param message what must be and what is
     * @param cause what was caught
     */
    public ModelFormatException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Creates the exception with its one sentence.
     *
     * @param message what must be and what is
     */
    public ModelFormatException(String message) {
        super(message);
    }
}
