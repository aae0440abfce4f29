package dev.lanewise.engine.backend;

/** The normal distribution in double precision. */
public final class NormalDistribution {
    private static final double FAR = 8;

    private NormalDistribution() {}

    /** Its density. */
    public static double density(double x) {
        return StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * Math.PI);
    }

    /**
     * Its distribution function, to some 1e-15, by the series 1/2 + φ(x)·(x + x³/3 + x⁵/(3·5) + …)
     * (Marsaglia 2004).
     */
    public static double upTo(double x) {
        if (Math.abs(x) > FAR) {
            return x < 0 ? 0 : 1;
        }
        double term = x;
        double sum = x;
        for (int n = 3; Math.abs(term) > 1e-18; n += 2) {
            term *= x * x / n;
            sum += term;
        }
        return 0.5 + density(x) * sum;
    }
}
