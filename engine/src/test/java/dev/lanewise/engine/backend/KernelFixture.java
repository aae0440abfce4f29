package dev.lanewise.engine.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AssertionFailureBuilder;
import org.junit.jupiter.api.Named;

/**
 * What the tests of kernels share: the backends, seeded operands whose surroundings are guarded,
 * and equality as the engine promises it.
 */
public final class KernelFixture {
    /** Lies where a kernel must not read: it would spoil every sum it got into. */
    static final float UNREAD = Float.NaN;
    /** Lies where a kernel must not write; sums that went on from it would differ. */
    static final float UNTOUCHED = -77.25f;
    /** Floats before and behind the elements of an output, more than the widest vector. */
    static final int MARGIN = 19;

    private static final int ZERO_EVERY = 16;

    private KernelFixture() {}

    static Backend scalar() {
        return Kernels.of(KernelChoice.SCALAR).backend();
    }

    /** The kernels of this run: vector or portable ones where a test is tagged "fast". */
    static Backend fast() {
        return Kernels.auto().backend();
    }

    /** The backends of this run. {@code KernelSelectionTest} holds that none is missing. */
    static Stream<Named<Backend>> backends() {
        return Stream.of(scalar(), fast())
                .filter(k -> k == scalar() || !k.name().equals("scalar"))
                .map(k -> Named.of(k.name(), k));
    }

    /** Uniform in [−1, 1), multiples of 2⁻²³, some of them +0 and −0. */
    public static float[] random(long seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            float value = random.nextInt(-(1 << 23), 1 << 23) * 0x1p-23f;
            values[i] = random.nextInt(ZERO_EVERY) == 0 ? 0f * value : value;
        }
        return values;
    }

    /** Whole numbers from −{@code most} to {@code most}: their small sums of products are exact. */
    static float[] integers(long seed, int length, int most) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextInt(-most, most + 1);
        }
        return values;
    }

    /** An array of {@code length} that holds {@code values} at {@code elements}, else {@code gap}. */
    static float[] spread(float[] values, int[] elements, int length, float gap) {
        float[] array = new float[length];
        Arrays.fill(array, gap);
        for (int i = 0; i < elements.length; i++) {
            array[elements[i]] = values[i];
        }
        return array;
    }

    /** Random values at {@code elements}, which end where the array ends; NaN around them. */
    static float[] input(long seed, int[] elements) {
        int length = elements.length == 0 ? 0 : elements[elements.length - 1] + 1;
        return spread(random(seed, elements.length), elements, length, UNREAD);
    }

    /** Random values at {@code elements}; guards around them. */
    static float[] output(long seed, int[] elements) {
        return spread(random(seed, elements.length), elements, length(elements), UNTOUCHED);
    }

    /** NaN at {@code elements}, which are to be overwritten unread; guards around them. */
    static float[] overwritten(int[] elements) {
        float[] values = new float[elements.length];
        Arrays.fill(values, UNREAD);
        return spread(values, elements, length(elements), UNTOUCHED);
    }

    private static int length(int[] elements) {
        return (elements.length == 0 ? 0 : elements[elements.length - 1] + 1) + MARGIN;
    }

    /** Where the elements of a row-major matrix lie. */
    static int[] matrix(int offset, int rows, int columns, int leading) {
        return IntStream.range(0, rows * columns)
                .map(i -> offset + i / columns * leading + i % columns)
                .toArray();
    }

    /** Where the elements of maps lie, in the order (channel, row, column, lane). */
    static int[] maps(int offset, MapShape shape) {
        int perMap = shape.height() * shape.rowLength();
        return IntStream.range(0, shape.channels() * perMap)
                .map(i -> offset + i / perMap * shape.channelStride()
                        + i % perMap / shape.rowLength() * shape.rowStride()
                        + i % shape.rowLength())
                .toArray();
    }

    /** {@code count} neighbours. */
    static int[] range(int offset, int count) {
        return IntStream.range(offset, offset + count).toArray();
    }

    /** Fails at the first value whose bits differ; −0 equals +0. */
    static void assertSameBits(float[] expected, float[] actual, Object what) {
        assertEquals(expected.length, actual.length, () -> what + ": length");
        for (int i = 0; i < expected.length; i++) {
            int bits = Float.floatToIntBits(expected[i] + 0f);
            if (bits != Float.floatToIntBits(actual[i] + 0f)) {
                AssertionFailureBuilder.assertionFailure()
                        .message(what + ": index " + i)
                        .expected(Float.toHexString(expected[i]))
                        .actual(Float.toHexString(actual[i]))
                        .buildAndThrow();
            }
        }
    }
}
