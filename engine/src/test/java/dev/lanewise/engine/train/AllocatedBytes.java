package dev.lanewise.engine.train;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/** Counts the bytes that some threads allocated, and allocates nothing to do so. */
final class AllocatedBytes {
    private static final int MOST_THREADS = 16;
    private static final int CALLS = 200;
    private static final long MOST_NANOS = 20_000_000_000L;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long[] ids = new long[MOST_THREADS];
    private int count;

    /** Counts the calling thread, and every thread that {@link #pool} starts. */
    AllocatedBytes() {
        add(Thread.currentThread());
    }

    private synchronized void add(Thread thread) {
        ids[count++] = thread.threadId();
    }

    /** A pool all of whose threads are counted, from before their first task. */
    ForkJoinPool pool(int parallelism) {
        return new ForkJoinPool(parallelism, pool -> {
            ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory
                    .newThread(pool);
            add(thread);
            return thread;
        }, null, false);
    }

    /**
     * The least that a window of calls on this thread allocates: 0 once the compiler is through, if a
     * call needs nothing.
     */
    static long ofWarm(Runnable call) {
        return ofWarm(call, MOST_NANOS);
    }

    /** The same within a time. */
    static long ofWarm(Runnable call, long nanos) {
        AllocatedBytes bytes = new AllocatedBytes();
        long least = Long.MAX_VALUE;
        long end = System.nanoTime() + nanos;
        while (least > 0 && System.nanoTime() < end) {
            long before = bytes.sum();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            least = Math.min(least, bytes.sum() - before);
        }
        return least;
    }

    /** Bytes allocated so far by all of them together. */
    synchronized long sum() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += threads.getThreadAllocatedBytes(ids[i]);
        }
        return sum;
    }
}
