package dev.lanewise.engine.train;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whose turn with a trainer it is: one thread's at a time, and nobody's once it is closed. */
final class Turn {
    private final ReentrantLock lock = new ReentrantLock();
    /** The call of fit that runs shall end, or the next one. */
    private final AtomicBoolean stops = new AtomicBoolean();
    /** The last call of fit was ended so. */
    private volatile boolean stopped;
    private volatile boolean closed;
    /** What is to be ended by the thread that works, which still needs it. */
    private @Nullable Runnable endsLater;

    /**
     * Trains, if nobody does, the calling thread included.
     *
     * @throws IllegalStateException if a thread does, or the trainer is closed
     */
    <T> T train(Supplier<T> work) {
        if (lock.isHeldByCurrentThread()) {
            throw busy();
        }
        return use(work);
    }

    /**
     * Trains until {@link #stop} ends it, which leaves the next call alone.
     *
     * @throws IllegalStateException if a thread trains, or the trainer is closed
     */
    <T> T trainUntilStopped(Supplier<T> work) {
        return train(() -> {
            stopped = false;
            try {
                return work.get();
            } finally {
                stopped = stops.getAndSet(false);
            }
        });
    }

    /**
     * Does what may also be done in the middle of the calling thread's training.
     *
     * @throws IllegalStateException if another thread works, or the trainer is closed
     */
    <T> T use(Supplier<T> work) {
        if (!lock.tryLock()) {
            throw busy();
        }
        try {
            if (closed) {
                throw new IllegalStateException("The trainer is closed; build another one.");
            }
            return work.get();
        } finally {
            if (endsLater != null && lock.getHoldCount() == 1) {
                endsLater.run();
                endsLater = null;
            }
            lock.unlock();
        }
    }

    private static IllegalStateException busy() {
        return new IllegalStateException(
                "The trainer trains already; wait until it ends, or build another one.");
    }

    /** Ends training after the step that runs; if none runs, the next one before its first step. */
    void stop() {
        stops.set(true);
    }

    /** Whether it was stopped, and did not go on since. */
    boolean stopped() {
        return stopped || stops.get();
    }

    /** Whether training goes on: it was neither stopped nor closed, nor the calling thread interrupted. */
    boolean goesOn() {
        return !stops.get() && !closed && !Thread.currentThread().isInterrupted();
    }

    /**
     * Ends training after the step that runs, waits for that, and closes the trainer.
     *
     * @param end what is done then
     */
    void close(Runnable end) {
        closed = true;
        if (lock.isHeldByCurrentThread()) {
            endsLater = end;
            return;
        }
        lock.lock();
        try {
            end.run();
        } finally {
            lock.unlock();
        }
    }
}
