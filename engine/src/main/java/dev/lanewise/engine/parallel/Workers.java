package dev.lanewise.engine.parallel;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * A team of threads that runs the tasks of one job after the other: the calling thread is worker 0,
 * helpers come from a fork-join pool. Made for phases of microseconds: a helper that runs out of
 * work looks for more for {@link #SPIN_NANOS}, then parks, and gives its thread back to the pool
 * after {@link #IDLE_NANOS}. Once warm a phase allocates nothing.
 *
 * <p>Who runs which task is left to chance; results must not depend on it. One thread at a time may
 * call {@link #run}.
 *
 * <p>Tasks are claimed by compare-and-set on one number, the ticket: phase, tasks and next task
 * together. A claim therefore belongs to the phase whose job is read after it: that phase can't
 * end, nor its job change, before the claimed task is done.
 */
public final class Workers implements AutoCloseable {
    /** Most workers of a team: what a fork-join pool takes. */
    public static final int MOST_THREADS = 32_767;
    /** Most workers where nobody says how many: few batches have more tiles of 16 images. */
    private static final int MOST_BY_DEFAULT = 64;
    /** The part of the heap that the buffers of workers may fill by default. */
    private static final int SHARE_OF_HEAP = 4;
    private static final long SPIN_NANOS = 50_000;
    private static final long IDLE_NANOS = 100_000_000;
    private static final int SPINS_BETWEEN_LOOKS = 64;
    private static final int TASK_BITS = 24;
    private static final long TASK_MASK = (1L << TASK_BITS) - 1;

    private final ForkJoinPool pool;
    private final boolean ownsPool;
    private final Helper[] helpers;
    private final AtomicLong ticket = new AtomicLong();
    private final AtomicInteger remaining = new AtomicInteger();
    private final AtomicReference<@Nullable Object> failure = new AtomicReference<>();
    private volatile Job job = (worker, task) -> {};
    private volatile @Nullable Thread waiting;

    /** One kind of work, cut into tasks. */
    @FunctionalInterface
    public interface Job {
        /**
         * Does one task.
         *
         * @param worker who does it, below {@link Workers#count}: two tasks with the same worker
         *     never run at the same time
         * @param task which one
         */
        void run(int worker, int task);
    }

    private Workers(int count, ForkJoinPool pool, boolean ownsPool) {
        this.pool = pool;
        this.ownsPool = ownsPool;
        this.helpers = new Helper[count - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper(i + 1);
        }
    }

    /** Threads where nobody says how many: one for each processor, but 64 at most. */
    public static int byDefault() {
        return byDefault(0, Integer.MAX_VALUE);
    }

    /**
     * Threads where nobody says how many: one for each processor, but at most 64, at most one for each
     * task, and no more than a quarter of the largest heap holds; 1 at least.
     *
     * @param bytes about what each needs
     * @param tasks how many there are to do at once
     */
    public static int byDefault(long bytes, int tasks) {
        return byDefault(Runtime.getRuntime().availableProcessors(), bytes,
                Runtime.getRuntime().maxMemory(), tasks);
    }

    static int byDefault(int processors, long bytes, long heap, int tasks) {
        long fitting = heap / SHARE_OF_HEAP / Math.max(1, bytes);
        int wanted = Math.min(Math.min(processors, MOST_BY_DEFAULT), tasks);
        return (int) Math.max(1, Math.min(wanted, fitting));
    }

    /**
     * A team with a pool of its own.
     *
     * @param threads number of workers, the caller included
     */
    public static Workers own(int threads) {
        check(threads);
        return new Workers(threads, new ForkJoinPool(Math.max(1, threads - 1)), true);
    }

    /**
     * A team whose helpers run in the caller's pool, which is not closed with it. If the pool is
     * busy the caller does all the work.
     *
     * @param threads number of workers, the caller included
     */
    public static Workers in(ForkJoinPool pool, int threads) {
        check(threads);
        return new Workers(threads, pool, false);
    }

    private static void check(int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("A team must have 1 to " + MOST_THREADS
                    + " threads; you gave " + threads + ".");
        }
    }

    /** Number of workers, the caller included. */
    public int count() {
        return helpers.length + 1;
    }

    /**
     * Runs the tasks {@code 0 … tasks − 1}, each once, and returns when all are done. What was
     * written before the call is seen by every task; what tasks wrote is seen after it.
     *
     * @throws RuntimeException or Error the first that a task threw; the other tasks were run all
     *     the same
     */
    public void run(Job work, int tasks) {
        if (tasks > TASK_MASK) {
            throw new IllegalArgumentException(
                    "A job must have at most " + TASK_MASK + " tasks; you gave " + tasks + ".");
        }
        if (helpers.length == 0 || tasks <= 1) {
            for (int task = 0; task < tasks; task++) {
                runOne(work, 0, task);
            }
        } else {
            runTogether(work, tasks);
        }
        rethrow(failure.getAndSet(null));
    }

    private void runOne(Job work, int worker, int task) {
        try {
            work.run(worker, task);
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private void runTogether(Job work, int tasks) {
        job = work;
        remaining.set(tasks);
        long phase = (ticket.get() >>> (2 * TASK_BITS)) + 1;
        ticket.set((phase << (2 * TASK_BITS)) | ((long) tasks << TASK_BITS));
        for (int i = 0; i < helpers.length && i < tasks - 1; i++) {
            helpers[i].wake();
        }
        while (claimAndRun(0)) {
            Thread.onSpinWait();
        }
        awaitOthers();
    }

    private boolean claimAndRun(int worker) {
        long seen = ticket.get();
        int next = (int) (seen & TASK_MASK);
        if (next >= (int) ((seen >>> TASK_BITS) & TASK_MASK)) {
            return false;
        }
        if (ticket.compareAndSet(seen, seen + 1)) {
            try {
                runOne(job, worker, next);
            } finally {
                if (remaining.decrementAndGet() == 0) {
                    LockSupport.unpark(waiting);
                }
            }
        }
        return true;
    }

    private void awaitOthers() {
        long start = System.nanoTime();
        while (remaining.get() > 0) {
            for (int i = 0; i < SPINS_BETWEEN_LOOKS && remaining.get() > 0; i++) {
                Thread.onSpinWait();
            }
            if (System.nanoTime() - start > SPIN_NANOS) {
                waiting = Thread.currentThread();
                if (remaining.get() > 0) {
                    LockSupport.parkNanos(this, IDLE_NANOS);
                }
                waiting = null;
            }
        }
    }

    private static void rethrow(@Nullable Object thrown) {
        switch (thrown) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {}
        }
    }

    /** Ends the helpers, and the pool if it is the team's own. */
    @Override
    public void close() {
        for (Helper helper : helpers) {
            helper.retired = true;
            LockSupport.unpark(helper.thread);
        }
        if (ownsPool) {
            pool.close();
        }
    }

    /** A worker beside the caller; it occupies a thread of the pool while there is work. */
    private final class Helper implements Runnable {
        private final int worker;
        private final AtomicBoolean active = new AtomicBoolean();
        private volatile boolean parked;
        private volatile boolean retired;
        private volatile @Nullable Thread thread;

        Helper(int worker) {
            this.worker = worker;
        }

        /** Called after the ticket was published. */
        void wake() {
            if (active.compareAndSet(false, true)) {
                begin();
            } else if (parked) {
                LockSupport.unpark(thread);
            }
        }

        /** Where the pool takes no more work the caller does all of it, and is told afterwards. */
        private void begin() {
            try {
                pool.execute(this);
            } catch (RejectedExecutionException e) {
                active.set(false);
                failure.compareAndSet(null, new RejectedExecutionException("The pool must be open"
                        + " for as long as its threads are needed, but is shut down; give one that"
                        + " stays open.", e));
            }
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            do {
                while (!retired && findWork()) {
                    Thread.onSpinWait();
                }
                active.set(false);
                // Work may have come between the last look and the line above, and its caller have
                // seen this helper active.
            } while (!retired && hasWork() && active.compareAndSet(false, true));
        }

        private boolean hasWork() {
            long seen = ticket.get();
            return (seen & TASK_MASK) < ((seen >>> TASK_BITS) & TASK_MASK);
        }

        /** Runs what there is, else waits; false when nothing came for long. */
        private boolean findWork() {
            long start = System.nanoTime();
            while (!hasWork()) {
                for (int i = 0; i < SPINS_BETWEEN_LOOKS && !hasWork(); i++) {
                    Thread.onSpinWait();
                }
                long idle = System.nanoTime() - start;
                if (retired || idle > IDLE_NANOS) {
                    return false;
                }
                if (idle > SPIN_NANOS) {
                    parked = true;
                    if (!hasWork() && !retired) {
                        LockSupport.parkNanos(Workers.this, IDLE_NANOS);
                    }
                    parked = false;
                }
            }
            while (claimAndRun(worker)) {
                Thread.onSpinWait();
            }
            return true;
        }
    }
}
