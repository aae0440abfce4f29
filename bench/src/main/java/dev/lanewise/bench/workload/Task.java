package dev.lanewise.bench.workload;

/** A workload ready to run: every buffer is there. Belongs to one thread at a time. */
public interface Task extends AutoCloseable {

    /** Does the work once. */
    void run();

    /**
     * What the runs so far computed, for comparing bits and for keeping the compiler honest; the
     * array that is written, or a copy.
     */
    float[] result();

    /** Ends threads that the task started. */
    @Override
    default void close() {}

    /** A task that writes one array. */
    static Task of(float[] result, Runnable work) {
        return new Task() {
            @Override
            public void run() {
                work.run();
            }

            @Override
            public float[] result() {
                return result;
            }
        };
    }
}
