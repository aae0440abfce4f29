package dev.lanewise.engine.backend;

/**
 * The exponential, shared by both backends to the bit.
 *
 * <p>With n = round(x·log₂e) and r = x − n·ln 2, |r| ≤ ½·ln 2: exp(x) = 2ⁿ·(1 + e(r)), where e(r) =
 * r + r²·(c0 + c1·r + c2·r² + c3·r³ + c4·r⁴) approximates exp(r) − 1 within 2⁻²⁷ (minimax fit of
 * (exp(r) − 1 − r)/r² by reweighted least squares). Rounding to an integer adds and takes away
 * 1.5·2²³, whose low mantissa bits then hold n; shifting them to the exponent's place makes 2ⁿ
 * without a conversion. ln 2 is taken away in two parts so that n·LN2_HIGH is exact. The argument
 * is clamped to ±{@link #LIMIT}: there 2ⁿ and its reciprocal are still normal numbers. Largest
 * errors, tested: exp 1.05 ulp, sigmoid 2.5 ulp, tanh 2.6 ulp, SiLU 2.9 ulp.
 */
public final class ExpConstants {
    /** log₂e. */
    public static final float LOG2E = 1.442695f;
    /** 1.5·2²³: adding it rounds to an integer. */
    public static final float ROUND = 12_582_912f;
    /** The upper bits of ln 2: few enough that its product with n is exact. */
    public static final float LN2_HIGH = 355f / 512;
    /** ln 2 − LN2_HIGH. */
    public static final float LN2_LOW = -2.1219444e-4f;
    /** Largest magnitude of an argument. */
    public static final float LIMIT = 87f;
    /** Coefficient of r². */
    public static final float C0 = 0.5f;
    /** Coefficient of r³. */
    public static final float C1 = 0.16666518f;
    /** Coefficient of r⁴. */
    public static final float C2 = 0.041666206f;
    /** Coefficient of r⁵. */
    public static final float C3 = 0.008368919f;
    /** Coefficient of r⁶. */
    public static final float C4 = 0.0013950535f;
    /** Bits of the mantissa of a float. */
    public static final int MANTISSA_BITS = 23;
    /** The bits of 1.0f. */
    public static final int ONE_BITS = 0x3f80_0000;

    private ExpConstants() {}
}
