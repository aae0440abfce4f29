package dev.lanewise.engine.model;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Things that one thread uses at a time. A thread borrows one, which is made if none is at rest; at most
 * twice as many as processors are kept, and the others are dropped. Safe for any number of threads.
 *
 * @param <T> the things
 */
final class BoundedPool<T> {
    private final Supplier<T> maker;
    private final ArrayBlockingQueue<T> idle = new ArrayBlockingQueue<>(
            2 * Runtime.getRuntime().availableProcessors());

    BoundedPool(Supplier<T> maker) {
        this.maker = maker;
    }

    /** Uses one. */
    <R> R use(Function<T, R> use) {
        T borrowed = idle.poll();
        T own = borrowed == null ? maker.get() : borrowed;
        try {
            return use.apply(own);
        } finally {
            idle.offer(own);
        }
    }

    /** How many are at rest. */
    int idle() {
        return idle.size();
    }
}
