package dev.lanewise.engine.backend;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Assertions;
import org.opentest4j.AssertionFailedError;

/**
 * Checks gradients by central differences of a function in double precision: (f(x + h) − f(x − h)) /
 * 2h, whose error is h²·f‴/6 plus 2⁻⁵³·|f|/h; with h = 10⁻⁵ and functions of moderate size both stay
 * below 10⁻⁹, far under the rounding of the float gradients that are checked.
 */
final class CentralDifferences {
    private static final double STEP = 1e-5;

    private CentralDifferences() {}

    /** Fails at the first component that is further than {@code tolerance} from the difference. */
    static void assertGradient(ToDoubleFunction<double[]> function, double[] at, float[] gradient,
            double tolerance) {
        double[] x = at.clone();
        for (int i = 0; i < x.length; i++) {
            x[i] = at[i] + STEP;
            double above = function.applyAsDouble(x);
            x[i] = at[i] - STEP;
            double below = function.applyAsDouble(x);
            x[i] = at[i];
            double expected = (above - below) / (2 * STEP);
            if (!(Math.abs(gradient[i] - expected) <= tolerance)) {
                throw new AssertionFailedError(
                        String.format(Locale.ROOT, "component %d at %s: expected %s ± %s, found %s",
                                i, at[i], expected, tolerance, gradient[i]));
            }
        }
    }

    /** The check itself must not let a wrong gradient pass. */
    static void assertCatches(ToDoubleFunction<double[]> function, double[] at, float[] wrong,
            double tolerance) {
        Assertions.assertThrows(AssertionFailedError.class,
                () -> assertGradient(function, at, wrong, tolerance));
    }

    static double[] toDoubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
