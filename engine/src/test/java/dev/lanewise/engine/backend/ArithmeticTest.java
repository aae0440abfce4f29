package dev.lanewise.engine.backend;

import static dev.lanewise.engine.backend.KernelFixture.MARGIN;
import static dev.lanewise.engine.backend.KernelFixture.assertSameBits;
import static dev.lanewise.engine.backend.KernelFixture.fast;
import static dev.lanewise.engine.backend.KernelFixture.scalar;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernels")
class ArithmeticTest {
    private static final String BACKENDS = "dev.lanewise.engine.backend.KernelFixture#backends";
    private static final int MOST = 35;
    private static final int X_OFFSET = 3;

    /** Values from {@code offset}; NaN before them. */
    private static float[] input(long seed, int offset, int length) {
        return KernelFixture.spread(KernelFixture.random(seed, length),
                KernelFixture.range(offset, length), offset + length, KernelFixture.UNREAD);
    }

    private static float[] output(int length) {
        return KernelFixture.output(9, KernelFixture.range(MARGIN, length));
    }

    private static float[] multiplied(Backend kernels, int length) {
        float[] y = output(length);
        kernels.multiply(input(1, MARGIN, length), y, MARGIN, length);
        return y;
    }

    private static float[] added(Backend kernels, int length) {
        float[] y = output(length);
        kernels.add(input(1, X_OFFSET, length), X_OFFSET, y, MARGIN, length);
        return y;
    }

    private static float[] columnSums(Backend kernels, int rows, int columns) {
        float[] y = output(columns);
        kernels.columnSums(rows, columns, input(1, X_OFFSET, rows * columns), X_OFFSET, y, MARGIN);
        return y;
    }

    /** Wherever the one value lies; what lies outside is NaN. */
    @ParameterizedTest
    @MethodSource(BACKENDS)
    void oneValueThatIsNoNumberIsFound(Backend kernels) {
        for (int length = 0; length <= MOST; length++) {
            float[] x = input(1, MARGIN, length + 1);
            x[MARGIN + length] = Float.NaN;
            assertTrue(kernels.isFinite(x, MARGIN, length), "length " + length);
            for (float value : new float[]{Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE,
                    -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                for (int i = MARGIN; i < MARGIN + length; i++) {
                    float before = x[i];
                    x[i] = value;
                    assertEquals(Float.isFinite(value), kernels.isFinite(x, MARGIN, length),
                            value + " at " + i + " of " + length);
                    x[i] = before;
                }
            }
        }
        assertThrows(IndexOutOfBoundsException.class, () -> kernels.isFinite(new float[9], 1, 9));
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void multiplyIsTheRoundedProductOfEachPair(Backend kernels) {
        for (int length = 0; length <= MOST; length++) {
            float[] x = input(1, MARGIN, length);
            float[] expected = output(length);
            for (int i = MARGIN; i < MARGIN + length; i++) {
                expected[i] *= x[i];
            }
            assertSameBits(expected, multiplied(kernels, length), "length " + length);
        }
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void addIsTheRoundedSumOfEachPair(Backend kernels) {
        for (int length = 0; length <= MOST; length++) {
            float[] x = input(1, X_OFFSET, length);
            float[] expected = output(length);
            for (int i = 0; i < length; i++) {
                expected[MARGIN + i] += x[X_OFFSET + i];
            }
            assertSameBits(expected, added(kernels, length), "length " + length);
        }
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void affineIsOneFmaAnElement(Backend kernels) {
        for (int length = 0; length <= MOST; length++) {
            float[] expected = output(length);
            float[] actual = expected.clone();
            for (int i = MARGIN; i < MARGIN + length; i++) {
                expected[i] = Fma.of(0.3f, expected[i], -1.7f);
            }
            kernels.affine(0.3f, -1.7f, actual, MARGIN, length);
            assertSameBits(expected, actual, "length " + length);
        }
    }

    /** With and without gaps between rows, each kind of row length, and in place. */
    @ParameterizedTest
    @MethodSource(BACKENDS)
    void affineOfMapsIsOneFmaAnElementAndLeavesGaps(Backend kernels) {
        for (int length = 1; length <= MOST; length++) {
            for (int gap : new int[]{0, 3}) {
                MapShape in = new MapShape(2, 3, length, 1, length, 3 * length + 1);
                MapShape out = new MapShape(2, 3, length, 1, length + gap, 3 * (length + gap));
                checkAffine(kernels, new ChannelAffine(in, out, length % 2 == 0), false);
                checkAffine(kernels, new ChannelAffine(out, out, length % 2 != 0), true);
            }
        }
    }

    private static void checkAffine(Backend kernels, ChannelAffine maps, boolean inPlace) {
        float[] y = KernelFixture.random(1, 2 * MARGIN + maps.out().span());
        float[] x = inPlace ? y : KernelFixture.random(2, X_OFFSET + maps.in().span());
        int from = inPlace ? MARGIN : X_OFFSET;
        float[] scales = {9, 0.3f, -2};
        float[] shifts = {9, 9, -0.1f, 0.2f};
        float[] expected = y.clone();
        for (int c = 0; c < 2; c++) {
            for (int i = 0; i < 3 * maps.in().width(); i++) {
                int row = i / maps.in().width();
                int column = i % maps.in().width();
                float value = Fma.of(scales[1 + c], x[from + at(maps.in(), c, row, column)],
                        shifts[2 + c]);
                expected[MARGIN + at(maps.out(), c, row, column)] = maps.rectified()
                        ? Math.max(value, 0)
                        : value;
            }
        }
        kernels.affine(maps, scales, 1, shifts, 2, x, from, y, MARGIN);
        assertSameBits(expected, y, maps + (inPlace ? " in place" : ""));
    }

    /** With and without gaps between rows, and each kind of row length. */
    @ParameterizedTest
    @MethodSource(BACKENDS)
    void sumOfMapsIsTheRoundedSumOfEachPairAndLeavesGaps(Backend kernels) {
        for (int length = 1; length <= MOST; length++) {
            for (int gap : new int[]{0, 3}) {
                MapShape in = new MapShape(2, 3, length, 1, length, 3 * length + 1);
                MapShape other = new MapShape(2, 3, length, 1, length + gap, 3 * (length + gap));
                boolean rectified = length % 2 == 0;
                checkSum(kernels, new MapSum(in, other, other, rectified));
                checkSum(kernels, new MapSum(other, in, in, !rectified));
            }
        }
    }

    private static void checkSum(Backend kernels, MapSum maps) {
        float[] a = KernelFixture.random(1, X_OFFSET + maps.first().span());
        float[] b = KernelFixture.random(2, 1 + maps.second().span());
        float[] y = KernelFixture.random(3, 2 * MARGIN + maps.out().span());
        float[] expected = y.clone();
        for (int c = 0; c < 2; c++) {
            for (int i = 0; i < 3 * maps.out().width(); i++) {
                int row = i / maps.out().width();
                int column = i % maps.out().width();
                float value = a[X_OFFSET + at(maps.first(), c, row, column)]
                        + b[1 + at(maps.second(), c, row, column)];
                expected[MARGIN + at(maps.out(), c, row, column)] = maps.rectified()
                        ? Math.max(value, 0)
                        : value;
            }
        }
        kernels.add(maps, a, X_OFFSET, b, 1, y, MARGIN);
        assertSameBits(expected, y, maps.toString());
    }

    private static int at(MapShape maps, int channel, int row, int column) {
        return channel * maps.channelStride() + row * maps.rowStride() + column;
    }

    /** A matrix that doesn't lie in its array is refused before anything is written. */
    @ParameterizedTest
    @MethodSource(BACKENDS)
    void transposesOutOfTheirArraysAreRefused(Backend kernels) {
        for (int side : new int[]{3, 16, 20}) {
            int size = side * side;
            float[] y = new float[size];
            assertThrows(IndexOutOfBoundsException.class, () -> kernels.transpose(side, side,
                    ones(size - 1), 0, side, y, 0, side));
            assertThrows(IndexOutOfBoundsException.class, () -> kernels.transpose(side, side,
                    ones(size), 1, side, y, 0, side));
            assertThrows(IndexOutOfBoundsException.class, () -> kernels.transpose(side, side,
                    ones(size), -1, side, y, 0, side));
            assertArrayEquals(new float[size], y);
            float[] small = new float[size - 1];
            assertEquals("Operand y takes " + size + " floats from index 0, but its array has "
                    + (size - 1) + ".",
                    assertThrows(IndexOutOfBoundsException.class, () -> kernels.transpose(side,
                            side, ones(size), 0, side, small, 0, side)).getMessage());
            assertArrayEquals(new float[size - 1], small);
            assertThrows(IllegalArgumentException.class, () -> kernels.transpose(side, side,
                    ones(size), 0, side - 1, y, 0, side));
        }
    }

    private static float[] ones(int length) {
        float[] ones = new float[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Sides below, at and beyond a block of 16, with gaps in both matrices. */
    @ParameterizedTest
    @MethodSource(BACKENDS)
    void transposeSwapsRowsAndColumns(Backend kernels) {
        int[] sides = {0, 1, 3, 15, 16, 17, 28, 32, 50};
        for (int rows : sides) {
            for (int columns : sides) {
                int ldx = columns + 2;
                int ldy = rows + 1;
                float[] x = KernelFixture.input(1,
                        KernelFixture.matrix(X_OFFSET, rows, columns, ldx));
                float[] y = KernelFixture
                        .overwritten(KernelFixture.matrix(MARGIN, columns, rows, ldy));
                float[] expected = y.clone();
                for (int i = 0; i < rows * columns; i++) {
                    expected[MARGIN + i % columns * ldy + i / columns] = x[X_OFFSET
                            + i / columns * ldx + i % columns];
                }
                kernels.transpose(rows, columns, x, X_OFFSET, ldx, y, MARGIN, ldy);
                assertSameBits(expected, y, rows + "×" + columns);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void columnSumsRunOverRowsInAscendingOrder(Backend kernels) {
        for (int rows : new int[]{0, 1, 3, 17}) {
            for (int columns = 0; columns <= MOST; columns++) {
                float[] x = input(1, X_OFFSET, rows * columns);
                ChainReference reference = new ChainReference(output(columns));
                for (int i = 0; i < rows * columns; i++) {
                    reference.add(MARGIN + i % columns, x[X_OFFSET + i]);
                }
                reference.assertHolds(columnSums(kernels, rows, columns), rows + "×" + columns);
            }
        }
    }

    @Test
    @Tag("fast")
    void fastEqualsScalar() {
        for (int length = 0; length <= MOST; length++) {
            String what = "length " + length;
            assertSameBits(multiplied(scalar(), length), multiplied(fast(), length), what);
            assertSameBits(added(scalar(), length), added(fast(), length), what);
            assertSameBits(columnSums(scalar(), 5, length), columnSums(fast(), 5, length), what);
        }
    }

    /** The lower half plus the upper half, until one number is left. */
    private static float byHalves(float[] lanes) {
        if (lanes.length == 1) {
            return lanes[0];
        }
        float[] halves = new float[lanes.length / 2];
        for (int l = 0; l < halves.length; l++) {
            halves[l] = lanes[l] + lanes[l + halves.length];
        }
        return byHalves(halves);
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void foldSumsTheLanesByHalves(Backend kernels) {
        for (int lanes : new int[]{1, Backend.TILE}) {
            for (int count : new int[]{0, 1, 7, 100}) {
                float[] x = input(1, X_OFFSET, count * lanes);
                float[] y = KernelFixture.overwritten(KernelFixture.range(MARGIN, count));
                float[] expected = y.clone();
                for (int i = 0; i < count; i++) {
                    float[] group = new float[lanes];
                    System.arraycopy(x, X_OFFSET + i * lanes, group, 0, lanes);
                    expected[MARGIN + i] = byHalves(group);
                }
                kernels.fold(lanes, count, x, X_OFFSET, y, MARGIN);
                assertSameBits(expected, y, count + " of " + lanes + " lanes");
            }
        }
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void foldRefusesOtherWidths(Backend kernels) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> kernels.fold(8, 1, new float[8], 0, new float[1], 0));
        assertTrue(e.getMessage().contains("must have 1 or 16 lanes; you gave 8"), e::getMessage);
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void operandsOutOfTheirArraysAreRefused(Backend kernels) {
        float[] a = new float[20];
        float[] few = new float[19];
        assertRefused(() -> kernels.multiply(few, a, 0, 20));
        assertRefused(() -> kernels.multiply(a, few, 0, 20));
        assertRefused(() -> kernels.multiply(a, a, -1, 2));
        assertRefused(() -> kernels.multiply(a, a, 0, -1));
        assertRefused(() -> kernels.add(few, 0, a, 0, 20));
        assertRefused(() -> kernels.add(a, 0, few, 0, 20));
        assertRefused(() -> kernels.add(a, -1, a, 0, 2));
        assertRefused(() -> kernels.add(a, 0, a, -1, 2));
        assertRefused(() -> kernels.columnSums(4, 5, few, 0, a, 0));
        assertRefused(() -> kernels.columnSums(1, 20, a, 0, few, 0));
        assertRefused(() -> kernels.columnSums(1, 2, a, -1, a, 0));
        assertRefused(() -> kernels.fold(Backend.TILE, 2, new float[31], 0, a, 0));
        assertRefused(() -> kernels.fold(Backend.TILE, 2, new float[32], 0, new float[1], 0));
        assertRefused(() -> kernels.fold(1, 20, few, 0, a, 0));
        assertRefused(() -> kernels.fold(1, 2, a, -1, a, 0));
    }

    private static void assertRefused(Runnable run) {
        assertThrows(IndexOutOfBoundsException.class, run::run);
    }
}
