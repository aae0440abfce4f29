package dev.lanewise.engine.backend;

import static dev.lanewise.engine.backend.KernelFixture.MARGIN;
import static dev.lanewise.engine.backend.KernelFixture.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernels")
class WarpTest {
    private static final float[] IDENTITY = {1, 0, 0, 0, 1, 0};
    private static final float[][] MAPS = {IDENTITY, {0.9f, 0.3f, -2.2f, -0.25f, 1.1f, 3.7f},
            {-1, 0.01f, 20, 0.02f, -1, 19}, {3, 0, -40, 0, 0.1f, -0.5f}};
    private static final WarpShape[] SHAPES = {new WarpShape(1, 1), new WarpShape(5, 7),
            new WarpShape(28, 28), new WarpShape(3, 33), new WarpShape(40, 2)};

    static Stream<Arguments> shapesMapsAndBackends() {
        return Stream.of(SHAPES)
                .flatMap(shape -> Stream.of(MAPS)
                        .flatMap(map -> KernelFixture.backends()
                                .map(kernels -> Arguments.of(shape, map, kernels))));
    }

    static Stream<Arguments> backends() {
        return KernelFixture.backends().map(Arguments::of);
    }

    private static float[] displacement(WarpShape shape) {
        return KernelFixture.random(3, 2 * shape.padded());
    }

    @ParameterizedTest
    @MethodSource("shapesMapsAndBackends")
    void scalarAndVectorGiveTheSameBits(WarpShape shape, float[] map, Backend kernels) {
        int[] pixels = KernelFixture.range(MARGIN, shape.pixels());
        float[] x = KernelFixture.input(1, pixels);
        float[] expected = KernelFixture.overwritten(pixels);
        float[] actual = KernelFixture.overwritten(pixels);
        KernelFixture.scalar()
                .warp(shape)
                .run(x, MARGIN, map, 2.5f, displacement(shape), expected, MARGIN);
        Warp warp = kernels.warp(shape);
        for (int run = 0; run < 2; run++) {
            warp.run(x, MARGIN, map, 2.5f, displacement(shape), actual, MARGIN);
            assertSameBits(expected, actual, shape + ", run " + run);
        }
        float[] inPlace = KernelFixture.output(1, pixels);
        warp.run(inPlace, MARGIN, map, 2.5f, displacement(shape), inPlace, MARGIN);
        assertSameBits(expected, inPlace, shape + " in place");
    }

    /**
     * The place has five roundings, each of at most 2⁻²⁴ of its largest part; along each axis the
     * value changes by at most 2 a pixel; three more roundings, of at most 4, make the value.
     */
    @ParameterizedTest
    @MethodSource("shapesMapsAndBackends")
    void valuesAreThoseOfDoublePrecision(WarpShape shape, float[] map, Backend kernels) {
        float[] x = KernelFixture.random(5, shape.pixels());
        float[] displacement = displacement(shape);
        float[] y = new float[shape.pixels()];
        kernels.warp(shape).run(x, 0, map, 2.5f, displacement, y, 0);
        for (int i = 0; i < y.length; i++) {
            int column = i % shape.width();
            int row = i / shape.width();
            double u = (double) map[0] * column + (double) map[1] * row + map[2]
                    + 2.5 * displacement[i];
            double v = (double) map[3] * column + (double) map[4] * row + map[5]
                    + 2.5 * displacement[shape.padded() + i];
            double size = 2.5 + 1;
            for (int k = 0; k < map.length; k++) {
                size += Math.abs(map[k])
                        * (k % 3 == 0 ? shape.width() : k % 3 == 1 ? shape.height() : 1);
            }
            double bound = 0x1p-24 * (2 * 2 * 5 * size + 3 * 4);
            assertEquals(bilinear(x, shape, u, v), y[i], bound, shape + ", pixel " + i);
        }
    }

    private static double bilinear(float[] x, WarpShape shape, double u, double v) {
        double column = Math.clamp(u, -1, shape.width());
        double row = Math.clamp(v, -1, shape.height());
        int left = (int) Math.floor(column);
        int top = (int) Math.floor(row);
        double p = column - left;
        double q = row - top;
        return (1 - q) * ((1 - p) * pixel(x, shape, top, left) + p * pixel(x, shape, top, left + 1))
                + q * ((1 - p) * pixel(x, shape, top + 1, left)
                        + p * pixel(x, shape, top + 1, left + 1));
    }

    private static double pixel(float[] x, WarpShape shape, int row, int column) {
        boolean inside = row >= 0 && row < shape.height() && column >= 0
                && column < shape.width();
        return inside ? x[row * shape.width() + column] : 0;
    }

    @ParameterizedTest
    @MethodSource("backends")
    void wholePixelsAreExact(Backend kernels) {
        WarpShape shape = new WarpShape(9, 11);
        float[] x = KernelFixture.random(7, shape.pixels());
        float[] still = new float[2 * shape.padded()];
        float[] y = new float[shape.pixels()];
        Warp warp = kernels.warp(shape);
        warp.run(x, 0, IDENTITY, 0, displacement(shape), y, 0);
        assertSameBits(x, y, "the identity");
        for (int shift : new int[]{-20, -3, 2, 8, 20}) {
            warp.run(x, 0, new float[]{1, 0, shift, 0, 1, 1}, 1, still, y, 0);
            for (int i = 0; i < y.length; i++) {
                assertEquals(pixel(x, shape, i / 11 + 1, i % 11 + shift) + 0.0, y[i] + 0.0,
                        "shift " + shift + ", pixel " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void operandsMustFit(Backend kernels) {
        WarpShape shape = new WarpShape(4, 4);
        Warp warp = kernels.warp(shape);
        float[] x = new float[16];
        float[] d = new float[32];
        assertThrows(IndexOutOfBoundsException.class,
                () -> warp.run(x, 1, IDENTITY, 0, d, x, 0));
        assertThrows(IndexOutOfBoundsException.class,
                () -> warp.run(x, 0, new float[5], 0, d, x, 0));
        assertThrows(IndexOutOfBoundsException.class,
                () -> warp.run(x, 0, IDENTITY, 0, new float[31], x, 0));
        assertThrows(IndexOutOfBoundsException.class,
                () -> warp.run(x, 0, IDENTITY, 0, d, x, 1));
    }

    @Test
    void shapesAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> new WarpShape(0, 3));
        assertThrows(IllegalArgumentException.class, () -> new WarpShape(3, 0));
        assertThrows(IllegalArgumentException.class, () -> new WarpShape(1 << 20, 1 << 20));
    }
}
