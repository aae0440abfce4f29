package dev.lanewise.engine.model;

/**
 * How long predictions are repeated until they are compiled: for enough calls, or until they become no faster. The
 * compiler works beside the calls, on a busy machine much later than it was asked to, so that time alone says
 * nothing. Looked at are periods that double: the compiler is done if the quickest call of a period is hardly
 * quicker than the quickest before.
 */
final class WarmCalls {
    /** Enough for the compiler to take notice of every kernel. */
    private static final int MOST = 2000;
    /** No period ends earlier: long enough for the compiler's first results. */
    private static final long FIRST_NANOS = 1_000_000_000;
    private static final long MOST_NANOS = 16_000_000_000L;
    private static final double HARDLY = 0.8;

    private final long start;
    private long last;
    private long periodEnd = FIRST_NANOS;
    private long quickest = Long.MAX_VALUE;
    private long quickestBefore = Long.MAX_VALUE;
    private int made = -1;

    WarmCalls() {
        this(System.nanoTime());
    }

    /** Begins at a time. */
    WarmCalls(long now) {
        this.start = now;
        this.last = now;
    }

    /** Whether there shall be one more call; asked before each. */
    boolean goOn() {
        return goOn(System.nanoTime());
    }

    boolean goOn(long now) {
        made++;
        if (made > 0) {
            quickest = Math.min(quickest, now - last);
        }
        last = now;
        long time = now - start;
        if (made >= MOST || time >= MOST_NANOS) {
            return false;
        }
        return time < periodEnd || nextPeriod(time);
    }

    private boolean nextPeriod(long time) {
        while (time >= periodEnd) {
            periodEnd *= 2;
        }
        boolean quicker = quickest < HARDLY * quickestBefore;
        quickestBefore = Math.min(quickest, quickestBefore);
        quickest = Long.MAX_VALUE;
        return quicker;
    }

    /** Calls before this one. */
    int made() {
        return made;
    }
}
