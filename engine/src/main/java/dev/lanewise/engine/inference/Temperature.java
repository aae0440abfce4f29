package dev.lanewise.engine.inference;

/**
 * Temperature scaling (Guo, Pleiss, Sun, Weinberger 2017): logits are divided by one number before the
 * softmax, so that probabilities are right as often as they say. The most probable class stays the same.
 */
public final class Temperature {
    /** No scaling. */
    public static final float NONE = 1;
    private static final double LEAST = 0.05;
    private static final double MOST = 20;
    private static final int MOST_STEPS = 60;
    private static final double ENOUGH = 1e-9;

    private Temperature() {}

    /** Checks a temperature. */
    public static float checked(float value) {
        if (!(value >= LEAST && value <= MOST)) {
            throw new IllegalArgumentException(
                    "A temperature must be a number from " + LEAST + " to "
                            + MOST + "; this one is " + value + ".");
        }
        return value;
    }

    /** Divides logits by a temperature, one rounding each, within the range of finite numbers. */
    public static void scale(float temperature, float[] logits, int count, float[] into) {
        for (int i = 0; i < count; i++) {
            into[i] = Math.clamp(logits[i] / temperature, -Float.MAX_VALUE, Float.MAX_VALUE);
        }
    }

    /**
     * The temperature with the least mean negative log-likelihood. That is convex in β = 1/T, and its
     * derivative is the mean of Σ p·z − z_label: Newton's steps on it, each inside a bracket that
     * shrinks. One thread computes it in double precision, sample after sample.
     *
     * @param logits {@code [samples][classes]}
     * @param labels the samples' classes
     * @return between 1/20 and 20; the nearer end where there is no least, as when all are right
     */
    static float fit(float[] logits, int[] labels, int classes) {
        double low = 1 / MOST;
        double high = 1 / LEAST;
        double beta = 1;
        for (int step = 0; step < MOST_STEPS && high - low > ENOUGH * beta; step++) {
            double first = 0;
            double second = 0;
            for (int i = 0; i < labels.length; i++) {
                double mean = moment(logits, i * classes, classes, beta, 0, 1);
                first += mean - logits[i * classes + labels[i]];
                second += moment(logits, i * classes, classes, beta, mean, 2);
            }
            if (first > 0) {
                high = beta;
            } else {
                low = beta;
            }
            double next = beta - first / second;
            boolean inside = next > low && next < high;
            double before = beta;
            beta = inside ? next : (low + high) / 2;
            if (Math.abs(beta - before) <= ENOUGH * before) {
                break;
            }
        }
        return (float) (1 / beta);
    }

    /** The mean of {@code (z − center)^power} under the softmax of {@code β·z}. */
    private static double moment(float[] z, int offset, int classes, double beta, double center,
            int power) {
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            most = Math.max(most, z[offset + c]);
        }
        double sum = 0;
        double weights = 0;
        for (int c = 0; c < classes; c++) {
            double weight = StrictMath.exp(beta * (z[offset + c] - most));
            double distance = z[offset + c] - center;
            sum += weight * (power == 1 ? distance : distance * distance);
            weights += weight;
        }
        return sum / weights;
    }
}
