package dev.lanewise.engine.metric;

/** How far outputs are from targets that are values. */
record ValueMetric(Kind kind) implements Metric {

    /** Which number. */
    enum Kind {
        MEAN_ABSOLUTE_ERROR, R2
    }

    @Override
    public String name() {
        return kind == Kind.R2 ? "r2" : "mae";
    }

    @Override
    public boolean higherIsBetter() {
        return kind == Kind.R2;
    }

    @Override
    public void requireFits(int classes, int outputs) {
        if (classes > 0) {
            throw new IllegalArgumentException(
                    "The metric " + name() + " must be of targets that are"
                            + " values, but the data have " + classes
                            + " classes; use Metric.accuracy().");
        }
    }

    @Override
    public double value(float[][] outputs, float[][] targets) {
        int width = outputs.length == 0 ? 0 : outputs[0].length;
        double sum = 0;
        for (int output = 0; output < width; output++) {
            sum += kind == Kind.R2 ? r2(outputs, targets, output)
                    : absolute(outputs, targets, output);
        }
        return sum / width;
    }

    private static double absolute(float[][] outputs, float[][] targets, int output) {
        double sum = 0;
        for (int i = 0; i < outputs.length; i++) {
            sum += Math.abs((double) outputs[i][output] - targets[i][output]);
        }
        return sum / outputs.length;
    }

    private static double r2(float[][] outputs, float[][] targets, int output) {
        double mean = 0;
        for (float[] target : targets) {
            mean += target[output];
        }
        mean /= targets.length;
        double unexplained = 0;
        double all = 0;
        for (int i = 0; i < outputs.length; i++) {
            double error = (double) outputs[i][output] - targets[i][output];
            double distance = targets[i][output] - mean;
            unexplained += error * error;
            all += distance * distance;
        }
        return all > 0 ? 1 - unexplained / all : unexplained == 0 ? 1 : 0;
    }
}
