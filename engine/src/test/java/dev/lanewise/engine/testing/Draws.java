package dev.lanewise.engine.testing;

/** Numbers that are a hash of their index, as the Python scripts of golden values make them, too. */
public final class Draws {
    private Draws() {}

    /** The top 24 bits of SplitMix64 (Steele, Lea and Flood 2014) at an index of a stream. */
    public static int draw24(int stream, int index) {
        long z = (((long) stream << 32) + index + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (int) ((z ^ (z >>> 31)) >>> 40);
    }

    /** The same as a number in [−1, 1), exact. */
    public static float signed(int stream, int index) {
        return draw24(stream, index) * 0x1p-23f - 1;
    }

    /** The same as a number in [0, 1), exact. */
    public static float unsigned(int stream, int index) {
        return draw24(stream, index) * 0x1p-24f;
    }
}
