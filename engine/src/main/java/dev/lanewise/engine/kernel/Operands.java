package dev.lanewise.engine.kernel;

/** Checks operands before a kernel sees them, so that messages name the one that is wrong. */
final class Operands {

    private Operands() {}

    static void requireLength(String name, long expected, int length) {
        if (length != expected) {
            throw new IllegalArgumentException(
                    name + " must have " + expected + " values; you gave " + length + ".");
        }
    }

    static void requireRange(String name, float[] array, int offset, long span) {
        if (offset < 0 || span > (long) array.length - offset) {
            throw new IndexOutOfBoundsException(
                    name + " takes " + span + " floats from index " + offset
                            + ", but its array has " + array.length + "; give a longer one.");
        }
    }

    /** What is written must not be read: kernels differ in when they do which. */
    @SuppressWarnings("ReferenceEquality") // Which array it is counts.
    static void requireApart(String read, float[] in, int inOffset, long inSpan, String written,
            float[] out, int outOffset, long outSpan) {
        if (in == out && inOffset < outOffset + outSpan && outOffset < inOffset + inSpan) {
            throw new IllegalArgumentException(written + " must not overlap " + read
                    + ": both lie in the same array; give " + written + " one of its own.");
        }
    }
}
