package dev.lanewise.engine.plan;

import java.util.Arrays;

/**
 * Times what one thread does one thing after the other: a lap ends where the next begins, so laps
 * leave no gap between them and cost one look at the clock each. Belongs to one thread at a time;
 * allocates nothing once made.
 */
public final class LapClock {
    /** Times nothing; for any number of threads. */
    public static final LapClock OFF = new LapClock(0);

    private final long[] nanos;
    private final long[] count;
    private long last;

    /** A clock with laps numbered {@code 0 … laps − 1}, all at zero. */
    public LapClock(int laps) {
        nanos = new long[laps];
        count = new long[laps];
    }

    /** The first lap begins. */
    public void start() {
        if (this != OFF) {
            last = System.nanoTime();
        }
    }

    /** Adds the time since the last lap ended, or since the start, to a lap; the next one begins. */
    public void lap(int lap) {
        if (this != OFF) {
            long now = System.nanoTime();
            nanos[lap] += now - last;
            count[lap]++;
            last = now;
        }
    }

    /** Sets every lap to zero. */
    public void reset() {
        Arrays.fill(nanos, 0);
        Arrays.fill(count, 0);
    }

    /** Nanoseconds in a lap so far. */
    public long nanos(int lap) {
        return nanos[lap];
    }

    /** How often a lap ended so far. */
    public long count(int lap) {
        return count[lap];
    }
}
