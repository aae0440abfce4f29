package dev.lanewise.engine.nn;

/**
 * A layer met an input that it can't take. The message names the layer, what it needs, what it
 * found, and the mend.
 *
 * @since 0.1.0
 */
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception with its one sentence.
     *
     * @param message what must be and what is
     */
    public ShapeException(String message) {
        super(message);
    }
}
