package dev.lanewise.engine.backend;

import static dev.lanewise.engine.backend.KernelFixture.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernels")
class RadialBasisTest {

    /** Units, features, lanes. */
    private record Size(int units, int features, int lanes) {

        float[] centres() {
            return KernelFixture.random(1, units * features);
        }

        float[] x() {
            return KernelFixture.random(2, features * lanes);
        }

        float[] slope() {
            return KernelFixture.random(3, units * features * lanes);
        }

        float[] dy() {
            return KernelFixture.random(4, units * lanes);
        }

        float[] y() {
            return fresh(units * lanes);
        }

        float[] dx() {
            return fresh(features * lanes);
        }
    }

    /** To be overwritten unread, with a guard behind. */
    private static float[] fresh(int length) {
        return KernelFixture.overwritten(KernelFixture.range(0, length));
    }

    static Stream<Arguments> sizesAndBackends() {
        return Stream
                .of(new Size(10, 84, 16), new Size(10, 84, 1), new Size(1, 1, 16),
                        new Size(3, 5, 1), new Size(2, 7, 3))
                .flatMap(s -> KernelFixture.backends().map(k -> Arguments.of(s, k)));
    }

    @ParameterizedTest
    @MethodSource("sizesAndBackends")
    void anOutputIsOneChainOverTheFeatures(Size of, Backend kernels) {
        float[] centres = of.centres();
        float[] x = of.x();
        float[] y = of.y();
        float[] slope = fresh(of.slope().length);
        float[] expected = y.clone();
        float[] expectedSlope = slope.clone();
        for (int unit = 0; unit < of.units; unit++) {
            for (int lane = 0; lane < of.lanes; lane++) {
                float sum = 0;
                for (int f = 0; f < of.features; f++) {
                    float d = x[f * of.lanes + lane] - centres[unit * of.features + f];
                    sum = Fma.of(-d, d, sum);
                    expectedSlope[(unit * of.features + f) * of.lanes + lane] = -2 * d;
                }
                expected[unit * of.lanes + lane] = sum;
            }
        }
        kernels.radialBasis(of.units, of.features, of.lanes, centres, x, y, slope);
        assertSameBits(expected, y, of);
        assertSameBits(expectedSlope, slope, of);
    }

    @ParameterizedTest
    @MethodSource("sizesAndBackends")
    void aGradientIsOneChainOverTheUnits(Size of, Backend kernels) {
        float[] slope = of.slope();
        float[] dy = of.dy();
        float[] dx = of.dx();
        float[] expected = dx.clone();
        for (int f = 0; f < of.features; f++) {
            for (int lane = 0; lane < of.lanes; lane++) {
                float sum = 0;
                for (int unit = 0; unit < of.units; unit++) {
                    sum = Fma.of(slope[(unit * of.features + f) * of.lanes + lane],
                            dy[unit * of.lanes + lane], sum);
                }
                expected[f * of.lanes + lane] = sum;
            }
        }
        kernels.radialBasisGradient(of.units, of.features, of.lanes, slope, dy, dx);
        assertSameBits(expected, dx, of);
    }

    @ParameterizedTest
    @MethodSource("sizesAndBackends")
    void operandsOutOfTheirArraysAreRefused(Size of, Backend kernels) {
        float[] centres = of.centres();
        float[] x = of.x();
        float[] y = of.dy();
        float[] slope = of.slope();
        assertRefused(() -> run(of, kernels, shorter(centres), x, y, slope));
        assertRefused(() -> run(of, kernels, centres, shorter(x), y, slope));
        assertRefused(() -> run(of, kernels, centres, x, shorter(y), slope));
        assertRefused(() -> run(of, kernels, centres, x, y, shorter(slope)));
        assertRefused(() -> gradient(of, kernels, shorter(slope), y, x));
        assertRefused(() -> gradient(of, kernels, slope, shorter(y), x));
        assertRefused(() -> gradient(of, kernels, slope, y, shorter(x)));
        assertSameBits(of.x(), x, "after refusals");
        assertSameBits(of.dy(), y, "after refusals");
        assertSameBits(of.slope(), slope, "after refusals");
    }

    private static void run(Size of, Backend kernels, float[] centres, float[] x, float[] y,
            float[] slope) {
        kernels.radialBasis(of.units, of.features, of.lanes, centres, x, y, slope);
    }

    private static void gradient(Size of, Backend kernels, float[] slope, float[] dy, float[] dx) {
        kernels.radialBasisGradient(of.units, of.features, of.lanes, slope, dy, dx);
    }

    private static float[] shorter(float[] values) {
        return Arrays.copyOf(values, values.length - 1);
    }

    private static void assertRefused(Runnable run) {
        assertThrows(IndexOutOfBoundsException.class, run::run);
    }
}
