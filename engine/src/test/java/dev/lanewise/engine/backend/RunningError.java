package dev.lanewise.engine.backend;

import java.util.Locale;
import org.opentest4j.AssertionFailedError;

/**
 * A number in double precision, and how far the floats of a kernel that follows the same formula may
 * be from it: running error analysis (Higham, Accuracy and Stability of Numerical Algorithms,
 * section 3.3). Each operation passes on the errors of its operands and adds its own rounding, 2⁻²⁴
 * of its result; underflow adds half of the smallest float.
 *
 * @param value what exact arithmetic gives
 * @param error bound of a kernel's distance from it
 */
record RunningError(double value, double error) {
    /** Half an ulp of a float, and room for the roundings of this class's own doubles. */
    private static final double UNIT = 0x1p-24 + 0x1p-48;
    /** Largest error of the kernels' exponential; {@link ActivationsTest} holds it. */
    static final double EXP_ULPS = 1.05;

    /** A number that a kernel is given. */
    static RunningError of(double value) {
        return new RunningError(value, 0);
    }

    private static RunningError rounded(double value, double error) {
        return new RunningError(value, error + UNIT * (Math.abs(value) + error) + 0x1p-150);
    }

    RunningError negate() {
        return new RunningError(-value, error);
    }

    RunningError plus(RunningError other) {
        return rounded(value + other.value, error + other.error);
    }

    RunningError minus(RunningError other) {
        return plus(other.negate());
    }

    private double productError(RunningError other) {
        return Math.abs(value) * other.error + (Math.abs(other.value) + other.error) * error;
    }

    RunningError times(RunningError other) {
        return rounded(value * other.value, productError(other));
    }

    /** This times {@code factor} plus {@code term}, rounded once where the machine can. */
    RunningError fma(RunningError factor, RunningError term) {
        return Fma.HARDWARE
                ? rounded(value * factor.value + term.value, productError(factor) + term.error)
                : times(factor).plus(term);
    }

    RunningError dividedBy(RunningError divisor) {
        double quotient = value / divisor.value;
        return rounded(quotient, (error + Math.abs(quotient) * divisor.error)
                / (Math.abs(divisor.value) - divisor.error));
    }

    RunningError squareRoot() {
        double root = Math.sqrt(value);
        double least = Math.sqrt(Math.max(0, value - error));
        return rounded(root, Math.max(Math.sqrt(value + error) - root, root - least));
    }

    /** The kernels' exponential of an argument that they do not clamp. */
    RunningError exp() {
        double power = StrictMath.exp(value);
        double passedOn = power * StrictMath.expm1(error);
        // An ulp is at most 2⁻²³ of a number.
        return new RunningError(power, passedOn + EXP_ULPS * 0x1p-23 * (power + passedOn));
    }

    /** Fails where {@code actual} is out of the bound. */
    void assertHolds(float actual, Object what) {
        if (!(Math.abs(actual - value) <= error)) {
            throw new AssertionFailedError(String.format(Locale.ROOT,
                    "%s: expected %s ± %s, found %s", what, value, error, actual));
        }
    }
}
