package dev.lanewise.engine.metric;

/** Targets that are several labels, each true or not. */
final class Labels {
    private Labels() {}

    /**
     * Refuses values that are no labels.
     *
     * @throws IllegalArgumentException if one is not from 0 to 1; names it
     */
    static void check(String metric, float[][] targets) {
        for (int i = 0; i < targets.length; i++) {
            for (float value : targets[i]) {
                if (!(value >= 0 && value <= 1)) {
                    throw new IllegalArgumentException("The metric " + metric
                            + " must be of labels,"
                            + " which are from 0 to 1, but target " + i + " holds " + value
                            + "; use Metric.meanAbsoluteError() or Metric.r2() for values.");
                }
            }
        }
    }
}
