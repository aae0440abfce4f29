package dev.lanewise.engine.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Training inside the pools of a program: it ends, and to the same bits. */
@Tag("behaviour")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostPoolsTest {
    private static final String EXPECTED = SmallProgram.train(builder -> builder.threads(1))
            .sha256();

    private static String own() {
        return SmallProgram.train(builder -> builder.threads(3)).sha256();
    }

    private static String in(ForkJoinPool pool, int parallelism) {
        return SmallProgram.train(builder -> builder.pool(pool, parallelism)).sha256();
    }

    @Test
    void aTaskOfTheCommonPool() {
        ForkJoinPool common = ForkJoinPool.commonPool();
        assertEquals(EXPECTED, common.submit(HostPoolsTest::own).join());
        assertEquals(EXPECTED, common.submit(() -> in(common, 4)).join());
    }

    @Test
    void aParallelStream() {
        List<String> all = IntStream.range(0, 6)
                .parallel()
                .mapToObj(i -> i % 2 == 0 ? own() : in(ForkJoinPool.commonPool(), 3))
                .toList();
        assertEquals(List.of(EXPECTED), all.stream().distinct().toList());
    }

    /** The only thread trains, and can't help itself. */
    @Test
    void onlyOneThread() throws Exception {
        try (ForkJoinPool pool = new ForkJoinPool(1);
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            assertEquals(EXPECTED, pool.submit(() -> in(pool, 4)).join());
            assertEquals(EXPECTED, executor.submit(() -> in(pool, 4)).get());
            assertEquals(EXPECTED, executor.submit(HostPoolsTest::own).get());
        }
    }

    /** Tasks that train and wait for tasks that train, in one small pool that all of them share. */
    @Test
    void tasksWithinTasks() {
        class Nested extends RecursiveTask<List<String>> {
            private static final long serialVersionUID = 1L;
            private final int depth;

            Nested(int depth) {
                this.depth = depth;
            }

            @Override
            protected List<String> compute() {
                Stream<String> here = Stream.of(in(getPool(), 3));
                if (depth == 0) {
                    return here.toList();
                }
                Nested one = new Nested(depth - 1);
                Nested two = new Nested(depth - 1);
                one.fork();
                two.fork();
                return Stream.of(here, two.join().stream(), one.join().stream())
                        .flatMap(all -> all)
                        .distinct()
                        .toList();
            }
        }
        try (ForkJoinPool pool = new ForkJoinPool(2)) {
            assertEquals(List.of(EXPECTED), pool.invoke(new Nested(2)));
        }
    }

    /** More of them than processors to carry them. */
    @Test
    void virtualThreads() throws Exception {
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 8)
                    .mapToObj(i -> virtual.submit(
                            () -> i % 2 == 0 ? own() : in(ForkJoinPool.commonPool(), 3)))
                    .toList();
            for (var one : all) {
                assertEquals(EXPECTED, one.get());
            }
        }
    }
}
