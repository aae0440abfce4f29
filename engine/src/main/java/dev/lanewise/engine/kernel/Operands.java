package dev.lanewise.engine.kernel;

import org.jspecify.annotations.Nullable;

/** Checks operands before a kernel sees them, so that messages name the one that is wrong. */
final class Operands {

    private Operands() {}

    static void requireLength(String name, long expected, float[] array) {
        requireGiven(name, array);
        if (array.length != expected) {
            throw new IllegalArgumentException(
                    name + " must have " + expected + " values; you gave " + array.length + ".");
        }
    }

    private static void requireGiven(String name, float @Nullable [] array) {
        if (array == null) {
            throw new NullPointerException("The array of " + name + " must not be null.");
        }
    }

    static void requireRange(String name, float[] array, int offset, long span) {
        requireGiven(name, array);
        if (offset < 0) {
            throw new IndexOutOfBoundsException("The index where " + name
                    + " begins must be at least 0; you gave " + offset + ".");
        }
        if (span > (long) array.length - offset) {
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
