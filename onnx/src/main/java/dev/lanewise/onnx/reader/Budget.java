package dev.lanewise.onnx.reader;

/** Numbers that may still be made of a file, so that a small one can't cost much memory. */
final class Budget {
    private static final long LEAST = 1 << 20;
    private static final long FACTOR = 8;
    private long most;
    private long left;

    /**
     * As many as a file may have, with what is beside it, and some more.
     *
     * @param bytes the bytes of the file
     */
    Budget(long bytes) {
        this.most = LEAST + FACTOR * (bytes / Float.BYTES);
        this.left = most;
    }

    /** Adds what a file beside it allows. */
    void grow(long bytes) {
        most += FACTOR * (bytes / Float.BYTES);
        left += FACTOR * (bytes / Float.BYTES);
    }

    /** Takes so many. */
    void take(long numbers) {
        if (numbers < 0 || numbers > left) {
            throw new IllegalArgumentException("the numbers that a file of this size makes must be"
                    + " at most " + most + ", but this one makes more");
        }
        left -= numbers;
    }
}
