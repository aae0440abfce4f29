package dev.lanewise.engine.kernel;

/**
 * The kernels that were asked for can't run here. The message says why and names the flag that
 * mends it.
 */
public final class KernelUnavailableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with its one sentence. */
    public KernelUnavailableException(String message) {
        super(message);
    }
}
