package dev.lanewise.engine.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What reading one small file may cost. */
public final class FuzzLimits {
    /** Bytes that one thread may allocate, all in all: the heap in which the long runs read each input. */
    private static final long MOST_BYTES = 64L << 20;

    /** A busy machine lets a thread wait. */
    private static final int WAITING = 30;

    private FuzzLimits() {}

    /**
     * Reads an input. Fails with what the target threw, if it allocates too much, or if it takes more time of a
     * processor than {@code deadline}, or a great multiple of that without one.
     */
    public static void read(FuzzTarget target, byte[] input, Duration deadline) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        FutureTask<Long> reading = new FutureTask<>(() -> {
            long before = threads.getCurrentThreadAllocatedBytes();
            target.read(input);
            return threads.getCurrentThreadAllocatedBytes() - before;
        });
        Thread thread = Thread.ofPlatform().daemon().start(reading);
        long last = System.nanoTime() + WAITING * deadline.toNanos();
        try {
            while (!reading.isDone() && System.nanoTime() < last
                    && threads.getThreadCpuTime(thread.threadId()) < deadline.toNanos()) {
                awaitBriefly(reading);
            }
            long allocated = reading.get(0, TimeUnit.NANOSECONDS);
            if (allocated > MOST_BYTES) {
                throw new AssertionError(input.length + " bytes expected at most " + MOST_BYTES
                        + " bytes allocated, found " + allocated);
            }
        } catch (TimeoutException e) {
            AssertionError hang = new AssertionError(
                    input.length + " bytes expected an answer within " + deadline
                            + ", found none; it is at",
                    e);
            hang.setStackTrace(thread.getStackTrace());
            throw hang;
        } catch (ExecutionException e) {
            throw new AssertionError(
                    input.length + " bytes expected to be read or refused, found " + e.getCause(),
                    e.getCause());
        }
    }

    private static void awaitBriefly(FutureTask<Long> reading) throws InterruptedException {
        try {
            reading.get(10, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Looked at by the caller.
        }
    }
}
