package dev.lanewise.engine.backend;

/** Sums of magnitudes in the transforms of {@link Winograd}, for the bounds of {@link WinogradCase}. */
record WinogradMagnitudes(Winograd form) {
    /** Points, and columns of a tile. */
    static final int COUNT = 6;
    private static final double[] POINTS = {0, 1, -1, 2, -0.5};
    /** {@code Bᵀ}: for each point what the columns of a tile are multiplied with. */
    static final double[][] INPUT = new double[COUNT][COUNT];
    /** {@code Π (a − b)} over the other points b; 1 for ∞. */
    private static final double[] FACTORS = new double[COUNT];
    /** Magnitudes of the points to the powers 0, 1, 2 … */
    private static final double[][] POWERS = new double[POINTS.length][COUNT];

    static {
        for (int p = 0; p < COUNT; p++) {
            INPUT[p][0] = 1;
            FACTORS[p] = 1;
            int degree = 0;
            for (int q = 0; q < POINTS.length; q++) {
                if (q == p) {
                    continue;
                }
                degree++;
                for (int i = degree; i >= 0; i--) {
                    INPUT[p][i] = (i == 0 ? 0 : INPUT[p][i - 1]) - POINTS[q] * INPUT[p][i];
                }
                FACTORS[p] *= p < POINTS.length ? POINTS[p] - POINTS[q] : 1;
            }
            for (int i = 0; p < POINTS.length && i < COUNT; i++) {
                POWERS[p][i] = Math.abs(Math.pow(POINTS[p], i));
            }
        }
    }

    /** {@code |A|·(|Bᵀ|·|d|)} of an output, point by point. */
    double[] factors(double[] d, int output) {
        double[] factors = new double[COUNT];
        for (int p = 0; p < COUNT; p++) {
            factors[p] = outputFactor(p, output) * inputAt(p, d);
        }
        return factors;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The magnitude of a point to a power, at infinity of the last power alone. */
    private static double power(int point, int exponent, int count) {
        return point < POINTS.length ? POWERS[point][exponent] : exponent == count - 1 ? 1 : 0;
    }

    private double outputFactor(int point, int output) {
        return power(point, output, form.outputs());
    }

    double weightFactor(int point, int tap) {
        return power(point, tap, form.taps()) / Math.abs(FACTORS[point]);
    }

    /** {@code |G|·|g|}. */
    double[] weightsAt(double[] g) {
        double[] points = new double[COUNT];
        for (int p = 0; p < COUNT; p++) {
            for (int j = 0; j < g.length; j++) {
                points[p] += weightFactor(p, j) * Math.abs(g[j]);
            }
        }
        return points;
    }

    static double inputAt(int point, double[] d) {
        double sum = 0;
        for (int j = 0; j < COUNT; j++) {
            sum += Math.abs(INPUT[point][j] * d[j]);
        }
        return sum;
    }

    double gradientAt(int point, double[] d) {
        double sum = 0;
        for (int j = 0; j < d.length; j++) {
            sum += outputFactor(point, j) * Math.abs(d[j]);
        }
        return sum;
    }
}
