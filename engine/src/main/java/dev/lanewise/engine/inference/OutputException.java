package dev.lanewise.engine.inference;

/**
 * A network made an output that is no finite number: its weights or its normalization are too large.
 * The message is one sentence that says what, expected, found, and how to mend it. Programs know it as
 * an {@code ArithmeticException}.
 */
public final class OutputException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with its one sentence. */
    public OutputException(String message) {
        super(message);
    }

    /**
     * Checks the outputs of one image.
     *
     * @param logits {@code [class][lane]}
     * @param sample number of the sample, or −1 if it has none
     */
    public static void check(float[] logits, int classes, int lanes, int lane, int sample) {
        for (int c = 0; c < classes; c++) {
            float logit = logits[c * lanes + lane];
            if (!Float.isFinite(logit)) {
                throw new OutputException("The network's outputs"
                        + (sample < 0 ? "" : " on sample " + sample)
                        + " must be finite numbers, but that of class " + c + " is " + logit
                        + "; its weights or its normalization are too large, so train it with a"
                        + " smaller learning rate, or use another model.");
            }
        }
    }
}
