package dev.lanewise.cli.train;

import java.util.OptionalDouble;

/**
 * Estimates how long a run still takes: its steps at the speed of the last seconds, and its
 * validations as long as the last one. So the first steps, in which the JVM compiles, are soon
 * forgotten. Not safe for use by several threads.
 */
final class RemainingTime {
    private static final double NANOS = 1e9;
    /** After this time what was observed counts a third (1/e). */
    private static final double MEMORY_SECONDS = 3;
    private static final double LEAST_SECONDS = 0.5;

    private boolean began;
    private long lastNanos;
    private long lastSteps;
    private double observedSeconds;
    /** Both fade alike, so that their quotient is a mean. */
    private double recentSeconds;
    private double recentSteps;
    private double validationSeconds;

    /** Before the first validation: how long it may take. */
    void expectValidation(double seconds) {
        validationSeconds = seconds;
    }

    /**
     * Observes where the run is.
     *
     * @param nanos time of a monotonic clock
     * @param steps steps done since the run began
     */
    void observe(long nanos, long steps) {
        if (began) {
            double seconds = (nanos - lastNanos) / NANOS;
            double kept = StrictMath.exp(-seconds / MEMORY_SECONDS);
            recentSeconds = recentSeconds * kept + seconds;
            recentSteps = recentSteps * kept + (steps - lastSteps);
            observedSeconds += seconds;
        }
        began = true;
        lastNanos = nanos;
        lastSteps = steps;
    }

    /** An epoch was validated after its last step, which is no time of steps. */
    void validated(long nanos) {
        lastNanos += nanos;
        validationSeconds = nanos / NANOS;
    }

    /** Seconds for so many steps and validations; empty as long as little was observed. */
    OptionalDouble seconds(long steps, int validations) {
        return observedSeconds < LEAST_SECONDS || recentSteps == 0 ? OptionalDouble.empty()
                : OptionalDouble.of(steps * recentSeconds / recentSteps
                        + validations * validationSeconds);
    }

    /** Seconds that the next validation may take. */
    double validationSeconds() {
        return validationSeconds;
    }
}
