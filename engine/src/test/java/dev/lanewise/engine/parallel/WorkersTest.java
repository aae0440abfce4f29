package dev.lanewise.engine.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every task once, what tasks wrote seen afterwards, and nobody left waiting. */
@Timeout(60)
class WorkersTest {
    private static final long PATIENCE_SECONDS = 30;

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "1, 7", "2, 0", "2, 1", "2, 2", "2, 1000", "3, 2", "3, 97", "5, 4",
            "5, 100000", "16, 15"})
    void everyTaskRunsOnce(int threads, int tasks) {
        try (Workers workers = Workers.own(threads)) {
            assertEquals(threads, workers.count());
            AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
            workers.run((worker, task) -> runs.incrementAndGet(task), tasks);
            for (int task = 0; task < tasks; task++) {
                assertEquals(1, runs.get(task), "task " + task);
            }
        }
    }

    /**
     * Many short phases of random size. Counts are plain ints: only the phase's end makes what a
     * helper wrote visible, and only its beginning what the caller wrote.
     */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void manyShortPhasesHandOverWhatWasWritten(int threads) {
        Random random = new Random(threads);
        int[] runs = new int[12];
        int[] phase = new int[1];
        int[] seen = new int[runs.length];
        Workers.Job job = (worker, task) -> {
            runs[task]++;
            seen[task] = phase[0];
        };
        try (Workers workers = Workers.own(threads)) {
            for (int i = 1; i <= 20_000; i++) {
                int tasks = random.nextInt(runs.length + 1);
                Arrays.fill(runs, 0);
                Arrays.fill(seen, i);
                phase[0] = i;
                workers.run(job, tasks);
                for (int task = 0; task < runs.length; task++) {
                    assertEquals(task < tasks ? 1 : 0, runs[task], "phase " + i + ", task " + task);
                    assertEquals(i, seen[task], "phase " + i + ", task " + task);
                }
            }
        }
    }

    /** Of 1,024 processors most would find no tile, and their buffers no memory. */
    @Test
    void byDefaultThereAreNoMoreThanHaveWorkAndRoom() {
        long heap = 512L << 20;
        int many = Integer.MAX_VALUE;
        assertEquals(2, Workers.byDefault(2, 1 << 20, heap, many));
        assertEquals(64, Workers.byDefault(64, 1 << 20, heap, many));
        assertEquals(64, Workers.byDefault(1024, 1 << 20, heap, many));
        assertEquals(64, Workers.byDefault(1 << 20, 0, heap, many));
        assertEquals(8, Workers.byDefault(1024, 16 << 20, heap, many));
        assertEquals(1, Workers.byDefault(1024, 1L << 40, heap, many));
        assertEquals(3, Workers.byDefault(1024, 1 << 20, heap, 3));
        assertEquals(1, Workers.byDefault(1, 1, heap, 0));
    }

    @Test
    void aWorkerDoesOneTaskAtATimeAndTheCallerIsWorkerZero() {
        Thread caller = Thread.currentThread();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger[] busy = {new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};
        Workers.Job job = (worker, task) -> {
            if (busy[worker].incrementAndGet() != 1
                    || (worker == 0) != (Thread.currentThread() == caller)) {
                wrong.incrementAndGet();
            }
            busy[worker].decrementAndGet();
        };
        try (Workers workers = Workers.own(busy.length)) {
            for (int phase = 0; phase < 2000; phase++) {
                workers.run(job, 20);
            }
        }
        assertEquals(0, wrong.get());
    }

    @Test
    void workersWorkAtTheSameTime() {
        try (Workers workers = Workers.own(3)) {
            Set<Integer> met = meet(workers, 3);
            assertEquals(Set.of(0, 1, 2), met);
        }
    }

    @Test
    void theCallerWaitsForTheSlowest() {
        try (Workers workers = Workers.own(2)) {
            CyclicBarrier barrier = new CyclicBarrier(2);
            int[] written = new int[2];
            workers.run((worker, task) -> {
                await(barrier);
                if (worker > 0) {
                    LockSupport.parkNanos(20_000_000);
                }
                written[worker] = 1;
            }, 2);
            assertArrayEquals(new int[]{1, 1}, written);
        }
    }

    /** Each of as many tasks as workers waits for the others. */
    private static Set<Integer> meet(Workers workers, int parties) {
        CyclicBarrier barrier = new CyclicBarrier(parties);
        Set<Integer> met = ConcurrentHashMap.newKeySet();
        workers.run((worker, task) -> {
            await(barrier);
            met.add(worker);
        }, parties);
        return met;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void theFirstExceptionComesOutAndTheOtherTasksRun(int threads) {
        try (Workers workers = Workers.own(threads)) {
            for (int tasks : new int[]{1, 2, 50}) {
                AtomicInteger ran = new AtomicInteger();
                IllegalStateException failure = new IllegalStateException("one task");
                Exception thrown = assertThrows(IllegalStateException.class,
                        () -> workers.run((worker, task) -> {
                            ran.incrementAndGet();
                            if (task == 0) {
                                throw failure;
                            }
                        }, tasks));
                assertSame(failure, thrown);
                assertEquals(tasks, ran.get());
                AtomicInteger later = new AtomicInteger();
                workers.run((worker, task) -> later.incrementAndGet(), 10);
                assertEquals(10, later.get());
            }
        }
    }

    @Test
    void errorsComeOutToo() {
        try (Workers workers = Workers.own(2)) {
            assertThrows(StackOverflowError.class, () -> workers.run((worker, task) -> {
                throw new StackOverflowError("task " + task);
            }, 5));
            workers.run((worker, task) -> {}, 5);
        }
    }

    @Test
    void helpersComeFromThePoolThatWasNamed() {
        ForkJoinPool mine = new ForkJoinPool(2);
        try (Workers workers = Workers.in(mine, 3)) {
            assertEquals(Set.of(mine), poolsOfHelpers(workers, 3));
        }
        assertFalse(mine.isShutdown(), "a caller's pool stays open");
        mine.close();
    }

    @Test
    void aTeamOfItsOwnNeverUsesTheCommonPool() {
        try (Workers workers = Workers.own(3)) {
            Set<ForkJoinPool> pools = poolsOfHelpers(workers, 3);
            assertEquals(1, pools.size());
            assertNotSame(ForkJoinPool.commonPool(), pools.iterator().next());
        }
    }

    private static Set<ForkJoinPool> poolsOfHelpers(Workers workers, int count) {
        Set<ForkJoinPool> pools = ConcurrentHashMap.newKeySet();
        CyclicBarrier barrier = new CyclicBarrier(count);
        workers.run((worker, task) -> {
            await(barrier);
            if (worker > 0) {
                pools.add(assertInstanceOf(ForkJoinWorkerThread.class, Thread.currentThread())
                        .getPool());
            }
        }, count);
        return pools;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("the workers never met", e);
        }
    }

    /** The pool's only thread is taken: the caller does everything. */
    @Test
    void aSaturatedPoolDoesNotStopTheWork() throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ForkJoinPool pool = new ForkJoinPool(1); Workers workers = Workers.in(pool, 3)) {
            ForkJoinTask<?> hog = pool.submit(() -> {
                taken.countDown();
                return release.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            });
            taken.await();
            int[] runs = new int[100];
            for (int phase = 0; phase < 50; phase++) {
                workers.run((worker, task) -> runs[task] += worker + 1, runs.length);
            }
            release.countDown();
            hog.join();
            int[] expected = new int[runs.length];
            Arrays.fill(expected, 50);
            assertArrayEquals(expected, runs, "worker 0 alone");
            assertEquals(Set.of(0, 1), meet(workers, 2), "the pool is free again");
        }
    }

    @Test
    void aPoolThatIsShutDownIsNamed() {
        ForkJoinPool pool = new ForkJoinPool(1);
        pool.shutdown();
        int[] runs = new int[100];
        try (Workers workers = Workers.in(pool, 3)) {
            assertEquals("The pool must be open for as long as its threads are needed, but is shut"
                    + " down; give one that stays open.",
                    assertThrows(RejectedExecutionException.class, () -> workers
                            .run((worker, task) -> runs[task] += worker + 1, runs.length))
                            .getMessage());
        }
        int[] expected = new int[runs.length];
        Arrays.fill(expected, 1);
        assertArrayEquals(expected, runs, "the caller did all of it");
    }

    /** The caller itself holds the pool's only thread. */
    @Test
    void aPoolCanBeUsedFromWithin() {
        try (ForkJoinPool pool = new ForkJoinPool(1); Workers workers = Workers.in(pool, 4)) {
            AtomicInteger ran = new AtomicInteger();
            pool.submit(() -> {
                for (int phase = 0; phase < 100; phase++) {
                    workers.run((worker, task) -> ran.incrementAndGet(), 20);
                }
            }).join();
            assertEquals(2000, ran.get());
        }
    }

    /** Idle helpers first sleep, then give their threads back, and come again when needed. */
    @Test
    void idleHelpersCostNothingAndReturn() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Set<Long> helpers = ConcurrentHashMap.newKeySet();
        try (ForkJoinPool pool = new ForkJoinPool(2); Workers workers = Workers.in(pool, 3)) {
            CyclicBarrier barrier = new CyclicBarrier(3);
            workers.run((worker, task) -> {
                await(barrier);
                if (worker > 0) {
                    helpers.add(Thread.currentThread().threadId());
                }
            }, 3);
            long before = cpuNanos(threads, helpers);
            waitUntil(() -> pool.getActiveThreadCount() == 0, "the helpers never went home");
            long spent = cpuNanos(threads, helpers) - before;
            assertTrue(spent < 40_000_000, "idle helpers used " + spent + " ns of CPU time");
            assertEquals(Set.of(0, 1, 2), meet(workers, 3));
        }
    }

    private static long cpuNanos(ThreadMXBean threads, Set<Long> ids) {
        return ids.stream().mapToLong(id -> Math.max(0, threads.getThreadCpuTime(id))).sum();
    }

    private static void waitUntil(BooleanSupplier condition, String otherwise) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, otherwise);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void closingEndsTheThreads() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Workers workers = Workers.own(3);
        CyclicBarrier barrier = new CyclicBarrier(3);
        workers.run((worker, task) -> {
            await(barrier);
            threads.add(Thread.currentThread());
        }, 3);
        workers.close();
        workers.close();
        threads.remove(Thread.currentThread());
        assertEquals(2, threads.size());
        for (Thread thread : threads) {
            waitUntil(() -> !thread.isAlive(), thread + " lives on");
        }
    }

    /** A helper that sleeps is woken to go, not waited for. */
    @Test
    void closingIsQuick() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            Workers workers = Workers.own(2);
            meet(workers, 2);
            LockSupport.parkNanos(2_000_000);
            long start = System.nanoTime();
            workers.close();
            least = Math.min(least, System.nanoTime() - start);
        }
        assertTrue(least < 50_000_000, "the quickest close took " + least + " ns");
    }

    @Test
    void impossibleTeamsAndJobsAreRefused() {
        IllegalArgumentException none = assertThrows(IllegalArgumentException.class,
                () -> Workers.own(0));
        assertEquals("A team must have 1 to 32767 threads; you gave 0.", none.getMessage());
        try (Workers workers = Workers.own(2)) {
            IllegalArgumentException many = assertThrows(IllegalArgumentException.class,
                    () -> workers.run((worker, task) -> {}, 1 << 24));
            assertEquals("A job must have at most 16777215 tasks; you gave 16777216.",
                    many.getMessage());
        }
    }
}
