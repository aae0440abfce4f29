package dev.lanewise.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** How long a model warms up, by calls that take a given time. */
class WarmCallsTest {
    private static final long MILLI = 1_000_000;

    /** What the calls of a warm-up take, in milliseconds, if each takes so many nanoseconds at a time. */
    private static long millis(LongUnaryOperator nanosAt) {
        WarmCalls calls = new WarmCalls(7);
        long time = 0;
        while (calls.goOn(7 + time)) {
            time += nanosAt.applyAsLong(time);
        }
        return time / MILLI;
    }

    @Test
    void shortCallsAreCounted() {
        assertEquals(2000 / 20, millis(time -> MILLI / 20));
    }

    @Test
    void callsThatBecomeNoFasterEndAfterTwoPeriods() {
        assertEquals(2000, millis(time -> 100 * MILLI));
    }

    /** A busy machine: compiled code takes over from second to second. */
    @Test
    void callsThatBecomeFasterGoOn() {
        assertEquals(8000, millis(time -> 100 * MILLI >> Math.min(time / (500 * MILLI), 4)));
    }

    @Test
    void oneLongCallIsEnough() {
        assertEquals(60_000, millis(time -> 60_000 * MILLI));
    }
}
