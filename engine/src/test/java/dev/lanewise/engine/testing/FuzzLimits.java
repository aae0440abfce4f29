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

    private FuzzLimits() {}

    /** Reads an input within a time; fails with what the target threw, or says how it hangs. */
    public static void read(FuzzTarget target, byte[] input, Duration deadline) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        FutureTask<Long> reading = new FutureTask<>(() -> {
            long before = threads.getCurrentThreadAllocatedBytes();
            target.read(input);
            return threads.getCurrentThreadAllocatedBytes() - before;
        });
        Thread thread = Thread.ofPlatform().daemon().start(reading);
        try {
            long allocated = reading.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
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
}
