package dev.lanewise.engine.backend;

/** Finds values that are infinite or no numbers, to name them. */
public final class NotFinite {
    private NotFinite() {}

    /** Index of the first one, or −1. */
    public static int first(float[] values) {
        return first(values, 0, values.length);
    }

    /** Index, counted from {@code offset}, of the first one among so many, or −1. */
    public static int first(float[] values, int offset, int count) {
        for (int i = 0; i < count; i++) {
            if (!Float.isFinite(values[offset + i])) {
                return i;
            }
        }
        return -1;
    }
}
